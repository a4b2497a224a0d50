"""The rows of runs, written in the name of the clock's term; and what an earlier clock left of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from auditbot.clock.duty import TRIES, Due
from auditbot.clock.rule import Rule
from auditbot.clock.term import Term
from auditbot.clock.words import CUT_OFF, PARKED, REMOVED, parked_for
from auditbot.model.audit import StopReason
from auditbot.model.site import Site
from auditbot.model.text import Lang
from auditbot.store import runs
from auditbot.store.schema_clock import RunKind, RunRow, RunState
from auditbot.store.sites import find_site, site_or_trouble

_FRESH = timedelta(hours=24)
"""What was begun longer ago is begun anew: pages of two days do not make one audit."""
RuleOf = Callable[[Session, str, RunKind], Rule]


class StoreRecords:
    """See ``work.Records``."""

    def __init__(self, term: Term, holder: str, now: Callable[[], datetime], lang: Lang) -> None:
        self._term, self._holder, self._now, self._lang = term, holder, now, lang

    async def goes_on(self, due: Due) -> Site | None:
        """It is under way if the site is still as it was; one that was taken out is audited no more."""

        def work(session: Session) -> Site | None:
            site = find_site(session, due.site.id)
            if site is None:
                runs.ended(session, due.run, RunState.SKIPPED, self._now(), REMOVED.of(self._lang))
            elif site == due.site:
                runs.goes_on(session, due.run, self._holder, self._now())
            return site

        return await self._term.surely(work)

    async def lies_in(self, due: Due, folder: str) -> None:
        """Where its files are."""
        await self._term.surely(lambda session: runs.lies_in(session, due.run, _absolute(folder)))

    async def stops(self, due: Due, reason: str) -> None:
        """It was told to end, to be gone on with: from now on it is not cut off, however it ends."""
        await self._term.surely(lambda session: runs.stops(session, due.run, reason))

    async def waits(self, due: Due, reason: str, folder: str) -> None:
        """It is to be gone on with."""
        await self._term.surely(lambda session: runs.waits(session, due.run, reason, _absolute(folder)))

    async def crashes(self, due: Due, reason: str, folder: str) -> int:
        """It was cut off once more, and waits or is parked; gives how often it was cut off by now."""
        parked = parked_for(reason).of(self._lang)

        def work(session: Session) -> int:
            times = runs.cut_off(session, due.run, reason, _absolute(folder))
            if times >= TRIES:
                runs.park(session, due.run, self._now(), parked)
            return times

        return await self._term.surely(work)

    async def ends(self, due: Due, state: RunState, reason: str, folder: str) -> None:
        """It has ended; with the audit that lies in its folder."""
        place = _absolute(folder)

        def work(session: Session) -> None:
            audit = runs.audit_in(session, due.site.id, place) if place else None
            key = audit.key if audit else None
            runs.ended(session, due.run, state, self._now(), reason, place, key)

        await self._term.surely(work)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What an earlier clock left: to be gone on with, and what had ended without its knowing."""

    unfinished: tuple[Due, ...]
    ended: tuple[Due, ...]
    parked: tuple[Due, ...] = ()
    """Now or before: cut off so often that it may be what ends the clock, or the whole machine."""


def left_over(session: Session, now: datetime, rule: RuleOf, lang: Lang) -> LeftOver:
    """Take up the runs that wait or seem to run; to be called when no clock is at work.

    One that seems to run was cut off: its clock was killed, or the machine went down. A clock that is told
    to stop leaves none of these.
    """
    unfinished, ended = [], []
    for row in runs.unfinished(session):
        site = site_or_trouble(session, row.site_id)
        if site is None:
            runs.ended(session, row.key, RunState.SKIPPED, now, REMOVED.of(lang))
        if not isinstance(site, Site):
            continue
        quiet = rule(session, site.id, row.kind).quiet
        due = Due(site, row.kind, row.due, row.key, quiet, row.folder, row.cut_off)
        audit = runs.audit_in(session, site.id, row.folder) if row.folder else None
        if audit and audit.stopped is not StopReason.INTERRUPTED:
            runs.ended(session, row.key, RunState.DONE, now, audit_key=audit.key)
            ended.append(due)
            continue
        due = replace(due, folder=row.folder if _is_fresh(row, now) else "")
        if row.state is RunState.RUNNING:
            due = replace(due, cut_off=runs.cut_off(session, row.key, CUT_OFF.of(lang), due.folder))
        elif due.folder != row.folder:
            runs.waits(session, row.key, CUT_OFF.of(lang), due.folder)
        if due.cut_off >= TRIES:
            runs.park(session, row.key, now, PARKED.of(lang))
        else:
            unfinished.append(due)
    return LeftOver(tuple(unfinished), tuple(ended), _parked(session))


def _parked(session: Session) -> tuple[Due, ...]:
    """What is parked of sites in service."""
    rows = [(site_or_trouble(session, row.site_id), row) for row in runs.parked(session)]
    return tuple(
        Due(site, row.kind, row.due, row.key, folder=row.folder, cut_off=row.cut_off)
        for site, row in rows
        if isinstance(site, Site)
    )


def _is_fresh(row: RunRow, now: datetime) -> bool:
    return row.started is not None and abs(now - row.started) < _FRESH


def _absolute(folder: str) -> str:
    """As the store names the folders of audits."""
    return str(Path(folder).absolute()) if folder else ""
