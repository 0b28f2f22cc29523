"""Our Norwegian spaCy pipeline: conversion of the treebank, training, measuring and packing.

Nothing here runs in service but `wheel`, which opens the packed pipeline. The model card
(`MODEL_CARD.md`) says what the pipeline can do and what it was made of.
"""
