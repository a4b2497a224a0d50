"""Lets the sites of a fleet be audited, several at once, and no two that live on one host or address."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from time import monotonic
from typing import Protocol, TypeVar

from auditbot.fleet.child import Child
from auditbot.fleet.ends import End, How, how_ended
from auditbot.fleet.entry import Entry, Order, State
from auditbot.fleet.messages import Message
from auditbot.model.site import Site

_LOOK = 5.0
"""Seconds after which room for another process is looked for again."""
_AHEAD = 16
"""Sites that are looked up at once."""


class Claimed(Protocol):
    """Tells what a site has for itself while it is audited."""

    async def claims(self, site: Site) -> frozenset[str]:
        """Names of hosts and addresses."""

    def known(self, site: Site) -> frozenset[str]:
        """What it was told last."""


class Kept(Protocol):
    """Keeps a record of what happens."""

    def begin(self, site: str) -> None:
        """An audit begins."""

    def end(self, end: End) -> None:
        """Its process has ended."""


class Fleet:
    """One run. ``stop`` and ``kill`` may be called at any time from the same loop."""

    def __init__(
        self,
        orders: Sequence[Order],
        jobs: int,
        neighbours: Claimed,
        journal: Kept,
        room: Callable[[], bool] = lambda: True,
        ended: Callable[[Entry], None] = lambda _: None,
    ) -> None:
        self.entries = tuple(Entry(order) for order in orders)
        self.jobs = jobs
        self.stopped = False
        self._neighbours = neighbours
        self._journal = journal
        self._room = room
        self._ended = ended
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Audit them all, or those that were begun before it was stopped. Raises StoreError."""
        looking = asyncio.create_task(self._look_up())
        try:
            while True:
                await self._begin_some()
                if not self._tasks:
                    break
                done, self._tasks = await asyncio.wait(
                    self._tasks, timeout=_LOOK, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    task.result()
        finally:
            looking.cancel()
            await self._wind_up()

    def stop(self) -> None:
        """Begin no more; what runs ends with a partial report."""
        self.stopped = True
        for entry in self.entries:
            if entry.child:
                entry.child.stop()

    def kill(self) -> None:
        """End everything at once."""
        self.stopped = True
        for entry in self.entries:
            if entry.child:
                entry.child.kill()

    async def _look_up(self) -> None:
        """Where the sites live, ahead of their turn: a silent name server would hold up the rest."""
        ahead = iter(self.entries)

        async def look() -> None:
            for entry in ahead:
                await self._neighbours.claims(entry.site)

        await asyncio.gather(*(look() for _ in range(_AHEAD)))

    async def _wind_up(self) -> None:
        """Whatever broke the run, leave no process behind."""
        if self._tasks:
            self.stop()
            await asyncio.wait(self._tasks)

    async def _begin_some(self) -> None:
        """Begin what can be begun now; where nothing runs there is always room for one."""
        while not self.stopped and len(self._tasks) < self.jobs and (not self._tasks or self._room()):
            found = await first_free(self.entries, self._neighbours, self._busy)
            if found is None or self.stopped:
                return
            entry, claims = found
            self._journal.begin(entry.site.id)
            self._busy |= claims
            child = began(entry)
            self._tasks.add(asyncio.create_task(self._audit(entry, child, claims)))

    async def _audit(self, entry: Entry, child: Child, claims: frozenset[str]) -> None:
        try:
            end = await audited(entry, child)
        finally:
            self._busy -= claims
        entry.end, entry.state = end, State.ENDED
        self._journal.end(end)
        self._ended(entry)


class Standing(Protocol):
    """A site that waits for its turn, or had it."""

    state: State

    @property
    def site(self) -> Site:
        """The site."""


S = TypeVar("S", bound=Standing)


async def first_free(
    entries: Iterable[S], neighbours: Claimed, busy: AbstractSet[str]
) -> tuple[S, frozenset[str]] | None:
    """The first site that waits and lives on no host and behind no address that is being visited."""
    for entry in entries:
        if entry.state not in (State.WAITING, State.HELD):
            continue
        if not neighbours.known(entry.site) & busy:
            claims = await neighbours.claims(entry.site)
            if not claims & busy:
                return entry, claims
        entry.state = State.HELD
    return None


def began(entry: Entry, hear: Callable[[Message], None] | None = None) -> Child:
    """Have a process ready for a site; it may be asked to end before it runs."""
    entry.state, entry.began = State.RUNNING, monotonic()
    entry.child = Child(entry.order.command, entry.order.patience, hear or entry.hear)
    return entry.child


async def audited(entry: Entry, child: Child) -> End:
    """Run the process of a site to its end."""
    try:
        code = await child.run()
    except OSError as error:
        return _end(entry, child, None, str(error))
    finally:
        entry.child = None
    return _end(entry, child, code, child.output.last_words)


def _end(entry: Entry, child: Child, code: int | None, said: str) -> End:
    report = entry.report
    stopped = report.stopped if report else None
    end = End(
        site=entry.site.id,
        home=entry.site.home,
        how=How.CRASHED if code is None else how_ended(code, child.asked, stopped),
        code=code,
        seconds=round(monotonic() - entry.began, 1),
        folder=entry.folder,
        said=said,
        flooded=child.output.floods,
        pages=report.pages if report else entry.tick.pages,
    )
    if report is None:
        return end
    return end.model_copy(
        update={name: getattr(report, name) for name in ("stopped", "detail", "grade", "failed", "memory")}
    )
