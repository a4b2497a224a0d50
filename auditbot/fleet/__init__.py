"""Many sites at once, each audited by a process of its own.

The processes are started from the command line like any audit, not forked: what a check, a parser or the
browser leaves behind in one cannot reach another, each has its memory given back when it ends, and what the
fleet can do with one, a person can do with the same command.
"""
