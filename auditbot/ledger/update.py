"""Bringing the ledger up to date with what audits saw. Done twice it changes nothing more."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, defer

from auditbot.ledger.moves import OPEN, Move
from auditbot.ledger.proof import PROOFS, Seen, days_of_proof, next_move
from auditbot.ledger.writing import Act, changed, for_change, moved, opened
from auditbot.model.outcome import Outcome
from auditbot.store.findings import OPEN as THERE
from auditbot.store.history import Look
from auditbot.store.looks import looks_of, track_of
from auditbot.store.schema import AuditRow, FindingRow, SiteRow
from auditbot.store.schema_ledger import LedgerRow


@dataclass(frozen=True, slots=True)
class Followed:
    """What an update did, in numbers of entries."""

    opened: int
    closed: int
    reopened: int
    refuted: int
    """Said to be mended, and met again."""


def follow(session: Session, site_id: str, now: datetime, wanted: int = PROOFS) -> Followed:
    """Open an entry for each finding that is there and has none; move the others as audits demand.

    The audits are recorded already. Done twice it changes nothing more.
    """
    site = session.get(SiteRow, site_id, with_for_update=True)
    if site is None:
        return Followed(0, 0, 0, 0)
    pairs = _pairs(session, site_id)
    following = _Following(session, site, now, wanted)
    done = Counter(following.followed(finding, row) for finding, row in pairs if row is not None)
    fresh = [finding for finding, row in pairs if row is None]
    opened(session, fresh, site, now)
    return Followed(len(fresh), done[Move.CLOSE], done[Move.REOPEN], done[Move.RETURN])


def _pairs(session: Session, site_id: str) -> Sequence[tuple[FindingRow, LedgerRow | None]]:
    """The findings that are there, and those that have an entry; the entries are kept from others."""
    session.scalars(for_change(select(LedgerRow).where(LedgerRow.site_id == site_id))).all()
    rows = (
        select(FindingRow, LedgerRow)
        .outerjoin(LedgerRow, LedgerRow.finding_key == FindingRow.key)
        .where(FindingRow.site_id == site_id)
        .where(or_(FindingRow.state.in_(THERE), LedgerRow.key.is_not(None)))
        .order_by(FindingRow.first_seen, FindingRow.key)
        .options(defer(FindingRow.document))
    )
    return [(finding, row) for finding, row in session.execute(rows)]


class _Following:
    """The ledger of one site under way."""

    def __init__(self, session: Session, site: SiteRow, now: datetime, wanted: int) -> None:
        self._session, self._now, self._wanted = session, now, max(wanted, 1)
        self._looks = looks_of(session, site.id)
        self._by_key: Mapping[int, Look] = {look.key: look for look in self._looks}
        began = select(AuditRow.key, AuditRow.started).where(AuditRow.site_id == site.id)
        self._began = dict(session.execute(began).all())

    def followed(self, finding: FindingRow, row: LedgerRow) -> Move | None:
        """Take in what audits saw; gives the move that came of it, if any."""
        proofs = self._proofs(finding, row)
        seen = Seen(
            present=finding.state in THERE,
            failed=self._began[finding.last_audit_key] if finding.outcome is Outcome.FAILED else None,
            proofs=len(proofs),
        )
        self._count(finding, row, proofs)
        move = next_move(row.state, row.claimed, seen, self._wanted)
        if move is None:
            return None
        if move is Move.CLOSE:
            when = self._by_key[proofs[-1]].finished
            moved(self._session, row, move, self._act(proofs[-1]), proved=when)
        else:
            moved(self._session, row, move, self._act(proofs[-1] if proofs else finding.last_audit_key))
        return move

    def _proofs(self, finding: FindingRow, row: LedgerRow) -> tuple[int, ...]:
        """The audits that prove it gone, one a day, no more than are needed."""
        if row.state not in OPEN:
            return ()
        days = days_of_proof(track_of(finding, self._by_key), self._looks)
        return tuple(key for _, key in islice(days, self._wanted))

    def _count(self, finding: FindingRow, row: LedgerRow, proofs: Sequence[int]) -> None:
        """Write down that there are more or fewer proofs than before."""
        if row.state not in OPEN or row.proofs == len(proofs):
            return
        more = len(proofs) > row.proofs
        act = self._act(proofs[-1] if more else finding.last_audit_key)
        changed(self._session, row, "proof" if more else "met", act, proofs=len(proofs))

    def _act(self, audit_key: int) -> Act:
        return Act(person="", at=self._now, audit_key=audit_key)
