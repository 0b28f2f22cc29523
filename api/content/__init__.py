"""Everything a person can read: offerings, help lines, pages and the assistant's own sentences.

The words stand in ``texts/`` as YAML, so that a municipality changes them without a programmer.
This package reads them once, refuses what is incomplete with the file, line and field named, and
answers in bokmål, nynorsk or English.
"""
