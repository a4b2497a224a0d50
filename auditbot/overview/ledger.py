"""The ledger as an office counts it: what was opened, claimed, looked at again, proved in a period. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from auditbot.model.course import LedgerState
from auditbot.overview.rates import Rate

DAYS = 30
"""Of a period, where nobody says when it begins."""
PERIODS = 6
"""Periods that are told: this one, and those of the same length before it."""
COUNTING = ("open", "reopen", "close", "dismiss", "restore", "report", "recheck", "return", "proof", "met")
"""Kinds of events that count here."""
_STANDS = {"open", "reopen", "close", "dismiss", "restore"}
"""Those that say whether an entry is open, closed or a false alarm."""
_LOOKED = {"recheck", "return", "close", "proof", "met"}
"""What the program notes where an audit looked at an entry again."""


@dataclass(frozen=True, slots=True)
class Period:
    """Some days, the first and the last with them; days are those of China."""

    first: date
    last: date

    @property
    def before(self) -> "Period":
        """As many days right before."""
        last = self.first - timedelta(days=1)
        return Period(last - (self.last - self.first), last)

    def has(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def periods(since: date | None, today: date) -> tuple[Period, ...]:
    """This period, from ``since`` or for ``DAYS`` until today, and those before it, the newest first."""
    now = Period(min(since, today) if since else today - timedelta(days=DAYS - 1), today)
    found = [now]
    while len(found) < PERIODS:
        found.append(found[-1].before)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of an entry. ``by_audit``: it follows from an audit, no person made it."""

    entry: int
    day: date
    kind: str
    by_audit: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """One period. All rates are as of its last day."""

    period: Period
    inspected: Rate
    """检查率: sites with an audit in the period, of those in service."""
    opened: int
    closed: int
    """By proof."""
    reopened: int
    mended: Rate
    """整改率: of what was opened or reopened in the period, but for false alarms, what is closed."""
    rechecked: Rate
    """复查率: of the claims made in the period, those after which an audit looked again."""
    passed: Rate
    """通过率: of these, those that were proved."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Entries by what becomes of them now. ``longest``: days by which the worst of them is overdue."""

    open: int = 0
    overdue: int = 0
    longest: int = 0
    claimed: int = 0
    """Said to be mended, not yet proved."""
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of all sites in service on a day."""

    day: date
    flows: tuple[Flow, ...]
    """The newest first."""
    states: Mapping[LedgerState, int]
    total: Tally
    excepted: int
    """Open entries that an exception in force covers."""
    sites: Mapping[str, Tally] = field(default_factory=dict)
    """By id."""
    units: Mapping[str, Tally] = field(default_factory=dict)
    """By name, the empty name for nobody; closed: within this period."""

    @property
    def dismissed(self) -> int:
        """False alarms."""
        return self.states.get(LedgerState.FALSE_ALARM, 0)

    @property
    def now(self) -> Flow:
        """This period."""
        return self.flows[0]

    @property
    def before(self) -> Flow:
        """The period before."""
        return self.flows[1]

    def site(self, identity: str) -> Tally:
        """One site, also one without entries."""
        return self.sites.get(identity, Tally())

    @property
    def owing(self) -> tuple[tuple[str, Tally], ...]:
        """Units with something open, or closed in this period, those with the most overdue first."""
        rows = [one for one in self.units.items() if one[1].open or one[1].closed]
        return tuple(sorted(rows, key=lambda one: (-one[1].overdue, -one[1].open, not one[0], one[0])))


def flows(
    happenings: Iterable[Happening], told: Sequence[Period], inspected: Mapping[Period, Rate]
) -> tuple[Flow, ...]:
    """Count each period. ``happenings``: all since the first day of the earliest, in their order."""
    by_entry: dict[int, list[Happening]] = defaultdict(list)
    for one in happenings:
        by_entry[one.entry].append(one)
    return tuple(_flow(by_entry.values(), period, inspected[period]) for period in told)


def _flow(entries: Iterable[Sequence[Happening]], period: Period, inspected: Rate) -> Flow:
    kinds: dict[str, int] = defaultdict(int)
    taken_up = mended = claims = looked = proved = 0
    for events in entries:
        if events[-1].day < period.first:
            continue
        known = [one for one in events if one.day <= period.last]
        within = [one.kind for one in known if one.day >= period.first]
        for kind in within:
            kinds[kind] += 1
        if "open" in within or "reopen" in within:
            stands = next(one.kind for one in reversed(known) if one.kind in _STANDS)
            taken_up += stands != "dismiss"
            mended += stands == "close"
        for after in _claims(known, period):
            claims += 1
            looked += bool(after & _LOOKED)
            proved += "close" in after
    return Flow(
        period=period,
        inspected=inspected,
        opened=kinds["open"],
        closed=kinds["close"],
        reopened=kinds["reopen"],
        mended=Rate(mended, taken_up),
        rechecked=Rate(looked, claims),
        passed=Rate(proved, looked),
    )


def _claims(known: Sequence[Happening], period: Period) -> Iterator[set[str]]:
    """For each claim of the period, what audits brought before the entry was claimed or opened again."""
    after: set[str] | None = None
    for one in known:
        if one.kind in ("report", "reopen"):
            if after is not None:
                yield after
            after = set() if one.kind == "report" and one.day >= period.first else None
        elif after is not None and one.by_audit:
            after.add(one.kind)
    if after is not None:
        yield after
