import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme

from auditbot.check import Answer, Net
from auditbot.model.audit import Line, Vantage
from auditbot.model.fetch import FailureKind
from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.http.client import Client, Reply
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.robots import Robots
from auditbot.net.probe_net import ProbeNet
from auditbot.net.visitor import Visitor
from auditbot.settings import ConnectTo
from auditbot.url import Url
from tests.hostile.certificates import serving
from tests.net.world import Server, own, page, settings
from tests.net.zone import Zone

RECORDS = {("a.example", "NS"): ["ns.a.example."], ("www.a.example", "A"): ["127.0.0.1"]}


def answer(reply: Reply) -> Answer:
    return Answer(reply.fetch, None, reply.seconds_to_connect)


@asynccontextmanager
async def net(
    server: Server, zone: Zone, context: ssl.SSLContext | None = None, **options: Any
) -> AsyncIterator[ProbeNet[Answer]]:
    async with server.run(context), zone.run():
        port, tls_port = (0, server.port) if context else (server.port, 0)
        chosen = settings(port, tls_port, dns=("127.0.0.1", zone.port), **options)
        resolver = Resolver(chosen.reach, chosen.limits)
        egress = Egress(resolver, chosen.reach, chosen.limits)
        async with Client(egress, chosen, own) as client:
            polite = Politeness(chosen.politeness, chosen.limits)
            visitor = Visitor(client, polite, Robots(client, polite, chosen.limits))
            vantage = Vantage(ipv4=Line.UNPROVEN, ipv6=Line.NO_ROUTE, dns=resolver.servers, browser=None)
            yield ProbeNet(visitor, resolver, egress, chosen.limits, vantage, answer)


async def test_it_is_the_net_that_checks_are_promised() -> None:
    async with net(Server(), Zone(RECORDS)) as probe:
        promised: Net = probe
        assert promised.vantage.ipv4 is Line.UNPROVEN


async def test_fetching() -> None:
    server = Server({"/robots.txt": page(b""), "/x": page(b"<p>x</p>")})
    async with net(server, Zone(RECORDS)) as probe:
        got = await probe.fetch(Url("http://www.a.example/x"))
        assert got.fetch.ok
        head = await probe.fetch(Url("http://www.a.example/x"), method="HEAD")
        assert head.fetch.method == "HEAD"
        six = await probe.fetch(Url("http://www.a.example/x"), family=6)
        assert six.fetch.failure is not None
        assert six.fetch.failure.kind is FailureKind.NO_ADDRESS


async def test_asking_names() -> None:
    async with net(Server(), Zone(RECORDS)) as probe:
        assert (await probe.resolve("a.example", "NS")).records == ("ns.a.example",)
        assert (await probe.query_server("127.0.0.1", "a.example", "NS")).records == ("ns.a.example",)
        refused = await probe.query_server("10.0.0.1", "a.example", "NS")
        assert refused.failure is not None
        assert refused.failure.kind is FailureKind.PRIVATE


async def test_a_name_server_may_be_elsewhere_by_connect_to() -> None:
    zone = Zone(RECORDS)
    async with net(Server(), zone) as probe:
        entry = ConnectTo(host="ns.a.example", port=53, to_host="127.0.0.1", to_port=zone.port)
        reach = probe._egress._reach
        probe._egress._reach = reach.model_copy(update={"connect_to": (entry,)})
        found = await probe.query_server("223.5.5.5", "a.example", "NS", "ns.a.example")
        assert found.records == ("ns.a.example",)


async def test_connecting() -> None:
    server = Server()
    async with net(server, Zone(RECORDS)) as probe:
        contact = await probe.connect("127.0.0.1", server.port)
        assert contact.failure is None
        assert contact.seconds is not None
        mapped = await probe.connect("127.0.0.1", 80, "www.a.example")
        assert (mapped.failure, mapped.port) == (None, 80)
        for address, kind in (("127.0.0.2", FailureKind.PRIVATE), ("10.0.0.1", FailureKind.PRIVATE)):
            refused = await probe.connect(address, 80)
            assert refused.failure is not None
            assert refused.failure.kind is kind
        closed = await probe.connect("127.0.0.1", 1)
        assert closed.failure is not None
        assert closed.failure.kind is FailureKind.REFUSED


async def test_a_handshake(authority: trustme.CA, roots: Path) -> None:
    context = serving(authority.issue_cert("www.a.example"))
    async with net(Server(), Zone(RECORDS), context, ca=roots) as probe:
        seen = await probe.handshake("www.a.example")
        assert (seen.failure, seen.names) == (None, ("www.a.example",))
        other = await probe.handshake("www.b.example")
        assert other.failure is not None
        assert other.failure.kind is FailureKind.TLS_WRONG_HOST


async def test_no_handshake_with_an_address_that_is_refused() -> None:
    async with net(Server(), Zone(RECORDS)) as probe:
        for host in ("10.0.0.1", "fd12::1"):
            refused = await probe.handshake(host)
            assert refused.failure is not None
            assert refused.failure.kind is FailureKind.PRIVATE


async def test_a_mapping_of_the_other_family_is_not_used() -> None:
    server = Server()
    async with net(server, Zone(RECORDS), allow=("127.0.0.1/32", "::1/128")) as probe:
        contact = await probe.connect("::1", 80, "www.a.example")
        assert contact.seconds is None


@pytest.mark.parametrize(
    ("address", "proven"), [("127.0.0.1", True), ("223.5.5.5", False), ("2400:3200::1", False)]
)
async def test_which_line_is_proven(address: str, proven: bool) -> None:
    async with net(Server(), Zone(RECORDS)) as probe:
        assert probe.line_proven(address) is proven
        assert probe.usable("223.5.5.5")
        assert not probe.usable("10.0.0.1")


async def test_a_family_the_client_proved_is_proven() -> None:
    async with net(Server(), Zone(RECORDS)) as probe:
        probe._visitor.client.proven.add(4)
        assert probe.line_proven("223.5.5.5")
        assert not probe.line_proven("2400:3200::1")


def test_connect_to_entries_are_read_as_curl_does() -> None:
    assert ConnectTo.parse("a.example:80:[::1]:8080").to_host == "::1"
