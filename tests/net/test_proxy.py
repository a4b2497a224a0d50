import asyncio

import pytest

from auditbot.model.fetch import FailureKind
from auditbot.net.browser.proxy import EgressProxy
from auditbot.net.egress.egress import Destination, Egress, Endpoint
from auditbot.net.egress.resolver import Resolver
from auditbot.settings import Limits, Reach
from auditbot.url import Url, split
from tests.net.browser_pages import Map
from tests.net.proxied import done, host, say, spoken, status, to


async def test_get_is_passed_on_with_its_name() -> None:
    async with host() as server, EgressProxy(to(server.port), Limits()) as proxy:
        answer = await say(proxy, "GET http://www.test/a?b\r\nHost: www.test\r\nAccept: */*")
    assert answer == b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
    [heard] = server.heard
    assert heard == b"GET /a?b HTTP/1.1\r\nHost: www.test\r\naccept: */*\r\nConnection: close\r\n\r\n"
    assert proxy.traffic.bytes == 2
    assert not proxy.traffic.failures


async def test_head_is_passed_on() -> None:
    async with host(b"HTTP/1.1 200 OK\r\n\r\n") as server, EgressProxy(to(server.port), Limits()) as proxy:
        assert status(await say(proxy, "HEAD http://www.test/")) == 200
    assert server.heard[0].startswith(b"HEAD / ")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"])
async def test_other_methods_are_refused(method: str) -> None:
    async with host() as server, EgressProxy(to(server.port), Limits()) as proxy:
        assert status(await say(proxy, f"{method} http://www.test/")) == 405
    assert server.connections == 0


@pytest.mark.parametrize(
    "request_", ["GET https://www.test/", "GET /", "GET http://www.test/\r\nContent-Length: 3", "CONNECT /"]
)
async def test_what_is_not_for_a_proxy_is_refused(request_: str) -> None:
    async with host() as server, EgressProxy(to(server.port), Limits()) as proxy:
        assert status(await say(proxy, request_)) == 400
    assert server.connections == 0


async def test_without_the_password_nothing_is_done() -> None:
    async with host() as server, EgressProxy(to(server.port), Limits()) as proxy:
        for request in ("GET http://www.test/", "CONNECT www.test:443"):
            answer = await say(proxy, request, password="guessed")
            assert status(answer) == 407
            assert b"Proxy-Authenticate: Basic" in answer
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        writer.write(b"GET http://www.test/ HTTP/1.1\r\n\r\n")
        assert status(await reader.read()) == 407
        await done(writer)
    assert server.connections == 0


async def test_every_proxy_has_its_own_password() -> None:
    async with EgressProxy(to(1), Limits()) as one, EgressProxy(to(1), Limits()) as other:
        assert one.password != other.password
        assert len(one.password) >= 32


@pytest.mark.parametrize("request_", ["GET http://inner.test:8080/a", "CONNECT inner.test:8080"])
async def test_what_the_egress_rule_refuses_is_told_and_recorded(request_: str) -> None:
    async with host() as server, EgressProxy(to(server.port), Limits()) as proxy:
        assert status(await say(proxy, request_)) == 403
        assert list(proxy.traffic.refused) == [request_.split(" ")[1]]
        failure = proxy.failure(Url("http://inner.test:8080/b"))
        assert failure
        assert failure.kind is FailureKind.PRIVATE
        assert proxy.failure(Url("http://www.test/")) is None
        proxy.turn_page()
        assert not proxy.traffic.refused
    assert server.connections == 0


async def test_a_tunnel_carries_both_ways() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while heard := await reader.read(1000):
            writer.write(heard.upper())
            await writer.drain()

    async with host(echo) as server, EgressProxy(to(server.port), Limits()) as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        writer.write(spoken(proxy, "CONNECT www.test:443"))
        assert status(await reader.readuntil(b"\r\n\r\n")) == 200
        for said in (b"one", b"two"):
            writer.write(said)
            assert await reader.readexactly(3) == said.upper()
        await done(writer)
    assert proxy.traffic.bytes == 12


async def test_the_next_address_is_tried() -> None:
    class Two(Map):
        async def decide(self, url: Url, family: int = 0) -> Destination:
            parts = split(url)
            ends = (Endpoint("127.0.0.1", 1, 4), Endpoint("127.0.0.1", server.port, 4))
            return Destination(url, parts.host, parts.port, ends)

    async with host() as server, EgressProxy(Two({}), Limits()) as proxy:
        assert status(await say(proxy, "GET http://www.test/")) == 200
        assert not proxy.traffic.failures


async def test_a_refused_connection_is_no_refusal_of_ours() -> None:
    async with EgressProxy(to(1), Limits()) as proxy:
        assert status(await say(proxy, "CONNECT www.test:443")) == 502
        failure = proxy.failure(Url("https://www.test/"))
        assert failure
        assert failure.kind is FailureKind.REFUSED
        assert not proxy.traffic.refused


async def test_an_address_must_be_one() -> None:
    async with EgressProxy(Map({("www.test", 80): ("localhost", 80)}), Limits()) as proxy:
        assert status(await say(proxy, "GET http://www.test/")) in (403, 502)


@pytest.mark.parametrize(
    ("sent", "kind", "code"),
    [
        (b"SSH-2.0-OpenSSH_9\r\n", FailureKind.MALFORMED, 502),
        (b"", FailureKind.RESET, 502),
        (b"HTTP/1.1 200 OK\r\nA: b", FailureKind.RESET, 502),
    ],
)
async def test_a_broken_answer_is_told(sent: bytes, kind: FailureKind, code: int) -> None:
    async with host(sent) as server, EgressProxy(to(server.port), Limits()) as proxy:
        assert status(await say(proxy, "GET http://www.test/")) == code
        failure = proxy.failure(Url("http://www.test/"))
        assert failure
        assert failure.kind is kind


@pytest.mark.parametrize(("allow", "code"), [(("127.0.0.0/8",), 200), ((), 403)])
async def test_the_real_egress_rule_decides(allow: tuple[str, ...], code: int) -> None:
    reach, limits = Reach.model_validate({"allow": allow}), Limits()
    egress = Egress(Resolver(reach, limits), reach, limits)
    async with host() as server, EgressProxy(egress, limits) as proxy:
        assert status(await say(proxy, f"GET http://127.0.0.1:{server.port}/")) == code
        assert server.connections == (code == 200)
