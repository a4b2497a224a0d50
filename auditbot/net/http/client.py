"""The HTTP client: every fault of the world comes back as a value, within bounded time and memory."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from auditbot.model.fetch import Failure, FailureKind, Fetch, Hop, Timing
from auditbot.net.egress.egress import Destination, Egress
from auditbot.net.http import headers, redirect
from auditbot.net.http.answer import Answer
from auditbot.net.http.attempts import Attempts
from auditbot.net.http.cookies import Jar
from auditbot.net.http.exchange import Call, Exchange
from auditbot.net.http.identity import Identity
from auditbot.net.http.request import Reply, Request, Want
from auditbot.net.http.verdict import verdict
from auditbot.net.lateness import Lateness
from auditbot.net.secure import tls
from auditbot.settings import Settings
from auditbot.url import Parts, Url, split

_NEVER = frozenset({FailureKind.PRIVATE, FailureKind.SCHEME, FailureKind.BAD_NAME})
"""Refusals that need nobody's patience: no server is asked."""
_OVER = {"cookies": "cookies-over-limit", "cookie_bytes": "long-cookie"}
"""The remarks on cookies that were not taken, by the limit they were over."""
_UNVERIFIED = "tls-unverified"
"""The remark on an answer that came over broken TLS and can be read all the same."""

Barred = Callable[[Url], Failure | None]
"""Tells why an address must not be asked for."""

__all__ = ["Barred", "Client", "Reply", "Request", "Want"]


