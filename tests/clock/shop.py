"""For the tests of works: what runs become is kept in lists, and what they do is a small program."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from auditbot.clock.duty import Due
from auditbot.clock.rule import Window
from auditbot.clock.work import Means
from auditbot.clock.works import Works
from auditbot.fleet.child import Patience
from auditbot.fleet.ends import End
from auditbot.fleet.entry import Order
from auditbot.model.site import Site
from auditbot.model.text import Lang
from auditbot.store.schema_clock import RunKind, RunState
from auditbot.store.watch import WatchLost
from auditbot.url import Url
from tests.clock.office import START, ZONE, Told
from tests.fleet.places import Map

LONG = Patience(60, 60)
Command = tuple[str, ...]


def site(name: str) -> Site:
    return Site(id=name, home=Url(f"http://{name}.example/"))


class Records:
    """What became of runs: (site, what) in order; and the sites as they are now."""

    def __init__(self) -> None:
        self.sites: dict[str, Site | None] = {}
        self.kept: list[tuple[str, object]] = []
        self.folders: list[str] = []
        self.lost = False

    async def goes_on(self, due: Due) -> Site | None:
        await asyncio.sleep(0)
        if self.lost:
            raise WatchLost("another")
        now = self.sites.get(due.site.id, due.site)
        if now == due.site:
            self.kept.append((due.site.id, "on"))
        return now

    async def lies_in(self, due: Due, folder: str) -> None:
        self.folders.append(folder)

    async def stops(self, due: Due, reason: str) -> None:
        assert reason
        self.kept.append((due.site.id, "stops"))

    async def waits(self, due: Due, reason: str, folder: str) -> None:
        assert reason
        self.kept.append((due.site.id, f"waits {folder}"))

    async def crashes(self, due: Due, reason: str, folder: str) -> int:
        self.kept.append((due.site.id, f"crashes {folder}"))
        self.reason = reason
        return due.cut_off + 1

    async def ends(self, due: Due, state: RunState, reason: str, folder: str) -> None:
        self.kept.append((due.site.id, state))
        self.folders.append(folder)
        self.reason = reason

    def of(self, what: object) -> list[str]:
        return [name for name, kept in self.kept if kept == what]


class Shop:
    """Works with everything around them."""

    def __init__(self, commands: Mapping[str, Command], jobs: int = 4, where: Map | None = None) -> None:
        self.commands = commands
        self.records = Records()
        self.told = Told()
        self.over: list[End] = []
        self.parked: list[Due] = []
        self.in_use: set[str] = set()
        self.local: datetime = START.astimezone(ZONE)
        self.refusals: list[Exception] = []
        self.orders: list[Due] = []
        means = Means(
            self.order, where or Map(), jobs, in_use=lambda folder: folder in self.in_use, again=0.01
        )
        self.works = Works(means, self.records, self.note, self.park, self.told, Lang.EN, lambda: self.local)

    def order(self, due: Due) -> Order:
        if self.refusals:
            raise self.refusals.pop()
        self.orders.append(due)
        return Order(due.site, self.commands[due.site.id], LONG)

    async def note(self, due: Due, end: End) -> None:
        self.over.append(end)

    async def park(self, due: Due) -> None:
        self.parked.append(due)

    def add(
        self,
        name: str,
        hour: int = 0,
        run: int = 1,
        *,
        quiet: tuple[Window, ...] = (),
        folder: str = "",
        cut_off: int = 0,
    ) -> None:
        due = Due(site(name), RunKind.AUDIT, START + timedelta(hours=hour), run, quiet, folder, cut_off)
        self.works.add(due)

    @asynccontextmanager
    async def open(self) -> AsyncIterator["asyncio.Task[None]"]:
        """At work until the block is left."""
        task = asyncio.create_task(self.works.run())
        try:
            yield task
            self.works.stop()
            await asyncio.wait_for(task, 30)
        finally:
            self.works.kill()
            await asyncio.gather(task, return_exceptions=True)
