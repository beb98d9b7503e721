"""Runners: the same pipeline on one process or many."""
