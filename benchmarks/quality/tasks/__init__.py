"""One predictor a task: rows without gold in, rows for the scorer out."""
