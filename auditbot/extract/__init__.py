"""Page to facts: pure functions, no I/O."""
