"""Audits that are due, each in a process of its own, in order; no two at once on one host or address."""

import asyncio
from bisect import insort
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from time import monotonic

from auditbot.clock.duty import TRIES, Due
from auditbot.clock.quiet import is_quiet
from auditbot.clock.telling import Tell, trouble
from auditbot.clock.words import STOPPED, again_line, begun_line, end_line
from auditbot.clock.work import Means, Records, Work
from auditbot.errors import ConfigError, StoreError
from auditbot.fleet.dispatch import audited, began, first_free
from auditbot.fleet.ends import End, How, told
from auditbot.fleet.entry import Entry, State
from auditbot.fleet.messages import Begun, Message
from auditbot.model.text import Lang
from auditbot.store.schema_clock import RunState

_LOOK = 5.0
"""Seconds after which room for another process is looked for again."""
_LONGER = 5
"""Each try after a crash waits so many times longer: what was wrong with the machine may pass."""


class Works:
    """The line of what waits, and what is under way. ``stop`` and ``kill`` are called from the same loop."""

    def __init__(
        self,
        means: Means,
        records: Records,
        over: Callable[[Due, End], Awaitable[None]],
        parked: Callable[[Due], Awaitable[None]],
        tell: Tell,
        lang: Lang,
        local: Callable[[], datetime],
    ) -> None:
        self.stopped = False
        self.running: list[Work] = []
        self._line: list[Work] = []
        self._means, self._records, self._over, self._parked = means, records, over, parked
        self._tell, self._lang, self._local = tell, lang, local
        self._killed = False
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._line)

    @property
    def pages(self) -> int:
        """Pages that those under way have seen."""
        return sum(work.entry.tick.pages for work in self.running if work.entry)

    def add(self, due: Due) -> None:
        """Let it wait for its turn."""
        self._put(Work(due))

    def stop(self) -> None:
        """Begin no more; what runs ends after its page, and is gone on with another time.

        That is put on record at once: whoever told us may not wait for the end of what runs.
        """
        if self.stopped:
            return
        self.stopped = True
        for work in self.running:
            if work.entry and work.entry.child:
                work.entry.child.stop()
                self._note(work, self._records.stops(work.due, STOPPED.of(self._lang)))
        self._changed.set()

    def kill(self) -> None:
        """End everything at once."""
        self.stopped = self._killed = True
        for work in self.running:
            if work.entry and work.entry.child:
                work.entry.child.kill()
        self._changed.set()

    async def run(self) -> None:
        """Work until stopped, and until what ran then has ended. Raises WatchLost."""
        try:
            while not self.stopped or self._tasks:
                await self._begin_some()
                await self._wait()
        finally:
            if self._tasks:
                self.kill()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _wait(self) -> None:
        """Until something changes, or for a while."""
        change = asyncio.create_task(self._changed.wait())
        done, _ = await asyncio.wait(
            {change, *self._tasks}, timeout=_LOOK, return_when=asyncio.FIRST_COMPLETED
        )
        change.cancel()
        self._changed.clear()
        ended = self._tasks & done
        self._tasks -= ended
        for task in ended:
            task.result()

    async def _begin_some(self) -> None:
        """Begin what can be begun now; where nothing runs there is always room for one."""
        means = self._means
        while not self.stopped and len(self._tasks) < means.jobs and (not self._tasks or means.room()):
            ready = [work for work in self._line if self._is_ready(work)]
            found = await first_free(ready, means.neighbours, self._busy)
            if found is None or self.stopped:
                return
            work, claims = found
            self._line.remove(work)
            self.running.append(work)
            work.state = State.RUNNING
            self._busy |= claims
            self._tasks.add(asyncio.create_task(self._conduct(work, claims)))

    def _is_ready(self, work: Work) -> bool:
        """Whether it may begin: not in quiet hours, not while a process of a clock before is still at it.

        Of those that were cut off again and again one goes at a time: if that is the end of the clock once
        more, it is known whose doing that was.
        """
        if work.not_before > monotonic() or is_quiet(work.due.quiet, self._local()):
            return False
        if work.due.is_last_try and any(one.due.is_last_try for one in self.running):
            return False
        return not (work.due.folder and self._means.in_use(work.due.folder))

    async def _conduct(self, work: Work, claims: frozenset[str]) -> None:
        """One run from its turn to its record."""
        try:
            if await self._prepared(work):
                await self._audit(work)
        except StoreError as error:
            # the clock is ending: the row stays as it is, and is found at the next start
            self._tell("trouble", trouble(error), site=work.site.id)
        finally:
            self._busy -= claims
            self.running.remove(work)

    async def _prepared(self, work: Work) -> bool:
        """Put it on record and have its command ready; or put it back, or end it."""
        site = await self._records.goes_on(work.due)
        if site is None:
            return False
        if site != work.site:
            self._put(Work(replace(work.due, site=site)))
            return False
        try:
            work.entry = Entry(self._means.order(work.due))
        except ConfigError as error:
            await self._records.ends(work.due, RunState.FAILED, error.told(self._lang), "")
            self._tell("failed", trouble(error), site=site.id, kind=work.due.kind.value)
            return False
        except StoreError as error:
            self._tell("trouble", trouble(error), site=site.id)
            await self._records.waits(work.due, error.told(self._lang), work.folder)
            self._put(Work(work.due, not_before=monotonic() + self._means.again))
            return False
        if self.stopped:
            await self._records.waits(work.due, STOPPED.of(self._lang), work.folder)
        return not self.stopped

    def _put(self, work: Work) -> None:
        insort(self._line, work, key=lambda one: one.rank)
        self._changed.set()

    async def _audit(self, work: Work) -> None:
        assert work.entry, "it was prepared"
        child = began(work.entry, lambda message: self._hear(work, message))
        if self.stopped:
            (child.kill if self._killed else child.stop)()
        self._tell("begun", begun_line(work.due), site=work.site.id, kind=work.due.kind.value)
        end = await audited(work.entry, child)
        work.entry.end = end
        await asyncio.gather(*work.noting)
        if self.stopped and end.how in (How.INTERRUPTED, How.KILLED):
            await self._records.waits(work.due, STOPPED.of(self._lang), work.folder)
        elif end.how is How.CRASHED and end.stopped is None:
            await self._crashed(work, end)
            return
        else:
            await self._ended(work, end)
        self._tell("ended", end_line(work.due, end), kind=work.due.kind.value, **end.model_dump(mode="json"))

    async def _crashed(self, work: Work, end: End) -> None:
        """Its process was gone without a word: it goes on after a while, or is parked after the last try."""
        times = await self._records.crashes(work.due, told(end).of(self._lang), work.folder)
        due, facts = replace(work.due, folder=work.folder, cut_off=times), end.model_dump(mode="json")
        if times >= TRIES:
            self._tell("ended", end_line(due, end), kind=due.kind.value, **facts)
            await self._parked(due)
            return
        pause = self._means.again * _LONGER**times
        self._tell("crashed", again_line(due, end, pause), kind=due.kind.value, **facts)
        self._put(Work(due, not_before=monotonic() + pause))

    def _hear(self, work: Work, message: Message) -> None:
        assert work.entry, "it runs"
        work.entry.hear(message)
        if isinstance(message, Begun):
            self._note(work, self._records.lies_in(work.due, message.folder))

    def _note(self, work: Work, noting: Coroutine[None, None, None]) -> None:
        """Put something on record while it runs."""
        work.noting.append(asyncio.get_running_loop().create_task(noting))

    async def _ended(self, work: Work, end: End) -> None:
        """What came of it is told first: a clock that is killed in between tells it twice, not never."""
        await self._over(work.due, end)
        done = end.how is How.DONE
        await self._records.ends(
            work.due, RunState.DONE if done else RunState.FAILED, told(end).of(self._lang), work.folder
        )
