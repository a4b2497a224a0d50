"""Audits in the store: recorded once each, with their verdicts and what they made of the findings."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.orm import Session

from auditbot.errors import StoreError
from auditbot.model.audit import Audit
from auditbot.model.course import Change
from auditbot.model.finding import Finding
from auditbot.model.text import Text
from auditbot.store.extent import extent_of
from auditbot.store.history import TOLD, decided
from auditbot.store.schema import AuditRow, FindingRow, SiteRow, VerdictRow
from auditbot.store.sightings import followed, met, replayed


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording an audit came to. The changes name findings by their id within the site."""

    key: int
    """Of the audit's row."""
    fresh: bool
    """False: exactly this was recorded before; nothing was changed."""
    changes: Mapping[Change, tuple[str, ...]] = field(default_factory=dict)


def record(session: Session, audit: Audit, folder: Path | None, now: datetime) -> Recorded:
    """Record an audit of a site. The same again changes nothing; another under its id takes its place.

    Audits may be recorded in any order: what they say of findings through time comes out the same.
    Raises StoreError where the store does not have the site.
    """
    site = session.get(SiteRow, audit.site.id, with_for_update=True)
    if site is None or site.removed:
        raise _unknown(audit)
    known = select(AuditRow).where(AuditRow.site_id == site.id, AuditRow.id == audit.id)
    row, digest = session.scalar(known), _digest(audit)
    if row and row.digest == digest:
        return Recorded(row.key, fresh=False)
    replaces = row is not None
    row = row or AuditRow(site_id=site.id, id=audit.id)
    _fill(row, audit, digest, folder, now)
    session.add(row)
    session.flush()
    findings = {one.id: one for one in reversed(_met(audit))}  # of two with one id the graver counts
    _note_verdicts(session, row, audit, findings)
    numbers = met(session, row, findings)
    late = replaces or _is_late(session, row)
    changes = replayed(session, row) if late else followed(session, row)
    return Recorded(row.key, fresh=True, changes=_named(changes, session, row, numbers))


def _met(audit: Audit) -> tuple[Finding, ...]:
    """The findings that count as seen again; what a glance could not test it says nothing of."""
    if not audit.crawl.glance:
        return audit.findings
    return tuple(one for one in audit.findings if one.outcome in TOLD)


def _unknown(audit: Audit) -> StoreError:
    return StoreError(
        Text(
            f"办公库里没有网站 {audit.site.id}，这次检查没有记入",
            f"the store has no site {audit.site.id}: the audit was not recorded",
        ),
        Text("请先用 auditbot sites import 读入网站", "put it in with `auditbot sites import` first"),
    )


_DECIDING = {"id", "as_of", "crawl", "coverage", "verdicts", "findings", "score"}


def _digest(audit: Audit) -> str:
    """Of all that the audit found; what is known of a finding through time is the store's own knowledge."""
    told = audit.model_dump_json(
        include=_DECIDING,
        exclude={
            "findings": {"__all__": {"first_seen", "course"}},
            "crawl": {"glance"},
            "coverage": {"unread"},
        },
        by_alias=True,
    )
    return sha256(told.encode()).hexdigest()


def _fill(row: AuditRow, audit: Audit, digest: str, folder: Path | None, now: datetime) -> None:
    crawl = audit.crawl
    row.digest, row.recorded, row.program = digest, now, audit.program
    row.folder = str(folder.absolute()) if folder else ""
    row.started, row.finished, row.seconds = crawl.started, crawl.finished, crawl.seconds
    row.as_of = audit.as_of
    row.stopped, row.stop_detail, row.pages = crawl.stopped, crawl.stop_detail, crawl.pages
    row.glance = crawl.glance
    row.whole = crawl.exhausted and audit.coverage.complete and not crawl.glance
    row.coverage = audit.coverage.model_dump(mode="json")
    row.extent = list(extent_of(audit))
    row.frameworks = [framework.id for framework in audit.frameworks]
    row.grade, row.low, row.high = audit.score.grade, audit.score.low, audit.score.high
    row.counts = _counts(audit.findings)


def _counts(findings: Sequence[Finding]) -> dict[str, Any]:
    """Findings by outcome and severity."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        counts[finding.outcome.value][finding.severity.value] += 1
    return {outcome: dict(numbers) for outcome, numbers in counts.items()}


def _note_verdicts(session: Session, row: AuditRow, audit: Audit, findings: Mapping[str, Finding]) -> None:
    """A glance decides nothing, and comes every day: it has none."""
    session.execute(delete(VerdictRow).where(VerdictRow.audit_key == row.key))
    if audit.crawl.glance:
        return
    told = [
        {
            "audit_key": row.key,
            "requirement": one.id,
            "framework": one.framework,
            "clause": one.clause,
            "check": one.check,
            "outcome": one.outcome,
            "severity": one.severity,
            "decided": decided(one, findings),
        }
        for one in {verdict.id: verdict for verdict in audit.verdicts}.values()
    ]
    if told:
        session.execute(insert(VerdictRow), told)


def _is_late(session: Session, row: AuditRow) -> bool:
    """Another audit of the site that finished later is there already."""
    later = select(AuditRow.key).where(
        AuditRow.site_id == row.site_id, AuditRow.finished >= row.finished, AuditRow.key != row.key
    )
    return session.scalar(later.limit(1)) is not None


def _named(
    changes: Mapping[Change, tuple[int, ...]], session: Session, row: AuditRow, numbers: Mapping[str, int]
) -> dict[Change, tuple[str, ...]]:
    """The changes by the ids of findings."""
    ids = {key: name for name, key in numbers.items()}
    gone = [key for keys in changes.values() for key in keys if key not in ids]
    if gone:
        rows = select(FindingRow.key, FindingRow.id).where(FindingRow.site_id == row.site_id)
        ids.update(session.execute(rows).all())
    return {change: tuple(sorted(ids[key] for key in keys)) for change, keys in changes.items()}


def audits_of(session: Session, site_id: str) -> tuple[AuditRow, ...]:
    """The audits of a site, the last one first."""
    rows = select(AuditRow).where(AuditRow.site_id == site_id)
    return tuple(session.scalars(rows.order_by(AuditRow.finished.desc(), AuditRow.key.desc())))


def last_audits(session: Session) -> dict[str, AuditRow]:
    """The last audit of each site in service; a glance is none."""
    ended = select(AuditRow.site_id, func.max(AuditRow.finished).label("finished"))
    last = ended.where(AuditRow.glance.is_(False)).group_by(AuditRow.site_id).subquery()
    rows = (
        select(AuditRow)
        .join(last, and_(last.c.site_id == AuditRow.site_id, last.c.finished == AuditRow.finished))
        .join(SiteRow, SiteRow.id == AuditRow.site_id)
        .where(SiteRow.removed.is_(None), AuditRow.glance.is_(False))
    )
    return {row.site_id: row for row in session.scalars(rows.order_by(AuditRow.key))}


def verdicts_of(session: Session, audit_keys: Sequence[int]) -> tuple[VerdictRow, ...]:
    """What these audits concluded, requirement by requirement."""
    rows = select(VerdictRow).where(VerdictRow.audit_key.in_(audit_keys))
    return tuple(session.scalars(rows.order_by(VerdictRow.audit_key, VerdictRow.requirement)))
