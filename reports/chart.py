"""The geometry of the report's charts, in pixels; templates draw it as SVG. A table stands beside each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from auditbot.model.audit import ColumnBrief
from auditbot.model.outcome import Outcome
from auditbot.model.text import Text

WIDTH = 680
"""Fits an A4 page at its natural size."""
AGES_SHOWN = 40
ROW = 22
_LABEL = 216
_BARS = 340
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of one bar; ``style`` is the name of its colour."""

    words: Text
    count: int
    style: str
    x: float
    width: float


def bar(parts: Iterable[tuple[Text, int, str]]) -> tuple[Segment, ...]:
    """One bar of the full width; parts of nothing are left out, every other one can be seen."""
    present = [part for part in parts if part[1] > 0]
    whole = sum(count for _, count, _ in present)
    least = 4.0
    spare = WIDTH - least * len(present)
    segments, x = [], 0.0
    for words, count, style in present:
        width = least + spare * count / whole
        segments.append(Segment(words, count, style, round(x, 1), round(width, 1)))
        x += width
    return tuple(segments)


@dataclass(frozen=True, slots=True)
class Age:
    """One column of the site: how long ago it was updated. ``outcome`` is that of its findings."""

    column: ColumnBrief
    days: int | None
    outcome: Outcome | None

    @property
    def style(self) -> str:
        """The name of its colour."""
        if self.outcome in (Outcome.FAILED, Outcome.CANT_TELL):
            return self.outcome.lower()
        return "good" if self.column.period else "none"


@dataclass(frozen=True, slots=True)
class AgeBar:
    """A bar with the line of its limit. ``broken``: it is longer than the chart is wide."""

    age: Age
    y: int
    width: float
    broken: bool
    limit: float | None


@dataclass(frozen=True, slots=True)
class AgeChart:
    """The oldest columns; ``ticks`` are days with their place."""

    bars: tuple[AgeBar, ...]
    ticks: tuple[tuple[int, float], ...]
    height: int


def ages(columns: Iterable[ColumnBrief], as_of: date, outcomes: Mapping[str, Outcome]) -> tuple[Age, ...]:
    """Every column, the oldest first, those without a date last. ``outcomes`` by address."""
    found = [Age(column, _days(column.newest, as_of), outcomes.get(column.url)) for column in columns]
    found.sort(key=lambda age: (age.days is None, -(age.days or 0), age.column.path, age.column.url))
    return tuple(found)


def _days(newest: date | None, as_of: date) -> int | None:
    return max((as_of - newest).days, 0) if newest else None


def age_chart(found: Sequence[Age]) -> AgeChart | None:
    """The bars of the oldest columns, or nothing when no column shows a date.

    The scale ends somewhat beyond the longest period, so that short periods stay visible beside columns
    that were forgotten for years.
    """
    dated = [age for age in found if age.days is not None][:AGES_SHOWN]
    if not dated:
        return None
    oldest = max(age.days or 0 for age in dated)
    periods = [age.column.period for age in dated if age.column.period]
    longest = max(periods, default=oldest)
    end = max(longest, min(oldest, round(longest * 1.25)), 1)
    bars = tuple(_age_bar(age, index, end) for index, age in enumerate(dated))
    step = next(step for step in _STEPS if step * 5 >= end or step == _STEPS[-1])
    ticks = tuple((day, _LABEL + round(_BARS * day / end, 1)) for day in range(0, end + 1, step)[:12])
    return AgeChart(bars, ticks, ROW * (len(bars) + 1) + 4)


def _age_bar(age: Age, index: int, end: int) -> AgeBar:
    days, period = age.days or 0, age.column.period
    return AgeBar(
        age=age,
        y=ROW * (index + 1) + 4,
        width=round(_BARS * min(days, end) / end, 1),
        broken=days > end,
        limit=round(_LABEL + _BARS * period / end, 1) if period and period <= end else None,
    )
