from datetime import UTC, datetime

from auditbot.model.text import Lang
from reports.moment import minute, size, span


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
