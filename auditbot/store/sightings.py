"""Which findings an audit met, and what that makes of them: the history put into rows."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.orm import Session, defer

from auditbot.model.course import Change
from auditbot.model.finding import Finding
from auditbot.store.history import History, Look, Track, counted
from auditbot.store.looks import looks_of, sightings_by_audit, track_of
from auditbot.store.schema import AuditRow, FindingRow, FindingState, SightingRow

Changes = Mapping[Change, tuple[int, ...]]
"""Keys of findings."""


def met(session: Session, audit: AuditRow, findings: Mapping[str, Finding]) -> dict[str, int]:
    """Note the findings of an audit; gives the key of each by its id. Where they stand comes afterwards.

    What an audit said of a finding stays where a glance comes to the same: it saw fewer of the pages.
    """
    session.execute(delete(SightingRow).where(SightingRow.audit_key == audit.key))
    rows = select(FindingRow.id, FindingRow.key, AuditRow.finished, FindingRow.outcome).join(
        AuditRow, AuditRow.key == FindingRow.last_audit_key
    )
    known = {
        name: (key, finished, outcome)
        for name, key, finished, outcome in session.execute(rows.where(FindingRow.site_id == audit.site_id))
    }
    fresh = [_fresh(audit, finding) for name, finding in findings.items() if name not in known]
    if fresh:
        session.execute(insert(FindingRow), fresh)
    again = [
        {"key": known[name][0], **_said(finding)}
        for name, finding in findings.items()
        if name in known
        and known[name][1] <= audit.finished
        and not (audit.glance and known[name][2] is finding.outcome)
    ]
    if again:
        session.execute(update(FindingRow), again)
    ids = select(FindingRow.id, FindingRow.key).where(FindingRow.site_id == audit.site_id)
    keys = {name: key for name, key in session.execute(ids) if name in findings}
    if keys:
        session.execute(insert(SightingRow), [_sighting(audit, keys[name], findings[name]) for name in keys])
    return keys


def _fresh(audit: AuditRow, finding: Finding) -> dict[str, Any]:
    """A row for a finding that was never met before."""
    return {
        "site_id": audit.site_id,
        "id": finding.id,
        "check": finding.check,
        "requirements": list(finding.requirements),
        "state": FindingState.UNTOLD,
        "state_since": audit.finished,
        "first_seen": audit.finished,
        "last_seen": audit.finished,
        "last_audit_key": audit.key,
        "times_seen": 0,
        **_said(finding),
    }


def _said(finding: Finding) -> dict[str, Any]:
    """What the last audit that met it says."""
    return {
        "target": finding.target,
        "unit": finding.unit,
        "severity": finding.severity,
        "outcome": finding.outcome,
        "message": finding.message,
        "document": finding.model_dump_json(by_alias=True, exclude={"first_seen", "course"}),
    }


def _sighting(audit: AuditRow, key: int, finding: Finding) -> dict[str, Any]:
    return {
        "audit_key": audit.key,
        "finding_key": key,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "requirements": list(finding.requirements),
    }


def followed(session: Session, audit: AuditRow) -> Changes:
    """Take the last audit of a site into the history of its findings."""
    looks = {look.key: look for look in looks_of(session, audit.site_id)}
    sightings = sightings_by_audit(session, audit.site_id, audit.key).get(audit.key, {})
    known = select(FindingRow).where(
        FindingRow.site_id == audit.site_id, FindingRow.last_audit_key != audit.key
    )
    before = {
        row.key: track_of(row, looks) for row in session.scalars(known.options(defer(FindingRow.document)))
    }
    history = History(before)
    changes = history.add(looks[audit.key], sightings)
    _count(audit, changes)
    _put(session, {key: track for key, track in history.tracks.items() if before.get(key) != track})
    return changes


def replayed(session: Session, audit: AuditRow) -> Changes:
    """Work out the whole history of a site again; gives what this one of its audits changed."""
    looks = looks_of(session, audit.site_id)
    sightings = sightings_by_audit(session, audit.site_id)
    rows = {
        row.key: row for row in session.scalars(select(AuditRow).where(AuditRow.site_id == audit.site_id))
    }
    history = History()
    asked: Changes = {}
    for look in looks:
        changes = history.add(look, sightings.get(look.key, {}))
        _count(rows[look.key], changes)
        if look.key == audit.key:
            asked = changes
    _forget(session, audit, looks[0])
    _put(session, history.tracks)
    return asked


def changes_of(session: Session, audit: AuditRow) -> Changes:
    """What an audit of a site changed, worked out again; nothing is written."""
    sightings = sightings_by_audit(session, audit.site_id)
    history = History()
    for look in looks_of(session, audit.site_id):
        changes = history.add(look, sightings.get(look.key, {}))
        if look.key == audit.key:
            return changes
    return {}


def _count(row: AuditRow, changes: Changes) -> None:
    numbers = counted(changes)
    row.new, row.still = numbers[Change.NEW], numbers[Change.STILL]
    row.gone, row.back = numbers[Change.GONE], numbers[Change.BACK]


def _forget(session: Session, audit: AuditRow, first: Look) -> None:
    """Findings that no audit knows of any more, for one was judged again, were never told."""
    unmet = ~exists().where(SightingRow.finding_key == FindingRow.key)
    session.execute(
        update(FindingRow)
        .where(FindingRow.site_id == audit.site_id, unmet)
        .values(state=FindingState.UNTOLD, times_seen=0, last_audit_key=first.key)
    )


def _put(session: Session, tracks: Mapping[int, Track]) -> None:
    told = [
        {
            "key": key,
            "state": track.state,
            "state_since": track.state_since,
            "first_seen": track.first_seen,
            "last_seen": track.last_seen,
            "times_seen": track.times_seen,
            "last_audit_key": track.last.key,
            "requirements": list(track.requirements),
        }
        for key, track in tracks.items()
    ]
    session.flush()
    if told:
        session.execute(update(FindingRow), told)
