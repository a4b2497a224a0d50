import asyncio
import contextlib

import pytest

from auditbot.model.fetch import FailureKind
from auditbot.net.browser import proxy as proxy_module
from auditbot.net.browser.proxy import EgressProxy, Meter
from auditbot.settings import Limits
from auditbot.url import Url
from tests.net.browser_pages import Map
from tests.net.proxied import done, host, say, spoken, status, to


async def test_refusals_are_counted_and_their_list_is_bounded() -> None:
    async with EgressProxy(Map({}), Limits(url_length=64)) as proxy:
        for number in range(proxy_module._REMEMBERED + 5):
            await say(proxy, f"GET http://inner.test/{number}{'x' * 100}")
    assert proxy.traffic.refusals == proxy_module._REMEMBERED + 5
    assert len(proxy.traffic.refused) == proxy_module._REMEMBERED
    assert max(map(len, proxy.traffic.refused)) == 64


async def test_only_one_request_a_connection() -> None:
    async with host() as server, EgressProxy(to(server.port), Limits()) as proxy:
        second = spoken(proxy, "GET http://inner.test/").decode()
        await say(proxy, f"GET http://www.test/\r\nHost: a\r\n\r\n{second}")
    assert len(server.heard) == 1


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(10)


async def test_silence_is_a_time_out() -> None:
    limits = Limits(first_byte_seconds=0.1)
    async with host(silent) as server, EgressProxy(to(server.port), limits) as proxy:
        assert status(await say(proxy, "GET http://www.test/")) == 504
        failure = proxy.failure(Url("http://www.test/"))
        assert failure
        assert failure.kind is FailureKind.TIMEOUT


async def test_an_idle_tunnel_is_closed() -> None:
    limits = Limits(total_seconds=0.1)
    async with host(silent) as server, EgressProxy(to(server.port), limits) as proxy:
        assert status(await say(proxy, "CONNECT www.test:443")) == 200


async def test_a_slow_head_is_given_up() -> None:
    async with EgressProxy(Map({}), Limits(headers_seconds=0.1)) as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        writer.write(b"GET http://www.test/ HTTP/1.1\r\n")
        assert await asyncio.wait_for(reader.read(), 5) == b""
        await done(writer)


async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x" * 4096)
        await writer.drain()


async def test_one_answer_is_bounded() -> None:
    limits = Limits(page_bytes=200_000)
    async with host(endless) as server, EgressProxy(to(server.port), limits) as proxy:
        assert len(await say(proxy, "GET http://www.test/")) < 300_000
        assert proxy.traffic.cut


async def test_one_page_is_bounded() -> None:
    limits = Limits(document_bytes=200_000)
    async with host(endless) as server, EgressProxy(to(server.port), limits) as proxy:
        assert len(await say(proxy, "CONNECT www.test:443")) < 300_000
        assert proxy.traffic.cut
        assert len(await say(proxy, "GET http://www.test/")) < 100_000
        proxy.turn_page()
        assert len(await say(proxy, "GET http://www.test/")) > 100_000


async def test_everything_is_bounded() -> None:
    limits, meter = Limits(bytes=1024 * 1024, page_bytes=10 * 1024 * 1024), Meter()
    async with host(endless) as server:
        async with EgressProxy(to(server.port), limits, meter) as proxy:
            assert len(await say(proxy, "GET http://www.test/")) > 1_000_000
            proxy.turn_page()
            assert len(await say(proxy, "GET http://www.test/")) < 100_000
        async with EgressProxy(to(server.port), limits, meter) as proxy:
            assert len(await say(proxy, "GET http://www.test/")) < 100_000
            assert proxy.traffic.cut


async def test_connections_at_once_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy_module, "_CONNECTIONS", 2)
    async with host(silent) as server, EgressProxy(to(server.port), Limits()) as proxy:
        held = [await asyncio.open_connection("127.0.0.1", proxy.port) for _ in range(2)]
        for reader, writer in held:
            writer.write(spoken(proxy, "CONNECT www.test:443"))
            assert status(await reader.readuntil(b"\r\n\r\n")) == 200
        assert status(await say(proxy, "GET http://www.test/")) == 503
        for _, writer in held:
            await done(writer)


async def test_leaving_ends_what_is_open() -> None:
    async with host(silent) as server:
        async with EgressProxy(to(server.port), Limits()) as proxy:
            reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
            writer.write(spoken(proxy, "CONNECT www.test:443"))
            await reader.readuntil(b"\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), 5) == b""
        await done(writer)
