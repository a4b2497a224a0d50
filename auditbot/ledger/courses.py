"""What the store knows of each finding of a site through time, as values that others may hold."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, defer

from auditbot.ledger.deadline import days_over
from auditbot.ledger.exceptions import by_place, covering, holds, pages_of
from auditbot.ledger.moves import Move
from auditbot.model.course import Change, Course, Excepted, ExceptionScope, Pursued, Review
from auditbot.store.findings import document_of
from auditbot.store.schema import FindingRow
from auditbot.store.schema_ledger import ExceptionRow, LedgerEventRow, LedgerRow, ReviewRow


def courses(
    session: Session, site_id: str, today: date, wanted: int, changes: Mapping[str, Change] | None = None
) -> dict[str, Course]:
    """Every finding of a site that was ever told, by its id. ``wanted``: proofs that close an entry.

    ``changes``: what an audit brought for each, if it is one audit that is asked about.
    """
    reading = _Reading(session, site_id, today, wanted)
    return {
        finding.id: Course(
            change=(changes or {}).get(finding.id),
            first_seen=finding.first_seen,
            last_seen=finding.last_seen,
            times_seen=finding.times_seen,
            ledger=reading.pursued(row, finding) if row else None,
            review=reading.reviews.get(finding.key),
            exception=reading.excepted(finding),
        )
        for finding, row in reading.rows()
    }


class _Reading:
    """One site, read with a few queries however many findings it has."""

    def __init__(self, session: Session, site_id: str, today: date, wanted: int) -> None:
        self._session, self._site_id, self._today, self._wanted = session, site_id, today, wanted
        rows = select(ExceptionRow).where(
            or_(ExceptionRow.site_id == site_id, ExceptionRow.scope == ExceptionScope.ALL_SITES)
        )
        self._exceptions = [one for one in session.scalars(rows) if holds(one, today)]
        self._near = by_place(self._exceptions)
        self._claims = self._claimants()
        self.reviews = self._reviews()

    def rows(self) -> Sequence[tuple[FindingRow, LedgerRow | None]]:
        """The findings with their entries. Documents are read only where exceptions ask for pages."""
        rows = (
            select(FindingRow, LedgerRow)
            .outerjoin(LedgerRow, LedgerRow.finding_key == FindingRow.key)
            .where(FindingRow.site_id == self._site_id, FindingRow.times_seen > 0)
            .order_by(FindingRow.key)
        )
        if all(one.scope is not ExceptionScope.PAGE for one in self._exceptions):
            rows = rows.options(defer(FindingRow.document))
        return [(finding, row) for finding, row in self._session.execute(rows)]

    def pursued(self, row: LedgerRow, finding: FindingRow) -> Pursued:
        """An entry as it stands."""
        excepted = self._covering(finding) is not None
        return Pursued(
            number=row.key,
            state=row.state,
            unit=row.unit,
            person=row.person,
            due=row.due,
            overdue=days_over(row.state, row.due, self._today, excepted=excepted),
            claimed=row.claimed,
            claimed_by=self._claims.get(row.key, "") if row.claimed else "",
            proofs=row.proofs,
            wanted=self._wanted,
            proved=row.proved,
            closed=row.closed,
            reopened=row.reopened,
        )

    def excepted(self, finding: FindingRow) -> Excepted | None:
        """The exception in force that covers a finding, the one that holds longest."""
        one = self._covering(finding)
        if one is None:
            return None
        return Excepted(scope=one.scope, reason=one.reason, person=one.person, until=one.expires)

    def _covering(self, finding: FindingRow) -> ExceptionRow | None:
        covers = covering(self._near(finding), finding, lambda: pages_of(document_of(finding)))
        return covers[0] if covers else None

    def _reviews(self) -> dict[int, Review]:
        """The last review of each finding that has one."""
        rows = (
            select(ReviewRow)
            .join(FindingRow, FindingRow.key == ReviewRow.finding_key)
            .where(FindingRow.site_id == self._site_id)
            .order_by(ReviewRow.key)
        )
        return {
            one.finding_key: Review(judgement=one.judgement, person=one.person, note=one.note, at=one.at)
            for one in self._session.scalars(rows)
        }

    def _claimants(self) -> dict[int, str]:
        """Who said last that an entry is mended."""
        rows = (
            select(LedgerEventRow.ledger_key, LedgerEventRow.person)
            .join(LedgerRow, LedgerRow.key == LedgerEventRow.ledger_key)
            .where(LedgerRow.site_id == self._site_id, LedgerEventRow.kind == Move.REPORT.value)
            .order_by(LedgerEventRow.key)
        )
        return dict(self._session.execute(rows).all())
