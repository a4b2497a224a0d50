from datetime import UTC, datetime

import pytest

from auditbot.model.text import Lang
from reports.moment import bound, minute, size, span


def test_times_are_those_of_china() -> None:
    assert minute(datetime(2026, 11, 20, 17, 14, tzinfo=UTC)) == "2026-11-21 01:14"
    assert minute(datetime(2026, 11, 20, 1, 14)) == "2026-11-20 09:14"  # noqa: DTZ001 - what a foreign file may hold


def test_spans_in_their_two_largest_units() -> None:
    assert span(2472, Lang.ZH) == "41 分 12 秒"
    assert span(2472, Lang.EN) == "41 min 12 s"
    assert span(7325, Lang.EN) == "2 h 2 min"
    assert span(0.2, Lang.ZH) == "0 秒"


def test_sizes() -> None:
    assert [size(n) for n in (512, 2048, 50 * 1024**2, 3 * 1024**3)] == [
        "512 B",
        "2.0 KB",
        "50.0 MB",
        "3.0 GB",
    ]


@pytest.mark.parametrize(
    ("limit", "value", "told"),
    [
        ("first_byte_seconds", "10.0", "10 秒"),
        ("seconds", "21600", "6 小时"),
        ("page_bytes", "10485760", "10.0 MB"),
        ("slowest_rate", "1024", "1.0 KB/秒"),
        ("pages", "20000", "20,000"),
        ("render_memory", "536870912", "512.0 MB"),
        ("unknown", "soon", "soon"),
    ],
)
def test_limits_are_told_with_their_units(limit: str, value: str, told: str) -> None:
    assert bound(limit, value, Lang.ZH) == told
