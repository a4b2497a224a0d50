"""What people do with entries: assign, mark, review, except. It is done to all that are named, or to none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from auditbot.errors import ConfigError
from auditbot.ledger.exceptions import page_of
from auditbot.ledger.moves import OPEN, RULES, Move, move_to, refusal
from auditbot.ledger.writing import Act, for_change, moved, reviewed
from auditbot.model.text import Text
from auditbot.store.findings import document_of
from auditbot.store.schema import FindingRow
from auditbot.store.schema_ledger import ExceptionRow, ExceptionScope, Judgement, LedgerRow, LedgerState

_SHOWN = 20
_BATCH = 500


def locked(session: Session, keys: Sequence[int]) -> tuple[LedgerRow, ...]:
    """The entries with these numbers, kept from others until this is done. Raises ConfigError."""
    found: dict[int, LedgerRow] = {}
    asked = sorted(set(keys))
    for start in range(0, len(asked), _BATCH):
        rows = select(LedgerRow).where(LedgerRow.key.in_(asked[start : start + _BATCH]))
        found |= {row.key: row for row in session.scalars(for_change(rows))}
    missing = "、".join(str(key) for key in asked if key not in found)
    if missing:
        raise ConfigError(Text(f"台账里没有：{missing}", f"not in the ledger: {missing}"))
    return tuple(found.values())


def assign(
    session: Session, keys: Sequence[int], act: Act, *, due: date, unit: str = "", person: str = ""
) -> int:
    """Give entries to a unit and a person until a day (交办); who is not named stays. Raises ConfigError."""
    rows = locked(session, keys)
    _require(rows, LedgerState.ASSIGNED, act)
    for row in rows:
        who = {"unit": unit or row.unit, "person": person or row.person}
        moved(session, row, Move.ASSIGN, act, due=due, **who)
    return len(rows)


def mark(session: Session, keys: Sequence[int], state: LedgerState, act: Act) -> int:
    """Bring entries to a state. Raises ConfigError for moves that are not allowed."""
    rows = locked(session, keys)
    _require(rows, state, act)
    for row in rows:
        put(session, row, state, act)
    return len(rows)


def put(session: Session, row: LedgerRow, state: LedgerState, act: Act) -> None:
    """Make the move to a state that ``refusal`` says nothing against; what a unit says of it is kept."""
    move = move_to(state)
    assert move is not None
    said = {"note": act.note} if act.note and move in (Move.MEND, Move.REPORT, Move.APPEAL) else {}
    moved(session, row, move, act, **said)


def _require(rows: Sequence[LedgerRow], state: LedgerState, act: Act) -> None:
    refused = [(row.key, why) for row in rows if (why := refusal(state, row.state, act.note))]
    if not refused:
        return
    more = len(refused) - _SHOWN
    zh = [f"{key}：{why.zh}" for key, why in refused[:_SHOWN]] + ([f"另有 {more} 条"] if more > 0 else [])
    en = [f"{key}: {why.en}" for key, why in refused[:_SHOWN]] + ([f"and {more} more"] if more > 0 else [])
    raise ConfigError(
        Text("\n  ".join(["不能这样改动：", *zh]), "\n  ".join(["these moves are not allowed:", *en])),
        Text("没有改动任何一条", "nothing was changed"),
    )


def review(session: Session, keys: Sequence[int], judgement: Judgement, act: Act) -> int:
    """Judge findings: a false alarm leaves the ledger's work, a true one comes back to it.

    Raises ConfigError for a false alarm without a reason.
    """
    rows = locked(session, keys)
    pursued = [row for row in rows if row.state in OPEN]
    if judgement is Judgement.FALSE_ALARM:
        _require(pursued, LedgerState.FALSE_ALARM, act)
    for row in rows:
        if judgement is Judgement.FALSE_ALARM and row.state in OPEN:
            moved(session, row, Move.DISMISS, act)
            continue
        reviewed(session, row, judgement, act)
        if judgement is Judgement.TRUE and row.state in RULES[Move.RESTORE].before:
            moved(session, row, Move.RESTORE, act)
    return len(rows)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an exception is meant to reach, and for how long."""

    scope: ExceptionScope
    expires: date
    every_check: bool = False
    """Not only the check that found it; for a page or a site."""


def except_(session: Session, keys: Sequence[int], reach: Reach, act: Act) -> tuple[ExceptionRow, ...]:
    """Except what entries are about; those that come to the same are made once. Raises ConfigError."""
    if not act.note.strip():
        raise ConfigError(Text("例外须说明理由", "an exception needs a reason"))
    if reach.every_check and reach.scope not in (ExceptionScope.PAGE, ExceptionScope.SITE):
        raise ConfigError(
            Text("只有页面和网站的例外可以包括所有检查项", "only a page or a site can be excepted whole")
        )
    made: dict[tuple[str | None, ...], ExceptionRow] = {}
    for row in locked(session, keys):
        finding = session.get_one(FindingRow, row.finding_key)
        one = _exception(finding, reach, act)
        made.setdefault((one.site_id, one.check, one.target, one.page), one)
    session.add_all(made.values())
    session.flush()
    return tuple(made.values())


def _exception(finding: FindingRow, reach: Reach, act: Act) -> ExceptionRow:
    scope = reach.scope
    return ExceptionRow(
        scope=scope,
        site_id=None if scope is ExceptionScope.ALL_SITES else finding.site_id,
        check="" if reach.every_check else finding.check,
        target=finding.target if scope is ExceptionScope.TARGET else "",
        page=page_of(document_of(finding)) if scope is ExceptionScope.PAGE else "",
        reason=act.note,
        person=act.person,
        made=act.at,
        expires=reach.expires,
    )


def withdraw(session: Session, keys: Sequence[int], act: Act) -> int:
    """End exceptions before their time. Raises ConfigError for one that is not there."""
    rows = [session.get(ExceptionRow, key, with_for_update=True) for key in keys]
    missing = "、".join(str(key) for key, row in zip(keys, rows, strict=True) if row is None)
    if missing:
        raise ConfigError(Text(f"没有这个例外：{missing}", f"no such exception: {missing}"))
    for row in rows:
        if row and row.withdrawn is None:
            row.withdrawn = act.at
    return len(rows)


def exceptions(session: Session) -> tuple[ExceptionRow, ...]:
    """All exceptions, those that end first in front."""
    rows = session.scalars(select(ExceptionRow)).all()
    return tuple(sorted(rows, key=lambda one: (one.expires or date.max, one.key)))
