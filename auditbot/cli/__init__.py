"""The commands. ``main`` is the entrance; everything heavy is imported by the command that needs it."""

import sys
from io import TextIOWrapper

from auditbot.cli.exits import Exit
from auditbot.cli.words import language


def main() -> None:
    """Run the command line and leave with the exit code that was promised."""
    from auditbot.cli.program import run

    arguments = sys.argv[1:]
    _print_anything()
    try:
        code = run(arguments, language(arguments))
    except BrokenPipeError:
        code = Exit.CLEAN
    sys.exit(code)


def _print_anything() -> None:
    """What a terminal cannot show (a title's letter where it reads GBK) is written out; it stops nothing."""
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")
