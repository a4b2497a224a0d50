import errno
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from auditbot.model.fetch import Blame, FailureKind, PageOutcome
from auditbot.net.http.client import Reply, Request
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.robots import Robots
from auditbot.net.visitor import Visitor
from auditbot.url import Url
from tests.net.clock import Clock
from tests.net.world import Server, client_of, moved, page, settings

ROBOTS = page(b"User-agent: *\nDisallow: /no\nCrawl-delay: 9\n", kind="text/plain")


@dataclass
class Visits:
    visitor: Visitor
    clock: Clock

    async def visit(self, url: str, **options: Any) -> Reply:
        return await self.visitor.visit(Request(Url(url)), **options)


@asynccontextmanager
async def visiting(server: Server, *, ignore: bool = False, host: str = "") -> AsyncIterator[Visits]:
    clock = Clock()
    async with server.run():
        chosen = settings(server.port, host=host)
        async with client_of(chosen) as client:
            polite = Politeness(chosen.politeness, chosen.limits, clock, clock.sleep)
            robots = Robots(client, polite, chosen.limits, ignore=ignore, clock=clock)
            yield Visits(Visitor(client, polite, robots), clock)


async def test_robots_are_asked_first_and_obeyed() -> None:
    server = Server({"/robots.txt": ROBOTS, "/yes": page(b"yes"), "/no": page(b"no")})
    async with visiting(server) as visits:
        assert (await visits.visit("http://www.a.example/yes")).body == b"yes"
        refused = await visits.visit("http://www.a.example/no")
        assert refused.fetch.failure is not None
        assert refused.fetch.failure.kind is FailureKind.ROBOTS
        assert refused.fetch.failure.blame is Blame.US
        assert server.asked("/no") == 0
        assert visits.clock.slept == [9]  # the Crawl-delay


async def test_a_redirect_leads_to_nothing_that_robots_forbid() -> None:
    paths = {"/robots.txt": ROBOTS, "/yes": moved("/no"), "/no": page(b"no")}
    async with visiting(server := Server(paths)) as visits:
        refused = await visits.visit("http://www.a.example/yes")
        assert refused.fetch.failure is not None
        assert refused.fetch.failure.kind is FailureKind.ROBOTS
        assert [hop.url for hop in refused.fetch.hops] == ["http://www.a.example/yes"]
        assert server.asked("/no") == 0
        allowed = await visits.visit("http://www.a.example/yes", obey_robots=False)
        assert allowed.body == b"no"


async def test_robots_can_be_left_aside() -> None:
    server = Server({"/robots.txt": ROBOTS, "/no": page(b"no")})
    async with visiting(server) as visits:
        assert (await visits.visit("http://www.a.example/no", obey_robots=False)).body == b"no"
        assert server.asked("/robots.txt") == 0
    async with visiting(Server({"/robots.txt": ROBOTS, "/no": page(b"no")}), ignore=True) as visits:
        assert (await visits.visit("http://www.a.example/no")).body == b"no"


async def test_unreachable_robots_forbid() -> None:
    server = Server({"/robots.txt": page(status="500 Oops"), "/x": page()})
    async with visiting(server) as visits:
        fetch = (await visits.visit("http://www.a.example/x")).fetch
        assert fetch.failure is not None
        assert fetch.failure.kind is FailureKind.ROBOTS_UNREACHABLE
        assert server.asked("/x") == 0


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("http://10.0.0.1/x", PageOutcome.BLOCKED_PRIVATE),
        ("http://a..b/x", PageOutcome.DNS_ERROR),
        ("http://127.0.0.1:1/x", PageOutcome.HTTP_ERROR),
    ],
)
async def test_where_nobody_answers_that_is_what_is_told(url: str, outcome: PageOutcome) -> None:
    async with visiting(Server(), host="www.a.example") as visits:
        fetch = (await visits.visit(url)).fetch
        assert fetch.outcome is outcome
        assert fetch.url == url


async def test_a_short_retry_after_is_waited_for_and_asked_again() -> None:
    busy = page(b"", "Retry-After: 20", status="503 Busy")
    server = Server({"/robots.txt": page(b""), "/x": [busy, page(b"now")]})
    async with visiting(server) as visits:
        reply = await visits.visit("http://www.a.example/x")
        assert reply.body == b"now"
        assert sum(visits.clock.slept) == pytest.approx(20, abs=0.5)


async def test_a_busy_host_is_asked_only_once_more() -> None:
    server = Server({"/robots.txt": page(b""), "/x": page(b"", "Retry-After: 5", status="429 Slow")})
    async with visiting(server) as visits:
        fetch = (await visits.visit("http://www.a.example/x")).fetch
        assert fetch.status == 429
        assert server.asked("/x") == 2


async def test_a_parked_host_is_left_alone() -> None:
    server = Server(
        {"/robots.txt": page(b""), "/x": page(b"", "Retry-After: 86400", status="503 No"), "/y": page()}
    )
    async with visiting(server) as visits:
        assert (await visits.visit("http://www.a.example/x")).fetch.status == 503
        fetch = (await visits.visit("http://www.a.example/y")).fetch
        assert fetch.failure is not None
        assert fetch.failure.kind is FailureKind.BUDGET
        assert fetch.failure.blame is Blame.US
        assert (server.asked("/x"), server.asked("/y")) == (1, 0)
        assert sum(visits.clock.slept) == 0


async def test_what_will_never_be_asked_for_waits_for_no_turn() -> None:
    async with visiting(Server(), host="www.a.example") as visits:
        for number in range(5):
            refused = await visits.visit(f"http://10.0.0.1/{number}", obey_robots=False)
            assert refused.fetch.outcome is PageOutcome.BLOCKED_PRIVATE
        assert visits.clock.slept == []
        assert visits.visitor.politeness.records() == {}


async def test_what_could_not_be_sent_for_want_of_descriptors_is_sent_when_there_are_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("auditbot.net.visitor._PAUSE", 0)
    real, tries = socket.socket, count()

    def scarce(*given: Any, **named: Any) -> socket.socket:
        if next(tries) < 2:
            raise OSError(errno.EMFILE, "Too many open files")
        return real(*given, **named)

    server = Server({"/x": page(b"yes")})
    async with visiting(server) as visits:
        monkeypatch.setattr("auditbot.net.http.connector.socket.socket", scarce)
        reply = await visits.visit("http://www.a.example/x", obey_robots=False)
        monkeypatch.undo()
    assert reply.body == b"yes"


async def test_unused_connections_are_given_up_for_want_of_descriptors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("auditbot.net.visitor._PAUSE", 0)
    server = Server({"/x": page(b"yes")})
    async with visiting(server) as visits:
        client = visits.visitor.client
        await visits.visit("http://www.a.example/x", obey_robots=False)
        client.drop_idle()
        await visits.visit("http://www.a.example/x", obey_robots=False)
    assert server.connections == 2


async def test_a_machine_that_has_no_means_at_all_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditbot.net.visitor._PAUSE", 0)

    def none_left(*_: Any, **__: Any) -> socket.socket:
        raise OSError(errno.EMFILE, "Too many open files")

    async with visiting(Server({})) as visits:
        monkeypatch.setattr("auditbot.net.http.connector.socket.socket", none_left)
        failure = (await visits.visit("http://www.a.example/x", obey_robots=False)).fetch.failure
        monkeypatch.undo()
    assert failure is not None
    assert failure.kind is FailureKind.LOCAL
