"""Pages that the server renders from content, and the place of the built web chat."""
