"""Inspects Chinese government websites against the notices that govern them."""
