"""Schedules: what holds for a site, what for all, and when something is due."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from threading import Event

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auditbot.errors import StoreError
from auditbot.store.open import Store, open_store
from auditbot.store.schedules import (
    NextDue,
    Schedule,
    clear_rule,
    default_rules,
    due_anew,
    enable,
    rule_of,
    schedules_of,
    seen_to,
    set_rule,
)
from auditbot.store.schema_clock import RunKind, ScheduleRow
from auditbot.store.sites import put_sites
from tests.store.fleet import HOSTILE, NOW, plain

AUDIT, LIGHT = RunKind.AUDIT, RunKind.LIGHT
ALL = tuple(RunKind)
A, B, C = (plain(number).id for number in (1, 2, 3))
OWN = {"every": "week", "weekdays": ["sat"], "times": 1, "quiet": [{"begin": "08:00", "end": "18:00"}]}
COMMON = {"every": "day"}
LATER = NOW + timedelta(hours=1)


def due_at(moment: datetime = LATER) -> NextDue:
    return lambda site, kind: moment


@pytest.fixture
def sites(store: Store) -> Store:
    store.write(lambda session: put_sites(session, map(plain, (1, 2, 3)), NOW))
    return store


@pytest.fixture
def seen(sites: Store) -> Store:
    sites.write(lambda session: seen_to(session, (A, B, C), ALL, NOW, due_at()))
    return sites


def held(store: Store, site: str | None = A, kind: RunKind = AUDIT) -> Schedule:
    with store.reading() as session:
        [found] = [
            one
            for one in schedules_of(session, (site,) if site else ())
            if (one.site_id, one.kind) == (site, kind)
        ]
        return found


def rows(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(ScheduleRow)) or 0


def test_where_nobody_said_anything(sites: Store) -> None:
    with sites.reading() as session:
        assert default_rules(session) == {kind: {} for kind in RunKind}
        assert rule_of(session, A, AUDIT) == rule_of(session, None, AUDIT) == {}
        found = schedules_of(session, (A, B))
    assert [(one.site_id, one.kind) for one in found] == [
        (site, kind) for site in (None, A, B) for kind in ALL
    ]
    assert all(one.in_force and not one.own and one.next_due is None for one in found)


def test_a_rule_of_its_own_goes_before_that_of_all(sites: Store) -> None:
    def work(session: Session) -> None:
        set_rule(session, None, AUDIT, COMMON, NOW)
        set_rule(session, A, AUDIT, OWN, NOW)

    sites.write(work)
    with sites.reading() as session:
        assert rule_of(session, A, AUDIT) == OWN
        assert rule_of(session, B, AUDIT) == rule_of(session, None, AUDIT) == COMMON
        assert rule_of(session, A, LIGHT) == {}
        assert default_rules(session) == {**{kind: {} for kind in RunKind}, AUDIT: COMMON}
    assert (held(sites).rule, held(sites).own) == (OWN, True)
    assert (held(sites, B).rule, held(sites, B).own) == (COMMON, False)
    sites.write(lambda session: clear_rule(session, A, AUDIT, NOW))
    assert (held(sites).rule, held(sites).own) == (COMMON, False)
    sites.write(lambda session: clear_rule(session, None, AUDIT, NOW))
    assert held(sites).rule == held(sites, None).rule == {}


def test_what_was_never_said_is_cleared_without_a_row(sites: Store) -> None:
    sites.write(lambda session: clear_rule(session, A, AUDIT, NOW))
    assert rows(sites) == 0


def test_set_twice_is_one_row(sites: Store) -> None:
    for _ in range(2):
        for site in (None, A):
            sites.write(partial(set_rule, site_id=site, kind=AUDIT, rule=OWN, now=NOW))
    assert rows(sites) == 2


def test_there_is_one_rule_for_all(sites: Store) -> None:
    def twice(session: Session) -> None:
        for _ in range(2):
            row = ScheduleRow(site_id=None, kind=AUDIT, rule={}, enabled=True, next_due=None, changed=NOW)
            session.add(row)

    with pytest.raises(StoreError):
        sites.write(twice)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_rule_comes_back_as_it_was(text: str, sites: Store) -> None:
    sites.write(lambda session: set_rule(session, A, AUDIT, {text: [text, 1, None]}, NOW))
    assert held(sites).rule == {text: [text, 1, None]}


def test_each_site_is_seen_to_once(seen: Store) -> None:
    assert rows(seen) == 3 * len(RunKind)
    assert held(seen).next_due == LATER
    seen.write(lambda session: seen_to(session, (A, B, C), ALL, NOW, due_at(NOW)))
    assert rows(seen) == 3 * len(RunKind)
    assert held(seen).next_due == LATER


def test_a_site_with_a_rule_but_no_time_is_given_one(sites: Store) -> None:
    sites.write(lambda session: set_rule(session, A, AUDIT, OWN, NOW))
    assert held(sites).next_due is None
    sites.write(lambda session: seen_to(session, (A,), ALL, NOW, due_at()))
    assert (held(sites).next_due, held(sites).rule) == (LATER, OWN)


def test_sites_that_are_not_there_are_refused(sites: Store) -> None:
    with pytest.raises((StoreError, IntegrityError)):
        sites.write(lambda session: set_rule(session, "nowhere", AUDIT, OWN, NOW))


def test_switched_off_and_on_for_one(seen: Store) -> None:
    def switch(session: Session, *, on: bool) -> None:
        enable(session, A, AUDIT, NOW, on=on)
        due_anew(session, (A,), AUDIT, NOW, due_at(NOW + timedelta(days=1)))

    seen.write(lambda session: switch(session, on=False))
    assert (held(seen).in_force, held(seen).next_due) == (False, None)
    assert held(seen, B).next_due == held(seen, A, LIGHT).next_due == LATER
    seen.write(lambda session: seen_to(session, (A,), ALL, NOW, due_at()))
    assert held(seen).next_due is None
    seen.write(lambda session: switch(session, on=True))
    assert (held(seen).in_force, held(seen).next_due) == (True, NOW + timedelta(days=1))


def test_switched_off_for_all_and_who_was_off_stays_so(seen: Store) -> None:
    def switch(session: Session, site: str | None, *, on: bool) -> None:
        enable(session, site, AUDIT, NOW, on=on)
        due_anew(session, (A, B, C), AUDIT, NOW, due_at())

    seen.write(lambda session: switch(session, A, on=False))
    seen.write(lambda session: switch(session, None, on=False))
    assert [held(seen, site).next_due for site in (A, B, C)] == [None] * 3
    assert (held(seen, B).enabled, held(seen, B).in_force) == (True, False)
    seen.write(lambda session: switch(session, B, on=True))
    assert held(seen, B).next_due is None
    seen.write(lambda session: switch(session, None, on=True))
    assert [held(seen, site).next_due for site in (A, B, C)] == [None, LATER, LATER]


def test_new_sites_have_nothing_to_do_of_what_is_off_for_all(sites: Store) -> None:
    sites.write(lambda session: enable(session, None, AUDIT, NOW, on=False))
    sites.write(lambda session: seen_to(session, (A,), ALL, NOW, due_at()))
    assert held(sites).next_due is None
    assert held(sites, A, LIGHT).next_due == LATER


def test_only_what_is_named_is_due_anew(seen: Store) -> None:
    seen.write(lambda session: due_anew(session, (A, C), AUDIT, NOW, due_at(NOW + timedelta(days=2))))
    moved = [(site, kind) for site in (A, B, C) for kind in ALL if held(seen, site, kind).next_due != LATER]
    assert moved == [(A, AUDIT), (C, AUDIT)]


def test_what_is_overdue_stays_so(seen: Store) -> None:
    seen.write(lambda session: due_anew(session, (A,), AUDIT, LATER, due_at(NOW + timedelta(days=2))))
    assert held(seen).next_due == LATER


def test_who_sets_a_rule_while_another_does_comes_second(named: str, store: Store) -> None:
    made, go_on = Event(), Event()

    def first(session: Session) -> None:
        set_rule(session, None, AUDIT, {"times": 1}, NOW)
        session.flush()
        made.set()
        go_on.wait(1)

    with ThreadPoolExecutor(1) as pool, open_store(named) as other:
        done = pool.submit(store.write, first)
        assert made.wait(30)
        other.write(lambda session: set_rule(session, None, AUDIT, {"times": 2}, NOW))
        go_on.set()
        done.result(30)
    with store.reading() as session:
        assert default_rules(session)[AUDIT] == {"times": 2}
