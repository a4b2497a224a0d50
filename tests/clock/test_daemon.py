"""The clock as a whole, with processes that stand in for audits."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditbot.clock.daemon import Daemon, Manner, Parts
from auditbot.clock.duty import Due
from auditbot.clock.term import DUTY, LEASE, Pace, Term
from auditbot.clock.work import Means
from auditbot.errors import StoreError
from auditbot.fleet.child import Patience
from auditbot.fleet.entry import Order
from auditbot.model.sample import Sample
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.store import runs
from auditbot.store.open import Store
from auditbot.store.samples import put_sample, samples_of
from auditbot.store.schema_clock import RunKind, RunRow, RunState, ScheduleRow
from auditbot.store.sites import put_sites
from auditbot.store.watch import WatchLost, held, take
from tests.clock.office import DAY, QUICK, ZONE, A, Told, until
from tests.fleet.children import PATIENT, STUBBORN, at_work, child
from tests.fleet.test_dispatch import Map

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

    def tell(self, site: Site, folder: Path) -> int:
        self.told.append((site.id, folder))
        return 1

    def trouble(self, line: Text, key: str) -> int:
        self.troubles.append(key)
        return 1

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
        for kind in RunKind:
            due = now() - ago if kind in kinds else now() + 365 * DAY
            row = ScheduleRow(site_id=A.id, kind=kind, rule={}, next_due=due, changed=now())
            self.store.write(lambda session, row=row: session.add(row))

    def runs(self, **wanted: object) -> tuple[RunRow, ...]:
        with self.store.reading() as session:
            return runs.runs_of(session, **wanted)

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
        parts = Parts(Means(self.order, Map(), 2), Looker(), self.notices)
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


@pytest.fixture
def rig(store: Store) -> Rig:
    return Rig(store)


async def test_what_is_due_is_done_and_told(rig: Rig) -> None:
    rig.commands = {RunKind.AUDIT: at_work(0), RunKind.LIGHT: at_work(0)}
    rig.schedule(RunKind.AUDIT, RunKind.LIGHT, RunKind.SAMPLE)
    async with rig.serving():
        await until(lambda: len(rig.ended()) == 2)
    assert {(run.kind, run.state) for run in rig.runs()} == {
        (RunKind.AUDIT, RunState.DONE),
        (RunKind.LIGHT, RunState.DONE),
    }
    assert rig.notices.told == [(A.id, Path("f"))] * 2
    assert rig.notices.rounds
    with rig.store.reading() as session:
        assert len(samples_of(session, A.id, now() - DAY)) == 1
    assert not rig.held()


async def test_what_went_wrong_is_told_to_who_runs_the_program(rig: Rig) -> None:
    rig.commands = {RunKind.AUDIT: child("os.abort()")}
    rig.schedule(RunKind.AUDIT)
    async with rig.serving():
        await until(rig.ended)
    [run] = rig.runs()
    assert (run.state, "SIGABRT" in run.reason) == (RunState.FAILED, True)
    assert len(rig.notices.troubles) == 1
    assert rig.notices.told == []


async def test_what_is_stopped_is_gone_on_with_by_the_next(rig: Rig) -> None:
    rig.commands = {RunKind.AUDIT: PATIENT}
    rig.schedule(RunKind.AUDIT)
    async with rig.serving():
        await until(lambda: any(run.folder for run in rig.runs()))
    [run] = rig.runs()
    assert run.state is RunState.WAITING
    rig.commands = {RunKind.AUDIT: at_work(0)}
    async with rig.serving():
        await until(rig.ended)
    [again] = rig.runs()
    assert (again.key, again.state, again.started) == (run.key, RunState.DONE, run.started)
    assert [Path(due.folder).name for due in rig.orders] == ["", "f"]
    assert rig.told.of("left-over") == [{"runs": 1}]


async def test_down_for_a_month_it_makes_up_once_and_tells_the_rest(rig: Rig) -> None:
    rig.commands = {RunKind.AUDIT: at_work(0), RunKind.LIGHT: at_work(0)}
    rig.schedule(RunKind.AUDIT, RunKind.LIGHT, RunKind.SAMPLE, ago=30 * DAY)
    async with rig.serving():
        await until(lambda: len(rig.ended()) == 2)
        await until(lambda: rig.told.of("missed"))
    gaps = {run.kind: run.times for run in rig.runs(states=(RunState.MISSED,))}
    assert 4 <= gaps[RunKind.AUDIT] <= 5
    assert 29 <= gaps[RunKind.LIGHT] <= 31
    assert 700 <= gaps[RunKind.SAMPLE] <= 724
    assert len(rig.told.of("missed")) == 1


async def test_who_lost_the_watch_ends_what_runs_and_says_so(rig: Rig) -> None:
    rig.commands = {RunKind.AUDIT: STUBBORN, RunKind.LIGHT: at_work(0)}
    rig.schedule(RunKind.AUDIT)
    task = asyncio.create_task(rig.daemon(Pace(timedelta(seconds=2))).run())
    await until(lambda: any(run.folder for run in rig.runs()))
    later = now() + 99 * DAY
    assert rig.store.write(lambda session: take(session, DUTY, "that", later, LEASE))
    with pytest.raises(WatchLost, match="that"):
        await asyncio.wait_for(task, 40)
    [run] = rig.runs()
    assert (run.state, run.holder) == (RunState.RUNNING, "this")
    assert rig.held()


async def test_a_store_that_fails_for_a_while_loses_nothing(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.commands = {RunKind.AUDIT: at_work(0.1)}
    rig.schedule(RunKind.AUDIT)
    real, fails = rig.store.write, [False]

    def write(work: object) -> object:
        if fails[0]:
            raise StoreError("the disk is full")
        return real(work)

    monkeypatch.setattr(rig.store, "write", write)
    async with rig.serving():
        await until(lambda: any(run.folder for run in rig.runs()))
        fails[0] = True
        await until(lambda: len(rig.told.of("trouble")) > 3)
        fails[0] = False
        await until(rig.ended)
    assert [run.state for run in rig.runs()] == [RunState.DONE]


async def test_notices_that_fail_harm_no_audit(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> int:
        raise StoreError("no audit there")

    monkeypatch.setattr(rig.notices, "tell", fails)
    rig.commands = {RunKind.AUDIT: at_work(0)}
    rig.schedule(RunKind.AUDIT)
    async with rig.serving():
        await until(rig.ended)
    assert [run.state for run in rig.runs()] == [RunState.DONE]
    assert rig.told.of("trouble")


async def test_while_audits_run_it_says_how_far_they_are(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditbot.clock.daemon._MINUTE", 0.02)
    rig.commands = {RunKind.AUDIT: PATIENT}
    rig.schedule()
    async with rig.serving():
        await until(lambda: rig.notices.rounds > 3)
        assert rig.told.of("progress") == []
    rig.store.write(lambda session: runs.begun(session, A.id, RunKind.AUDIT, now(), "before", now()))
    async with rig.serving():
        await until(lambda: rig.told.of("progress"))
    assert rig.told.of("progress")[0] == {"running": 1, "waiting": 0, "pages": 0}


async def test_old_looks_are_forgotten(rig: Rig) -> None:
    rig.schedule()
    for days in (61, 59):
        sample = Sample(now() - days * DAY, A.home, True, 0.1, 200, "", False)
        rig.store.write(lambda session, sample=sample: put_sample(session, A.id, sample))
        due = now() - days * DAY
        rig.store.write(
            lambda session, due=due: runs.missed(session, A.id, RunKind.SAMPLE, due, due, 1, now())
        )

    def left() -> int:
        with rig.store.reading() as session:
            return len(samples_of(session, A.id, now() - 99 * DAY))

    async with rig.serving():
        await until(lambda: left() == 1)
    assert len(rig.runs()) == 1


async def test_a_scheduler_that_dies_does_not_die_in_silence(rig: Rig) -> None:
    rig.schedule()
    daemon = rig.daemon()
    task = asyncio.create_task(daemon.run())
    await until(lambda: daemon._engine.running)
    daemon._engine_over()
    with pytest.raises(RuntimeError, match="scheduler"):
        await asyncio.wait_for(task, 30)
    assert not rig.held()


async def test_told_to_stop_before_it_began_it_does_nothing(rig: Rig) -> None:
    rig.schedule(RunKind.AUDIT)
    daemon = rig.daemon()
    daemon.stop()
    await asyncio.wait_for(daemon.run(), 30)
    assert rig.runs() == ()
    assert not rig.held()
