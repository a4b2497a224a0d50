"""The exit codes that scripts build on."""

from enum import IntEnum


class Exit(IntEnum):
    """Why the program left."""

    CLEAN = 0
    """Nothing at or above ``--fail-on``."""
    FINDINGS = 1
    """Findings at or above ``--fail-on``."""
    USAGE = 2
    """Wrong usage or configuration; nothing was fetched."""
    INCOMPLETE = 3
    """The audit is incomplete: unreachable, out of time, interrupted. Reports are written and say so."""
    FAULT = 4
    """A fault of ours."""
