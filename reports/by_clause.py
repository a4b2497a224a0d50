"""Part 5: every clause of every framework, with what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from auditbot.model.audit import FrameworkRecord
from auditbot.model.framework import Clause, See
from auditbot.model.outcome import Outcome, roll_up
from auditbot.model.text import Text
from reports.duty import Duty, clause_anchor, of_framework
from reports.order import OUTCOMES as ORDER
from reports.terms import OUTCOMES, SEES, term

_OPEN = (Outcome.FAILED, Outcome.UNTESTED)
"""Never folded away: what is broken, and what nobody could measure."""


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause with the duties that decide it."""

    clause: Clause
    anchor: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """Clauses with the same outcome; ``style`` is its name."""

    words: Text
    style: str
    opened: bool
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """A framework, its clauses grouped: broken ones first."""

    framework: FrameworkRecord
    anchor: str
    groups: tuple[ClauseGroup, ...]

    def count(self, style: str) -> int:
        """How many clauses are in one group."""
        return sum(len(group.clauses) for group in self.groups if group.style == style)


def frameworks(records: tuple[FrameworkRecord, ...], known: Mapping[str, Duty]) -> tuple[FrameworkView, ...]:
    """Every framework of the audit in its own order."""
    return tuple(_framework(index, record, known) for index, record in enumerate(records))


def _framework(index: int, record: FrameworkRecord, known: Mapping[str, Duty]) -> FrameworkView:
    by_clause = of_framework(record, known)
    groups: dict[str, list[ClauseView]] = {}
    for position, clause in enumerate(record.clauses):
        duties = tuple(by_clause[clause.id])
        view = ClauseView(clause, clause_anchor(index, position), duties)
        groups.setdefault(_state(clause, duties), []).append(view)
    kinds: list[tuple[str, Text]] = [(outcome, term(OUTCOMES, outcome)) for outcome in ORDER]
    kinds += [(see, term(SEES, see)) for see in (See.PLANNED, See.OFFLINE)]
    shown = (
        ClauseGroup(words, kind.lower(), kind in _OPEN, tuple(groups[kind]))
        for kind, words in kinds
        if kind in groups
    )
    return FrameworkView(record, f"w{index + 1}", tuple(shown))


def _state(clause: Clause, duties: tuple[Duty, ...]) -> str:
    """The heaviest outcome of its requirements; without requirements, why there are none."""
    if not duties and clause.see in (See.OFFLINE, See.PLANNED):
        return clause.see
    return roll_up(duty.verdict.outcome for duty in duties)
