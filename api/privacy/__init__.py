"""Erasure on wish, and after the time that we have promised."""
