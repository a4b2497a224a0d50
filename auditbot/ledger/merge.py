"""A cell that was sent out and came back, against what became of it here meanwhile. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any


class Side(StrEnum):
    """What a cell comes to."""

    OURS = "ours"
    """It stays as it is here."""
    THEIRS = "theirs"
    CONFLICT = "conflict"
    """Both sides changed it, and not to the same."""


def side(base: str, ours: str, theirs: str) -> Side:
    """Which side counts. An empty cell changes nothing."""
    if not theirs or theirs in (base, ours):
        return Side.OURS
    return Side.THEIRS if ours == base else Side.CONFLICT


def values_at(
    current: Mapping[str, Any], events: Iterable[Mapping[str, Any]], version: int
) -> dict[str, Any]:
    """The fields of an entry as they were at a version. ``events``: the data of its events, oldest first."""
    values = dict(current)
    told: set[str] = set()
    for data in events:
        if data.get("version", 0) <= version:
            continue
        for field, (before, _) in data.get("changed", {}).items():
            if field not in told:
                told.add(field)
                values[field] = before
    return values
