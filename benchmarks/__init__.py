"""Measurements of Dateline: how well it reads (`quality`) and how fast (`speed`)."""
