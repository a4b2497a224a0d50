"""Which address of a host is used (D04, D08, D09), and what is remembered of it."""

import socket
from collections.abc import Iterator

import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.egress.egress import Destination, Egress, Endpoint
from auditbot.net.http.client import Client, Request
from auditbot.url import Url, split
from tests.net.world import Server, egress_of, own, page, settings


class Fixed(Egress):
    """Decides as told."""

    def __init__(self, *endpoints: Endpoint) -> None:
        made = egress_of(settings())
        super().__init__(made._resolver, made._reach, made._limits)
        self.endpoints = endpoints
        self.asked: list[Url] = []

    async def decide(self, url: Url, family: int = 0) -> Destination | Failure:
        self.asked.append(url)
        parts = split(url)
        kept = tuple(endpoint for endpoint in self.endpoints if family in (0, endpoint.family))
        return Destination(url, parts.host, parts.port, kept)


@pytest.fixture
def closed() -> Iterator[int]:
    """A port nobody listens at."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


async def test_the_next_address_is_tried_and_the_good_one_remembered(closed: int) -> None:
    server = Server({"/x": page()})
    async with server.run():
        egress = Fixed(Endpoint("127.0.0.1", closed, 4), Endpoint("127.0.0.1", server.port, 4))
        async with Client(egress, settings(), own) as client:
            for _ in range(3):
                assert (await client.fetch(Request(Url("http://www.a.example/x")))).fetch.ok
        assert len(egress.asked) == 3
        assert server.connections == 1


async def test_where_no_address_answers_the_telling_failure_is_told(closed: int) -> None:
    egress = Fixed(Endpoint("2001:db8::1", 80, 6), Endpoint("127.0.0.1", closed, 4))
    async with Client(egress, settings(connect_seconds=0.2), own) as client:
        fetch = (await client.fetch(Request(Url("http://www.a.example/x")))).fetch
        assert fetch.failure is not None
        assert fetch.failure.kind in (FailureKind.REFUSED, FailureKind.CONNECT_TIMEOUT)
        assert fetch.status is None


async def test_an_address_of_the_other_family_is_never_an_exception(closed: int) -> None:
    egress = Fixed(Endpoint("127.0.0.1", closed, 4), Endpoint("::1", closed, 6))
    async with Client(egress, settings(), own) as client:
        for family in (4, 6):
            fetch = (await client.fetch(Request(Url("http://www.a.example/x"), family=family))).fetch
            assert fetch.failure is not None
            assert fetch.failure.kind in (FailureKind.REFUSED, FailureKind.NO_ROUTE)


async def test_every_hop_is_decided_anew() -> None:
    from tests.net.world import moved

    server = Server({"/x": moved("http://www.b.example/y"), "/y": page()})
    async with server.run():
        egress = Fixed(Endpoint("127.0.0.1", server.port, 4))
        async with Client(egress, settings(), own) as client:
            await client.fetch(Request(Url("http://www.a.example/x")))
        assert egress.asked == ["http://www.a.example/x", "http://www.b.example/y"]


async def test_loopback_proves_nothing_about_the_line() -> None:
    server = Server({"/x": page()})
    async with server.run(), Client(Fixed(Endpoint("127.0.0.1", server.port, 4)), settings(), own) as client:
        await client.fetch(Request(Url("http://www.a.example/x")))
        assert client.proven == set()


async def test_out_of_descriptors_is_our_own_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object, **__: object) -> socket.socket:
        raise OSError(24, "Too many open files")

    async with Client(Fixed(Endpoint("127.0.0.1", 1, 4)), settings(), own) as client:
        monkeypatch.setattr("auditbot.net.http.connector.socket.socket", none_left)
        fetch = (await client.fetch(Request(Url("http://www.a.example/x")))).fetch
        monkeypatch.undo()
        assert fetch.failure is not None
        assert fetch.failure.kind is FailureKind.LOCAL
