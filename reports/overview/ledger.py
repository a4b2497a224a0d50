"""The figures of the ledger on the overview: what each is made of, how it has changed, what it means."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auditbot.ledger.words import STATES
from auditbot.model.text import Text
from auditbot.overview.ledger import Flow, Ledger
from auditbot.overview.rates import Rate
from reports.moment import percent, tenths
from reports.overview.ledger_texts import FIGURES
from reports.overview.texts import OVERVIEW

_RATES: Mapping[str, Callable[[Flow], Rate]] = MappingProxyType(
    {
        "inspected": lambda flow: flow.inspected,
        "mended": lambda flow: flow.mended,
        "rechecked": lambda flow: flow.rechecked,
        "passed": lambda flow: flow.passed,
    }
)
_COUNTS: Mapping[str, Callable[[Flow], int]] = MappingProxyType(
    {
        "opened": lambda flow: flow.opened,
        "closed": lambda flow: flow.closed,
        "reopened": lambda flow: flow.reopened,
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in words. ``points``: by how many it has risen; ``counts``: the number before and now."""

    title: Text
    value: Text
    made: str
    meaning: Text
    points: float | None = None
    counts: tuple[int, int] | None = None


def lines(ledger: Ledger) -> tuple[Line, ...]:
    """The figures of this period against the period before."""
    return tuple(_line(name, ledger.now, ledger.before) for name in FIGURES)


def _line(name: str, now: Flow, before: Flow) -> Line:
    title, meaning = FIGURES[name]
    if name in _COUNTS:
        counts = _COUNTS[name](before), _COUNTS[name](now)
        return Line(title, Text(f"{counts[1]:,}", f"{counts[1]:,}"), "", meaning, counts=counts)
    rate = _RATES[name](now)
    made = f"{rate.part:,} / {rate.whole:,}"
    return Line(title, share(rate), made, meaning, points=_points(rate, _RATES[name](before)))


def _points(now: Rate, before: Rate) -> float | None:
    """By how many percentage points a rate has risen, as both are printed."""
    if now.share is None or before.share is None:
        return None
    return (tenths(now.share) - tenths(before.share)) / 10


def share(rate: Rate) -> Text:
    """A rate in per cent; nothing of nothing is not known."""
    return OVERVIEW["unknown"] if rate.share is None else Text(*(2 * (percent(rate.share),)))


def states(ledger: Ledger) -> Iterator[tuple[Text, int]]:
    """How many entries stand where, in the order in which they go."""
    for state, words in STATES.items():
        if count := ledger.states.get(state, 0):
            yield words, count
