"""Steps over many reports: a blocking key and a pure comparison each."""
