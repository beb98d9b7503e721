"""Dateline reads news pages about conflicts into claims anchored to their sentences."""

__version__ = "0.1.0"
