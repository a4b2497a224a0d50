"""Frontier, engine, archive."""
