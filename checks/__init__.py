"""The checks: one public module each, named like the check; what several share is in ``shared``."""
