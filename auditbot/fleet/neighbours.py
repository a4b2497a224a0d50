"""Which sites live on the same host or behind the same address: these are never visited at the same time."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from math import inf
from pathlib import Path
from time import monotonic

from auditbot.model.fetch import Failure
from auditbot.model.site import Site
from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.settings import Limits, Reach
from auditbot.url import bare, split

_HOLDS = 300.0
"""Seconds for which an answer of the name service is believed."""
_HOSTS = 32
"""Hosts of one site that are looked up."""
_FILES = (Path("/etc/resolv.conf"), Path("/etc/hosts"))
_State = tuple[tuple[int, int, int] | None, ...]
"""Of each file what changes with it."""

Claims = frozenset[str]
"""Names of hosts and addresses that a site has for itself while it is audited."""


class Neighbours:
    """Looks up where sites live, with the same name service and the same detours as their audits.

    That may be for months: what the machine's own ``files`` say of names is read again when they change.
    """

    def __init__(
        self,
        reach: Reach,
        limits: Limits,
        clock: Callable[[], float] = monotonic,
        files: Sequence[Path] = _FILES,
    ) -> None:
        self._reach, self._limits, self._files = reach, limits, files
        self._clock = clock
        self._known: dict[str, tuple[Claims, float]] = {}
        self._begin()

    def _begin(self) -> None:
        """Read how names are looked up here; no earlier answer is believed."""
        self._read = _state(self._files)
        self._resolver = Resolver(self._reach, self._limits, self._clock)
        self._egress = Egress(self._resolver, self._reach, self._limits, self._clock)
        self._known = {site: (claims, -inf) for site, (claims, _) in self._known.items()}

    def known(self, site: Site) -> Claims:
        """What was found last, however long ago."""
        return self._known[site.id][0] if site.id in self._known else frozenset()

    async def claims(self, site: Site) -> Claims:
        """The hosts of a site and the addresses they resolve to; a name that does not resolve is itself."""
        if self._read != _state(self._files):
            self._begin()
        known = self._known.get(site.id)
        if known and known[1] > self._clock():
            return known[0]
        places = sorted(_places(site))[:_HOSTS]
        found = await asyncio.gather(*(self._lives_at(host, port) for host, port in places))
        claims: Claims = frozenset().union(*found)
        self._known[site.id] = (claims, self._clock() + _HOLDS)
        return claims

    async def _lives_at(self, host: str, port: int) -> set[str]:
        to_host, _ = self._egress.instead(host, port)
        addresses = await self._resolver.addresses(to_host)
        return {bare(host)} | (set() if isinstance(addresses, Failure) else set(addresses))


def _state(files: Iterable[Path]) -> _State:
    return tuple(map(_state_of, files))


def _state_of(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _places(site: Site) -> set[tuple[str, int]]:
    """The hosts and ports that an audit of a site begins with."""
    home = split(site.home)
    places = {(home.host, home.port)}
    places |= {(parts.host, parts.port) for parts in map(split, site.prefixes)}
    for named in site.hosts:
        host, _, port = named.lower().partition(":")
        places.add((host, int(port) if port.isdecimal() else home.port))
    return places
