"""Whether our own line is at fault where a site did not answer: nothing is held against a site in doubt."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from ipaddress import ip_network

from auditbot.model.audit import Line
from auditbot.model.fetch import UNCONNECTED, Blame, Failure, FailureKind
from auditbot.net.egress.egress import Destination, Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.reachable import reachable
from auditbot.net.vantage import line
from auditbot.settings import Reach
from auditbot.url import Url, split

_PATIENCE = 2.0
"""Seconds to find out."""
_KEPT, _ASKED = 16, 3
"""Witnesses that are remembered, and that are asked: the last ones."""
_PREFIX = {4: 16, 6: 32}
"""Addresses that have so many bits in common may well go down together."""

_OF_NAMES = frozenset({FailureKind.DNS_TIMEOUT, FailureKind.DNS_REFUSED, FailureKind.SERVFAIL})
"""What our own name service says when it does not work."""
_TO_ADDRESS = frozenset({FailureKind.REFUSED, FailureKind.CONNECT_TIMEOUT})
"""The name led to an address, where nobody answered."""
_CUT = frozenset({FailureKind.RESET, FailureKind.TIMEOUT, FailureKind.TOO_SLOW, FailureKind.TRUNCATED})
"""The server answered, or seemed to, and then the line or the server was gone."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one look went out."""

    resolver: Resolver
    """Of this look alone: whoever answered it has answered now."""
    egress: Egress
    reach: Reach


class OwnLine:
    """Remembers who answered lately, in which network, and asks them when somebody else does not answer.

    A witness is only connected to, and never asked for a page. One in the network of the site in question
    proves nothing when it is silent, so it is not asked.
    """

    def __init__(self) -> None:
        self._witnesses: dict[str, Url] = {}

    def answered(self, home: Url, address: str | None) -> None:
        """A site was reached at an address."""
        if address is None:
            return
        network = _network(address)
        self._witnesses.pop(network, None)
        while len(self._witnesses) >= _KEPT:
            del self._witnesses[next(iter(self._witnesses))]
        self._witnesses[network] = home

    def fell_silent(self, home: Url) -> None:
        """A site is at fault itself: it is no witness any more."""
        self._witnesses = {network: url for network, url in self._witnesses.items() if url != home}

    async def at_fault(self, failure: Failure, home: Url, way: Way) -> bool:
        """Whether a failure may be ours: by its kind, by witnesses, or by what the name service said."""
        kind = failure.kind
        if failure.blame is Blame.US or kind is FailureKind.BLOCKED:
            return True  # we were not let in: a visitor may have been
        if kind not in UNCONNECTED | _CUT:
            return False
        if kind in _OF_NAMES and not await _in_time(_names_work(home, way)):
            return True
        found = kind in _TO_ADDRESS | _CUT
        networks = await _networks(home, way.egress) if found else set()
        others = [url for network, url in self._witnesses.items() if network not in networks and url != home]
        if others:
            return not any(await asyncio.gather(*(_answers(url, way.egress) for url in others[-_ASKED:])))
        return not await _proven(kind, way)


async def _in_time(asked: Awaitable[bool]) -> bool:
    """Whether it is so, and that was found out in time."""
    try:
        async with asyncio.timeout(_PATIENCE):
            return await asked
    except TimeoutError:
        return False


async def _answers(home: Url, egress: Egress) -> bool:
    """Whether the server of a homepage can be connected to at this moment."""

    async def connected() -> bool:
        destination = await egress.decide(home)
        return isinstance(destination, Destination) and await reachable(destination, _PATIENCE)

    return await _in_time(connected())


async def _networks(home: Url, egress: Egress) -> set[str]:
    """Where a site is; that was decided when it was asked, and is kept for a minute."""
    destination = await egress.decide(home)
    if isinstance(destination, Failure):
        return set()
    return {_network(endpoint.address) for endpoint in destination.endpoints}


def _network(address: str) -> str:
    bits = _PREFIX[6 if ":" in address else 4]
    return str(ip_network(f"{address}/{bits}", strict=False))


async def _names_work(home: Url, way: Way) -> bool:
    """Whether the name service answers for the domain that is above all others of its kind."""
    top = split(home).host.rstrip(".").rpartition(".")[2]
    failure = (await way.resolver.ask(top, "NS")).failure
    return failure is None or failure.kind is FailureKind.NXDOMAIN


async def _proven(kind: FailureKind, way: Way) -> bool:
    """Whether the line is known to work where there is no witness.

    A public name server that answered came over the line. One of our own network, that found the address
    just now, will have asked somebody outside; that it finds nothing may be its own fault.
    """
    if Line.WORKS in await line(way.resolver, way.reach):
        return True
    return kind not in _OF_NAMES and bool(way.resolver.answered)
