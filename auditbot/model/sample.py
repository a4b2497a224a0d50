"""Looks of the clock at a homepage, and what they come to by the State's rule of a week."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from pydantic import TypeAdapter

from auditbot.model.zone import CHINA

SLOW = 15.0
"""Seconds: a homepage that takes as long did not open (检查指标, 站点无法访问)."""
KEPT_DAYS = 31
"""Days of looks that an audit takes along; no week may be asked for that is longer."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at whether a homepage opens."""

    at: datetime
    """When it began; aware."""
    url: str
    """The homepage as registered, not where it led."""
    reached: bool
    seconds: float
    """From the request to the last byte that was read."""
    status: int | None
    failure: str
    """The kind of failure; empty: none."""
    ours: bool
    """Our own line was at fault, or we were not let in: it counts neither way."""


SAMPLES = TypeAdapter(tuple[Sample, ...])


@dataclass(frozen=True, slots=True)
class Figures:
    """What looks came to; at least one was made."""

    made: int
    failed: int
    kinds: Mapping[tuple[str, int | None], int]
    """How often each kind of failure was seen, with the HTTP status where that is it; most frequent first."""
    longest: float
    """Seconds of the longest look."""
    first: date
    last: date
    """The days of the first and of the last look, in China."""
    worst: Sample | None
    """The last look that failed."""

    def reaches(self, percent: float) -> bool:
        """Whether so many of a hundred looks failed, or more."""
        return 100 * self.failed >= percent * self.made


@dataclass(frozen=True, slots=True)
class Spread:
    """What looks a day must have to count as one that was watched.

    The rule asks for twenty visits at intervals: so many looks, no stretch of ``gap`` between two of them
    without any, and from the first to the last no less than ``span``. What lies before the first and after
    the last is not asked for: a day may be watched in its working hours alone.
    """

    looks: int = 20
    gap: timedelta = timedelta(hours=4)
    span: timedelta = timedelta(hours=12)

    def fills(self, looks: Sequence[Sample]) -> bool:
        """Whether looks, in order of time, fill their day."""
        if not looks or len(looks) < self.looks:
            return False
        if looks[-1].at - looks[0].at < self.span:
            return False
        return all(later.at - earlier.at <= self.gap for earlier, later in pairwise(looks))


def counting(samples: Iterable[Sample]) -> tuple[Sample, ...]:
    """The looks that count, in order of time: those that say something of the site, one a second.

    Of two in one second the better one counts: a clock that was set back must not make two failures of one.
    """
    by_second: dict[datetime, Sample] = {}
    for one in samples:
        second = one.at.astimezone(CHINA).replace(microsecond=0)
        if one.ours or (second in by_second and _badness(by_second[second]) <= _badness(one)):
            continue
        by_second[second] = one
    return tuple(by_second[second] for second in sorted(by_second))


def by_day(samples: Iterable[Sample], as_of: date, days: int) -> dict[date, tuple[Sample, ...]]:
    """The looks that count on each of the last ``days`` days that were over on ``as_of``.

    Days are those of the calendar in China; ``as_of`` itself is not over, and not among them.
    """
    found: dict[date, list[Sample]] = {as_of - timedelta(back): [] for back in range(days, 0, -1)}
    for one in counting(samples):
        found.get(day_of(one), []).append(one)
    return {day: tuple(looks) for day, looks in found.items()}


def figures(samples: Iterable[Sample], slow: float = SLOW) -> Figures | None:
    """What looks came to, those that do not count left out; ``None`` where none is left.

    A look that took ``slow`` seconds or longer failed.
    """
    looks = counting(samples)
    if not looks:
        return None
    lost = [one for one in looks if not one.reached or one.seconds >= slow]
    kinds = Counter(_kind(one) for one in lost)
    return Figures(
        made=len(looks),
        failed=len(lost),
        kinds=dict(kinds.most_common()),
        longest=max(one.seconds for one in looks),
        first=day_of(looks[0]),
        last=day_of(looks[-1]),
        worst=lost[-1] if lost else None,
    )


def day_of(sample: Sample) -> date:
    """The day of a look, in China."""
    return sample.at.astimezone(CHINA).date()


def _kind(sample: Sample) -> tuple[str, int | None]:
    kind = sample.failure or "timeout"
    return kind, sample.status if kind == "status" else None


def _badness(sample: Sample) -> tuple[bool, float]:
    return not sample.reached, sample.seconds
