"""The clock at work: an engine that says what is due, audits and looks, notices, and a watch that is kept."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from auditbot.clock.clearing import Clearing
from auditbot.clock.duty import Due
from auditbot.clock.jobs import Engine, ScheduleJobs
from auditbot.clock.looks import Looker, Looks
from auditbot.clock.records import LeftOver, StoreRecords, left_over
from auditbot.clock.telling import Tell, trouble
from auditbot.clock.term import Term
from auditbot.clock.turns import Turns
from auditbot.clock.words import end_line, parked_line
from auditbot.clock.work import Means
from auditbot.clock.works import Works
from auditbot.errors import AuditbotError, StoreError
from auditbot.fleet.ends import End
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.store.runs import forget_runs
from auditbot.store.samples import forget_samples
from auditbot.store.schema_clock import RunKind
from auditbot.store.watch import WatchLost

_KEPT = timedelta(days=60)
"""Looks are kept so long."""
_DAY = 24 * 3600.0
_MINUTE = 60.0


class Notices(Protocol):
    """Tells people of what changed."""

    def tell(self, site: Site, folder: Path) -> int:
        """Put what an audit changed into the outbox. Blocks. Raises StoreError."""

    def trouble(self, line: Text, key: str) -> int:
        """Put a trouble of the program into the outbox. Blocks. Raises StoreError."""

    def tidy(self) -> None:
        """Drop what need not be remembered any more. Blocks. Raises StoreError."""

    async def deliver(self) -> object:
        """Send what is due."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the clock works with."""

    audits: Means
    looker: Looker
    notices: Notices | None = None
    clearing: Clearing | None = None
    """None: all that audits leave stays."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Who the clock is, by which zone it goes, and how it talks."""

    holder: str
    zone: ZoneInfo
    lang: Lang
    now: Callable[[], datetime]
    tell: Tell


