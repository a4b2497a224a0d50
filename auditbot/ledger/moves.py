"""The moves an entry of the ledger can make: one table. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from auditbot.ledger.words import STATES
from auditbot.model.text import Text
from auditbot.store.schema_ledger import LedgerState as State


class Move(StrEnum):
    """One step of an entry; its value is the kind of the event that records it."""

    ASSIGN = "assign"
    MEND = "mend"
    REPORT = "report"
    RECHECK = "recheck"
    RETURN = "return"
    APPEAL = "appeal"
    DISMISS = "dismiss"
    RESTORE = "restore"
    CLOSE = "close"
    REOPEN = "reopen"


class By(StrEnum):
    """Who may make a move."""

    PERSON = "person"
    PROGRAM = "program"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Rule:
    """From where a move may be made, and where it leads."""

    before: frozenset[State]
    after: State
    by: By = By.PERSON
    reason: bool = False
    """A person who makes it says why."""


OPEN = frozenset(State) - {State.CLOSED, State.FALSE_ALARM}
"""States of entries that are still pursued."""
OWING = frozenset({State.ASSIGNED, State.MENDING, State.RETURNED})
"""States in which the unit has to do something: only these can be overdue."""

RULES: Mapping[Move, Rule] = MappingProxyType(
    {
        Move.ASSIGN: Rule(OWING | {State.WAITING, State.APPEALED}, State.ASSIGNED),
        Move.MEND: Rule(frozenset({State.ASSIGNED, State.RETURNED}), State.MENDING),
        Move.REPORT: Rule(OWING, State.REPORTED),
        Move.RECHECK: Rule(frozenset({State.REPORTED}), State.RECHECK, By.EITHER),
        Move.RETURN: Rule(
            frozenset({State.REPORTED, State.RECHECK, State.APPEALED}), State.RETURNED, By.EITHER, reason=True
        ),
        Move.APPEAL: Rule(OWING, State.APPEALED, reason=True),
        Move.DISMISS: Rule(OPEN, State.FALSE_ALARM, reason=True),
        Move.RESTORE: Rule(frozenset({State.FALSE_ALARM}), State.WAITING),
        Move.CLOSE: Rule(OPEN, State.CLOSED, By.PROGRAM),
        Move.REOPEN: Rule(frozenset({State.CLOSED}), State.WAITING, By.PROGRAM),
    }
)


def move_to(after: State) -> Move | None:
    """The move by which a person brings an entry to a state; none where only proof does."""
    ours = (move for move, rule in RULES.items() if rule.after is after and rule.by is not By.PROGRAM)
    return next(ours, None)


def refusal(after: State, before: State, note: str) -> Text | None:
    """Why a person may not bring an entry from one state to another; nothing where that is allowed."""
    move = move_to(after)
    if move is None:
        return Text(
            "销号须由检查证明，不能手工填写", "an entry is closed by proof of audits, not by a person"
        )
    rule = RULES[move]
    if before not in rule.before:
        return Text(
            f"不能从“{STATES[before].zh}”改为“{STATES[after].zh}”",
            f"cannot go from {STATES[before].en} to {STATES[after].en}",
        )
    if rule.reason and not note.strip():
        return Text(f"改为“{STATES[after].zh}”须说明理由", f"{STATES[after].en} needs a reason")
    return None
