"""Rows of runs, and what an earlier clock left of them."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from auditbot.clock.duty import Due
from auditbot.clock.records import LeftOver, StoreRecords, left_over
from auditbot.model.crawl import StopReason
from auditbot.model.text import Lang
from auditbot.store import runs
from auditbot.store.audits import record
from auditbot.store.open import Store
from auditbot.store.schema import SiteRow
from auditbot.store.schema_clock import RunKind, RunRow, RunState
from auditbot.store.sites import put_sites, remove_site
from tests.clock.office import HOUR, START, A, B, Office
from tests.store.audits import audit

AUDIT, LIGHT = RunKind.AUDIT, RunKind.LIGHT
HERE = str(Path("out/a").absolute())


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


@pytest.fixture
def records(office: Office) -> StoreRecords:
    return StoreRecords(office.term, "this", office.now, Lang.EN)


def begun(office: Office, kind: RunKind = AUDIT, hour: int = 0, *, state: RunState = RunState.RUNNING) -> Due:
    at = START + hour * HOUR

    def work(session: Session) -> int | None:
        return runs.begun(session, A.id, kind, at, "before", at, state=state)

    key = office.store.write(work)
    assert key
    return Due(A, kind, at, key)


def row(office: Office, due: Due) -> RunRow:
    return next(run for run in office.runs() if run.key == due.run)


async def test_from_its_turn_to_its_end(office: Office, records: StoreRecords, tmp_path: Path) -> None:
    due = begun(office, state=RunState.WAITING)
    assert await records.goes_on(due) == A
    assert (row(office, due).state, row(office, due).holder) == (RunState.RUNNING, "this")
    await records.lies_in(due, str(tmp_path / "a"))
    assert row(office, due).folder == str(tmp_path / "a")
    recorded = office.store.write(lambda session: record(session, audit(0), tmp_path / "a", START))
    await records.ends(due, RunState.DONE, "", str(tmp_path / "a"))
    assert (row(office, due).state, row(office, due).audit_key) == (RunState.DONE, recorded.key)


async def test_folders_are_named_as_the_store_names_them(office: Office, records: StoreRecords) -> None:
    due = begun(office)
    await records.lies_in(due, "out/a")
    assert row(office, due).folder == HERE
    await records.waits(due, "stopped", "")
    assert (row(office, due).folder, row(office, due).started) == ("", None)


async def test_a_site_that_changed_or_is_gone_is_not_begun(office: Office, records: StoreRecords) -> None:
    due = begun(office, state=RunState.WAITING)
    changed = A.model_copy(update={"name": "changed"})
    office.write(lambda session: put_sites(session, [changed], START))
    assert await records.goes_on(due) == changed
    assert row(office, due).state is RunState.WAITING
    office.write(lambda session: remove_site(session, A.id, START))
    assert await records.goes_on(due) is None
    assert (row(office, due).state, bool(row(office, due).reason)) == (RunState.SKIPPED, True)


def taken_up(office: Office, now: datetime = START + HOUR) -> LeftOver:
    return office.store.write(lambda session: left_over(session, now, office.turns.rule, Lang.EN))


def test_what_was_cut_off_is_gone_on_with_in_its_folder(office: Office) -> None:
    waiting = begun(office, LIGHT, 0, state=RunState.WAITING)
    running = begun(office, AUDIT, 0)
    office.write(lambda session: runs.lies_in(session, running.run, "/out/a"))
    left = taken_up(office)
    assert [(due.run, due.folder) for due in left.unfinished] == [(running.run, "/out/a"), (waiting.run, "")]
    assert left.ended == ()
    assert row(office, running).state is RunState.WAITING
    assert row(office, running).reason
    assert row(office, waiting).reason == ""


def test_what_was_begun_long_ago_is_begun_anew(office: Office) -> None:
    due = begun(office)
    office.write(lambda session: runs.lies_in(session, due.run, "/out/a"))
    [again] = taken_up(office, START + timedelta(days=3)).unfinished
    assert again.folder == ""
    assert (row(office, due).folder, row(office, due).started) == ("", None)


@pytest.mark.parametrize("stopped", [StopReason.EXHAUSTED, StopReason.INTERRUPTED])
def test_an_audit_that_ended_without_its_clock_is_done(office: Office, stopped: StopReason) -> None:
    due = begun(office)
    office.write(lambda session: runs.lies_in(session, due.run, "/out/a"))
    office.write(lambda session: record(session, audit(0, stopped=stopped), Path("/out/a"), START))
    left = taken_up(office)
    if stopped is StopReason.INTERRUPTED:
        assert [one.run for one in left.unfinished] == [due.run]
        return
    assert [(one.run, one.folder) for one in left.ended] == [(due.run, "/out/a")]
    assert left.unfinished == ()
    assert row(office, due).state is RunState.DONE
    assert row(office, due).audit_key


def test_a_site_that_is_gone_is_not_taken_up(office: Office) -> None:
    due = begun(office)
    office.write(lambda session: remove_site(session, A.id, START))
    assert taken_up(office) == LeftOver((), ())
    assert row(office, due).state is RunState.SKIPPED


def test_a_site_that_cannot_be_read_does_not_keep_the_clock_from_beginning(office: Office) -> None:
    due = begun(office)

    def spoil(session: Session) -> None:
        session.get_one(SiteRow, A.id).document = '{"id": 7}'

    office.write(spoil)
    assert taken_up(office) == LeftOver((), ())
    assert row(office, due).state is RunState.RUNNING


def cut_off(office: Office, due: Due) -> LeftOver:
    """It goes on, and its clock is gone without a word."""
    office.write(lambda session: runs.goes_on(session, due.run, "that", START))
    return taken_up(office)


def test_what_is_cut_off_again_and_again_is_parked(office: Office) -> None:
    due, other = begun(office, state=RunState.WAITING), begun(office, LIGHT, state=RunState.WAITING)
    for times in (1, 2):
        left = cut_off(office, due)
        assert [(one.cut_off, one.is_last_try) for one in left.unfinished] == [
            (times, times == 2),
            (0, False),
        ]
        assert left.parked == ()
    left = cut_off(office, due)
    assert [one.run for one in left.unfinished] == [other.run]
    assert [one.run for one in left.parked] == [due.run]
    assert (row(office, due).state, bool(row(office, due).reason)) == (RunState.PARKED, True)
    assert taken_up(office).parked == left.parked, "whoever comes later is told as well"


async def test_what_was_told_to_stop_is_not_cut_off_however_it_ends(
    office: Office, records: StoreRecords
) -> None:
    due = begun(office, state=RunState.WAITING)
    for _ in range(5):
        await records.goes_on(due)
        await records.lies_in(due, "/out/a")
        await records.stops(due, "stopped")
        [left] = taken_up(office).unfinished
        assert (left.cut_off, left.folder) == (0, "/out/a")


def test_other_sites_have_nothing_left(office: Office) -> None:
    begun(office)
    assert {due.site for due in taken_up(office).unfinished} == {A}
    assert B not in {due.site for due in taken_up(office).unfinished}
