"""Reading the history of a site back from the store."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from auditbot.store.history import Look, Sighting, Track
from auditbot.store.schema import AuditRow, FindingRow, SightingRow, VerdictRow


def looks_of(session: Session, site_id: str) -> tuple[Look, ...]:
    """The audits of a site in the order in which they finished."""
    rows = session.scalars(
        select(AuditRow).where(AuditRow.site_id == site_id).order_by(AuditRow.finished, AuditRow.key)
    ).all()
    of_site = select(AuditRow.key).where(AuditRow.site_id == site_id)
    verdicts = session.execute(
        select(VerdictRow.audit_key, VerdictRow.requirement).where(
            VerdictRow.audit_key.in_(of_site), VerdictRow.decided
        )
    )
    decided: dict[int, set[str]] = defaultdict(set)
    for key, requirement in verdicts:
        decided[key].add(requirement)
    return tuple(look_of(row, decided[row.key]) for row in rows)


def look_of(row: AuditRow, decided: Iterable[str]) -> Look:
    """One audit as the history sees it."""
    return Look(row.key, row.finished, row.as_of, row.whole, tuple(row.extent), frozenset(decided))


def sightings_by_audit(
    session: Session, site_id: str, audit_key: int | None = None
) -> Mapping[int, dict[int, Sighting]]:
    """The findings that each audit of a site met, or one of them: audit → finding → sighting."""
    met = (SightingRow.audit_key, SightingRow.finding_key, SightingRow.outcome, SightingRow.requirements)
    rows = select(*met).join(AuditRow, AuditRow.key == SightingRow.audit_key)
    rows = rows.where(AuditRow.site_id == site_id)
    if audit_key is not None:
        rows = rows.where(SightingRow.audit_key == audit_key)
    by_audit: dict[int, dict[int, Sighting]] = defaultdict(dict)
    for audit, finding, outcome, requirements in session.execute(rows):
        by_audit[audit][finding] = Sighting(outcome, tuple(requirements))
    return by_audit


def track_of(row: FindingRow, looks: Mapping[int, Look]) -> Track:
    """Where a finding stands by its row. ``looks``: the audits of its site by key."""
    return Track(
        row.state,
        row.state_since,
        row.first_seen,
        row.last_seen,
        row.times_seen,
        looks[row.last_audit_key],
        tuple(row.requirements),
    )
