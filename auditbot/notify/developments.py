"""What became of findings: by the comparison of two audits, or as the store knows it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from auditbot.ledger.courses import courses
from auditbot.ledger.proof import PROOFS
from auditbot.model.audit import Audit
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.notify.changes import FIRST, ChangeKind, Development, Past
from auditbot.store.findings import document_of
from auditbot.store.history import TOLD
from auditbot.store.schema import AuditRow, FindingRow, FindingState

_DECIDED = (Outcome.PASSED, *TOLD)
_KINDS: Mapping[FindingState, ChangeKind] = MappingProxyType(
    {
        FindingState.PRESENT: ChangeKind.NEW,
        FindingState.BACK: ChangeKind.BACK,
        FindingState.GONE: ChangeKind.GONE,
    }
)


def compared(audit: Audit, before: Audit | None) -> Past:
    """What an audit is told against where no store knows better: the one that it was compared with.

    ``before`` counts if it is that one. All that a first audit met is new; a glance that was compared with
    none tells nothing of it, for it may be known for long.
    """
    same = before is not None and audit.since is not None and before.id == audit.since.audit
    began = audit.since.audit if audit.since else FIRST
    turned = () if audit.crawl.glance and audit.since is None else (*_present(audit), *_gone(audit))
    return Past(
        before=before if same else None,
        developments=tuple(Development(one, kind, began) for one, kind in turned),
    )


def _present(audit: Audit) -> Iterator[tuple[Finding, ChangeKind]]:
    fresh = set(audit.since.new) if audit.since else None
    for one in audit.findings:
        known = fresh is not None and one.id not in fresh
        if one.outcome not in TOLD or known or (one.course is not None and one.course.set_aside):
            continue
        back = audit.since is not None and audit.since.is_back(one)
        yield one, ChangeKind.BACK if back else ChangeKind.NEW


def _gone(audit: Audit) -> Iterator[tuple[Finding, ChangeKind]]:
    if audit.since is None or audit.crawl.glance or not (audit.since.gone_is_proof and audit.crawl.exhausted):
        return
    decided = {
        one.id for one in audit.verdicts if one.outcome in _DECIDED and not one.tally.get(Outcome.UNTESTED)
    }
    passed = {one.id: one.outcome is Outcome.PASSED for one in audit.findings}
    for one in audit.since.gone:
        if one.requirements and decided.issuperset(one.requirements) and passed.get(one.id, True):
            yield one, ChangeKind.GONE


def recorded(session: Session, audit: Audit, after: datetime) -> tuple[Development, ...]:
    """What became of the findings of a site after that time, up to an audit that the store has.

    What is not pursued, false alarms and exceptions, is left out. Raises StoreError.
    """
    known = courses(session, audit.site.id, audit.as_of, PROOFS)
    turned: dict[int, Development] = {}
    for row, began in session.execute(_turned(audit, after)):
        told = row.state is FindingState.GONE or row.outcome in TOLD
        if told and not (row.id in known and known[row.id].set_aside):
            turned.setdefault(row.key, Development(document_of(row), _KINDS[row.state], began))
    return tuple(turned.values())


def _turned(audit: Audit, after: datetime) -> "Select[FindingRow, str]":
    """The findings that came into their state in that time, each with the audit that brought it there."""
    brought = and_(AuditRow.site_id == FindingRow.site_id, AuditRow.finished == FindingRow.state_since)
    rows = (
        select(FindingRow, AuditRow.id)
        .join(AuditRow, brought)
        .where(FindingRow.site_id == audit.site.id, FindingRow.state.in_(_KINDS))
        .where(FindingRow.state_since > after, FindingRow.state_since <= audit.crawl.finished)
    )
    return rows.order_by(FindingRow.key, AuditRow.key)
