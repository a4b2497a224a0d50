"""Turns at hosts: bounded rate and concurrency for each, slower where a host asks for it or suffers."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from auditbot import settings
from auditbot.model.fetch import FailureKind, Fetch
from auditbot.net.polite.gate import Gate
from auditbot.net.polite.pace import Pace
from auditbot.net.polite.patience import asked_wait
from auditbot.url import split

_PARKED_AT_MOST = 86_400.0
_EASY = 8
"""Answers after which one more may be under way, where this machine had not the means for so many at once."""


@dataclass(frozen=True, slots=True)
class Visits:
    """How one host was visited: ``delay`` in seconds as it ended up, ``slowed`` times it grew."""

    requests: int
    failures: int
    delay: float
    slowed: int


class _Host:
    """One host's pace, door and times. Times are of the politeness' clock."""

    __slots__ = ("gate", "last", "name", "not_before", "own", "pace", "parked_until", "width")

    def __init__(self, name: str, least: float, width: int, *, own: bool) -> None:
        self.name = name
        self.own = own
        self.width = width
        self.pace = Pace(least)
        self.gate = Gate(width)
        self.last = float("-inf")
        self.not_before = 0.0
        self.parked_until = 0.0


class _Server:
    """What the hosts of the site behind one address share: however many they are, one machine answers."""

    __slots__ = ("gate", "last")

    def __init__(self, width: int) -> None:
        self.gate = Gate(width)
        self.last = float("-inf")


class Turn:
    """The right to send one request. ``heard`` must be told what came of it."""

    __slots__ = ("_host", "_politeness", "_server")

    def __init__(self, politeness: "Politeness", host: _Host, server: _Server | None) -> None:
        self._politeness = politeness
        self._host = host
        self._server = server

    async def __aenter__(self) -> Self:
        await self._politeness.wait(self._host, self._server)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._politeness.leave(self._host, self._server)

    def heard(self, fetch: Fetch) -> None:
        """Learn from the answer how the host wants to be visited."""
        self._politeness.heard(self._host, fetch)


class Politeness:
    """Gives turns. Hosts of the site keep ``rate`` and ``concurrency``, others the external ones.

    Hosts of the site behind one address keep them together, unless there is no rate to be kept.
    """

    def __init__(
        self,
        politeness: settings.Politeness,
        limits: settings.Limits,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._settings = politeness
        self._limits = limits
        self._clock = clock
        self._sleep = sleep
        self._all = Gate(politeness.total_concurrency)
        self._easy = 0
        self._hosts: dict[str, _Host] = {}
        self._servers: dict[str, _Server] = {}

    def turn(self, host: str, own: bool, address: str = "") -> Turn:
        """A turn at a host, as an async context manager. ``address``: where it is, if that is known."""
        return Turn(self, self._known(host, own=own), self._server(address) if own else None)

    def _server(self, address: str) -> _Server | None:
        if not address or not self._settings.rate:
            return None
        server = self._servers.get(address)
        if server is None:
            server = self._servers[address] = _Server(self._settings.concurrency)
        return server

    def parked(self, host: str) -> bool:
        """Whether the host asked to be left alone for longer than is worth waiting."""
        known = self._hosts.get(host)
        return known is not None and known.parked_until > self._clock()

    def set_delay(self, host: str, seconds: float) -> None:
        """Keep a Crawl-delay, at most ``limits.crawl_delay``, as the least delay."""
        self._known(host, own=False).pace.obey(min(seconds, self._limits.crawl_delay))

    def records(self) -> dict[str, Visits]:
        """How each host was visited so far."""
        return {
            name: Visits(host.pace.requests, host.pace.failures, host.pace.delay, host.pace.slowed)
            for name, host in self._hosts.items()
        }

    def _known(self, name: str, *, own: bool) -> _Host:
        host = self._hosts.get(name)
        if host is None:
            least, width = self._measure(own=own)
            host = self._hosts[name] = _Host(name, least, width, own=own)
        elif own and not host.own:
            least, host.width = self._measure(own=True)
            host.own, host.gate.width = True, host.width
            host.pace.be_at_least(least)
        return host

    def _measure(self, *, own: bool) -> tuple[float, int]:
        """The least delay between requests and the most requests at once."""
        chosen = self._settings
        if own:
            return (1 / chosen.rate if chosen.rate else 0.0), chosen.concurrency
        return 1 / chosen.external_rate, chosen.external_concurrency

    async def wait(self, host: _Host, server: _Server | None) -> None:
        """Wait for a place at the host, then for its time; the same at its server; then among all."""
        await host.gate.enter()
        try:
            await self._wait_for_time(host)
            if server is None:
                await self._all.enter()
            else:
                await self._wait_at(server)
        except BaseException:
            host.gate.leave()
            raise

    async def _wait_for_time(self, host: _Host) -> None:
        """Until the host may be asked; those who wait for the end of one pause do not all go at once then."""
        start: float | None = None
        while start is None or start < host.not_before:
            now = self._clock()
            start = host.last = max(now, host.last + host.pace.delay, host.not_before)
            if start > now:
                await self._sleep(start - now)

    async def _wait_at(self, server: _Server) -> None:
        await server.gate.enter()
        try:
            now = self._clock()
            start = server.last = max(now, server.last + 1 / self._settings.rate)
            if start > now:
                await self._sleep(start - now)
            await self._all.enter()
        except BaseException:
            server.gate.leave()
            raise

    def leave(self, host: _Host, server: _Server | None) -> None:
        """Give the places back."""
        self._all.leave()
        if server is not None:
            server.gate.leave()
        host.gate.leave()

    def heard(self, host: _Host, fetch: Fetch) -> None:
        """Take note of an answer; what another host did after a redirect is not held against this one."""
        self._weigh(fetch)
        wait = asked_wait(fetch, host.name)
        own_doing = not fetch.hops or (
            fetch.final_url is not None and split(fetch.final_url).host == host.name
        )
        plea = wait is not None or (own_doing and fetch.failure is not None and fetch.failure.status == 429)
        host.pace.heard(fetch, plea=plea, trouble=own_doing)
        host.gate.width = 1 if host.pace.alone else host.width
        if wait is None:
            return
        if wait <= self._limits.retry_after:
            host.not_before = max(host.not_before, self._clock() + wait)
        else:
            host.parked_until = self._clock() + min(wait, _PARKED_AT_MOST)

    def _weigh(self, fetch: Fetch) -> None:
        """Let half as many in where this machine runs out of means, and one more after a while without."""
        if fetch.failure is not None and fetch.failure.kind is FailureKind.LOCAL:
            self._all.width = max(1, min(self._all.width, self._all.inside) // 2)
            self._easy = 0
        elif self._all.width < self._settings.total_concurrency:
            self._easy += 1
            if self._easy % _EASY == 0:
                self._all.width += 1
