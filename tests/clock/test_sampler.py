"""Looks at homepages on loopback, each site at an address of its own."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from auditbot.clock import own_line
from auditbot.clock.sampler import Sampler
from auditbot.model.audit import Line
from auditbot.model.sample import Sample
from auditbot.model.site import CrawlPolicy, Site
from auditbot.settings import ConnectTo, Limits, Reach, Settings
from tests.hostile.certificates import Authority, self_signed
from tests.net.world import Server, drip, moved, page, reset
from tests.net.zone import Zone

LOOPBACK = (ip_network("127.0.0.0/8"),)
AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
HOME = page(b"<html><body>" + "青禾区人民政府".encode() + b"</body></html>")
GONE = page(b"gone", status="503 Service Unavailable")


@dataclass
class Town:
    """Sites by host, each at an address of its own, and a name server that knows them."""

    stack: AsyncExitStack
    sampler: Sampler
    zone: Zone
    places: dict[str, tuple[Server, AsyncExitStack]] = field(default_factory=dict)

    async def look(self, host: str = "www.a.example", scheme: str = "http", **more: Any) -> Sample:
        site = Site(id=host, home=f"{scheme}://{host}/", **more)
        return await self.sampler.look(site)


@asynccontextmanager
async def town(
    sites: Mapping[str, tuple[str, Server | None]], *, slow: float = 3.0, dns: bool = True, **more: Any
) -> AsyncIterator[Town]:
    """``sites``: address and server by host; without a server a site refuses."""
    async with AsyncExitStack() as stack:
        zone = await stack.enter_async_context(
            Zone({(host, "A"): [address] for host, (address, _) in sites.items()}).run()
        )
        ports: list[ConnectTo] = []
        running: dict[str, tuple[Server, AsyncExitStack]] = {}
        for host, (address, server) in sites.items():
            own = await stack.enter_async_context(AsyncExitStack())
            if server is not None:
                await own.enter_async_context(server.run(address=address))
                running[host] = (server, own)
            port = server.port if server else 9
            ports += [
                ConnectTo(host=host, port=at, to_host="", to_port=port if at == 80 else 9) for at in (80, 443)
            ]
        settings = Settings(
            as_of=date(2026, 11, 20),
            limits=Limits(dns_seconds=0.6),
            reach=Reach(
                allow=LOOPBACK,
                connect_to=tuple(ports),
                dns_server=("127.0.0.1", zone.port if dns else 9),
                **more,
            ),
        )
        sampler = await stack.enter_async_context(Sampler(settings, lambda: AT, slow))
        yield Town(stack, sampler, zone, running)


def alone(server: Server | None, **more: Any) -> AbstractAsyncContextManager[Town]:
    return town({"www.a.example": ("127.1.0.1", server)}, **more)


async def looked(served: Any, **more: Any) -> Sample:
    async with alone(Server({"/": served}), **more) as one:
        return await one.look()


def told(sample: Sample) -> tuple[bool, str, bool]:
    return sample.reached, sample.failure, sample.ours


OPENED = (True, "", False)


async def test_a_homepage_that_opens() -> None:
    sample = await looked(HOME)
    assert told(sample) == OPENED
    assert (sample.at, sample.url, sample.status) == (AT, "http://www.a.example/", 200)
    assert 0 <= sample.seconds < 3


async def test_redirects_are_followed() -> None:
    server = Server({"/": moved("/index.html"), "/index.html": HOME})
    async with alone(server) as one:
        assert told(await one.look()) == OPENED
        assert server.asked("/index.html") == 1


@pytest.mark.parametrize("status", ["500 Internal Server Error", "404 Not Found", "503 Service Unavailable"])
async def test_an_error_is_a_failure(status: str) -> None:
    sample = await looked(page(b"error", status=status))
    assert told(sample) == (False, "status", False)
    assert sample.status == int(status[:3])


async def test_what_is_too_slow_did_not_open() -> None:
    sample = await looked(drip(HOME[:40], then=20), slow=0.5)
    assert told(sample) == (False, "timeout", False)
    assert 0.4 < sample.seconds < 2


async def test_a_slow_beginning_is_waited_for() -> None:
    """Longer than an audit waits for a first byte, in proportion."""
    sample = await looked(drip(b"", HOME, pause=0.8))
    assert told(sample) == OPENED
    assert sample.seconds > 0.7


async def test_a_long_page_has_opened_with_its_beginning() -> None:
    long = page(b"<html>" + b"x" * 2**22)
    assert told(await looked(long)) == OPENED


async def test_a_page_that_is_cut_short_was_there() -> None:
    assert told(await looked(drip(HOME[:-10], pause=0))) == OPENED


async def test_refused() -> None:
    async with alone(None) as one:
        assert told(await one.look()) == (False, "refused", False)


async def test_reset() -> None:
    assert told(await looked(reset())) == (False, "reset", False)


async def test_a_name_that_does_not_resolve() -> None:
    async with alone(None) as one:
        assert told(await one.look("www.b.example")) == (False, "nxdomain", False)


async def test_a_name_server_that_does_not_know_what_to_say_of_a_site() -> None:
    """It answers for others, so the site's own name servers are at fault."""
    async with alone(None) as one:
        assert told(await one.look("servfail.a.example")) == (False, "servfail", False)
        assert told(await one.look("silent.a.example")) == (False, "dns-timeout", False)


