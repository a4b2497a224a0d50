"""The commands. ``main`` is the entrance; everything heavy is imported by the command that needs it."""

import sys

from auditbot.cli.exits import Exit
from auditbot.cli.words import language


def main() -> None:
    """Run the command line and leave with the exit code that was promised."""
    from auditbot.cli.program import run

    arguments = sys.argv[1:]
    try:
        code = run(arguments, language(arguments))
    except BrokenPipeError:
        code = Exit.CLEAN
    sys.exit(code)
