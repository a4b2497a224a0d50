"""One look at whether a homepage opens, as the State's rule has it: within fifteen seconds."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Self

from auditbot.clock.leave import Leave
from auditbot.clock.own_line import OwnLine, Way
from auditbot.crawl.scope import Scope, trusted
from auditbot.crawl.wrecks import wrecked
from auditbot.extract.text.charset import decode
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.hazard import suspicious
from auditbot.model.fetch import Failure, FailureKind, Fetch
from auditbot.model.sample import SLOW, Sample
from auditbot.model.site import Site
from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.http import challenge
from auditbot.net.http.client import Client
from auditbot.net.http.request import Reply, Request, Want
from auditbot.net.lateness import Lateness
from auditbot.net.secure import tls
from auditbot.settings import KIB, Limits, Settings
from auditbot.url import Url, other_scheme

_READ = 256 * KIB
"""Bytes of a page that are waited for: with so much of it there it has opened."""
_LATE = 1.0
"""Seconds by which this program may itself be late before slowness is not held against a site."""

_SHOWN = tls.FAILURES | {FailureKind.TRUNCATED, FailureKind.BAD_CODING, FailureKind.TOO_LARGE}
"""Faults of an answer that came all the same. Certificates have a check of their own."""
_OTHER_SCHEME = frozenset(
    {FailureKind.REFUSED, FailureKind.CONNECT_TIMEOUT, FailureKind.RESET, FailureKind.TLS_HANDSHAKE}
)
"""Nobody serves the homepage in the scheme it is registered with: people type either."""
_OF_TIME = frozenset(
    {FailureKind.TIMEOUT, FailureKind.CONNECT_TIMEOUT, FailureKind.DNS_TIMEOUT, FailureKind.TOO_SLOW}
)


class Sampler:
    """Looks at homepages with the same way out as audits; looks at several sites may run at once.

    Every look has a client and a name service of its own: nothing that an earlier one met (cookies,
    certificates, addresses, kept connections) shapes a later one, for months. Raises ConfigError on entering
    where ``reach.ca_file`` cannot be read. ``slow``: seconds after which a homepage did not open.
    """

    def __init__(self, settings: Settings, now: Callable[[], datetime], slow: float = SLOW) -> None:
        self._settings = settings.model_copy(update={"limits": _patient(settings.limits, slow)})
        self._now = now
        self._slow = slow
        self._leave = Leave(settings.limits)
        self._line = OwnLine()
        self._trust: tls.Trust | None = None

    async def __aenter__(self) -> Self:
        self._trust = tls.Trust.load(self._settings.reach.ca_file)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._trust = None

    async def look(self, site: Site) -> Sample:
        """Ask for the homepage once, redirects included. Never raises for a fault of the world.

        Takes at most about twenty seconds: the look itself, robots.txt before it where that is a day old, and
        whether our own line works after it where it failed.
        """
        assert self._trust is not None, "the sampler is used outside of its context"
        at, settings = self._now(), self._settings
        resolver = Resolver(settings.reach, settings.limits)
        egress = Egress(resolver, settings.reach, settings.limits)
        scope = Scope.of(site)
        async with Client(egress, settings, scope.on_hosts, trusted(site), self._trust) as client:
            ignored = settings.politeness.ignore_robots or site.crawl.ignore_robots
            if not ignored and not await self._leave.given(site.home, client):
                return Sample(at, site.home, False, 0.0, None, str(FailureKind.ROBOTS), True)
            reply, seconds, late = await self._timed(client, site.home)
        fetch = reply.fetch
        failure = self._failure(fetch, seconds)
        if failure is None:
            self._line.answered(site.home, fetch.address)
            instead = _shown_instead(reply)
            return Sample(at, site.home, not instead, round(seconds, 3), fetch.status, instead, False)
        held_up = late >= _LATE and failure.kind in _OF_TIME
        way = Way(resolver, egress, settings.reach)
        ours = held_up or await self._line.at_fault(failure, site.home, way)
        if not ours:
            self._line.fell_silent(site.home)
        return Sample(at, site.home, False, round(seconds, 3), fetch.status, str(failure.kind), ours)

    async def _timed(self, client: Client, home: Url) -> tuple[Reply, float, float]:
        """What became of the homepage, the seconds it took, and those by which we were late ourselves."""
        loop = asyncio.get_running_loop()
        lateness, began = Lateness(loop), loop.time()
        try:
            reply = await self._asked(client, home)
            return reply, loop.time() - began, lateness.since(began)
        finally:
            lateness.stop()

    async def _asked(self, client: Client, home: Url) -> Reply:
        """What became of the homepage, in the other scheme where the one given is not served."""
        until = asyncio.get_running_loop().time() + self._slow
        first = await client.fetch(_request(home))
        failure = first.fetch.failure
        if first.fetch.status is not None or failure is None or failure.kind not in _OTHER_SCHEME:
            return first
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                second = await client.fetch(_request(other_scheme(home)))
            return second if self._failure(second.fetch, 0.0) is None else first
        return first

    def _failure(self, fetch: Fetch, seconds: float) -> Failure | None:
        """Why the homepage did not open; ``None`` where it did."""
        failure = fetch.failure
        if failure is not None and (failure.kind not in _SHOWN or fetch.status is None):
            return failure
        if failure is not None and fetch.status is not None and fetch.status >= 400:
            kind = FailureKind.BLOCKED if fetch.status in challenge.STATUSES else FailureKind.STATUS
            return Failure(kind, status=fetch.status)
        return Failure(FailureKind.TIMEOUT) if seconds >= self._slow else None


def _shown_instead(reply: Reply) -> str:
    """What the server shows in place of the site (an id of ``crawl.wrecks``), if it does."""
    fetch = reply.fetch
    html = decode(reply.body, fetch.header("content-type") or "").text
    return "" if suspicious(html) else wrecked(Document(fetch.final_url or fetch.url, html))


def _patient(limits: Limits, slow: float) -> Limits:
    """Bounds under which nothing but the time of the whole look ends it.

    A connection has half of it, so that the other scheme, or another address, has a turn.
    """
    return limits.model_copy(
        update={
            "dns_seconds": min(limits.dns_seconds, slow / 2),
            "connect_seconds": slow / 2,
            "tls_seconds": slow,
            "first_byte_seconds": slow,
            "headers_seconds": slow,
            "total_seconds": slow,
            "slowest_rate": 0,
        }
    )


def _request(url: Url) -> Request:
    return Request(url, want=Want.OPENING, opening=_READ, despite_tls=True)
