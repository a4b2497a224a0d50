"""Hours in which nothing begins."""

from collections.abc import Iterable
from datetime import datetime

from auditbot.clock.rule import DAY, Window


def is_quiet(windows: Iterable[Window], local: datetime) -> bool:
    """Whether a local time lies in one of the windows, of this day or of the one before."""
    minute = local.hour * 60 + local.minute
    return any(begin <= moment < end for begin, end in _spans(windows) for moment in (minute, minute + DAY))


def _spans(windows: Iterable[Window]) -> Iterable[tuple[int, int]]:
    return (window.span for window in windows)
