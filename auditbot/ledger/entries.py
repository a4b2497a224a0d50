"""Entries of the ledger, found and looked at."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, defer

from auditbot.ledger.deadline import days_over
from auditbot.ledger.exceptions import by_place, covering, holds, pages_of
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.text import Text
from auditbot.model.zone import CHINA
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
    closed_since: date | None = None
    """Of those that are closed only what was closed on that day or later; and only of sites in service."""

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


def entries(session: Session, wanted: Wanted, today: date, *, whole: bool = False) -> tuple[Entry, ...]:
    """The entries that are wanted, the gravest first. Exceptions hide none.

    ``whole``: with all that was said of their findings, in one go.
    """
    near = by_place(session.scalars(select(ExceptionRow).order_by(ExceptionRow.key)))
    rows = (
        select(LedgerRow, FindingRow, SiteRow, AuditRow)
        .join(FindingRow, FindingRow.key == LedgerRow.finding_key)
        .join(SiteRow, SiteRow.id == LedgerRow.site_id)
        .join(AuditRow, AuditRow.key == FindingRow.last_audit_key)
        .where(*_conditions(wanted))
        .options(defer(SiteRow.document), *(() if whole else (defer(FindingRow.document),)))
    )
    seen = (
        _seen(row, finding, site, audit, near(finding), today)
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
    if wanted.closed_since:
        begin = datetime.combine(wanted.closed_since, time(), CHINA)
        yield or_(LedgerRow.state != LedgerState.CLOSED, LedgerRow.closed >= begin)
        yield SiteRow.removed.is_(None)


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


def remarks(entry: Entry) -> Iterator[Text]:
    """What else a person should know about an entry."""
    if entry.overdue:
        yield Text(f"超期 {entry.overdue} 天", f"{entry.overdue} days overdue")
    if entry.finding.outcome is Outcome.CANT_TELL:
        yield Text("待人工确认", "a person must look")
    if times := entry.row.reopened:
        yield Text(f"再次出现 {times} 次", f"back {times} times")
    exception = entry.exception
    if exception is None or exception.withdrawn:
        return
    day = exception.expires.isoformat() if exception.expires else ""
    if entry.excepted:
        yield Text(f"例外至 {day}：{exception.reason}", f"excepted until {day}: {exception.reason}")
    else:
        yield Text(f"例外已于 {day} 到期", f"an exception ended on {day}")


def rechecked(entry: Entry, wanted: int) -> Text:
    """复查结果: what audits say, whatever was claimed."""
    row = entry.row
    if row.proved:
        return Text(f"已证明整改（{row.proofs} 次检查未再发现）", f"proved mended by {row.proofs} audits")
    if row.proofs:
        return Text(f"{row.proofs}/{wanted} 次检查未再发现", f"right in {row.proofs} of {wanted} audits")
    if entry.finding.outcome is Outcome.FAILED and row.claimed and entry.audit.started > row.claimed:
        return Text("仍存在", "still there")
    return Text("", "")
