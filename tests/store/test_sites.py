"""Sites in the store."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from auditbot.errors import StoreError
from auditbot.model.site import Site
from auditbot.store.open import Store
from auditbot.store.schema import SiteRow
from auditbot.store.sites import find_site, list_sites, planned, put_sites, remove_site
from tests.store.fleet import HOSTILE, NOW, hostile, plain, whole


def put(store: Store, *sites: Site) -> tuple[int, int, int]:
    done = store.write(lambda session: put_sites(session, sites, NOW))
    return len(done.added), len(done.changed), len(done.same)


def ids(store: Store, **wanted: str) -> list[str]:
    with store.reading() as session:
        return [site.id for site in list_sites(session, **wanted)]


def found(store: Store, identity: str) -> Site | None:
    with store.reading() as session:
        return find_site(session, identity)


def test_nothing_of_a_site_is_lost(store: Store) -> None:
    sites = tuple(whole(number) for number in range(12))
    assert put(store, *sites) == (12, 0, 0)
    with store.reading() as session:
        assert list_sites(session) == sites


@pytest.mark.parametrize("text", [*HOSTILE, "NUL\0 inside", "a\r\nb\x1b[31m", " blank "])
def test_hostile_text_comes_back_as_it_was(text: str, store: Store) -> None:
    site = hostile(text)
    put(store, site)
    assert found(store, site.id) == site


def test_putting_in_again(store: Store) -> None:
    put(store, plain(1), plain(2))
    other = plain(2).model_copy(update={"tags": ("别的",)})
    assert put(store, plain(1), other, plain(3)) == (1, 1, 1)
    assert ids(store, tag="别的") == ["site-002"]
    assert ids(store, tag="镇街") == ["site-001", "site-003"]


def test_chosen_by_tag_and_unit(store: Store) -> None:
    put(store, *(plain(number) for number in range(40)))
    assert ids(store, tag="片区3") == [f"site-{n:03d}" for n in range(3, 40, 7)]
    assert ids(store, unit="第5区人民政府办公室") == ["site-005", "site-025"]
    assert ids(store, unit="第7镇党政办") == ["site-007"]
    assert ids(store, unit="第7镇党政办", tag="片区0") == ["site-007"]
    assert ids(store, tag="%") == []


def test_a_removed_site_is_out_of_service_until_it_is_put_in_again(store: Store) -> None:
    put(store, plain(1))
    assert store.write(lambda session: remove_site(session, "site-001", NOW))
    assert found(store, "site-001") is None
    assert ids(store) == []
    assert not store.write(lambda session: remove_site(session, "site-001", NOW))
    assert put(store, plain(1)) == (1, 0, 0)
    assert found(store, "site-001") == plain(1)


def test_a_plan_changes_nothing(store: Store) -> None:
    put(store, plain(1))
    plan = planned({"site-001": plain(1)}, [plain(1), plain(2)])
    assert (plan.added, plan.changed, plan.same) == (("site-002",), (), ("site-001",))
    assert ids(store) == ["site-001"]


def test_a_write_that_fails_leaves_nothing(store: Store) -> None:
    def half(session: Session) -> None:
        put_sites(session, [plain(1)], NOW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.write(half)
    assert ids(store) == []


def test_what_a_newer_program_wrote_is_told(store: Store) -> None:
    put(store, plain(1))
    store.write(
        lambda session: session.execute(
            update(SiteRow).values(document='{"id": "site-001", "home": "http://a/", "later": 1}')
        )
    )
    with pytest.raises(StoreError, match="later"):
        found(store, "site-001")
