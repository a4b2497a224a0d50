from datetime import date, timedelta

from auditbot.model.audit import ColumnBrief
from auditbot.model.outcome import Outcome
from auditbot.model.text import Text
from auditbot.url import Url
from reports.chart import AGES_SHOWN, WIDTH, age_chart, ages, bar

DAY = date(2026, 11, 20)


def column(days: int | None, period: int | None = 14, name: str = "动态") -> ColumnBrief:
    newest = None if days is None else DAY - timedelta(days=days)
    url = Url(f"https://a.example/{name}/{days}/")
    return ColumnBrief(name=name, url=url, path=(name,), items=1, newest=newest, period=period)


def test_a_bar_fills_its_width_and_leaves_nothing_out_of_sight() -> None:
    parts = bar([(Text("甲", "a"), 9999, "x"), (Text("乙", "b"), 1, "y"), (Text("丙", "c"), 0, "z")])
    assert [part.count for part in parts] == [9999, 1]
    assert round(parts[-1].x + parts[-1].width) == WIDTH
    assert parts[1].width >= 4
    assert bar([]) == ()


def test_the_oldest_column_comes_first_and_undated_ones_last() -> None:
    found = ages([column(3), column(None), column(400), column(30)], DAY, {})
    assert [age.days for age in found] == [400, 30, 3, None]


def test_a_date_after_the_day_of_the_audit_is_no_age() -> None:
    assert ages([column(-5)], DAY, {})[0].days == 0


def test_red_is_only_what_failed() -> None:
    old, kept, unregistered = column(400, name="旧"), column(3, name="新"), column(900, None, name="无")
    found = ages([old, kept, unregistered], DAY, {old.url: Outcome.FAILED})
    assert {age.column.name: age.style for age in found} == {"旧": "failed", "新": "good", "无": "none"}


def test_short_periods_stay_visible_beside_forgotten_columns() -> None:
    chart = age_chart(ages([column(3000, 14), column(10, 14, "乙")], DAY, {}))
    assert chart is not None
    forgotten, fresh = chart.bars
    assert forgotten.broken
    assert not fresh.broken
    assert fresh.limit is not None
    assert fresh.width > 100


def test_fresh_columns_show_their_limit_too() -> None:
    chart = age_chart(ages([column(1, 365), column(0, 14, "乙")], DAY, {}))
    assert chart is not None
    assert all(row.limit is not None and row.width < 20 for row in chart.bars)


def test_columns_without_any_period_or_date() -> None:
    chart = age_chart(ages([column(0, None)], DAY, {}))
    assert chart is not None
    assert chart.bars[0].limit is None
    assert age_chart(ages([column(None)], DAY, {})) is None
    assert age_chart([]) is None


def test_at_most_forty_are_drawn() -> None:
    chart = age_chart(ages([column(n, name=str(n)) for n in range(300)], DAY, {}))
    assert chart is not None
    assert [row.age.days for row in chart.bars] == list(range(299, 299 - AGES_SHOWN, -1))
    assert len(chart.ticks) <= 12
