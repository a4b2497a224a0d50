"""No spelling of an inner address is reached, whichever way it is named (G9)."""

import asyncio
import socket
from dataclasses import dataclass
from itertools import count

import pytest

from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.url import Url, read, split
from tests.hostile.egress_site import HOST, egress_site, place
from tests.hostile.harness import Audited, audited
from tests.hostile.sentinel import Sentinel
from tests.hostile.spellings import HERE, MAY_BE_TRIED, SPELLINGS, written

pytestmark = pytest.mark.timeout(240)
HOME = Url(f"http://{HOST}/")


@dataclass(frozen=True, slots=True)
class Seen:
    """The audit, and what the servers saw of it."""

    audited: Audited
    sentinel: Sentinel
    heads: tuple[str, ...]


def has_loopback_network() -> bool:
    with socket.socket() as tried:
        try:
            tried.bind((HERE, 0))
        except OSError:
            return False
    return True


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    if not has_loopback_network():
        pytest.skip("this machine has only one loopback address")

    async def run() -> Seen:
        async with egress_site() as world:
            folder = tmp_path_factory.mktemp("egress")
            audit = await audited(folder, world.site, world.settings)
            return Seen(audit, world.sentinel, tuple(world.web.heads))

    return asyncio.run(run())


def test_there_are_enough_spellings() -> None:
    assert len(set(SPELLINGS)) == len(SPELLINGS) >= 60


def test_nobody_inside_was_visited(seen: Seen) -> None:
    assert seen.sentinel.visits == []


def test_nothing_was_sent_anywhere_else(seen: Seen) -> None:
    assert seen.audited.ended.contacts <= {HERE, f"route {HERE}"}


def test_every_page_that_names_an_inner_address_was_read(seen: Seen) -> None:
    asked = {head.split(" ", 2)[1] for head in seen.heads}
    ours = {f"/{way}/{number}" for way in ("redirect", "base", "refresh") for number in range(len(SPELLINGS))}
    assert ours | {"/map.xml", "/index.xml"} <= asked
    assert sum(head.startswith("GET /robots.txt") for head in seen.heads) >= len(SPELLINGS)


@pytest.mark.parametrize("way", ["link", "picture", "base"])
def test_each_reference_is_told_as_inner(seen: Seen, way: str) -> None:
    wrong = {}
    for number, spelling in zip(count(), SPELLINGS):
        base = read(written(spelling, seen.sentinel.port, place(way, number)), HOME).url
        url = base and read(place(way, number), base).url if way == "base" else base
        if url is None or split(url).host in (HOST, *MAY_BE_TRIED):
            continue
        record = seen.audited.pages.get(url)
        if record is None or record["outcome"] not in (PageOutcome.BLOCKED_PRIVATE, PageOutcome.DNS_ERROR):
            wrong[spelling] = record and record["outcome"]
    assert wrong == {}


def test_each_redirect_is_refused(seen: Seen) -> None:
    pages = [seen.audited.pages[f"http://{HOST}/redirect/{number}"] for number in range(len(SPELLINGS))]
    reached = [
        spelling for spelling, record in zip(SPELLINGS, pages, strict=True) if record["failure"] is None
    ]
    assert reached == []


def test_a_host_whose_robots_txt_leads_inside_is_not_inner_itself(seen: Seen) -> None:
    homes = [url for url in seen.audited.pages if url.endswith(".egress.example/") and url != HOME]
    told = {url: seen.audited.pages[url]["failure"] for url in homes}
    assert len(told) == len(SPELLINGS)
    assert set(told.values()) <= {FailureKind.ROBOTS_UNREACHABLE, None}
    assert not [finding for finding in seen.audited.findings() if finding["target"] in told]
