"""Looks at sites: several at once, each on record, none in the way of another."""

import asyncio
from datetime import timedelta

import pytest

from auditbot.clock.duty import Due
from auditbot.clock.looks import Looks
from auditbot.model.sample import Sample
from auditbot.model.site import Site
from auditbot.store.open import Store
from auditbot.store.samples import samples_of
from auditbot.store.schema_clock import RunKind
from auditbot.store.watch import WatchLost
from tests.clock.office import START, Office, until
from tests.store.fleet import plain

SITES = [plain(number) for number in range(6)]


class Looker:
    """Looks when it is let."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.at_once = 0
        self.most = 0
        self.breaks: set[str] = set()

    async def look(self, site: Site) -> Sample:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await self.gate.wait()
        self.at_once -= 1
        if site.id in self.breaks:
            raise ZeroDivisionError
        return Sample(START, site.home, True, 0.1, 200, "", False)


class Rig:
    def __init__(self, store: Store) -> None:
        self.office = Office(store, *SITES)
        self.looker = Looker()
        self.lost: list[WatchLost] = []
        self.looks = Looks(self.looker, self.office.term, self.office.told, self.lost.append, most=2)

    def add(self, *sites: Site) -> None:
        for site in sites:
            self.looks.add(Due(site, RunKind.SAMPLE, START))

    def seen(self) -> list[str]:
        with self.office.store.reading() as session:
            since = START - timedelta(days=1)
            return [site.id for site in SITES if samples_of(session, site.id, since)]


@pytest.fixture
async def rig(store: Store) -> Rig:
    return Rig(store)


async def test_a_few_at_once_and_each_is_kept(rig: Rig) -> None:
    rig.add(*SITES)
    await until(lambda: rig.looker.at_once)
    rig.looker.gate.set()
    await until(lambda: len(rig.seen()) == len(SITES))
    assert rig.looker.most == 2


async def test_a_site_is_not_looked_at_twice_at_once(rig: Rig) -> None:
    rig.add(SITES[0], SITES[0])
    assert rig.office.told.of("skipped") == [{"site": SITES[0].id, "kind": "sample"}]
    rig.looker.gate.set()
    await until(rig.seen)
    await until(lambda: not rig.looks._tasks)
    rig.add(SITES[0])
    await until(lambda: not rig.looks._tasks)


async def test_a_look_that_breaks_is_told_and_harms_no_other(rig: Rig) -> None:
    rig.looker.breaks.add(SITES[0].id)
    rig.looker.gate.set()
    rig.add(*SITES[:2])
    await until(lambda: not rig.looks._tasks)
    assert rig.seen() == [SITES[1].id]
    assert rig.office.told.of("fault") == [{"site": SITES[0].id}]


async def test_who_lost_the_watch_keeps_nothing(rig: Rig) -> None:
    rig.add(SITES[0])
    rig.office.taken_over()
    rig.looker.gate.set()
    await until(lambda: rig.lost)
    assert rig.seen() == []


async def test_in_the_end_looks_are_dropped(rig: Rig) -> None:
    rig.add(*SITES)
    await asyncio.wait_for(rig.looks.end(), 20)
    assert rig.looks._tasks == {}
    assert rig.seen() == []
