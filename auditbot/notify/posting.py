"""Sends one HTTP POST to a judged address: bounded, without redirects, and never twice."""

import asyncio
import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from multidict import CIMultiDict

from auditbot.model.fetch import Failure
from auditbot.net.egress.egress import Destination, Egress, Endpoint
from auditbot.net.http.answer import Answer
from auditbot.net.http.exchange import Call, Exchange
from auditbot.net.http.identity import user_agent
from auditbot.net.http.wire import WireFault
from auditbot.net.secure import tls
from auditbot.notify.channel import Undelivered
from auditbot.settings import KIB, Limits
from auditbot.url import Url, authority, split

_ANSWER = 64 * KIB
_SHOWN = 200


class Poster:
    """Posts JSON through the egress decision. Used as a context."""

    def __init__(self, egress: Egress, limits: Limits, trust: tls.Trust) -> None:
        self._egress = egress
        self._limits = limits
        self._trust = trust
        self._exchange: Exchange | None = None

    async def __aenter__(self) -> Self:
        self._exchange = Exchange(self._limits, self._trust)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._exchange is not None:
            await self._exchange.close()
        self._exchange = None

    async def post(self, address: Url, body: bytes, fields: Mapping[str, str]) -> bytes | Undelivered:
        """The body of an answer with a status of success."""
        destination = await self._egress.decide(address)
        if isinstance(destination, Failure):
            return Undelivered(_said(destination))
        if address.startswith("http:") and not in_allowed(self._egress, destination.endpoints):
            return Undelivered("not encrypted: https is needed outside the networks that were allowed")
        try:
            async with asyncio.timeout(self._limits.total_seconds):
                return await self._at(destination, body, fields)
        except TimeoutError:
            return Undelivered(f"no answer in {self._limits.total_seconds:g} s", unsure=True)

    async def _at(
        self, destination: Destination, body: bytes, fields: Mapping[str, str]
    ) -> bytes | Undelivered:
        assert self._exchange is not None, "the poster is used outside of its context"
        call = self._call(destination, body, fields)
        failures = []
        for endpoint in destination.endpoints:
            try:
                return _judged(await self._exchange.ask(call, endpoint))
            except WireFault as fault:
                sure = fault.unconnected or fault.failure.kind in tls.FAILURES
                failures.append(Undelivered(_said(fault.failure), unsure=not sure))
                if not fault.unconnected:
                    break
        return failures[-1]

    def _call(self, destination: Destination, body: bytes, fields: Mapping[str, str]) -> Call:
        parts = split(destination.url)
        head = CIMultiDict(fields)
        head["Host"] = authority(parts)
        head["User-Agent"] = user_agent()
        head["Content-Type"] = "application/json; charset=utf-8"
        head["Connection"] = "close"
        context = self._trust.verified if parts.scheme == "https" else None
        return Call(destination.url, parts.host, "POST", head, context, _ANSWER, cut=True, body=body)


def in_allowed(egress: Egress, endpoints: tuple[Endpoint, ...]) -> bool:
    """Whether all of them lie in networks that the operator allowed."""
    return all(egress.allowed(one.address) for one in endpoints)


def _judged(answer: Answer) -> bytes | Undelivered:
    if not 200 <= answer.status < 300:
        return Undelivered(f"HTTP {answer.status}")
    if answer.failure is not None:
        return Undelivered(_said(answer.failure), unsure=True)
    return answer.body


def _said(failure: Failure) -> str:
    return f"{failure.kind}: {failure.detail}"[:_SHOWN]


def packed(value: object) -> bytes:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def accepted(answer: bytes, codes: tuple[str, ...], words: tuple[str, ...]) -> Undelivered | None:
    """What a chat says of a message in JSON: one of the ``codes`` is 0, or ``words`` say what is wrong."""
    try:
        said: Any = json.loads(answer)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not any(name in said for name in codes):
        return Undelivered("the answer is not that of such a chat", unsure=True)
    if any(said.get(name) == 0 for name in codes):
        return None
    code = next(said[name] for name in codes if name in said)
    why = next((str(said[name]) for name in words if said.get(name)), "")
    return Undelivered(f"refused with code {code}: {why}"[:_SHOWN])
