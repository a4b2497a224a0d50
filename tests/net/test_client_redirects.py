"""Redirects, cookies and credentials (H12, H25, H32, H35–H40)."""

import gzip
from itertools import count
from typing import Any

import pytest

from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.net.http.client import Client, Reply, Request
from auditbot.settings import MIB
from auditbot.url import Url
from tests.net.world import Server, cut, moved, page, world

A = "http://www.a.example"
SECRETS = (("Authorization", "Basic c2VjcmV0"), ("X-Token", "secret"), ("Cookie", "token=secret"))


async def got(client: Client, url: str) -> Reply:
    return await client.fetch(Request(Url(url)))


async def test_an_honest_chain_is_followed_and_told() -> None:
    server = Server(
        {
            "/a": moved("/b", status="301 Moved"),
            "/b": moved("c?d=1", status="307 Here"),
            "/c?d=1": moved("//www.b.example/e#top"),
            "/e": page(b"<p>end</p>"),
        }
    )
    async with world(server) as client:
        reply = await got(client, f"{A}/a")
        assert reply.fetch.ok
        assert reply.fetch.url == f"{A}/a"
        assert reply.fetch.final_url == "http://www.b.example/e"
        assert [(hop.url, hop.status) for hop in reply.fetch.hops] == [
            (f"{A}/a", 301),
            (f"{A}/b", 307),
            (f"{A}/c?d=1", 302),
        ]
        assert reply.body == b"<p>end</p>"


async def test_raw_bytes_in_a_location() -> None:
    server = Server({"/x": moved("/中".encode("gbk")), "/%D6%D0": page(b"ok")})
    async with world(server) as client:
        assert (await got(client, f"{A}/x")).body == b"ok"


@pytest.mark.parametrize(
    "paths",
    [
        {"/a": moved("/a")},
        {"/a": moved("/b"), "/b": moved("/a")},
        {"/a": moved("/b"), "/b": moved("/c"), "/c": moved("/b")},
    ],
)
async def test_circles_are_loops(paths: dict[str, bytes]) -> None:
    server = Server(dict(paths))
    async with world(server) as client:
        reply = await got(client, f"{A}/a")
        assert reply.fetch.outcome is PageOutcome.REDIRECT_LOOP
        assert reply.fetch.hops
        assert len(server.heads) <= len(paths)


async def test_new_addresses_without_end_are_a_loop_after_eleven_requests() -> None:
    numbers = count()

    class Endless(dict[str, bytes]):
        def get(self, path: str, default: Any = None) -> Any:
            return moved(f"/{next(numbers)}/{'x' * 10}")

    server = Server(Endless())
    async with world(server) as client:
        reply = await got(client, f"{A}/a")
        assert reply.fetch.outcome is PageOutcome.REDIRECT_LOOP
        assert len(reply.fetch.hops) == 11
        assert len(server.heads) == 11


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("", FailureKind.BAD_REDIRECT),
        ("file:///etc/passwd", FailureKind.BAD_REDIRECT),
        ("javascript:alert(1)", FailureKind.BAD_REDIRECT),
        ("http://a:99999/", FailureKind.BAD_REDIRECT),
        ("mailto:a@b.example", FailureKind.SCHEME),
        ("http://127.0.0.2/", FailureKind.PRIVATE),
        ("http://0x7f.2/", FailureKind.PRIVATE),
        ("http://[::ffff:127.0.0.2]/", FailureKind.PRIVATE),
        ("http://10.0.0.1/", FailureKind.PRIVATE),
    ],
)
async def test_redirects_that_are_not_followed(location: str, kind: FailureKind) -> None:
    server = Server({"/a": moved(location)})
    async with world(server, host="www.a.example") as client:
        reply = await got(client, f"{A}/a")
        assert reply.fetch.failure is not None
        assert reply.fetch.failure.kind is kind
        assert len(server.heads) == 1


async def test_a_redirect_without_location_tells_its_status() -> None:
    server = Server({"/a": page(status="302 Found")})
    async with world(server) as client:
        fetch = (await got(client, f"{A}/a")).fetch
        assert (fetch.status, fetch.final_url) == (302, f"{A}/a")
        assert fetch.failure is not None
        assert fetch.failure.kind is FailureKind.BAD_REDIRECT


async def test_the_body_of_a_redirect_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(8 * MIB))
    server = Server({"/a": moved("/b", "Content-Encoding: gzip", body=bomb), "/b": page(b"ok")})
    async with world(server, page_bytes=2000) as client:
        assert (await got(client, f"{A}/a")).body == b"ok"


@pytest.mark.parametrize(
    "elsewhere", ["http://www.b.example/x", "http://a.example/x", "http://sub.www.a.example/x"]
)
async def test_credentials_stay_with_their_own_origins(elsewhere: str) -> None:
    server = Server({"/a": moved(elsewhere), "/x": page(status="401 Who")})
    async with world(server, headers=SECRETS) as client:
        await got(client, f"{A}/a")
        assert server.heads[0].count("ecret") == 2
        assert "Basic c2VjcmV0" in server.heads[0]
        assert "ecret" not in server.heads[1]
        assert "c2VjcmV0" not in server.heads[1]


async def test_cookies_are_joined_with_those_of_the_operator() -> None:
    server = Server({"/a": page(b"x", "Set-Cookie: a=1"), "/b": page()})
    async with world(server, headers=SECRETS) as client:
        await got(client, f"{A}/a")
        await got(client, f"{A}/b")
        assert "Cookie: token=secret; a=1\r\n" in server.heads[1]


async def test_a_cookie_wall_is_passed() -> None:
    server = Server({"/a": [moved("/a", "Set-Cookie: pass=1; Path=/"), page(b"<p>in</p>")]})
    async with world(server) as client:
        reply = await got(client, f"{A}/a")
        assert reply.fetch.ok
        assert reply.body == b"<p>in</p>"
        assert "Cookie: pass=1" in server.heads[1]


async def test_cookies_do_not_go_to_other_hosts() -> None:
    server = Server({"/a": moved("http://www.b.example/b", "Set-Cookie: a=1; Domain=.example"), "/b": page()})
    async with world(server) as client:
        await got(client, f"{A}/a")
        assert "Cookie" not in server.heads[1]


async def test_three_thousand_cookies_are_bounded_and_told() -> None:
    server = Server({"/a": page(b"x", *[f"Set-Cookie: c{i}=v" for i in range(3000)]), "/b": page()})
    async with world(server) as client:
        reply = await got(client, f"{A}/a")
        assert reply.fetch.ok
        assert {"cookies-over-limit", "many-headers"} <= set(reply.fetch.remarks)
        await got(client, f"{A}/b")
        assert server.heads[1].count("=v") == 50


async def test_what_is_sent() -> None:
    server = Server({"/a": page(), "/p%20q?x=%7C|'y": page(b"raw")})
    async with world(server) as client:
        await client.fetch(Request(Url(f"{A}/a"), as_browser=True))
        assert "Accept-Language: zh-CN" in server.heads[0]
        assert "Mozilla/5.0 (compatible; auditbot" in server.heads[0]
        assert (await got(client, f"{A}/p%20q?x=%7C|'y")).body == b"raw"
        assert "Accept: */*" in server.heads[1]


async def test_remarks_about_codings_reach_the_fetch() -> None:
    server = Server({"/a": cut(page(b"<html>plain</html>", "Content-Encoding: gzip"))})
    async with world(server) as client:
        fetch = (await got(client, f"{A}/a")).fetch
        assert fetch.ok
        assert fetch.remarks == ("coding-lie",)
