"""Stages: pure functions of one report and the tools; each file is named for what it adds."""
