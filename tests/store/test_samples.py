"""Looks at whether sites answer, kept in the store."""

from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest

from auditbot.errors import StoreError
from auditbot.model.sample import Sample
from auditbot.store.open import Store
from auditbot.store.samples import forget_samples, put_sample, samples_of
from auditbot.store.sites import put_sites
from tests.store.fleet import plain

AT = datetime(2026, 11, 20, 4, 0, 0, 123_000, tzinfo=UTC)
SITE, OTHER = plain(1), plain(2)


def look(
    at: datetime,
    *,
    url: str = SITE.home,
    reached: bool = True,
    seconds: float = 0.25,
    status: int | None = 200,
    failure: str = "",
    ours: bool = False,
) -> Sample:
    return Sample(at, url, reached, seconds, status, failure, ours)


@pytest.fixture
def known(store: Store) -> Store:
    store.write(lambda session: put_sites(session, [SITE, OTHER], AT))
    return store


def kept(store: Store, *samples: Sample, site: str = SITE.id) -> None:
    for sample in samples:
        store.write(partial(put_sample, site_id=site, sample=sample))


def test_a_look_comes_back_as_it_was(known: Store) -> None:
    failed = look(AT, reached=False, seconds=15.003, status=None, failure="timeout", ours=True)
    kept(known, failed)
    with known.reading() as session:
        assert samples_of(session, SITE.id, AT) == (failed,)


def test_looks_come_in_order_of_time_from_a_time_on(known: Store) -> None:
    moments = [AT + timedelta(hours=hours) for hours in (3, 1, 2, 0)]
    kept(known, *map(look, moments))
    kept(known, look(AT + timedelta(hours=5)), site=OTHER.id)
    with known.reading() as session:
        found = samples_of(session, SITE.id, AT + timedelta(hours=1))
    assert [one.at for one in found] == sorted(moments)[1:]


def test_a_time_of_another_zone_is_the_same_time(known: Store) -> None:
    china = timezone(timedelta(hours=8))
    kept(known, look(AT.astimezone(china)))
    with known.reading() as session:
        assert [one.at for one in samples_of(session, SITE.id, AT.astimezone(china))] == [AT]


def test_two_looks_in_one_second_are_both_kept(known: Store) -> None:
    kept(known, look(AT), look(AT))
    with known.reading() as session:
        assert len(samples_of(session, SITE.id, AT)) == 2


def test_old_looks_are_forgotten(known: Store) -> None:
    kept(known, *(look(AT - timedelta(days=days)) for days in range(5)))
    kept(known, look(AT - timedelta(days=4)), site=OTHER.id)
    assert known.write(lambda session: forget_samples(session, AT - timedelta(days=2))) == 3
    with known.reading() as session:
        assert len(samples_of(session, SITE.id, AT - timedelta(days=9))) == 3
        assert samples_of(session, OTHER.id, AT - timedelta(days=9)) == ()


def test_a_site_that_the_store_does_not_have(known: Store) -> None:
    with pytest.raises(StoreError):
        kept(known, look(AT), site="nobody")