async def test_our_own_name_server_gone_is_no_fault_of_a_site() -> None:
    async with alone(Server({"/": HOME}), dns=False) as one:
        sample = await one.look()
        assert (sample.reached, sample.ours) == (False, True)


async def test_our_own_network_gone_is_no_fault_of_a_site(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unreachable(*_: object) -> None:
        raise OSError(101, "Network is unreachable")

    async with alone(Server({"/": HOME})) as one:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "sock_connect", unreachable)
        assert told(await one.look()) == (False, "no-route", True)


async def test_everybody_silent_is_our_own_line() -> None:
    other = Server({"/": HOME})
    sites = {"www.a.example": ("127.1.0.1", None), "www.b.example": ("127.2.0.1", other)}
    async with town(sites) as two:
        assert told(await two.look("www.b.example")) == OPENED
        assert told(await two.look("www.a.example")) == (False, "refused", False)
        await two.places["www.b.example"][1].aclose()
        assert told(await two.look("www.a.example")) == (False, "refused", True)


async def test_a_witness_in_the_same_network_proves_nothing_by_its_silence() -> None:
    sites = {"www.a.example": ("127.1.0.1", None), "www.b.example": ("127.1.0.2", Server({"/": HOME}))}
    async with town(sites) as two:
        assert told(await two.look("www.b.example")) == OPENED
        await two.places["www.b.example"][1].aclose()
        assert told(await two.look("www.a.example")) == (False, "refused", False)


async def test_who_fell_silent_is_no_witness() -> None:
    first, second = Server({"/": HOME}), Server({"/": HOME})
    sites = {"www.a.example": ("127.1.0.1", first), "www.b.example": ("127.2.0.1", second)}
    async with town(sites) as two:
        await two.look("www.a.example")
        await two.look("www.b.example")
        await two.places["www.a.example"][1].aclose()
        assert told(await two.look("www.a.example")) == (False, "refused", False)
        await two.places["www.b.example"][1].aclose()
        assert told(await two.look("www.b.example")) == (False, "refused", False)


