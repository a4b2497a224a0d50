"""What audits make of an entry: proof closes it, the fault met again opens it. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from auditbot.ledger.moves import OPEN, Move
from auditbot.model.zone import CHINA
from auditbot.store.history import Look, Track, proves_absence
from auditbot.store.schema_ledger import LedgerState

PROOFS = 2
"""Audits on different days that must find a thing right."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the audits of its site say of the fault an entry is about."""

    present: bool
    """The store has it as present, or as back."""
    failed: datetime | None
    """When the audit began that met it last, if it met it as a fault without doubt."""
    proofs: int
    """Days with an audit since then that proves it gone."""


def local_day(time: datetime) -> date:
    """The day of a time in China."""
    return time.astimezone(CHINA).date()


def days_of_proof(track: Track, looks: Iterable[Look]) -> Iterator[tuple[date, int]]:
    """Each day on which audits after the last that met a finding prove it gone, with the first such audit.

    ``looks``: the audits of the site in their order. An incomplete audit, and one that did not look at what
    the finding is about, prove nothing.
    """
    told: set[date] = set()
    past = False
    for look in looks:
        if past and proves_absence(track, look):
            day = local_day(look.finished)
            if day not in told:
                told.add(day)
                yield day, look.key
        past = past or look.key == track.last.key


def next_move(state: LedgerState, claimed: datetime | None, seen: Seen, wanted: int = PROOFS) -> Move | None:
    """The move that follows from what audits saw, if any. ``claimed``: when it was said to be mended."""
    if state is LedgerState.CLOSED:
        return Move.REOPEN if seen.present else None
    if state not in OPEN:
        return None
    if not seen.present and seen.proofs >= max(wanted, 1):
        return Move.CLOSE
    if state not in (LedgerState.REPORTED, LedgerState.RECHECK):
        return None
    if seen.proofs:
        return Move.RECHECK if state is LedgerState.REPORTED else None
    refuted = seen.present and seen.failed and claimed and seen.failed > claimed
    return Move.RETURN if refuted else None