class Daemon:
    """One term of the clock. ``stop`` and ``kill`` are called from the same loop."""

    def __init__(self, term: Term, parts: Parts, manner: Manner) -> None:
        loop = asyncio.get_running_loop()
        self._term, self._parts, self._manner = term, parts, manner
        self._tell = manner.tell
        self._broken: asyncio.Future[None] = loop.create_future()
        self._turns = Turns(
            term,
            manner.holder,
            manner.zone,
            manner.now,
            manner.tell,
            manner.lang,
            lambda error: _threadsafe(loop, self._break, error),
        )
        self._looks = Looks(parts.looker, term, manner.tell, self._break)
        self._works = Works(
            parts.audits,
            StoreRecords(term, manner.holder, manner.now, manner.lang),
            self._announce,
            self._tell_parked,
            manner.tell,
            manner.lang,
            local=lambda: manner.now().astimezone(manner.zone),
        )
        self._engine = Engine(
            ScheduleJobs(self._turns, manner.now),
            lambda due: _threadsafe(loop, self._hand, due),
            lambda: _threadsafe(loop, self._engine_over),
        )
        self._announcing = asyncio.Lock()

    def stop(self) -> None:
        """Begin nothing more; audits that run end after their page and are gone on with another time."""
        self._turns.stopped = self._term.ending = True
        self._works.stop()

    def kill(self) -> None:
        """End at once."""
        self.stop()
        self._works.kill()

    async def run(self) -> None:
        """Work until stopped. Raises WatchLost where another process took the watch over."""
        working = asyncio.create_task(self._works.run())
        others = [asyncio.create_task(task) for task in (self._term.keep(), self._tidy(), self._show())]
        if self._parts.notices:
            others.append(asyncio.create_task(self._deliver(self._parts.notices)))
        try:
            await self._take_up()
            self._engine.start()
            done, _ = await asyncio.wait(
                {working, *others, self._broken}, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                task.result()
        finally:
            await self._end(working, others)

    async def _end(self, working: "asyncio.Task[None]", others: list["asyncio.Task[None]"]) -> None:
        """Leave nothing behind, and the watch to whoever comes."""
        self.stop()
        if not working.done():
            self._works.kill()
        for task in others:
            task.cancel()
        await asyncio.gather(working, *others, self._looks.end(), return_exceptions=True)
        await asyncio.to_thread(self._engine.end)
        if not self._broken.cancel():
            self._broken.exception()  # it is known, or comes too late to matter
        try:
            await asyncio.to_thread(self._term.give_back)
        except StoreError as error:
            self._tell("trouble", trouble(error))

    async def _take_up(self) -> None:
        """What an earlier clock left goes first."""
        manner, turns = self._manner, self._turns

        def work(session: Session) -> LeftOver:
            return left_over(session, manner.now(), turns.rule, manner.lang)

        left = await self._term.surely(work)
        notices = self._parts.notices
        if notices:
            for due in left.ended:
                await self._in_turn(partial(notices.tell, due.site, Path(due.folder)))
        for due in left.parked:
            await self._tell_parked(due)
        for due in left.unfinished:
            self._works.add(due)
        if left.unfinished:
            count = len(left.unfinished)
            said = Text(f"上次未完成的 {count} 项先做", f"first the {count} runs that were not finished")
            self._tell("left-over", said, runs=count)

    async def _tell_parked(self, due: Due) -> None:
        """Also each time that the clock begins: nothing is done until somebody sees to it. By notice once."""
        said, notices = parked_line(due), self._parts.notices
        self._tell("parked", said, site=due.site.id, kind=due.kind.value)
        if notices:
            key = f"parked {due.site.id} {due.kind.value} {due.due.isoformat()}"
            await self._in_turn(partial(notices.trouble, said, key))

    def _hand(self, due: Due) -> None:
        """Something is due."""
        if due.kind is RunKind.SAMPLE:
            self._looks.add(due)
        else:
            self._works.add(due)

    def _break(self, error: WatchLost | RuntimeError) -> None:
        if not self._broken.done():
            self._broken.set_exception(error)

    def _engine_over(self) -> None:
        """Its thread ended, perhaps by a fault of ours."""
        if not self._turns.stopped:
            self._break(RuntimeError("the scheduler's thread has ended"))

    async def _announce(self, due: Due, end: End) -> None:
        """What changed in the site, to those who answer for it; what went wrong, to who runs the program."""
        notices = self._parts.notices
        if notices is None:
            return
        if end.stopped is not None:
            await self._in_turn(lambda: notices.tell(due.site, Path(end.folder)))
        if end.how.failed:
            key = f"run {due.site.id} {due.kind.value} {due.due.isoformat()}"
            await self._in_turn(lambda: notices.trouble(end_line(due, end), key))

    async def _in_turn(self, tells: Callable[[], int]) -> None:
        """One at a time; a change that cannot be told now is told with the next audit of the site."""
        try:
            async with self._announcing:
                await asyncio.to_thread(tells)
        except AuditbotError as error:
            self._tell("trouble", trouble(error))

    async def _deliver(self, notices: Notices) -> None:
        """A trouble that lasts is told once."""
        told = ""
        while True:
            try:
                await notices.deliver()
                told = ""
            except AuditbotError as error:
                if str(error) != told:
                    told = str(error)
                    self._tell("trouble", trouble(error))
            await asyncio.sleep(_MINUTE)

    async def _tidy(self) -> None:
        """Once a day: forget old looks, the rows of those that were missed, old notices; clear away."""

        def work(session: Session) -> None:
            before = self._manner.now() - _KEPT
            forget_samples(session, before)
            forget_runs(session, RunKind.SAMPLE, before)

        while True:
            await self._term.surely(work)
            notices, clearing = self._parts.notices, self._parts.clearing
            if notices:
                await self._today(notices.tidy)
            if clearing:
                await self._today(partial(clearing.clear, self._term, self._manner.now(), self._tell))
            await asyncio.sleep(_DAY)

    async def _today(self, does: Callable[[], None]) -> None:
        """What cannot be done now is done tomorrow."""
        try:
            await asyncio.to_thread(does)
        except StoreError as error:
            self._tell("trouble", trouble(error))

    async def _show(self) -> None:
        """A line a minute while audits run."""
        works = self._works
        while True:
            await asyncio.sleep(_MINUTE)
            running, waiting, pages = len(works.running), works.waiting, works.pages
            if running:
                said = Text(
                    f"进行中 {running}，等待 {waiting}，页面 {pages}",
                    f"running {running}, waiting {waiting}, pages {pages}",
                )
                self._tell("progress", said, running=running, waiting=waiting, pages=pages)


def _threadsafe(loop: asyncio.AbstractEventLoop, does: Callable[..., None], *what: object) -> None:
    """From the scheduler's thread, which may outlive the loop by a moment."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(does, *what)
