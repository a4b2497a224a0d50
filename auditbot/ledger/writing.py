"""Changing an entry: never without an event that says who, when, why, and what it was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from auditbot.ledger.moves import RULES, Move
from auditbot.store.schema import FindingRow, SiteRow
from auditbot.store.schema_ledger import Judgement, LedgerEventRow, LedgerRow, LedgerState, ReviewRow

_FIELDS = ("state", "unit", "person", "due", "note", "claimed", "proofs")
"""What a sheet that comes back is held against."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, when, and what they say of it."""

    person: str
    """Empty: the program."""
    at: datetime
    note: str = ""
    audit_key: int | None = None
    """The audit it follows from."""


def for_change(entries: "Select[Any]") -> "Select[Any]":
    """The entries as they stand now, kept from others until this is done."""
    ordered = entries.order_by(LedgerRow.key).with_for_update()
    return ordered.execution_options(populate_existing=True)


def values_of(row: LedgerRow) -> dict[str, Any]:
    """The fields of an entry as an event writes them."""
    return {field: _plain(getattr(row, field)) for field in _FIELDS}


def opened(session: Session, findings: Sequence[FindingRow], site: SiteRow, at: datetime) -> None:
    """New entries for findings of a site, by the program."""
    rows = [_fresh(finding, site, at) for finding in findings]
    session.add_all(rows)
    session.flush()
    for row, finding in zip(rows, findings, strict=True):
        _tell(session, row, "open", Act("", at, audit_key=finding.last_audit_key), None, {"version": 1})


def _fresh(finding: FindingRow, site: SiteRow, at: datetime) -> LedgerRow:
    return LedgerRow(
        site_id=finding.site_id,
        finding_key=finding.key,
        state=LedgerState.WAITING,
        unit=finding.unit or site.unit,
        person="",
        opened=at,
        note="",
        changed=at,
        proofs=0,
        reopened=0,
        version=1,
    )


def moved(session: Session, row: LedgerRow, move: Move, act: Act, **more: Any) -> None:
    """Make a move that is allowed, with what else changes along with it."""
    values: dict[str, Any] = {"state": RULES[move].after}
    match move:
        case Move.ASSIGN:
            values["assigned"] = act.at
        case Move.REPORT:
            values["claimed"] = act.at
        case Move.CLOSE:
            values["closed"] = act.at
        case Move.REOPEN:
            values |= {"closed": None, "proved": None, "claimed": None, "due": None, "proofs": 0}
            values["reopened"] = row.reopened + 1
        case Move.DISMISS:
            reviewed(session, row, Judgement.FALSE_ALARM, act)
    changed(session, row, move.value, act, **{**values, **more})


def changed(session: Session, row: LedgerRow, kind: str, act: Act, **values: Any) -> None:
    """Change fields of an entry; the event keeps what they were."""
    before = row.state
    differs: dict[str, Any] = {}
    for field, value in values.items():
        was = getattr(row, field)
        if was != value:
            differs[field] = [_plain(was), _plain(value)]
            setattr(row, field, value)
    row.version += 1
    row.changed = act.at
    _tell(session, row, kind, act, before, {"version": row.version, "changed": differs})


def noted(session: Session, row: LedgerRow, kind: str, act: Act, data: dict[str, Any]) -> None:
    """Note something that changes nothing."""
    _tell(session, row, kind, act, row.state, data)


def reviewed(session: Session, row: LedgerRow, judgement: Judgement, act: Act) -> None:
    """Remember what a person judged a finding to be."""
    session.add(
        ReviewRow(
            finding_key=row.finding_key, judgement=judgement, person=act.person, note=act.note, at=act.at
        )
    )


def _tell(
    session: Session, row: LedgerRow, kind: str, act: Act, before: LedgerState | None, data: dict[str, Any]
) -> None:
    session.add(
        LedgerEventRow(
            ledger_key=row.key,
            at=act.at,
            kind=kind,
            before=before,
            after=row.state,
            person=act.person,
            note=act.note,
            audit_key=act.audit_key,
            data=data,
        )
    )


def _plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, LedgerState) else value
