"""The web API and the page it serves."""
