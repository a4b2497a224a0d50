"""Looks at homepages on loopback, each site at an address of its own."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from auditbot.clock.sampler import Sampler
from auditbot.model.site import CrawlPolicy, Site
from auditbot.settings import ConnectTo, Reach, Settings
from tests.clock.sampled import AT, GONE, HOME, LOOPBACK, OPENED, alone, looked, told, town
from tests.hostile.certificates import Authority, self_signed
from tests.net.world import Server, drip, moved, page, reset


async def test_a_homepage_that_opens() -> None:
    sample = await looked(HOME)
    assert told(sample) == OPENED
    assert (sample.at, sample.url, sample.status) == (AT, "http://www.a.example/", 200)
    assert 0 <= sample.seconds < 15


@pytest.mark.parametrize(
    ("title", "says", "instead"),
    [
        ("Welcome to nginx!", "Thank you for using nginx.", "default-page"),
        ("站点已停止", "该网站已停止服务，请联系管理员。", "stopped"),
        ("502 Bad Gateway", "502 Bad Gateway", "error-page"),
    ],
)
async def test_what_a_server_shows_in_place_of_the_site(title: str, says: str, instead: str) -> None:
    body = f"<html><title>{title}</title><body>{says}</body></html>".encode()
    assert told(await looked(page(body))) == (False, instead, False)


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
    assert 0.4 < sample.seconds < 15


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
    async with town(sites, slow=3) as eight:
        loop = asyncio.get_running_loop()
        began = loop.time()
        samples = await asyncio.gather(*(eight.look(host) for host in sites))
        assert loop.time() - began < 9, "one after the other they take twelve seconds"
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
