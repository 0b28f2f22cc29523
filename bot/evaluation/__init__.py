"""Measuring the trained model on an evaluation file (format in the contract)."""
