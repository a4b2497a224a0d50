"""A polite visit: robots.txt, then a turn at the host, then the request."""

import asyncio
from datetime import UTC, datetime

from auditbot.model.fetch import Failure, FailureKind, Fetch
from auditbot.net.http.client import Barred, Client, Reply, Request
from auditbot.net.polite.patience import asked_wait
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.robots import Robots
from auditbot.url import Url, split

_SHORT_OF_MEANS = 3
"""How often a request is sent again that this machine could not send, with so many seconds between."""
_PAUSE = 0.2


class Visitor:
    """Everything that asks for a page goes through here. A refusal of our own is a value, too."""

    def __init__(self, client: Client, politeness: Politeness, robots: Robots) -> None:
        self.client = client
        self.politeness = politeness
        self.robots = robots

    async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
        """Ask for a URL when its host allows it, and once more if the host asks for a short wait."""
        if obey_robots:
            forbidden = await self._forbidden(request)
            if forbidden is not None:
                return _unasked(request, forbidden)
        address = await self.client.address(request)
        if isinstance(address, Failure):
            return _unasked(request, address)
        barred = self._barred if obey_robots else _open
        reply = await self._turn(request, address, barred)
        for _ in range(_SHORT_OF_MEANS):
            if not _is_ours(reply.fetch):
                break
            self.client.drop_idle()
            await asyncio.sleep(_PAUSE)  # the politeness lets in fewer at once now: others end meanwhile
            reply = await self._turn(request, address, barred)
        if self._worth_waiting(reply.fetch):
            reply = await self._turn(request, address, barred)
        return reply

    async def _forbidden(self, request: Request) -> Failure | None:
        rules = await self.robots.rules(request.url)
        allowed = rules.allowed(request.url)
        if allowed:
            return None
        if allowed is False:
            return Failure(FailureKind.ROBOTS, "forbidden by robots.txt")
        if rules.nobody and rules.failure is not None:
            return rules.failure
        detail = (
            f"robots.txt: {rules.failure.kind}: {rules.failure.detail}" if rules.failure else "robots.txt"
        )
        return Failure(FailureKind.ROBOTS_UNREACHABLE, detail)

    def _barred(self, url: Url) -> Failure | None:
        """Why a redirect is not followed: what is forbidden is so by whatever way one comes."""
        if self.robots.forbids(url):
            return Failure(FailureKind.ROBOTS, f"redirected to what robots.txt forbids: {url[:200]}")
        return None

    async def _turn(self, request: Request, address: str, barred: Barred) -> Reply:
        host = split(request.url).host
        if not self.politeness.parked(host):
            async with self.politeness.turn(host, self.client.own(request.url), address) as turn:
                if not self.politeness.parked(host):  # it may have asked so while we stood in line
                    reply = await self.client.fetch(request, barred)
                    turn.heard(reply.fetch)
                    return reply
        return _unasked(
            request,
            Failure(FailureKind.BUDGET, f"{host} asked to be left alone for now", limit="retry_after"),
        )

    def _worth_waiting(self, fetch: Fetch) -> bool:
        """The politeness has taken note of the wait; the next turn comes after it."""
        host = split(fetch.url).host
        return asked_wait(fetch, host) is not None and not self.politeness.parked(host)


def _open(_: Url) -> None:
    """Nothing is barred."""


def _is_ours(fetch: Fetch) -> bool:
    """Whether this machine had not the means to ask, such as a free descriptor."""
    return fetch.failure is not None and fetch.failure.kind is FailureKind.LOCAL


def _unasked(request: Request, failure: Failure) -> Reply:
    return Reply(Fetch(request.url, datetime.now(UTC), request.method, failure=failure))
