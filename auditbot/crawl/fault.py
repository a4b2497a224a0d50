"""How an exception is written down that must not end the walk: a check's, or one of our own on one page."""

import traceback
from pathlib import PurePath

from auditbot.extract.personal.masking import NOTHING_KNOWN

READING = ""
"""Stands for the reading of pages where a fault is put on record: it is no check's."""


def fault_line(stage: str, error: BaseException) -> str:
    """An exception in one printable line of bearable length, whatever it consists of."""
    try:
        words = str(error)
    except BaseException:  # noqa: BLE001 — a stranger's exception
        words = ""
    line = f"{stage}: {type(error).__name__}: {NOTHING_KNOWN(words[:1000])}"
    return "".join(letter if letter.isprintable() else " " for letter in line)[:500]


def place_of(error: BaseException) -> str:
    """The file and line in which an exception was raised, for those who mend it."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
