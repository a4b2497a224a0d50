"""Attached documents read in a child process: what they are, what they say."""
