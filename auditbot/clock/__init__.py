"""The clock: what is done for which site when, and the daemon that sees to it."""
