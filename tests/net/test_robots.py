import codecs
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from auditbot.model.fetch import Failure, FailureKind, Fetch, Hop
from auditbot.net.http.client import Reply
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.robots import Robots, Rules, read
from auditbot.settings import KIB, Limits
from auditbot.url import Url
from tests.growth import STEP, goes_with_size
from tests.net.clock import Clock
from tests.net.world import Server, client_of, endless, moved, page, settings

HOME = Url("http://www.a.example/")
ADMIN = Url("http://www.a.example/admin/x")
BASIC = "User-agent: *\nDisallow: /admin/\nAllow: /admin/open\nCrawl-delay: 2\nSitemap: /sitemap.xml\n"


def answered(
    body: "bytes | str" = b"", status: int = 200, kind: FailureKind | None = None, hops: int = 0
) -> Reply:
    failure = Failure(kind, status=status) if kind else None
    data = body.encode() if isinstance(body, str) else body
    fetch = Fetch(
        Url("http://www.a.example/robots.txt"),
        datetime(2026, 11, 22, tzinfo=UTC),
        status=status or None,
        hops=(Hop(HOME, 301, "/x"),) * hops,
        failure=failure,
    )
    return Reply(fetch, data)


def rules(body: "bytes | str", **options: Any) -> Rules:
    return read(answered(body, **options), Limits())


def test_the_usual_file() -> None:
    found = rules(BASIC + "Sitemap: http://www.a.example/sitemap.xml\n")
    assert found.state == "allowed"
    assert found.allowed(HOME) is True
    assert found.allowed(ADMIN) is False
    assert found.allowed(Url("http://www.a.example/admin/open/1")) is True
    assert found.delay == 2
    assert found.sitemaps == ("http://www.a.example/sitemap.xml",)


@pytest.mark.parametrize(
    "body",
    [
        codecs.BOM_UTF8 + BASIC.encode(),
        codecs.BOM_UTF16_LE + BASIC.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + BASIC.encode("utf-16-be"),
        BASIC.encode("utf-16-le"),
        BASIC.encode("utf-16-be"),
        BASIC.replace("\n", "\r").encode(),
        BASIC.replace("\n", "\r\n").encode(),
        ("# 注释\n" + BASIC).encode("gbk"),
        BASIC.encode().replace(b"\n", b"\n\x00\xff\xfe\n", 1),
    ],
)
def test_odd_writing_is_read_leniently(body: bytes) -> None:
    assert rules(body).allowed(ADMIN) is False


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: auditbot\nDisallow: /\nUser-agent: *\nDisallow:\n", False),
        ("User-agent: *\nDisallow: /\nUser-agent: AuditBot/1.0\nDisallow:\n", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /\n", False),
        ("User-agent: *\nUser-agent: other\nDisallow: /\n", False),
        ("User-agent: other\nDisallow: /\n", True),
        ("User-agent: other\nDisallow: /x\nSitemap: /s.xml\nUser-agent: *\nDisallow: /admin", False),
        ("user agent : *\nDisallow : /admin/*\n", False),
        ("User-agent: *\nDisallow: /*.do$\n", True),
        ("Disallow: /\n", True),
        ("", True),
    ],
)
def test_groups(text: str, allowed: bool) -> None:
    assert rules(text).allowed(ADMIN) is allowed


@pytest.mark.parametrize(
    "body", ["<!DOCTYPE html><html>x", "\n <html><body>404", "<?xml version='1.0'?><x/>"]
)
def test_html_is_no_robots(body: str) -> None:
    found = rules(body)
    assert (found.state, found.remarks) == ("none", ("html",))
    assert found.allowed(ADMIN) is True


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_4xx_allows(status: int) -> None:
    kind = FailureKind.BLOCKED if status in (401, 403) else FailureKind.STATUS
    assert rules("x", status=status, kind=kind).allowed(ADMIN) is True


@pytest.mark.parametrize(
    ("status", "kind", "nobody"),
    [
        (500, FailureKind.STATUS, False),
        (503, FailureKind.STATUS, False),
        (429, FailureKind.BLOCKED, True),
        (521, FailureKind.BLOCKED, True),
        (0, FailureKind.TIMEOUT, False),
        (0, FailureKind.RESET, False),
        (0, FailureKind.NXDOMAIN, True),
        (0, FailureKind.REFUSED, True),
        (0, FailureKind.TLS_HANDSHAKE, True),
        (0, FailureKind.PRIVATE, True),
    ],
)
def test_what_is_unreachable_is_not_visited(status: int, kind: FailureKind, nobody: bool) -> None:
    found = rules("", status=status, kind=kind)
    assert found.state == "unreachable"
    assert found.allowed(HOME) is None
    assert found.nobody is nobody


def test_a_handshake_that_is_never_answered_keeps_us_from_every_page() -> None:
    reply = answered("", status=0, kind=FailureKind.TIMEOUT)
    silent = Failure(FailureKind.TIMEOUT, limit="tls_seconds")
    assert read(replace(reply, fetch=replace(reply.fetch, failure=silent)), Limits()).nobody


