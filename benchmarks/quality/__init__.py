"""Scores against gold: readers for the gold files, and the scorers that use them."""
