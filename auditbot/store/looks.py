"""Reading the history of a site back from the store."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from auditbot.store.history import Look, Sighting, Track
from auditbot.store.schema import AuditRow, FindingRow, SightingRow, VerdictRow


def looks_of(session: Session, site_id: str) -> tuple[Look, ...]:
    """The audits of a site in the order in which they finished.

    What was decided is told of those alone that saw the whole: the others, every glance, prove nothing by it.
    """
    seen = (AuditRow.key, AuditRow.finished, AuditRow.as_of, AuditRow.whole, AuditRow.extent)
    rows = select(*seen).where(AuditRow.site_id == site_id).order_by(AuditRow.finished, AuditRow.key)
    whole = select(AuditRow.key).where(AuditRow.site_id == site_id, AuditRow.whole)
    verdicts = session.execute(
        select(VerdictRow.audit_key, VerdictRow.requirement).where(
            VerdictRow.audit_key.in_(whole), VerdictRow.decided
        )
    )
    decided: dict[int, set[str]] = defaultdict(set)
    for key, requirement in verdicts:
        decided[key].add(requirement)
    return tuple(
        Look(key, finished, as_of, whole, tuple(extent), frozenset(decided[key]))
        for key, finished, as_of, whole, extent in session.execute(rows)
    )


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
