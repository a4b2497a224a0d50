"""Findings through time, as others ask for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from auditbot.model.finding import Finding
from auditbot.store.documents import read_document
from auditbot.store.history import proves_absence
from auditbot.store.looks import looks_of, track_of
from auditbot.store.schema import AuditRow, FindingRow, FindingState, SightingRow

OPEN = (FindingState.PRESENT, FindingState.BACK)
"""The states of a finding that is there."""


@dataclass(frozen=True, slots=True)
class Proof:
    """An audit that looked for a finding and found its target right."""

    audit_key: int
    finished: datetime
    day: date
    """The day as of which it judged."""


def findings_of(
    session: Session, site_id: str, states: Collection[FindingState] = OPEN
) -> tuple[FindingRow, ...]:
    """The findings of a site in these states, those that are longest there first."""
    rows = select(FindingRow).where(FindingRow.site_id == site_id, FindingRow.state.in_(states))
    return tuple(session.scalars(rows.order_by(FindingRow.first_seen, FindingRow.key)))


def find_finding(session: Session, site_id: str, identity: str) -> FindingRow | None:
    """One finding by its id within the site."""
    return session.scalar(select(FindingRow).where(FindingRow.site_id == site_id, FindingRow.id == identity))


def document_of(row: FindingRow) -> Finding:
    """All that the last audit said of a finding, with the day it was first seen."""
    said = read_document(Finding, row.document, row.id)
    return said.model_copy(update={"first_seen": row.first_seen})


def sightings_of(session: Session, finding: FindingRow) -> Sequence[tuple[AuditRow, SightingRow]]:
    """The audits that met a finding, in their order, with what they said of it."""
    rows = (
        select(AuditRow, SightingRow)
        .join(SightingRow, SightingRow.audit_key == AuditRow.key)
        .where(SightingRow.finding_key == finding.key)
    )
    return session.execute(rows.order_by(AuditRow.finished, AuditRow.key)).all()


def proofs(session: Session, finding: FindingRow) -> tuple[Proof, ...]:
    """The audits since a finding was last met that prove it gone, in their order; none while it is there."""
    looks = looks_of(session, finding.site_id)
    track = track_of(finding, {look.key: look for look in looks})
    place = looks.index(track.last)
    after = (look for look in looks[place + 1 :] if proves_absence(track, look))
    return tuple(Proof(look.key, look.finished, look.as_of) for look in after)
