"""Turns: what is due is begun once, what was missed is on record, what still runs is not begun again."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from auditbot.clock.rule import DEFAULTS
from auditbot.clock.timetable import Timetable
from auditbot.store import runs
from auditbot.store.audits import record
from auditbot.store.findings import findings_of
from auditbot.store.open import Store
from auditbot.store.schedules import due_now, enable
from auditbot.store.schema import SiteRow
from auditbot.store.schema_clock import RunKind, RunState, ScheduleRow
from auditbot.store.schema_ledger import LedgerRow, LedgerState
from auditbot.store.sites import put_sites, remove_site
from tests.clock.office import DAY, HOUR, START, ZONE, A, B, Office
from tests.store.audits import audit, finding

AUDIT, LIGHT, SAMPLE, RECHECK = RunKind.AUDIT, RunKind.LIGHT, RunKind.SAMPLE, RunKind.RECHECK
MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def times(kind: RunKind, site: str = A.id) -> Timetable:
    return Timetable(DEFAULTS[kind], kind, site, ZONE)


def test_what_is_due_is_begun_once(office: Office) -> None:
    key = office.schedule(A.id, AUDIT, START)
    assert office.turns.take(key) is not None
    assert office.turns.take(key) is None
    [run] = office.runs()
    assert (run.kind, run.due, run.state, run.holder) == (AUDIT, START, RunState.WAITING, "this")
    assert run.schedule_key == key
    assert office.due(key) == times(AUDIT).after(START)


def test_what_is_to_be_done_says_for_which_site_and_run(office: Office) -> None:
    quiet = {"every": "day", "window": "20:00-06:00", "quiet": ["23:00-05:00"]}
    due = office.turns.take(office.schedule(A.id, LIGHT, START, **quiet))
    assert due
    assert (due.site, due.kind, due.due, due.folder) == (A, LIGHT, START, "")
    assert due.run == office.runs()[0].key
    assert [window.begin for window in due.quiet] == ["23:00"]


def test_what_is_not_due_waits(office: Office) -> None:
    key = office.schedule(A.id, AUDIT, START + MINUTE)
    assert office.turns.take(key) is None
    assert office.runs() == ()
    assert office.due(key) == START + MINUTE


@pytest.mark.parametrize("kind", [AUDIT, LIGHT])
@pytest.mark.parametrize("away", [MINUTE, 40 * DAY])
def test_after_any_time_away_one_run_is_made_up_and_the_rest_is_on_record(
    office: Office, kind: RunKind, away: timedelta
) -> None:
    first = times(kind).after(START)
    key = office.schedule(A.id, kind, first)
    office.moment = first + away
    last = max([first, *times(kind).between(first, office.moment)])
    missed = times(kind).count(first - MINUTE, last - MINUTE)
    due = office.turns.take(key)
    assert due
    assert due.due == last
    found = {run.state: run for run in office.runs()}
    assert found[RunState.WAITING].due == last
    assert len(found) == 1 + bool(missed)
    if missed:
        gap = found[RunState.MISSED]
        assert (gap.due, gap.times) == (first, missed)
    office.turns.tell_missed()
    assert office.told.of("missed") == ([{kind.value: missed}] if missed else [])


def test_what_was_missed_is_told_once_for_all(office: Office) -> None:
    keys = [office.schedule(site.id, LIGHT, times(LIGHT, site.id).after(START)) for site in (A, B)]
    office.moment = START + 9 * DAY
    for key in keys:
        office.turns.take(key)
    for _ in range(2):
        office.turns.tell_missed()
    [told] = office.told.of("missed")
    assert told["light"] == sum(run.times for run in office.runs(states=(RunState.MISSED,)))


def test_a_look_has_no_row_and_one_that_is_late_is_missed(office: Office) -> None:
    key = office.schedule(A.id, SAMPLE, START)
    due = office.turns.take(key)
    assert due
    assert (due.run, office.runs()) == (0, ())
    following = office.due(key)
    assert following
    office.moment = following + 2 * DAY
    while office.moment - max(times(SAMPLE).between(following, office.moment)) <= 11 * MINUTE:
        office.moment += MINUTE
    assert office.turns.take(key) is None
    [gap] = office.runs()
    assert (gap.kind, gap.state, gap.due) == (SAMPLE, RunState.MISSED, following)
    assert gap.times == times(SAMPLE).count(following, office.moment) + 1
    assert gap.last_due == max(times(SAMPLE).between(following, office.moment))


def test_one_that_still_runs_is_not_begun_again(office: Office) -> None:
    key = office.schedule(A.id, LIGHT, START)
    office.turns.take(key)
    office.moment = office.due(key) or START
    second = office.moment
    assert office.turns.take(key) is None
    assert [(run.due, run.state) for run in office.runs()] == [
        (START, RunState.WAITING),
        (second, RunState.SKIPPED),
    ]
    assert office.runs()[1].reason
    assert office.told.of("skipped") == [{"site": A.id, "kind": "light"}]
    office.write(lambda session: runs.ended(session, office.runs()[0].key, RunState.FAILED, second, "crash"))
    office.moment = office.due(key) or START
    assert office.turns.take(key) is not None


def test_a_run_that_fails_again_and_again_is_tried_at_each_due_time_and_not_between(office: Office) -> None:
    key = office.schedule(A.id, LIGHT, START)
    for number in range(1, 5):
        due = office.turns.take(key)
        assert due
        assert office.turns.take(key) is None
        office.write(partial(runs.ended, key=due.run, state=RunState.FAILED, now=START, reason="crashed"))
        assert len(office.runs(states=(RunState.FAILED,))) == number
        office.moment = office.due(key) or START


def test_a_due_time_that_had_its_run_is_not_lost_where_the_clock_was_set_back(office: Office) -> None:
    key = office.schedule(A.id, LIGHT, START)
    first = office.turns.take(key)
    assert first
    office.write(lambda session: runs.ended(session, first.run, RunState.DONE, START))
    office.write(lambda session: setattr(session.get(ScheduleRow, key), "next_due", START))
    second = office.turns.take(key)
    assert second
    assert second.due == START + timedelta(seconds=1)


def claim(office: Office) -> None:
    office.write(lambda session: record(session, audit(0, finding("a")), None, START))

    def put(session: Session) -> None:
        [found] = findings_of(session, A.id)
        row = LedgerRow(site_id=A.id, finding_key=found.key, state=LedgerState.REPORTED, claimed=START)
        row.unit = row.person = row.note = ""
        row.opened = row.changed = START
        session.add(row)

    office.write(put)


def test_nothing_is_checked_again_where_nothing_is_claimed_to_be_mended(office: Office) -> None:
    key = office.schedule(A.id, RECHECK, START - 9 * DAY)
    assert office.turns.take(key) is None
    assert office.runs() == ()
    assert office.due(key) == times(RECHECK).after(START)


def test_what_is_claimed_to_be_mended_is_checked_again(office: Office) -> None:
    claim(office)
    assert office.turns.take(office.schedule(A.id, RECHECK, START)) is not None
    assert office.turns.take(office.schedule(B.id, RECHECK, START)) is None


def test_an_audit_of_the_same_night_makes_a_recheck_needless(office: Office) -> None:
    claim(office)
    office.schedule(A.id, AUDIT, START + 5 * HOUR)
    key = office.schedule(A.id, RECHECK, START)
    assert office.turns.take(key) is None
    assert office.runs() == ()


def test_sites_that_are_switched_off_or_gone_have_no_turn(office: Office) -> None:
    off, gone = office.schedule(A.id, AUDIT, START), office.schedule(B.id, AUDIT, START)
    office.write(lambda session: enable(session, A.id, AUDIT, START, on=False))
    office.write(lambda session: remove_site(session, B.id, START))
    assert office.turns.take(off) is None
    assert office.turns.take(gone) is None
    assert office.turns.take(999) is None
    assert office.runs() == ()


def test_a_rule_that_cannot_be_read_is_told_and_the_default_holds(office: Office) -> None:
    key = office.schedule(A.id, AUDIT, START, every="moon")
    assert office.turns.take(key) is not None
    assert office.due(key) == times(AUDIT).after(START)
    assert office.told.of("trouble")
    assert not office.turns.troubled


def test_new_sites_are_taken_in_and_a_site_that_was_away_missed_nothing(office: Office) -> None:
    def dues() -> list[tuple[str | None, RunKind, object]]:
        with office.store.reading() as session:
            rows = session.query(ScheduleRow).order_by(ScheduleRow.site_id, ScheduleRow.kind).all()
        return [(row.site_id, row.kind, row.next_due) for row in rows]

    office.turns.take_in()
    expected = sorted(
        (site.id, kind, times(kind, site.id).after(START)) for site in (A, B) for kind in RunKind
    )
    assert dues() == expected
    office.write(lambda session: remove_site(session, A.id, START))
    office.turns.take_in()
    assert [due for site, _, due in dues() if site == A.id] == [None] * 4
    office.moment = START + 50 * DAY
    office.write(lambda session: put_sites(session, [A], START))
    office.turns.take_in()
    again = [due for site, _, due in dues() if site == A.id]
    assert again == [times(kind).after(office.moment) for kind in sorted(RunKind)]


def test_a_clock_that_was_set_back_stops_nothing_for_long(office: Office) -> None:
    far = office.schedule(A.id, LIGHT, START + 400 * DAY)
    near = office.schedule(B.id, LIGHT, times(LIGHT, B.id).after(START))
    office.turns.mend()
    assert office.due(far) == times(LIGHT).after(START)
    assert office.due(near) == times(LIGHT, B.id).after(START)


def test_who_lost_the_watch_begins_nothing(office: Office) -> None:
    key = office.schedule(A.id, AUDIT, START)
    office.taken_over()
    assert office.turns.take(key) is None
    assert len(office.lost) == 1
    assert office.runs() == ()
    assert office.due(key) == START
    assert office.turns.stopped


def test_once_stopped_nothing_begins(office: Office) -> None:
    key = office.schedule(A.id, AUDIT, START)
    office.turns.stopped = True
    assert office.turns.take(key) is None
    assert office.due(key) == START


def spoil(session: Session) -> None:
    """The first site was put in by a version to come."""
    session.get_one(SiteRow, A.id).document = '{"id": 7}'


@pytest.mark.parametrize("kind", [LIGHT, SAMPLE])
def test_a_site_that_cannot_be_read_is_left_out_and_says_why(office: Office, kind: RunKind) -> None:
    key = office.schedule(A.id, kind, START)
    office.write(spoil)
    assert office.turns.take(key) is None
    assert office.due(key) == times(kind).after(START)
    assert not office.turns.troubled
    assert [run.state for run in office.runs()] == ([RunState.SKIPPED] if kind is LIGHT else [])
    assert len(office.told.of("skipped")) == 1


def test_what_is_parked_is_not_begun_until_it_is_set_free(office: Office) -> None:
    key = office.schedule(A.id, AUDIT, START)
    due = office.turns.take(key)
    assert due
    office.write(lambda session: runs.park(session, due.run, START, "out of memory?"))
    office.moment = times(AUDIT).after(START)
    assert office.turns.take(key) is None
    assert {run.state for run in office.runs()} == {RunState.PARKED, RunState.SKIPPED}
    office.write(lambda session: runs.set_free(session, due.run))
    office.write(lambda session: due_now(session, A.id, AUDIT, office.moment))
    assert office.turns.take(key)
