"""``python -m auditbot``."""

from auditbot.cli import main

main()
