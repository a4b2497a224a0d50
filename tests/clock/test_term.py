"""The term of the watch: asked for, renewed, lost, and given back."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from auditbot.clock.term import DUTY, Applicant, Pace, Term
from auditbot.errors import StoreError
from auditbot.store import watch
from auditbot.store.open import Store
from auditbot.store.sites import list_sites, put_sites
from auditbot.store.watch import Held, WatchLost
from tests.clock.office import START, A, Office, Told, until

SHORT = Pace(timedelta(seconds=0.4), again=0.01)


def applicant(store: Store, holder: str, pace: Pace = SHORT, told: Told | None = None) -> Applicant:
    return Applicant(store, holder, lambda: START, told or Told(), pace)


async def test_one_has_it_and_the_other_is_told_who(store: Store) -> None:
    assert isinstance(await applicant(store, "one").ask(), Term)
    there = await applicant(store, "two").ask()
    assert isinstance(there, Held)
    assert (there.holder, there.since) == ("one", START)


async def test_who_waits_takes_over_what_is_given_back(store: Store) -> None:
    told = Told()
    term = await applicant(store, "one").ask()
    assert isinstance(term, Term)
    waiting = asyncio.create_task(applicant(store, "two", Pace(), told).wait())
    await until(lambda: told.of("waiting"))
    waiting.cancel()
    term.give_back()
    assert isinstance(await applicant(store, "two").wait(), Term)
    assert told.of("waiting") == [{"holder": "one", "since": START.isoformat()}]


async def test_who_waits_takes_over_from_one_that_does_not_renew_although_the_clock_stands(
    store: Store,
) -> None:
    first = await applicant(store, "one").ask()
    assert isinstance(first, Term)
    second = await asyncio.wait_for(applicant(store, "two").wait(), 20)
    assert second.number == first.number + 1
    with pytest.raises(WatchLost):
        first.write(lambda _: None)


async def test_who_is_renewed_is_not_taken_for_dead(store: Store) -> None:
    clock = [START]
    term = Term(store, 0, lambda: clock[0], Told(), SHORT)
    one = Applicant(store, "one", lambda: clock[0], Told(), SHORT)
    got = await one.ask()
    assert isinstance(got, Term)
    term = got
    other = Applicant(store, "two", lambda: clock[0], Told(), SHORT)
    for _ in range(8):
        assert isinstance(await other.ask(), Held)
        clock[0] += timedelta(seconds=0.1)
        term._renew()
        await asyncio.sleep(0.06)


async def test_after_a_restart_with_a_clock_that_was_set_back_it_is_seen_who_is_alive(store: Store) -> None:
    clock, told = [START], Told()
    one = await Applicant(store, "one", lambda: clock[0], Told(), SHORT).ask()
    assert isinstance(one, Term)
    clock[0] -= timedelta(hours=8)
    got = await Applicant(store, "two", lambda: clock[0], told, SHORT).once()
    assert isinstance(got, Term)
    assert len(told.of("waiting")) == 1
    clock[0] -= timedelta(hours=8)
    keeping = asyncio.create_task(got.keep())
    assert isinstance(await Applicant(store, "three", lambda: clock[0], told, SHORT).once(), Held)
    keeping.cancel()


async def test_keeping_it_renews_it(store: Store) -> None:
    got = await applicant(store, "one").ask()
    assert isinstance(got, Term)
    moment = START + timedelta(hours=1)
    term = Term(store, got.number, lambda: moment, Told(), SHORT)
    keeping = asyncio.create_task(term.keep())

    def until_when() -> object:
        with store.reading() as session:
            there = watch.held(session, DUTY)
        return there and there.until

    await until(lambda: until_when() == moment + SHORT.lease)
    keeping.cancel()


async def test_keeping_it_ends_where_another_has_it(store: Store) -> None:
    office = Office(store)
    term = Term(store, office.term.number, office.now, office.told, SHORT)
    keeping = asyncio.create_task(term.keep())
    office.taken_over()
    with pytest.raises(WatchLost, match="that"):
        await asyncio.wait_for(keeping, 20)


async def test_a_store_that_cannot_be_reached_ends_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(store)
    term = Term(store, office.term.number, office.now, office.told, SHORT)
    real, fails = store.write, [True] * 3

    def write(work: Callable[[Session], object]) -> object:
        if fails:
            fails.pop()
            raise StoreError("no connection")
        return real(work)

    monkeypatch.setattr(store, "write", write)
    keeping = asyncio.create_task(term.keep())
    await until(lambda: not fails)
    fails.extend([True] * 2)
    await term.surely(lambda session: put_sites(session, [A], START))
    assert not keeping.done()
    keeping.cancel()
    assert len(office.told.of("trouble")) >= 5


async def test_at_the_end_it_is_not_tried_for_ever(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(store)
    office.term.ending = True

    def fails(*_: object) -> None:
        raise StoreError("no connection")

    monkeypatch.setattr(store, "write", fails)
    with pytest.raises(StoreError):
        await asyncio.wait_for(office.term.surely(lambda _: None), 20)


async def test_what_is_written_after_the_watch_was_lost_is_not_written(store: Store) -> None:
    office = Office(store, A)
    office.taken_over()
    changed = A.model_copy(update={"name": "changed"})
    with pytest.raises(WatchLost):
        await office.term.surely(lambda session: put_sites(session, [changed], START))
    with store.reading() as session:
        assert list_sites(session) == (A,)
