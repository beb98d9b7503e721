"""Readers: bytes in, reports out."""
