"""A polite visit: robots.txt, then a turn at the host, then the request."""

from datetime import UTC, datetime

from auditbot.model.fetch import Failure, FailureKind, Fetch
from auditbot.net.http.client import Client, Reply, Request
from auditbot.net.polite.patience import asked_wait
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.robots import Robots
from auditbot.url import split


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
        refusal = await self.client.refusal(request)
        if refusal is not None:
            return _unasked(request, refusal)
        reply = await self._turn(request)
        if self._worth_waiting(reply.fetch):
            reply = await self._turn(request)
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

    async def _turn(self, request: Request) -> Reply:
        host = split(request.url).host
        if not self.politeness.parked(host):
            async with self.politeness.turn(host, self.client.own(request.url)) as turn:
                if not self.politeness.parked(host):  # it may have asked so while we stood in line
                    reply = await self.client.fetch(request)
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


def _unasked(request: Request, failure: Failure) -> Reply:
    return Reply(Fetch(request.url, datetime.now(UTC), request.method, failure=failure))
