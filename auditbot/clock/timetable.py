"""When something is due for a site by a rule: the same times whenever and wherever it is worked out.

A site's place in the week and in the window is drawn from a hash, so that many sites are spread evenly. Times
are those of the clocks of a zone. Where clocks are put forward, a time that they leave out is the first that
they show then; where they are put back, a time that they show twice is the first of the two.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import takewhile
from zoneinfo import ZoneInfo

from auditbot.clock.rule import Every, Rule
from auditbot.store.schema_clock import RunKind

_ONE_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class Timetable:
    """The due times of one kind of work for one site; whole seconds, in UTC."""

    def __init__(self, rule: Rule, kind: RunKind, site: str, zone: ZoneInfo) -> None:
        self.kind = kind
        self._zone = zone
        self._every = rule.every
        self._spans = tuple((begin * 60, end * 60) for begin, end in rule.spans)
        self._parts = tuple(_parts(sum(end - begin for begin, end in self._spans), rule.times))
        self._latest = [self._second(begin + room - 1) for begin, room in self._parts]
        self._seed = sha256(f"{site}\0{kind.value}".encode())
        days = [day.number for day in rule.weekdays] or list(range(7))
        self._weekdays = [days[self._drawn("weekday") % len(days)]] if rule.every is Every.WEEK else days

    def after(self, moment: datetime) -> datetime:
        """The first due time that is later than a moment."""
        return next(self._later(moment))

    def between(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """The due times later than ``after`` and not later than ``until``, in order."""
        return takewhile(lambda due: due <= until, self._later(after))

    def count(self, after: datetime, until: datetime) -> int:
        """How many those are."""
        return sum(1 for _ in self.between(after, until))

    def _later(self, moment: datetime) -> Iterator[datetime]:
        """All due times later than a moment, in order, each once.

        Only what clocks did not show yet can be later; of that, some may be left out and fall together.
        """
        if moment.tzinfo is None:
            raise ValueError(f"a time without a zone: {moment}")
        shown = moment.astimezone(self._zone)
        day = shown.date() - _ONE_DAY
        while True:
            for due in self._on(day, shown):
                if due > shown and (at := first_shown(due)) > moment:
                    yield at
                    moment = at
            day += _ONE_DAY

    def _on(self, day: date, shown: datetime) -> Iterator[datetime]:
        """The due times of a day as its clocks would show them, without parts that are over by ``shown``."""
        if day.weekday() not in self._weekdays:
            return
        midnight = datetime.combine(day, time(), self._zone)
        passed = bisect_right(self._latest, (shown - midnight).total_seconds())
        if passed == len(self._parts) or (self._every is Every.DAY and _left_out(midnight)):
            return
        for part in range(passed, len(self._parts)):
            yield midnight + timedelta(seconds=self._second(self._place(part, day)))

    def _place(self, part: int, day: date) -> int:
        """The second of the open hours at which a part of them has its due time.

        A sample's differs from day to day, so that what happens at the same minute of each hour is seen, too.
        """
        begin, room = self._parts[part]
        which = f"{part} {day}" if self.kind is RunKind.SAMPLE else f"{part}"
        return begin + self._drawn(which) % room

    def _second(self, place: int) -> int:
        """The second since midnight for one of the open hours."""
        for begin, end in self._spans:
            if place < end - begin:
                return begin + place
            place -= end - begin
        raise AssertionError(place)

    def _drawn(self, what: str) -> int:
        """A number that is always the same for this site and kind."""
        drawn = self._seed.copy()
        drawn.update(f"\0{what}".encode())
        return int.from_bytes(drawn.digest()[:8])


def _parts(length: int, times: int) -> Iterator[tuple[int, int]]:
    """Where a due time may lie, the first second and how many: two are a third of a part apart, or more."""
    for part in range(times):
        begin, end = length * part // times, length * (part + 1) // times
        margin = (end - begin) // 6 if times > 1 else 0
        yield begin + margin, end - begin - 2 * margin


def first_shown(wanted: datetime) -> datetime:
    """The first instant at which the clocks of its zone show a time, or a later one; UTC.

    Python reckons times of one zone, here and above, as its clocks show them.
    """
    zone, at = wanted.tzinfo, wanted.astimezone(UTC)
    if at.astimezone(zone) == wanted:
        return at
    early = wanted.replace(fold=1).astimezone(UTC)
    while at - early > _SECOND:
        middle = early + (at - early) // _SECOND // 2 * _SECOND
        early, at = (middle, at) if middle.astimezone(zone) < wanted else (early, middle)
    return at


def _left_out(midnight: datetime) -> bool:
    """Whether a zone has no such day: it moved over the date line."""
    return first_shown(midnight).astimezone(midnight.tzinfo).date() > midnight.date()
