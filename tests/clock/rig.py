"""For the tests of the daemon: one over a store of its own, whose audits are small programs."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from auditbot.clock.daemon import Daemon, Manner, Parts
from auditbot.clock.duty import Due
from auditbot.clock.term import DUTY, LEASE, Pace, Term
from auditbot.clock.work import Means
from auditbot.fleet.child import Patience
from auditbot.fleet.entry import Order
from auditbot.model.sample import Sample
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.store import runs
from auditbot.store.open import Store
from auditbot.store.schema_clock import RunKind, RunRow, RunState, ScheduleRow
from auditbot.store.sites import put_sites
from auditbot.store.watch import held, take
from tests.clock.office import DAY, QUICK, ZONE, A, Told
from tests.fleet.places import Map

Command = tuple[str, ...]
LONG = Patience(60, 60)


def now() -> datetime:
    return datetime.now(UTC)


class Looker:
    async def look(self, site: Site) -> Sample:
        return Sample(now(), site.home, True, 0.1, 200, "", False)


class Notices:
    """What people were told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Path]] = []
        self.troubles: list[str] = []
        self.rounds = 0
        self.tidied = 0

    def tell(self, site: Site, folder: Path) -> int:
        self.told.append((site.id, folder))
        return 1

    def trouble(self, line: Text, key: str) -> int:
        self.troubles.append(key)
        return 1

    def tidy(self) -> None:
        self.tidied += 1

    async def deliver(self) -> None:
        self.rounds += 1


class Rig:
    """A store with one site, and clocks over it one after the other."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.told = Told()
        self.notices = Notices()
        self.orders: list[Due] = []
        self.commands: Mapping[RunKind, Command] = {}
        store.write(lambda session: put_sites(session, [A], now()))

    def order(self, due: Due) -> Order:
        self.orders.append(due)
        return Order(due.site, self.commands[due.kind], LONG)

    def schedule(self, *kinds: RunKind, ago: timedelta = timedelta(0)) -> None:
        """Have something due; what is not named is not due for a year."""
        rows = [
            ScheduleRow(
                site_id=A.id,
                kind=kind,
                rule={},
                next_due=now() - ago if kind in kinds else now() + 365 * DAY,
                changed=now(),
            )
            for kind in RunKind
        ]
        self.store.write(lambda session: session.add_all(rows))

    def runs(self, states: Sequence[RunState] = ()) -> tuple[RunRow, ...]:
        with self.store.reading() as session:
            return runs.runs_of(session, states=states)

    def ended(self) -> tuple[RunRow, ...]:
        return self.runs(states=(RunState.DONE, RunState.FAILED))

    def held(self) -> bool:
        with self.store.reading() as session:
            return held(session, DUTY) is not None

    def daemon(self, pace: Pace = QUICK) -> Daemon:
        holder = "this"
        number = self.store.write(lambda session: take(session, DUTY, holder, now(), LEASE))
        assert number
        term = Term(self.store, number, now, self.told, pace)
        parts = Parts(Means(self.order, Map(), 2, again=0.01), Looker(), self.notices)
        return Daemon(term, parts, Manner(holder, ZONE, Lang.EN, now, self.told))

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Daemon]:
        """On duty until the block is left."""
        daemon = self.daemon()
        task = asyncio.create_task(daemon.run())
        try:
            yield daemon
            daemon.stop()
            await asyncio.wait_for(task, 30)
        finally:
            daemon.kill()
            await asyncio.gather(task, return_exceptions=True)
