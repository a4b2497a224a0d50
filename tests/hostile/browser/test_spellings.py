"""The table of spellings is what it says: otherwise the tests that use it prove nothing."""

from ipaddress import ip_address

import pytest

from auditbot.net.egress import addresses
from auditbot.url import literal, read, split
from tests.hostile.browser.spellings import LISTENED, MALFORMED, NAMES, SPELLINGS, Spelling


def by_id(spelling: Spelling) -> str:
    return spelling.id


def test_there_are_many_and_each_is_another() -> None:
    everything = (*SPELLINGS, *MALFORMED)
    assert len({spelling.id for spelling in everything}) == len(everything)
    assert len({spelling.url() for spelling in everything}) == len(everything)
    assert len(SPELLINGS) >= 60
    assert sum(spelling.heard for spelling in SPELLINGS) >= 60


def test_each_listened_address_is_spelled() -> None:
    meant = {spelling.address for spelling in SPELLINGS}
    assert set(LISTENED) <= meant


@pytest.mark.parametrize("spelling", SPELLINGS, ids=by_id)
def test_a_spelling_comes_to_its_address(spelling: Spelling) -> None:
    url = read(spelling.url(8080, "/x")).url
    assert url
    parts = split(url)
    assert (parts.port, parts.path) == (8080, "/x")
    if address := literal(parts.host.removesuffix(".")):
        assert address == ip_address(spelling.address)
    else:
        assert spelling.address in NAMES[parts.host.removesuffix(".")]


@pytest.mark.parametrize("spelling", SPELLINGS, ids=by_id)
def test_every_address_is_an_inner_one(spelling: Spelling) -> None:
    assert addresses.why_inner(ip_address(spelling.address))


@pytest.mark.parametrize("spelling", MALFORMED, ids=by_id)
def test_what_is_no_address_is_none(spelling: Spelling) -> None:
    assert read(spelling.url(8080, "/x")).url is None
    assert not spelling.heard