def test_where_robots_txt_leads_says_nothing_of_the_pages() -> None:
    found = rules("", status=0, kind=FailureKind.PRIVATE, hops=1)
    assert found.allowed(HOME) is None
    assert not found.nobody


@pytest.mark.parametrize(
    ("kind", "hops"), [(FailureKind.REDIRECT_LOOP, 11), (FailureKind.BAD_REDIRECT, 1), (None, 6)]
)
def test_redirects_to_nowhere_or_too_many_allow(kind: FailureKind | None, hops: int) -> None:
    assert rules("User-agent: *\nDisallow: /", kind=kind, hops=hops).allowed(HOME) is True


def test_a_file_behind_broken_tls_is_obeyed() -> None:
    assert rules(BASIC, kind=FailureKind.TLS_EXPIRED).allowed(ADMIN) is False
    assert rules("", kind=FailureKind.TLS_EXPIRED).allowed(ADMIN) is True


def test_ignoring_is_told() -> None:
    for reply in (answered("User-agent: *\nDisallow: /"), answered(status=503, kind=FailureKind.STATUS)):
        found = read(reply, Limits(), ignore=True)
        assert found.state == "ignored"
        assert found.allowed(ADMIN) is True


def test_an_absurd_delay_is_capped_and_told() -> None:
    found = rules("User-agent: *\nCrawl-delay: 86400\n")
    assert found.delay == 30
    assert "delay-capped" in found.remarks


def test_size_and_number_of_rules_are_bounded_and_quick() -> None:
    many = "User-agent: *\n" + "".join(f"Disallow: /*a*b*c{i}*d*e$\n" for i in range(100_000))
    found = rules(many)
    assert "too-many-rules" in found.remarks

    def ask(length: int) -> None:
        for i in range(5):
            found.allowed(Url(f"http://www.a.example/{'abc' * length}{i}"))

    assert goes_with_size(partial(ask, 150), partial(ask, STEP * 150))

    def named(count: int) -> None:
        names = "".join(f"User-agent: bot{i}\n" for i in range(count))
        assert rules(names + "Disallow: /x\n" * count).allowed(ADMIN) is True

    assert goes_with_size(partial(named, 5_000), partial(named, STEP * 5_000))


def test_a_cut_line_at_the_end_is_not_a_rule() -> None:
    body = "User-agent: *\nDisallow: /admin\n#" + "x" * KIB + "\nDisallow: /"
    found = read(answered(body), Limits(robots_bytes=len(body)))
    assert found.allowed(HOME) is True
    assert found.allowed(ADMIN) is False
    assert "too-long" in found.remarks


@asynccontextmanager
async def asking(server: Server, clock: Clock, **options: Any) -> AsyncIterator[Robots]:
    async with server.run():
        chosen = settings(server.port, **options)
        async with client_of(chosen) as client:
            polite = Politeness(chosen.politeness, chosen.limits)
            yield Robots(client, polite, chosen.limits, ignore=False, clock=clock)


async def test_each_origin_is_asked_once() -> None:
    server = Server({"/robots.txt": page(BASIC.encode(), kind="text/plain")})
    async with asking(server, Clock()) as robots:
        assert (await robots.rules(ADMIN)).allowed(ADMIN) is False
        await robots.rules(HOME)
        await robots.rules(Url("http://www.b.example/"))
        assert server.asked("/robots.txt") == 2
        assert robots.states() == {"http://www.a.example": "allowed", "http://www.b.example": "allowed"}


async def test_an_unreachable_file_is_asked_for_later() -> None:
    clock = Clock()
    busy = page(status="503 Busy")
    server = Server({"/robots.txt": [busy, busy, page(BASIC.encode(), kind="text/plain")]})
    async with asking(server, clock) as robots:
        assert (await robots.rules(HOME)).allowed(HOME) is None
        assert (await robots.rules(HOME)).allowed(HOME) is None
        clock.now += 61
        assert (await robots.rules(HOME)).allowed(HOME) is True


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad Gateway", "503 Busy"])
async def test_a_host_is_not_closed_for_one_failure(status: str) -> None:
    """What was found meanwhile would be left out for good."""
    server = Server({"/robots.txt": [page(status=status), page(BASIC.encode(), kind="text/plain")]})
    async with asking(server, Clock()) as robots:
        assert (await robots.rules(HOME)).allowed(HOME) is True


async def test_an_endless_file_is_used_as_far_as_it_is_read() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /admin/\n"
    server = Server({"/robots.txt": endless(head, b"# x\n" * 4096, 8 * 1024 * KIB)})
    async with asking(server, Clock()) as robots:
        found = await robots.rules(ADMIN)
        assert found.allowed(ADMIN) is False
        assert "too-long" in found.remarks


async def test_redirects_are_followed_across_hosts() -> None:
    server = Server(
        {
            "/robots.txt": moved("http://www.b.example/r.txt"),
            "/r.txt": page(BASIC.encode(), kind="text/plain"),
        }
    )
    async with asking(server, Clock()) as robots:
        assert (await robots.rules(ADMIN)).allowed(ADMIN) is False
