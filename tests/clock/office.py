"""For the tests of the daemon: a store with sites and schedules, a clock that is set, and what was told."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from auditbot.clock.term import DUTY, LEASE, Pace, Term
from auditbot.clock.turns import Turns
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.store import runs
from auditbot.store.open import Store
from auditbot.store.schema_clock import RunKind, RunRow, RunState, ScheduleRow
from auditbot.store.sites import put_sites
from auditbot.store.watch import WatchLost, take
from tests.store.fleet import plain

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
QUICK = Pace(LEASE, again=0.01)
A, B = plain(1), plain(2)


async def until(what: Callable[[], object], seconds: float = 30) -> None:
    """Wait for something that others bring about."""
    async with asyncio.timeout(seconds):
        while not what():  # noqa: ASYNC110 — threads and processes set no event of this loop
            await asyncio.sleep(0.01)


class Told:
    """What was told."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Text, dict[str, object]]] = []

    def __call__(self, event: str, said: Text, /, **fields: object) -> None:
        self.events.append((event, said, fields))

    def of(self, event: str) -> list[dict[str, object]]:
        return [fields for name, _, fields in self.events if name == event]


class Office:
    """A store with two sites, and a term of the watch over it."""

    def __init__(self, store: Store, *sites: Site) -> None:
        self.store = store
        self.moment = START
        self.told = Told()
        self.lost: list[WatchLost] = []
        store.write(lambda session: put_sites(session, sites or (A, B), START))
        number = store.write(lambda session: take(session, DUTY, "this", START, LEASE))
        assert number
        self.term = Term(store, number, self.now, self.told, QUICK)
        self.turns = Turns(self.term, "this", ZONE, self.now, self.told, Lang.EN, self.lost.append)

    def now(self) -> datetime:
        return self.moment

    def schedule(self, site: str | None, kind: RunKind, due: datetime | None, **rule: object) -> int:
        """Have something due, by a rule of its own or the default; gives the key."""

        def work(session: Session) -> int:
            row = ScheduleRow(site_id=site, kind=kind, rule=rule, next_due=due, changed=START)
            session.add(row)
            session.flush()
            return row.key

        return self.store.write(work)

    def due(self, key: int) -> datetime | None:
        with self.store.reading() as session:
            return session.scalars(select(ScheduleRow.next_due).where(ScheduleRow.key == key)).one()

    def runs(self, states: Sequence[RunState] = (), limit: int = 200) -> tuple[RunRow, ...]:
        """The first due first."""
        with self.store.reading() as session:
            return runs.runs_of(session, states=states, limit=limit)[::-1]

    def taken_over(self) -> None:
        """Another process has the watch."""
        later = START + timedelta(days=99)
        assert self.store.write(lambda session: take(session, DUTY, "that", later, LEASE))

    def write(self, work: Callable[[Session], object]) -> None:
        self.store.write(work)
