"""APScheduler over the schedules, by a clock that is set."""

from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from threading import Event
from typing import Self

import apscheduler.schedulers.base
import pytest

from auditbot.clock.duty import Due
from auditbot.clock.jobs import HORIZON, Engine, ScheduleJobs
from auditbot.errors import StoreError
from auditbot.store.due import first_due
from auditbot.store.open import Store
from auditbot.store.runs import ended
from auditbot.store.schema_clock import RunKind, RunState
from tests.clock.office import DAY, START, A, B, Office

SECOND = timedelta(seconds=1)


class Rig:
    """An engine without its thread: each round is called."""

    def __init__(self, office: Office, patch: pytest.MonkeyPatch) -> None:
        self.office = office
        self.begun: list[Due] = []
        self.jobs = ScheduleJobs(office.turns, office.now)
        self.engine = Engine(self.jobs, self.begun.append)

        class SetClock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Self:
                return cls.fromtimestamp(office.moment.timestamp(), tz)

        patch.setattr(apscheduler.schedulers.base, "datetime", SetClock)
        self.engine._executors["default"].start(self.engine, "default")
        self.jobs.start(self.engine, "default")

    def round(self) -> timedelta:
        """One round; gives how long to wait for the next."""
        return timedelta(seconds=self.engine._process_jobs())


@pytest.fixture
def office(store: Store) -> Office:
    made = Office(store)
    made.turns.take_in()
    return made


@pytest.fixture
def rig(office: Office, monkeypatch: pytest.MonkeyPatch) -> Rig:
    return Rig(office, monkeypatch)


def test_it_never_looks_farther_ahead_than_the_horizon(rig: Rig) -> None:
    assert rig.round() <= HORIZON
    assert rig.begun == []


def test_a_week_of_rounds_does_everything_at_its_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(store)
    office.schedule(None, RunKind.SAMPLE, None, every="day", window="00:00-24:00", times=4)
    rig = Rig(office, monkeypatch)
    office.turns.take_in()
    end = START + 7 * DAY
    while office.moment < end:
        begun = len(rig.begun)
        wait = rig.round()
        for run in [due.run for due in rig.begun[begun:] if due.run]:
            office.write(partial(ended, key=run, state=RunState.DONE, now=office.moment))
        due = office.turns.read(first_due)
        office.moment += max(wait, min(due or end, end) - office.moment)
    for site in (A, B):
        kinds = [due.kind for due in rig.begun if due.site == site]
        assert kinds.count(RunKind.AUDIT) == 1
        assert kinds.count(RunKind.LIGHT) == 7
        assert 27 <= kinds.count(RunKind.SAMPLE) <= 29
    assert len({(due.site.id, due.kind, due.due) for due in rig.begun}) == len(rig.begun)
    assert {run.state for run in office.runs(limit=9999)} == {RunState.DONE}
    assert office.told.of("missed") == []


def test_after_a_month_away_each_is_made_up_once(rig: Rig) -> None:
    rig.office.moment = START + 31 * DAY
    rig.round()
    rig.round()
    kinds = [(due.site.id, due.kind) for due in rig.begun if due.kind is not RunKind.SAMPLE]
    assert sorted(kinds) == [(site.id, kind) for site in (A, B) for kind in (RunKind.AUDIT, RunKind.LIGHT)]
    assert len(rig.office.told.of("missed")) == 1
    gaps = rig.office.runs(states=(RunState.MISSED,))
    assert {(gap.site_id, gap.kind) for gap in gaps} >= set(kinds)


def test_a_new_site_is_noticed_in_the_next_round(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rig = Rig(Office(store), monkeypatch)
    assert rig.jobs.get_all_jobs() == []
    rig.round()
    assert len(rig.jobs.get_all_jobs()) == 2 * len(RunKind)
    names = {job.id for job in rig.jobs.get_all_jobs()}
    assert f"{A.id}/audit" in names
    job = rig.jobs.lookup_job(f"{A.id}/audit")
    assert job
    assert job.next_run_time
    assert rig.jobs.lookup_job("nobody/audit") is None


def test_a_clock_that_jumps_forward_and_back_neither_doubles_nor_stops_anything(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = rig.office
    real = [1000.0]
    monkeypatch.setattr("auditbot.clock.jobs.monotonic", lambda: real[0])
    rig.round()
    office.moment += 400 * DAY
    real[0] += 30
    rig.round()
    begun = len(rig.begun)
    office.moment -= 400 * DAY
    real[0] += 30
    rig.round()
    assert len(rig.begun) == begun
    assert max(job.next_run_time for job in rig.jobs.get_all_jobs()) < office.moment + 15 * DAY


def test_a_store_in_trouble_is_asked_again_soon_and_nothing_is_lost(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = rig.office
    office.moment += 10 * DAY

    def fails(*_: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(office.store, "write", fails)
        assert SECOND <= rig.round() <= HORIZON
        patch.setattr(office.store, "reading", fails)
        assert SECOND <= rig.round() <= HORIZON
    assert rig.begun == []
    assert office.told.of("trouble")
    rig.round()
    assert {due.kind for due in rig.begun} >= {RunKind.AUDIT, RunKind.LIGHT}


def test_it_is_not_asked_without_a_pause(rig: Rig) -> None:
    """A row that stays due, for whatever reason, does not keep the thread busy."""
    rig.office.moment += 10 * DAY
    rig.office.turns.stopped = True
    assert rig.round() >= SECOND


def test_a_flood_is_begun_in_bounded_rounds(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditbot.clock.jobs._AT_ONCE", 3)
    rig.office.moment += 31 * DAY
    rig.round()
    assert len(rig.begun) <= 3
    for _ in range(4):
        rig.round()
    assert len([due for due in rig.begun if due.run]) == 4


def test_schedules_are_not_changed_through_jobs(rig: Rig) -> None:
    with pytest.raises(NotImplementedError):
        rig.jobs.add_job(None)
    with pytest.raises(NotImplementedError):
        rig.jobs.remove_job("a")
    with pytest.raises(NotImplementedError):
        rig.jobs.remove_all_jobs()


def test_in_its_thread_it_begins_what_is_due_and_ends_when_it_is_told(store: Store) -> None:
    office = Office(store)
    office.moment = datetime.now(UTC)
    office.schedule(A.id, RunKind.LIGHT, office.moment - timedelta(seconds=1))
    begun, over = Event(), Event()
    engine = Engine(ScheduleJobs(office.turns, office.now), lambda _: begun.set(), over.set)
    engine.end()
    engine.start()
    try:
        assert begun.wait(20)
    finally:
        engine.end()
    assert over.wait(20)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_the_end_of_its_thread_is_told_however_it_comes(office: Office) -> None:
    over = Event()

    class Broken(ScheduleJobs):
        def get_next_run_time(self) -> datetime:
            raise SystemExit

    engine = Engine(Broken(office.turns, office.now), lambda _: None, over.set)
    engine.start()
    assert over.wait(20)
    engine.end()
