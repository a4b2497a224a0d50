"""Imported where sessions are forked from: what each of them would load anew is loaded there, once."""

import gc

from auditbot.cli import after
from tests.durability import session

__all__ = ["after", "session"]

session.rules()
gc.freeze()
