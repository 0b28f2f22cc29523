"""Components of the understanding: one Rasa graph component a file."""
