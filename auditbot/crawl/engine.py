"""The walk: hands out addresses lane by lane, stops in time, and leaves everything in the archive."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from time import time

from auditbot.crawl.discovery import Discovery
from auditbot.crawl.frontier import Entry, Frontier, Lane
from auditbot.crawl.progress import Progress
from auditbot.crawl.scope import Task
from auditbot.model.audit import StopReason
from auditbot.settings import Settings

Work = Callable[[Entry], Awaitable["list[Entry]"]]
"""Asks one address and commits what came of it; returns what it found to be asked. An entry that is to be
asked again is returned itself, with ``not_before`` set."""


class Budget:
    """What an audit may still spend; says which limit was reached."""

    def __init__(self, settings: Settings, pages: int = 0, size: int = 0) -> None:
        self._limits = settings.limits
        self.pages = pages
        self.bytes = size
        self._deadline = asyncio.get_running_loop().time() + settings.limits.seconds

    def exceeded(self) -> str:
        """The name of the limit that is used up, or nothing."""
        if self.pages >= self._limits.pages:
            return "pages"
        if self.bytes >= self._limits.bytes:
            return "bytes"
        return "seconds" if self.seconds_left() <= 0 else ""

    def seconds_left(self) -> float:
        """Until the deadline."""
        return self._deadline - asyncio.get_running_loop().time()


class Engine:
    """Runs the lanes until nothing waits, the budget is spent, or somebody says stop."""

    def __init__(
        self,
        frontier: Frontier,
        discovery: Discovery,
        settings: Settings,
        budget: Budget,
        progress: Progress,
        work: Work,
    ) -> None:
        self._frontier = frontier
        self._discovery = discovery
        self._politeness = settings.politeness
        self._budget = budget
        self._progress = progress
        self._work = work
        self._outside = asyncio.Semaphore(settings.politeness.total_concurrency)
        self._running: set[asyncio.Task[None]] = set()
        self._delayed: dict[int, asyncio.TimerHandle] = {}
        self._held = 0
        self._wake = asyncio.Event()
        self._stopping: StopReason | None = None
        self._failed: BaseException | None = None
        self.spent = ""
        """The limit that ended the walk, if one did."""

    def stop(self, reason: StopReason) -> None:
        """Take no further address; what is under way may end."""
        self._stopping = self._stopping or reason
        self._wake.set()

    def add(self, entries: Iterable[Entry]) -> None:
        """Queue new addresses and put somebody to work on them."""
        for entry in entries:
            lane = self._discovery.lane_of(entry)
            self._frontier.add(lane, entry)
            self._man(lane)
        self._progress.waiting = self._frontier.waiting

    def restore(self) -> None:
        """Take up what an earlier session left waiting."""
        for host, _ in self._frontier.restore():
            lane = self._frontier.lane(host, own=self._discovery.scope.has_host(host))
            lane.spilled = True
            self._man(lane)

    async def run(self) -> StopReason:
        """Walk until the end; returns why it ended. Raises what broke the store or ourselves."""
        deadline = asyncio.get_running_loop().call_later(
            max(0.0, self._budget.seconds_left()), self._out_of_time
        )
        try:
            while not self._done():
                self._wake.clear()
                await self._wake.wait()
            await self._let_end()
        finally:
            deadline.cancel()
            for handle in self._delayed.values():
                handle.cancel()
            for task in self._running:
                task.cancel()
        if self._failed:
            raise self._failed
        return self._stopping or (StopReason.BUDGET if self._held else StopReason.EXHAUSTED)

    def _done(self) -> bool:
        if self._stopping or self._failed:
            return True
        return self._frontier.waiting <= self._held and not self._running

    async def _let_end(self) -> None:
        """Give what is under way the time that one request may take, but no more than ten seconds."""
        if self._running:
            await asyncio.wait(self._running, timeout=10)

    def _out_of_time(self) -> None:
        self.spent = "seconds"
        self.stop(StopReason.DEADLINE)

    def _man(self, lane: Lane) -> None:
        width = self._politeness.concurrency if lane.own else self._politeness.external_concurrency
        if lane.running < width and (lane.heap or lane.spilled) and not self._stopping:
            lane.running += 1
            task = asyncio.create_task(self._serve(lane), name=f"lane {lane.host}")
            self._running.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        fault = None if task.cancelled() else task.exception()
        if task.cancelled() and not self._stopping:  # else its address would be waited for without end
            fault = RuntimeError("a lane was cancelled by something it waited for")
        self._failed = self._failed or fault
        self._wake.set()

    async def _serve(self, lane: Lane) -> None:
        """Work through a lane until it is empty."""
        try:
            while not self._stopping and (entry := self._next(lane)) is not None:
                if lane.own:
                    await self._one(lane, entry)
                else:
                    async with self._outside:
                        await self._one(lane, entry)
        finally:
            lane.running -= 1

    def _next(self, lane: Lane) -> Entry | None:
        while (entry := self._frontier.take(lane)) is not None:
            if entry.task is Task.PAGE and (limit := self._budget.exceeded()):
                self.spent = limit
                self._held += 1
            elif entry.not_before > time():
                self._delay(lane, entry)
            else:
                return entry
        return None

    async def _one(self, lane: Lane, entry: Entry) -> None:
        if self._stopping:
            return
        self._progress.began(entry.id, entry.url)
        try:
            found = await self._work(entry)
        finally:
            self._progress.current.pop(entry.id, None)
        again = next((other for other in found if other.id == entry.id), None)
        if again:
            self._delay(lane, again)
        else:
            self._frontier.finish(entry)
        self.add(other for other in found if other.id != entry.id)
        self._progress.waiting = self._frontier.waiting

    def _delay(self, lane: Lane, entry: Entry) -> None:
        def due() -> None:
            del self._delayed[entry.id]
            self._frontier.put_back(lane, entry._replace(not_before=0.0))
            self._man(lane)

        wait = max(0.0, entry.not_before - time())
        self._delayed[entry.id] = asyncio.get_running_loop().call_later(wait, due)

    async def kill(self) -> None:
        """Stop at once: cancel what is under way. It stays waiting in the archive."""
        self.stop(StopReason.INTERRUPTED)
        for task in list(self._running):
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*self._running, return_exceptions=True)
