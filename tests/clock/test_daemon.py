"""The clock as a whole, with processes that stand in for audits."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from auditbot.clock.term import DUTY, LEASE, Pace
from auditbot.errors import StoreError
from auditbot.fleet.messages import Begun
from auditbot.model.sample import Sample
from auditbot.store import runs
from auditbot.store.open import Store
from auditbot.store.samples import put_sample, samples_of
from auditbot.store.schema_clock import RunKind, RunState
from auditbot.store.watch import WatchLost, take
from tests.clock.office import DAY, A, until
from tests.clock.rig import Rig, now
from tests.fleet.children import GLANCE, PATIENT, STUBBORN, at_work, child, says


@pytest.fixture
def rig(store: Store) -> Rig:
    return Rig(store)


async def test_what_is_due_is_done_and_told(rig: Rig) -> None:
    rig.commands = {RunKind.AUDIT: at_work(0), RunKind.LIGHT: GLANCE}
    rig.schedule(RunKind.AUDIT, RunKind.LIGHT, RunKind.SAMPLE)
    async with rig.serving():
        await until(lambda: len(rig.ended()) == 2)
    assert {(run.kind, run.state) for run in rig.runs()} == {
        (RunKind.AUDIT, RunState.DONE),
        (RunKind.LIGHT, RunState.DONE),
    }
    assert set(rig.notices.told) == {(A.id, Path("f")), (A.id, Path("g"))}
    assert rig.notices.rounds
    assert rig.notices.tidied == 1
    with rig.store.reading() as session:
        assert len(samples_of(session, A.id, now() - DAY)) == 1
    assert not rig.held()


async def test_what_went_wrong_is_told_to_who_runs_the_program(rig: Rig) -> None:
    rig.commands = {RunKind.AUDIT: child("tell('no memory'); sys.exit(4)")}
    rig.schedule(RunKind.AUDIT)
    async with rig.serving():
        await until(rig.ended)
    [run] = rig.runs()
    assert (run.state, "no memory" in run.reason) == (RunState.FAILED, True)
    assert len(rig.notices.troubles) == 1
    assert rig.notices.told == []


async def test_a_run_that_crashes_is_tried_again_soon_and_parked_in_the_end(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.clock.works._LOOK", 0.05)
    rig.commands = {RunKind.AUDIT: child("os.abort()")}
    rig.schedule(RunKind.AUDIT)
    async with rig.serving():
        await until(lambda: rig.notices.troubles)
    [run] = rig.runs()
    assert (run.state, run.cut_off, "SIGABRT" in run.reason) == (RunState.PARKED, 3, True)
    assert len(rig.orders) == 3
    assert len(rig.told.of("parked")) == len(rig.notices.troubles) == 1


async def test_a_run_that_crashed_before_the_clock_ended_goes_on_with_the_next(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.clock.works._LONGER", 100_000)
    rig.commands = {RunKind.AUDIT: child(f"{says(Begun(folder='f'))}\nos.abort()")}
    rig.schedule(RunKind.AUDIT)
    async with rig.serving():
        await until(lambda: rig.told.of("crashed"))
    assert [(run.state, run.cut_off) for run in rig.runs()] == [(RunState.WAITING, 1)]
    rig.commands = {RunKind.AUDIT: at_work(0)}
    async with rig.serving():
        await until(rig.ended)
    [run] = rig.runs()
    assert (run.state, run.cut_off) == (RunState.DONE, 1)
    assert [Path(due.folder).name for due in rig.orders] == ["", "f"]
    assert rig.notices.troubles == []


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

    def write(work: Callable[[Session], object]) -> object:
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


async def test_a_run_that_ends_every_clock_is_parked_and_told_and_the_rest_goes_on(rig: Rig) -> None:
    rig.commands = {RunKind.AUDIT: at_work(0), RunKind.LIGHT: at_work(0)}
    key = rig.store.write(lambda session: runs.begun(session, A.id, RunKind.AUDIT, now(), "that", now()))
    assert key
    for _ in range(2):
        rig.store.write(lambda session: runs.cut_off(session, key, "cut off", ""))
    rig.store.write(lambda session: runs.goes_on(session, key, "that", now()))
    rig.schedule(RunKind.AUDIT, RunKind.LIGHT)
    async with rig.serving():
        await until(lambda: len(rig.runs()) == 3 and rig.ended())
    assert {(run.kind, run.state) for run in rig.runs()} == {
        (RunKind.AUDIT, RunState.PARKED),
        (RunKind.AUDIT, RunState.SKIPPED),
        (RunKind.LIGHT, RunState.DONE),
    }
    assert len(rig.told.of("parked")) == len(rig.notices.troubles) == 1


async def test_old_looks_are_forgotten(rig: Rig) -> None:
    rig.schedule()

    def look(session: Session) -> None:
        for days in (61, 59):
            due = now() - days * DAY
            put_sample(session, A.id, Sample(due, A.home, True, 0.1, 200, "", False))
            runs.missed(session, A.id, RunKind.SAMPLE, due, due, 1, now())

    rig.store.write(look)

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
