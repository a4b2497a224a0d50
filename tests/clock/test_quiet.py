"""Hours in which nothing begins."""

from datetime import datetime

import pytest

from auditbot.clock.quiet import is_quiet
from auditbot.clock.rule import Window


@pytest.mark.parametrize(
    ("window", "time", "quiet"),
    [
        ("08:00-18:00", "07:59", False),
        ("08:00-18:00", "08:00", True),
        ("08:00-18:00", "17:59", True),
        ("08:00-18:00", "18:00", False),
        ("22:00-06:00", "21:59", False),
        ("22:00-06:00", "23:30", True),
        ("22:00-06:00", "00:00", True),
        ("22:00-06:00", "05:59", True),
        ("22:00-06:00", "06:00", False),
        ("00:00-24:00", "12:00", True),
    ],
)
def test_hours(window: str, time: str, quiet: bool) -> None:
    local = datetime.fromisoformat(f"2026-11-20T{time}")
    assert is_quiet([Window.model_validate(window)], local) is quiet


def test_without_any_nothing_is_quiet() -> None:
    assert not is_quiet([], datetime.fromisoformat("2026-11-20T12:00"))
