"""One duty, one holder: leases, terms, and what an earlier holder still writes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from auditbot.store.open import Store
from auditbot.store.sites import list_sites, put_sites
from auditbot.store.watch import Held, WatchLost, held, release, renew, require, take
from tests.store.fleet import NOW, plain

LEASE = timedelta(seconds=60)
DUTY = "clock"


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def taken(store: Store, holder: str, seconds: float = 0, dead: Held | None = None) -> int | None:
    return store.write(lambda session: take(session, DUTY, holder, NOW + after(seconds), LEASE, dead))


def test_the_first_has_it_and_the_second_is_told_who(store: Store) -> None:
    assert taken(store, "a") == 1
    assert taken(store, "b", 59) is None
    with store.reading() as session:
        there = held(session, DUTY)
    assert there
    assert (there.holder, there.term, there.since, there.until) == ("a", 1, NOW, NOW + LEASE)


def test_nobody_holds_what_nobody_took(store: Store) -> None:
    with store.reading() as session:
        assert held(session, DUTY) is None


def test_it_is_free_when_the_lease_is_over_and_every_holder_has_a_new_term(store: Store) -> None:
    taken(store, "a")
    assert taken(store, "b", 60) == 2
    assert taken(store, "a", 61) is None
    assert not store.write(lambda session: renew(session, DUTY, 1, NOW, LEASE))
    assert store.write(lambda session: renew(session, DUTY, 2, NOW + after(90), LEASE))
    assert taken(store, "a", 149) is None
    assert taken(store, "a", 150) == 3


def test_a_lease_that_was_over_is_renewed_as_long_as_nobody_took_it(store: Store) -> None:
    taken(store, "a")
    assert store.write(lambda session: renew(session, DUTY, 1, NOW + after(3600), LEASE))
    assert taken(store, "b", 3601) is None


def test_what_is_given_back_is_free_at_once_whatever_the_clock_does_then(store: Store) -> None:
    taken(store, "a")
    store.write(lambda session: release(session, DUTY, 1, NOW + after(5)))
    with store.reading() as session:
        assert held(session, DUTY) is None
    assert taken(store, "b", -86400) == 2


def test_an_earlier_holder_gives_nothing_back(store: Store) -> None:
    taken(store, "a")
    taken(store, "b", 60)
    store.write(lambda session: release(session, DUTY, 1, NOW))
    with store.reading() as session:
        there = held(session, DUTY)
    assert there
    assert there.holder == "b"


def test_one_that_was_seen_dead_is_followed_although_its_lease_lasts(store: Store) -> None:
    """The clock was set back by a day after it took the watch."""
    taken(store, "a", 86400)
    with store.reading() as session:
        seen = held(session, DUTY)
    assert taken(store, "b", 0) is None
    assert taken(store, "b", 0, dead=seen) == 2


def test_one_that_moved_since_is_not_dead(store: Store) -> None:
    taken(store, "a")
    with store.reading() as session:
        seen = held(session, DUTY)
    store.write(lambda session: renew(session, DUTY, 1, NOW + after(15), LEASE))
    assert taken(store, "b", 30, dead=seen) is None


def test_an_earlier_holder_writes_nothing_more(store: Store) -> None:
    def work(term: int) -> None:
        def both(session: Session) -> None:
            require(session, DUTY, term)
            put_sites(session, [plain(term)], NOW)

        store.write(both)

    taken(store, "a")
    work(1)
    taken(store, "b", 60)
    with pytest.raises(WatchLost, match="b"):
        work(1)
    work(2)
    with store.reading() as session:
        assert [site.id for site in list_sites(session)] == [plain(1).id, plain(2).id]


def test_who_gave_it_back_writes_nothing_more(store: Store) -> None:
    taken(store, "a")
    store.write(lambda session: release(session, DUTY, 1, NOW))
    with pytest.raises(WatchLost):
        store.write(lambda session: require(session, DUTY, 1))


def test_of_many_that_try_at_once_one_has_it(store: Store) -> None:
    with ThreadPoolExecutor(6) as pool:
        terms = list(pool.map(lambda number: taken(store, f"h{number}"), range(6)))
    assert sorted(term for term in terms if term) == [1]
