"""Good answers, refusals and what is read of them; kept connections (H17, H22, H25, H31, H40)."""

import asyncio
import gzip

import pytest

from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.net.http.client import Request, Want
from auditbot.settings import MIB
from auditbot.url import Url
from tests.net.world import Server, cut, drip, endless, got, one, page, world

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


async def test_the_second_try_may_succeed() -> None:
    flaky = page()
    server = Server({"/x": [b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\nab", flaky]})
    async with world(server) as client:
        reply = await got(client, "/x")
        assert reply.fetch.ok
        assert server.asked("/x") == 2


async def test_a_kept_connection_that_was_closed_is_no_fault() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    calls = 0

    async def conduct(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        await (hang_up(reader, writer) if calls in (1, 2) else cut(page(b"fresh"))(reader, writer))

    server = Server({"/ok": page(), "/x": conduct})
    async with world(server) as client:
        await got(client, "/ok")
        reply = await got(client, "/x")
        assert reply.fetch.ok
        assert reply.body == b"fresh"
        assert calls == 3  # the kept one was free, the next spent the second try


async def test_a_second_answer_is_never_taken_for_another_urls() -> None:
    server = Server({"/x": page(b"one") + page(b"evil"), "/y": page(b"two")})
    async with world(server) as client:
        for _ in range(3):
            assert (await got(client, "/x")).body == b"one"
            assert (await got(client, "/y")).body == b"two"


async def test_an_answer_that_comes_unasked_later_closes_the_connection() -> None:
    async def late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(page(b"one"))
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.write(page(b"evil"))
        await writer.drain()
        await asyncio.sleep(0.5)

    server = Server({"/x": late, "/y": page(b"two")})
    async with world(server) as client:
        assert (await got(client, "/x")).body == b"one"
        await asyncio.sleep(0.2)
        assert (await got(client, "/y")).body == b"two"
        assert server.connections == 2


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\nhi", b"HTTP/1.1 204 No\r\n\r\n"]
)
async def test_no_content_is_no_content(answer: bytes) -> None:
    reply, _ = await one(cut(answer))
    assert (reply.fetch.failure, reply.body) == (None, b"")


async def test_a_body_after_head_does_no_harm() -> None:
    server = Server({"/x": page()})
    async with world(server) as client:
        reply = await got(client, "/x", method="HEAD")
        assert reply.fetch.ok
        assert reply.body == b""
        assert (await got(client, "/x")).body.startswith(b"<html>")


@pytest.mark.parametrize("status", [400, 404, 410, 500, 503, 600, 999, 304])
async def test_statuses(status: int) -> None:
    reply, _ = await one(page(b"x" * 100_000, status=f"{status} Odd"))
    assert reply.fetch.failure is not None
    assert reply.fetch.failure.kind is FailureKind.STATUS
    assert reply.fetch.failure.status == status
    assert len(reply.body) <= 64 * 1024


@pytest.mark.parametrize("status", [401, 403, 412, 429, 521])
async def test_walls(status: int) -> None:
    reply, _ = await one(page(status=f"{status} No"))
    assert reply.fetch.outcome is PageOutcome.BLOCKED_BY_SITE


async def test_a_script_wall_in_gbk_with_200() -> None:
    reply, _ = await one(page("<p>您的请求被拦截</p>".encode("gbk"), kind="text/html"))
    assert reply.fetch.outcome is PageOutcome.BLOCKED_BY_SITE


async def test_a_bomb_as_an_error_page_is_unpacked_only_a_little() -> None:
    bomb = gzip.compress(bytes(4 * MIB))
    reply, _ = await one(page(bomb, "Content-Encoding: gzip", status="404 No"))
    assert reply.fetch.status == 404
    assert len(reply.body) == 64 * 1024


async def test_an_opening_is_all_that_is_read() -> None:
    server = Server({"/x": endless(HEAD + b"\r\n", b"a" * 65536, 8 * MIB)})
    async with world(server) as client:
        reply = await got(client, "/x", want=Want.OPENING)
        assert reply.fetch.ok
        assert len(reply.body) == 16 * 1024
        assert len((await got(client, "/x", want=Want.OPENING, opening=5)).body) == 5
        nothing = await got(client, "/x", want=Want.NOTHING)
        assert (nothing.fetch.ok, nothing.body) == (True, b"")


async def test_a_port_that_is_closed() -> None:
    server = Server()
    async with world(server) as client:
        reply = await client.fetch(Request(Url("http://127.0.0.1:1/")))
        assert reply.fetch.failure is not None
        assert reply.fetch.failure.kind is FailureKind.REFUSED
        assert reply.fetch.final_url is None


async def test_a_fetch_tells_what_was_seen() -> None:
    reply, server = await one(page(b"<p>x</p>"))
    fetch = reply.fetch
    assert (fetch.status, fetch.address, fetch.family) == (200, "127.0.0.1", 4)
    assert (fetch.wire_bytes, fetch.body_bytes) == (8, 8)
    assert fetch.final_url == fetch.url
    assert fetch.header("content-type") == "text/html; charset=utf-8"
    assert fetch.timing.first_byte is not None
    assert 0 < fetch.timing.first_byte <= fetch.timing.total
    assert fetch.at.tzinfo is not None
    assert reply.seconds_to_connect is not None
    assert "Host: www.a.example" in server.heads[0]
    assert "auditbot" in server.heads[0]


async def test_only_cancellation_passes() -> None:
    server = Server({"/x": drip(close=False)})
    async with world(server) as client:
        task = asyncio.create_task(got(client, "/x"))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
