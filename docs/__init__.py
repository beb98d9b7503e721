"""Documentation; `python -m docs.generate` makes its generated pages."""