async def test_an_unproven_line_is_held_against_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No witness, and a name server of our own network that may itself be cut off."""

    async def unproven(*_: object) -> tuple[Line, Line]:
        return Line.UNPROVEN, Line.NO_ROUTE

    monkeypatch.setattr(own_line, "line", unproven)
    async with alone(None) as one:
        assert told(await one.look("servfail.a.example")) == (False, "servfail", True)
        assert told(await one.look()) == (False, "refused", False), "the name was found a moment ago"


async def test_our_own_lateness_is_no_slowness_of_a_site() -> None:
    async def hold_up() -> None:
        await asyncio.sleep(0.1)
        time.sleep(1.3)  # noqa: ASYNC251 - this is what holds everything up

    async with alone(Server({"/": drip(HOME[:40], then=20)}), slow=0.6) as one:
        sample, _ = await asyncio.gather(one.look(), hold_up())
        assert told(sample) == (False, "timeout", True)


@pytest.mark.parametrize("status", ["403 Forbidden", "429 Too Many Requests"])
async def test_a_wall_against_programs_says_nothing(status: str) -> None:
    assert told(await looked(page(b"no", status=status))) == (False, "blocked", True)


async def test_robots_txt_may_forbid_a_look() -> None:
    rules = page(b"User-agent: *\nDisallow: /\n", kind="text/plain")
    server = Server({"/": HOME, "/robots.txt": rules})
    async with alone(server) as one:
        assert told(await one.look()) == (False, "robots", True)
        assert server.asked("/") == 0
        assert told(await one.look(crawl=CrawlPolicy(ignore_robots=True))) == OPENED


async def test_robots_txt_is_asked_for_once() -> None:
    server = Server({"/": HOME, "/robots.txt": page(b"User-agent: *\nDisallow: /x\n", kind="text/plain")})
    async with alone(server) as one:
        for _ in range(3):
            assert told(await one.look()) == OPENED
        assert (server.asked("/robots.txt"), server.asked("/")) == (1, 3)


async def test_a_robots_txt_that_does_not_answer_forbids_nothing() -> None:
    async with alone(Server({"/": [HOME, GONE], "/robots.txt": GONE})) as one:
        assert told(await one.look()) == OPENED
        assert told(await one.look()) == (False, "status", False)


async def test_a_certificate_that_is_not_trusted_is_another_matter(tmp_path: Path) -> None:
    server = Server({"/": [HOME, GONE]})
    reach = {"ca_file": Authority.make(tmp_path).roots}
    site = Site(id="a", home="https://www.a.example/", crawl=CrawlPolicy(ignore_robots=True))
    async with server.run(self_signed("www.a.example", tmp_path / "own.pem")):
        entry = ConnectTo(host="", port=443, to_host="127.0.0.1", to_port=server.port)
        settings = Settings(
            as_of=date(2026, 11, 20), reach=Reach(allow=LOOPBACK, connect_to=(entry,), **reach)
        )
        async with Sampler(settings, lambda: AT, 3.0) as sampler:
            assert told(await sampler.look(site)) == OPENED
            assert told(await sampler.look(site)) == (False, "status", False)


async def test_the_other_scheme_is_tried_where_nobody_serves_the_one_given() -> None:
    async with alone(Server({"/": HOME})) as one:
        sample = await one.look(scheme="https")
        assert told(sample) == OPENED
        assert sample.url == "https://www.a.example/"


async def test_looks_at_several_sites_at_once_do_not_wait_for_each_other() -> None:
    sites = {
        f"www.s{number}.example": (
            f"127.{number}.0.1",
            Server({"/": HOME if number % 2 else drip(b"", then=20)}),
        )
        for number in range(1, 9)
    }
    async with town(sites, slow=1.5) as eight:
        loop = asyncio.get_running_loop()
        began = loop.time()
        samples = await asyncio.gather(*(eight.look(host) for host in sites))
        assert loop.time() - began < 4, "one after the other they take six seconds"
        assert [sample.reached for sample in samples] == [number % 2 == 1 for number in range(1, 9)]


async def test_no_look_shapes_the_next_one() -> None:
    """Cookies of one look are not sent with the next."""
    server = Server({"/": page(b"<html>x</html>", "Set-Cookie: seen=1")})
    async with alone(server) as one:
        await one.look()
        await one.look()
        assert not any("seen=1" in head for head in server.heads)


async def test_what_may_not_be_reached_is_not_the_sites_fault() -> None:
    async with alone(None) as one:
        one.zone.records["www.c.example", "A"] = ["10.0.0.1"]
        assert told(await one.look("www.c.example")) == (False, "private", True)
