"""Policies and their interpretations, read and matched over a whole site."""
