"""Entries of the ledger, found and looked at."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, defer

from auditbot.ledger.deadline import days_over
from auditbot.ledger.exceptions import covering, holds, pages_of
from auditbot.model.outcome import Severity
from auditbot.store.findings import document_of
from auditbot.store.schema import AuditRow, FindingRow, SiteRow
from auditbot.store.schema_ledger import ExceptionRow, LedgerEventRow, LedgerRow, LedgerState


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are meant; what is empty does not restrict."""

    keys: Collection[int] = ()
    site: str = ""
    unit: str = ""
    """责任单位, 主办单位 or 主管单位."""
    states: Collection[LedgerState] = ()
    severities: Collection[Severity] = ()
    checks: Collection[str] = ()
    overdue: bool = False

    def __bool__(self) -> bool:
        return any((self.keys, self.site, self.unit, self.states, self.severities, self.checks, self.overdue))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with what it is about, on a day."""

    row: LedgerRow
    finding: FindingRow
    site: SiteRow
    audit: AuditRow
    """The last that met the finding."""
    overdue: int
    """Days; 0: it is not."""
    exception: ExceptionRow | None
    """The one that covers it: in force, else the one that ended last."""
    excepted: bool
    """That exception is in force."""


def entries(session: Session, wanted: Wanted, today: date) -> tuple[Entry, ...]:
    """The entries that are wanted, the gravest first. Exceptions hide none."""
    exceptions = session.scalars(select(ExceptionRow)).all()
    rows = (
        select(LedgerRow, FindingRow, SiteRow, AuditRow)
        .join(FindingRow, FindingRow.key == LedgerRow.finding_key)
        .join(SiteRow, SiteRow.id == LedgerRow.site_id)
        .join(AuditRow, AuditRow.key == FindingRow.last_audit_key)
        .where(*_conditions(wanted))
        .options(defer(FindingRow.document), defer(SiteRow.document))
    )
    seen = (
        _seen(row, finding, site, audit, exceptions, today)
        for row, finding, site, audit in session.execute(rows)
    )
    found = [one for one in seen if one.overdue or not wanted.overdue]
    return tuple(sorted(found, key=lambda one: (one.finding.severity.rank, one.row.site_id, one.row.key)))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.keys:
        yield LedgerRow.key.in_(wanted.keys)
    if wanted.site:
        yield LedgerRow.site_id == wanted.site
    if wanted.unit:
        yield or_(*(unit == wanted.unit for unit in (LedgerRow.unit, SiteRow.unit, SiteRow.supervisor)))
    if wanted.states:
        yield LedgerRow.state.in_(wanted.states)
    if wanted.severities:
        yield FindingRow.severity.in_(wanted.severities)
    if wanted.checks:
        yield FindingRow.check.in_(wanted.checks)


def _seen(
    row: LedgerRow,
    finding: FindingRow,
    site: SiteRow,
    audit: AuditRow,
    exceptions: Sequence[ExceptionRow],
    today: date,
) -> Entry:
    covers = covering(exceptions, finding, lambda: pages_of(document_of(finding)))
    excepted = bool(covers) and holds(covers[0], today)
    overdue = days_over(row.state, row.due, today, excepted=excepted)
    return Entry(row, finding, site, audit, overdue, covers[0] if covers else None, excepted)


def events_of(session: Session, key: int) -> tuple[LedgerEventRow, ...]:
    """What happened to an entry, in its order."""
    rows = select(LedgerEventRow).where(LedgerEventRow.ledger_key == key)
    return tuple(session.scalars(rows.order_by(LedgerEventRow.key)))


@dataclass(frozen=True, slots=True)
class Standing:
    """Entries counted."""

    all: int
    overdue: int
    excepted: int
    claimed: int
    """Said to be mended, and not proved so."""
    proved: int


def counted(found: Collection[Entry]) -> Standing:
    """What is claimed and what is proved stand side by side; what is excepted counts like the rest."""
    return Standing(
        all=len(found),
        overdue=sum(one.overdue > 0 for one in found),
        excepted=sum(one.excepted for one in found),
        claimed=sum(one.row.claimed is not None and one.row.proved is None for one in found),
        proved=sum(one.row.proved is not None for one in found),
    )


def remarks(entry: Entry) -> Iterator[str]:
    """What else a person should know about an entry, in Chinese."""
    if entry.overdue:
        yield f"超期 {entry.overdue} 天"
    if entry.row.reopened:
        yield f"再次出现 {entry.row.reopened} 次"
    exception = entry.exception
    if exception is None or exception.withdrawn:
        return
    until = exception.expires.isoformat() if exception.expires else "撤销时"
    yield f"例外至 {until}：{exception.reason}" if entry.excepted else f"例外已于 {until} 到期"


def rechecked(entry: Entry, wanted: int) -> str:
    """复查结果, in Chinese: what audits say, whatever was claimed."""
    row = entry.row
    if row.proved:
        return f"已证明整改（{row.proofs} 次检查未再发现）"
    if row.proofs:
        return f"{row.proofs}/{wanted} 次检查未再发现"
    if row.claimed and entry.audit.started > row.claimed:
        return "仍存在"
    return ""
