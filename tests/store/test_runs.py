"""Runs: each begins once, ends once; what was missed and what was left out is on record."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

import pytest
from sqlalchemy.orm import Session

from auditbot.store import runs
from auditbot.store.audits import record
from auditbot.store.due import (
    audit_near,
    claims_mended,
    due_schedules,
    first_due,
    put_forward,
    scheduled,
    unscheduled,
    withdraw,
    withdrawn,
)
from auditbot.store.findings import findings_of
from auditbot.store.open import Store
from auditbot.store.schema_clock import RunKind, RunRow, RunState, ScheduleRow
from auditbot.store.schema_ledger import LedgerRow, LedgerState
from auditbot.store.sites import put_sites, remove_site
from tests.store.audits import SITE, audit, finding
from tests.store.fleet import NOW, plain

HOUR = timedelta(hours=1)
AUDIT, LIGHT, SAMPLE = RunKind.AUDIT, RunKind.LIGHT, RunKind.SAMPLE


@pytest.fixture
def office(store: Store) -> Store:
    store.write(lambda session: put_sites(session, [plain(1), plain(2)], NOW))
    return store


def begin(
    store: Store,
    due: int = 0,
    kind: RunKind = AUDIT,
    site: str = SITE.id,
    *,
    state: RunState = RunState.RUNNING,
) -> int:
    key = store.write(
        lambda session: runs.begun(session, site, kind, NOW + due * HOUR, "h", NOW, state=state)
    )
    assert key
    return key


class Wanted(TypedDict, total=False):
    site_id: str
    kinds: Sequence[RunKind]
    states: Sequence[RunState]
    since: datetime
    limit: int


def rows(store: Store, **wanted: Unpack[Wanted]) -> tuple[RunRow, ...]:
    with store.reading() as session:
        return runs.runs_of(session, **wanted)


def test_a_run_begins_once(office: Store) -> None:
    begin(office)
    assert office.write(lambda session: runs.begun(session, SITE.id, AUDIT, NOW, "h", NOW)) is None
    begin(office, kind=LIGHT)
    begin(office, site=plain(2).id)
    assert len(rows(office)) == 3


def test_from_waiting_to_its_end(office: Store) -> None:
    key = begin(office, state=RunState.WAITING)
    [row] = rows(office)
    assert (row.state, row.started, row.times) == (RunState.WAITING, None, 1)
    office.write(lambda session: runs.goes_on(session, key, "g", NOW + HOUR))
    office.write(lambda session: runs.lies_in(session, key, "out/a"))
    office.write(lambda session: runs.waits(session, key, "stopped", "out/a"))
    [row] = rows(office)
    assert (row.state, row.folder, row.reason) == (RunState.WAITING, "out/a", "stopped")
    office.write(lambda session: runs.goes_on(session, key, "k", NOW + 2 * HOUR))
    office.write(lambda session: runs.ended(session, key, RunState.DONE, NOW + 3 * HOUR))
    [row] = rows(office)
    assert (row.state, row.holder, row.folder, row.reason) == (RunState.DONE, "k", "out/a", "")
    assert (row.started, row.finished) == (NOW + HOUR, NOW + 3 * HOUR)


def test_the_unfinished_ones_begun_first(office: Store) -> None:
    waiting = begin(office, 0, LIGHT, state=RunState.WAITING)
    running = begin(office, 5)
    done = begin(office, 1)
    office.write(lambda session: runs.ended(session, done, RunState.FAILED, NOW, "crashed"))
    with office.reading() as session:
        assert [row.key for row in runs.unfinished(session)] == [running, waiting]
        assert runs.is_under_way(session, SITE.id, AUDIT)
        assert not runs.is_under_way(session, plain(2).id, AUDIT)
        assert not runs.is_under_way(session, SITE.id, RunKind.RECHECK)


def test_what_was_missed_is_one_row(office: Store) -> None:
    def miss(session: Session) -> None:
        runs.missed(session, SITE.id, SAMPLE, NOW, NOW + 9 * HOUR, 10, NOW + 10 * HOUR, "down")

    office.write(miss)
    office.write(miss)
    office.write(lambda session: runs.missed(session, SITE.id, AUDIT, NOW, NOW, 1, NOW))
    one, many = sorted(rows(office), key=lambda row: row.times)
    assert (many.due, many.last_due, many.times) == (NOW, NOW + 9 * HOUR, 10)
    assert (many.state, many.finished) == (RunState.MISSED, NOW + 10 * HOUR)
    assert (one.times, one.last_due) == (1, None)


def test_what_was_left_out_says_why_and_takes_no_run_its_place(office: Store) -> None:
    begin(office)
    office.write(lambda session: runs.skipped(session, SITE.id, AUDIT, NOW, NOW, "again"))
    office.write(lambda session: runs.skipped(session, SITE.id, AUDIT, NOW + HOUR, NOW, "still running"))
    assert [(row.state, row.reason) for row in rows(office)] == [
        (RunState.SKIPPED, "still running"),
        (RunState.RUNNING, ""),
    ]


def test_runs_are_listed_by_what_is_asked(office: Store) -> None:
    for hour in range(5):
        begin(office, hour)
    begin(office, 1, LIGHT, plain(2).id)
    assert len(rows(office, site_id=SITE.id)) == 5
    assert [row.site_id for row in rows(office, kinds=(LIGHT,))] == [plain(2).id]
    assert [row.due for row in rows(office, since=NOW + 3 * HOUR)] == [NOW + 4 * HOUR, NOW + 3 * HOUR]
    assert len(rows(office, states=(RunState.DONE,))) == 0
    assert len(rows(office, limit=2)) == 2


def test_old_runs_of_a_kind_are_forgotten_but_for_those_under_way(office: Store) -> None:
    begin(office, kind=SAMPLE)
    begin(office)
    for hour in (1, 2, 3):
        due = NOW + hour * HOUR
        office.write(
            partial(runs.missed, site_id=SITE.id, kind=SAMPLE, first=due, last=due, times=1, now=NOW)
        )
    assert office.write(lambda session: runs.forget_runs(session, SAMPLE, NOW + 3 * HOUR)) == 2
    assert {(row.kind, row.due) for row in rows(office)} == {
        (SAMPLE, NOW),
        (AUDIT, NOW),
        (SAMPLE, NOW + 3 * HOUR),
    }


def test_the_audit_in_a_folder(office: Store, tmp_path: Path) -> None:
    office.write(lambda session: record(session, audit(0), tmp_path, NOW))
    with office.reading() as session:
        found = runs.audit_in(session, SITE.id, str(tmp_path))
        assert found
        assert found.site_id == SITE.id
        assert runs.audit_in(session, plain(2).id, str(tmp_path)) is None
        assert runs.audit_in(session, SITE.id, "elsewhere") is None


def schedule(store: Store, site: str | None, kind: RunKind, due: int | None, *, enabled: bool = True) -> None:
    when = None if due is None else NOW + due * HOUR
    row = ScheduleRow(site_id=site, kind=kind, rule={}, enabled=enabled, next_due=when, changed=NOW)
    store.write(lambda session: session.add(row))


def test_schedules_that_are_due(office: Store) -> None:
    schedule(office, SITE.id, AUDIT, -1)
    schedule(office, SITE.id, LIGHT, -2)
    schedule(office, SITE.id, SAMPLE, 1)
    schedule(office, plain(2).id, AUDIT, -3, enabled=False)
    schedule(office, plain(2).id, LIGHT, None)
    schedule(office, None, LIGHT, -9)
    with office.reading() as session:
        assert [row.kind for row in due_schedules(session, NOW, 10)] == [LIGHT, AUDIT]
        assert len(due_schedules(session, NOW, 1)) == 1
        assert first_due(session) == NOW - 2 * HOUR
        assert [row.kind for row in scheduled(session)] == [AUDIT, LIGHT, SAMPLE]
    office.write(lambda session: remove_site(session, SITE.id, NOW))
    with office.reading() as session:
        assert due_schedules(session, NOW, 10) == ()
        assert first_due(session) is None


def test_sites_without_a_due_time(office: Store) -> None:
    def found() -> tuple[str, ...]:
        with office.reading() as session:
            return unscheduled(session, 2, 10)

    one, two = SITE.id, plain(2).id
    assert found() == (one, two)
    schedule(office, one, AUDIT, 1)
    schedule(office, two, AUDIT, 1)
    assert found() == (one, two)
    schedule(office, one, LIGHT, 1)
    schedule(office, two, LIGHT, None, enabled=False)
    assert found() == ()
    schedule(office, one, SAMPLE, None)
    assert found() == (one,)
    schedule(office, None, SAMPLE, None, enabled=False)
    assert found() == ()


def test_a_site_that_is_gone_has_no_due_times(office: Store) -> None:
    schedule(office, SITE.id, AUDIT, 1)
    schedule(office, plain(2).id, AUDIT, 1)
    with office.reading() as session:
        assert withdrawn(session) == ()
    office.write(lambda session: remove_site(session, SITE.id, NOW))
    with office.reading() as session:
        gone = withdrawn(session)
    assert len(gone) == 1
    office.write(lambda session: withdraw(session, gone))
    with office.reading() as session:
        assert withdrawn(session) == ()
        assert first_due(session) == NOW + HOUR


def test_due_times_are_put_forward_where_they_are_as_they_were_seen(office: Store) -> None:
    schedule(office, SITE.id, AUDIT, 5)
    with office.reading() as session:
        [row] = scheduled(session)
    for seen, becomes in ((4, 5), (5, 1)):
        change = {row.key: (NOW + seen * HOUR, NOW + HOUR)}
        office.write(partial(put_forward, changes=change))
        with office.reading() as session:
            assert first_due(session) == NOW + becomes * HOUR


def test_claims_that_are_open(office: Store) -> None:
    office.write(lambda session: record(session, audit(0, finding("a")), None, NOW))
    with office.reading() as session:
        [found] = findings_of(session, SITE.id)

    def entry(state: LedgerState, proved: int | None = None) -> bool:
        def put(session: Session) -> None:
            session.query(LedgerRow).delete()
            when = None if proved is None else NOW + proved * HOUR
            row = LedgerRow(site_id=SITE.id, finding_key=found.key, state=state, claimed=NOW, proved=when)
            row.unit = row.person = row.note = ""
            row.opened = row.changed = NOW
            session.add(row)

        office.write(put)
        with office.reading() as session:
            assert not claims_mended(session, plain(2).id)
            return claims_mended(session, SITE.id)

    assert entry(LedgerState.REPORTED)
    assert entry(LedgerState.RECHECK)
    assert entry(LedgerState.REPORTED, -1)
    assert not entry(LedgerState.REPORTED, 1)
    assert not entry(LedgerState.CLOSED)
    assert not entry(LedgerState.MENDING)


def test_audits_nearby(office: Store) -> None:
    def near(begin: int = -6, end: int = 6) -> bool:
        with office.reading() as session:
            return audit_near(session, SITE.id, NOW + begin * HOUR, NOW + end * HOUR)

    assert not near()
    schedule(office, SITE.id, AUDIT, 4)
    assert near()
    assert not near(end=3)
    key = begin(office, -5)
    assert near(end=3)
    office.write(lambda session: runs.ended(session, key, RunState.DONE, NOW))
    assert near(end=3)
    assert not near(begin=-4, end=3)
    failed = begin(office, -1)
    office.write(lambda session: runs.ended(session, failed, RunState.FAILED, NOW))
    assert not near(begin=-4, end=3)