@dataclass(slots=True)
class _Walk:
    """One request on its way along the redirects."""

    request: Request
    at: datetime
    began: float
    url: Url
    hops: list[Hop] = field(default_factory=list)
    seen: set[tuple[Url, str]] = field(default_factory=set)
    remarks: set[str] = field(default_factory=set)
    broken_tls: Failure | None = None
    answer: Answer | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Client:
    """Fetches URLs through the egress decision.

    ``own``: what is visited in the manner of the audited site; ``trusted``: what alone is sent credentials.
    """

    def __init__(
        self,
        egress: Egress,
        settings: Settings,
        own: Callable[[Url], bool],
        trusted: Callable[[Url], bool] | None = None,
        trust: tls.Trust | None = None,
    ) -> None:
        self.own = own
        self._trusted = trusted or own
        self.proven: set[int] = set()
        """The address families over which a public address has answered."""
        self._egress = egress
        self._limits = settings.limits
        self.trust = trust or tls.Trust.load(settings.reach.ca_file)
        """The two ways in which this client speaks TLS; given, where several clients share them."""
        self._jar = Jar(settings.limits)
        self._identity = Identity(settings.reach)
        self._broken = tls.Refusals()
        self._exchange: Exchange | None = None
        self._attempts: Attempts | None = None
        self._lateness: Lateness | None = None

    async def __aenter__(self) -> Self:
        self._exchange = Exchange(self._limits, self.trust)
        self._attempts = Attempts(self._exchange)
        self._lateness = Lateness(asyncio.get_running_loop())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lateness is not None:
            self._lateness.stop()
        if self._exchange is not None:
            await self._exchange.close()
        self._exchange = self._attempts = None

    def drop_idle(self) -> None:
        """Give back what unused connections hold."""
        if self._exchange is not None:
            self._exchange.drop_idle()

    async def address(self, request: Request) -> str | Failure:
        """Where a URL will be asked for first, as far as that is known; empty where it is not.

        A failure: why it will never be asked for, whoever waits for his turn to do so.
        """
        decision = await self._egress.decide(request.url, request.family)
        if isinstance(decision, Failure):
            return decision if decision.kind in _NEVER else ""
        return decision.endpoints[0].address

    async def fetch(self, request: Request, barred: Barred = lambda _: None) -> Reply:
        """Ask for a URL and follow its redirects. Never raises for a fault of the world.

        ``barred``: why an address to which a redirect leads must not be asked for; ``None``: it may be.
        """
        walk = _Walk(request, datetime.now(UTC), asyncio.get_running_loop().time(), request.url)
        try:
            async with asyncio.timeout(self._limits.total_seconds):
                failure = await self._follow(walk, barred)
        except TimeoutError:
            detail = f"not done after {self._limits.total_seconds:g} s"
            failure = Failure(FailureKind.TIMEOUT, detail, limit="total_seconds")
        return self._reply(walk, _telling(walk, failure))

    async def _follow(self, walk: _Walk, barred: Barred) -> Failure | None:
        """Go on until there is an answer that leads no further."""
        while True:
            parts = split(walk.url)
            state = (walk.url, self._jar.header(parts))
            if state in walk.seen or len(walk.hops) > self._limits.redirects:
                limit = "" if state in walk.seen else "redirects"
                return Failure(FailureKind.REDIRECT_LOOP, f"{len(walk.hops)} redirects", limit=limit)
            walk.seen.add(state)
            walk.answer = None
            closed = barred(walk.url) if walk.hops else None
            if closed is not None:
                return closed
            destination = await self._egress.decide(walk.url, walk.request.family)
            if isinstance(destination, Failure):
                return destination
            answer = await self._ask(walk, destination, parts)
            if isinstance(answer, Failure):
                return answer
            self._note(walk, parts, answer)
            if answer.status not in redirect.STATUSES:
                return verdict(answer, walk.headers)
            locations = answer.values(b"location")
            target = redirect.target(locations[0] if locations else None, walk.url)
            if isinstance(target, Failure):
                return target
            walk.hops.append(Hop(walk.url, answer.status, redirect.shown(locations[0])))
            walk.url = target

    def _note(self, walk: _Walk, parts: Parts, answer: Answer) -> None:
        walk.answer = answer
        walk.headers = headers.kept(answer.raw_headers, self._limits)
        walk.remarks |= answer.remarks
        if len(answer.raw_headers) > len(walk.headers):
            walk.remarks.add("many-headers")
        over = self._jar.store(parts, answer.values(b"set-cookie"))
        walk.remarks |= {_OVER[limit] for limit in over}
        if answer.seconds_to_connect is not None and self._egress.public(answer.endpoint.address):
            self.proven.add(answer.endpoint.family)

    async def _ask(self, walk: _Walk, destination: Destination, parts: Parts) -> Answer | Failure:
        """Verify the server; where that fails and it is wished, look once more without."""
        if parts.scheme == "http":
            return await self._send(walk, destination, parts, None)
        place = (destination.host, destination.port)
        answer: Answer | Failure | None = self._broken.get(place) if walk.request.despite_tls else None
        if answer is None:
            answer = await self._send(walk, destination, parts, self.trust.verified)
        if isinstance(answer, Answer) or answer.kind not in tls.FAILURES or not walk.request.despite_tls:
            return answer
        self._broken.put(place, answer)
        walk.broken_tls = walk.broken_tls or answer
        walk.remarks.add(_UNVERIFIED)
        return await self._send(walk, destination, parts, self.trust.unverified)

    async def _send(
        self, walk: _Walk, destination: Destination, parts: Parts, context: ssl.SSLContext | None
    ) -> Answer | Failure:
        assert self._attempts is not None, "the client is used outside of its context"
        request = walk.request
        secret = walk.broken_tls is None
        fields = self._identity.fields(
            parts,
            self._jar.header(parts) if secret else "",
            as_browser=request.as_browser,
            trusted=secret and self._identity.secretive and self._may_be_told(walk, parts),
        )
        most = self._most(request)
        cut = request.want in (Want.OPENING, Want.NOTHING)
        of_files = request.opening if request.want is Want.PAGE else None
        call = Call(walk.url, parts.host, request.method, fields, context, most, cut, of_files)
        return await self._attempts.ask(destination, call, request.family)

    def _may_be_told(self, walk: _Walk, parts: Parts) -> bool:
        """Whether a hop may see credentials: one that is trusted, and not in the open after TLS."""
        lowered = parts.scheme == "http" and any(hop.url.startswith("https:") for hop in walk.hops)
        return not lowered and self._trusted(walk.url)

    def _most(self, request: Request) -> int:
        if request.want in (Want.FULL, Want.PAGE):
            return self._limits.page_bytes if request.page else self._limits.document_bytes
        return request.opening if request.want is Want.OPENING else 0

    def _waited(self, began: float, first_byte: float | None) -> float | None:
        """Seconds until the first byte came, without those for which we left it lying."""
        if first_byte is None or self._lateness is None:
            return None
        return max(0.0, first_byte - began - self._lateness.since(began))

    def _reply(self, walk: _Walk, failure: Failure | None) -> Reply:
        request, answer = walk.request, walk.answer
        total = asyncio.get_running_loop().time() - walk.began
        if answer is None:
            return Reply(
                Fetch(
                    request.url,
                    walk.at,
                    request.method,
                    hops=tuple(walk.hops),
                    timing=Timing(None, total),
                    remarks=tuple(sorted(walk.remarks)),
                    failure=failure,
                )
            )
        first_byte = self._waited(walk.began, answer.first_byte)
        fetch = Fetch(
            request.url,
            walk.at,
            request.method,
            walk.url,
            tuple(walk.hops),
            answer.status,
            walk.headers,
            answer.endpoint.address,
            answer.endpoint.family,
            Timing(first_byte, total),
            answer.wire_bytes,
            len(answer.body),
            tuple(sorted(walk.remarks)),
            failure,
        )
        return Reply(fetch, answer.body, answer.seconds_to_connect)


def _telling(walk: _Walk, failure: Failure | None) -> Failure | None:
    """What is told where TLS is broken: if the second look met a dead link, that it is dead."""
    if walk.broken_tls is None or failure is None:
        return walk.broken_tls or failure
    walk.remarks.discard(_UNVERIFIED)  # nothing lies behind it that could be read
    return failure if failure.kind is FailureKind.STATUS else walk.broken_tls
