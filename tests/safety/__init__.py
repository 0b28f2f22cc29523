"""The public safety set and its report."""
