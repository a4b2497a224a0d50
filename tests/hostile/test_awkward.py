"""Awkward but healthy pages, through the whole audit: no fault is told, and none is lost (G14)."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from html import escape

import pytest

from auditbot.model.fetch import PageOutcome
from auditbot.model.site import Site
from auditbot.url import Url, parse
from tests.hostile.awkward import PAGES, Awkward, others, own
from tests.hostile.case import healthy
from tests.hostile.harness import Audited, audited, settings
from tests.net.world import Paths, Served, Server
from tests.net.zone import Zone

pytestmark = pytest.mark.timeout(200)
HOME = "www.awkward.example"
SIDES = {"own": own, "others": others}


def written(one: Awkward, host: str) -> str:
    return one.written.replace("UPPER.HOST", host.upper()).replace("HOST", host) or f"http://{host}{one.path}"


def url_of(one: Awkward, host: str) -> Url:
    url = parse(written(one, host))
    assert url is not None, one.what
    return url


def paths_of(one: Awkward, host: str) -> Paths:
    paths: Paths = {**one.more, one.path: one.serve}
    return {path: _named(served, host) for path, served in paths.items()}


def _named(served: Served, host: str) -> Served:
    return served.replace(b"//HOST/", f"//{host}/".encode()) if isinstance(served, bytes) else served


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    numbered = list(enumerate(PAGES))
    hosts: dict[str, Paths] = {
        name(number): paths_of(one, name(number)) for name in SIDES.values() for number, one in numbered
    }
    hosts |= {f"{host}.": paths for host, paths in hosts.items()}
    links = "".join(
        f'<p><a href="{escape(written(one, name(number)))}">{escape(one.what)}</a></p>'
        for name in SIDES.values()
        for number, one in numbered
    )
    hosts[HOME] = {"/": healthy(links)}

    async def run() -> Audited:
        async with AsyncExitStack() as stack:
            web = await stack.enter_async_context(Server(hosts=hosts, proper=True).run())
            records = {(host.rstrip("."), "A"): ["127.0.0.1"] for host in hosts}
            zone = await stack.enter_async_context(Zone(records).run())
            home = parse(f"http://{HOME}/")
            assert home is not None
            site = Site(id="awkward", home=home, hosts=(HOME, *(own(number) for number, _ in numbered)))
            ways = [f"{host}:80::{web.port}" for host in hosts]
            chosen = settings(ways, ("127.0.0.1", zone.port), ["127.0.0.1/32"])
            return await audited(tmp_path_factory.mktemp("awkward"), site, chosen)

    return asyncio.run(run())


def test_there_are_enough() -> None:
    assert len({one.what for one in PAGES}) == len(PAGES) >= 50


@pytest.mark.parametrize("name", SIDES.values(), ids=SIDES)
def test_none_is_lost(audit: Audited, name: Callable[[int], str]) -> None:
    lost = {}
    for number, one in enumerate(PAGES):
        record = audit.pages.get(url_of(one, name(number)))
        if record is None or record["outcome"] not in (PageOutcome.OK, PageOutcome.BAD_ENCODING_OK):
            lost[one.what] = record and (record["outcome"], record["failure"], record["detail"])
    assert lost == {}


def test_each_of_our_own_was_read(audit: Audited) -> None:
    titles = {one.what: audit.pages[url_of(one, own(number))]["title"] for number, one in enumerate(PAGES)}
    # a name with a dot at its end is another host to a browser, and only asked whether it answers
    assert {what for what, title in titles.items() if not title.startswith("健康的网页")} == {"末尾的点"}


def test_nothing_is_told_of_any(audit: Audited) -> None:
    names = {
        url_of(one, name(number)): one.what for name in SIDES.values() for number, one in enumerate(PAGES)
    }
    told = {
        names.get(finding["target"], finding["target"]): (finding["message_id"], finding["class"])
        for finding in audit.findings()
    }
    assert told == {}


def test_each_link_was_judged_and_passed(audit: Audited) -> None:
    tallies = [one["tally"] for one in audit.audit["verdicts"] if one["check"] == "broken-links"]
    assert {"passed": 2 * len(PAGES)} in tallies
