"""The one decision on where this program may connect: client, browser and probes all ask here."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.egress import addresses
from auditbot.net.egress.resolver import Resolver
from auditbot.settings import ConnectTo, Limits, Reach
from auditbot.url import Url, literal, split

_KEPT_SECONDS = 60.0
"""How long a decision for a host holds: shorter than any change of name that matters to an audit."""
_REFUSAL_SECONDS = 1.0
"""Less than the pause after which a failure is confirmed, so that confirming really asks again."""
_KEPT_HOSTS = 4096
_NAME_LENGTH = 253
_LABEL_LENGTH = 63


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that was judged and may be connected to; ``family`` is 4 or 6."""

    address: str
    port: int
    family: int


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a URL may be asked for. ``host`` and ``port`` are those of the URL, for Host and SNI."""

    url: Url
    host: str
    port: int
    endpoints: tuple[Endpoint, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    verdict: tuple[Endpoint, ...] | Failure
    until: float


class Egress:
    """Global unicast addresses only, or those inside the exact networks the operator allowed."""

    def __init__(
        self, resolver: Resolver, reach: Reach, limits: Limits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._resolver = resolver
        self._reach = reach
        self._limits = limits
        self._clock = clock
        self._kept: dict[tuple[str, int, int], _Kept] = {}

    async def decide(self, url: Url, family: int = 0) -> Destination | Failure:
        """Judge a URL, over any address family or only 4 or 6. A refusal is a value, never raised."""
        if not url.startswith(("http://", "https://")):
            return Failure(FailureKind.SCHEME, url[:40])
        try:
            parts = split(url)
        except ValueError:
            return Failure(FailureKind.BAD_NAME, url[:200])
        key = (parts.host, parts.port, family)
        kept = self._kept.get(key)
        if kept is None or kept.until < self._clock():
            kept = self._keep(key, await self._judged(*key))
        if isinstance(kept.verdict, Failure):
            return kept.verdict
        return Destination(url, parts.host, parts.port, kept.verdict)

    def judge(self, address: str) -> str:
        """Why an address must not be connected to, as an id (``loopback``, ``private`` …); empty: usable."""
        parsed = addresses.parse(address)
        if parsed is None:
            return "malformed"
        return "" if self._allowed(parsed) else addresses.why_inner(parsed)

    def usable(self, address: str) -> bool:
        """Whether an address is global unicast, or in a network the operator allowed."""
        return not self.judge(address)

    def public(self, address: str) -> bool:
        """Whether an address is global unicast, allowed networks left aside."""
        parsed = addresses.parse(address)
        return parsed is not None and not addresses.why_inner(parsed)

    def allowed(self, address: str) -> bool:
        """Whether an address is in a network the operator allowed."""
        parsed = addresses.parse(address)
        return parsed is not None and self._allowed(parsed)

    def instead(self, host: str, port: int, family: int = 0) -> tuple[str, int]:
        """Where to connect for a host and port, by ``--connect-to``; the same where no entry speaks of it.

        With a family, entries whose address is of the other one are passed over.
        """
        entry = next((e for e in self._reach.connect_to if _speaks_of(e, host, port, family)), None)
        if entry is None:
            return host, port
        return entry.to_host or host, entry.to_port or port

    def _allowed(self, address: addresses.Address) -> bool:
        return any(address in network for network in self._reach.allow)

    async def _judged(self, host: str, port: int, family: int) -> tuple[Endpoint, ...] | Failure:
        bad = _bad_name(host)
        if bad:
            return Failure(FailureKind.BAD_NAME, f"{host[:100]}: {bad}")
        to_host, to_port = self.instead(host, port, family)
        found = await self._resolver.addresses(to_host, family)
        if isinstance(found, Failure):
            return found
        judged = {address: self.judge(address) for address in found}
        good = [address for address, reason in judged.items() if not reason]
        if not good:
            told = ", ".join(f"{address} ({reason})" for address, reason in list(judged.items())[:4])
            return Failure(FailureKind.PRIVATE, told)
        good.sort(key=lambda address: ":" in address)
        return tuple(
            Endpoint(address, to_port, 6 if ":" in address else 4)
            for address in good[: self._limits.addresses_tried]
        )

    def _keep(self, key: tuple[str, int, int], verdict: tuple[Endpoint, ...] | Failure) -> _Kept:
        while len(self._kept) >= _KEPT_HOSTS:
            del self._kept[next(iter(self._kept))]
        self._kept.pop(key, None)
        seconds = _REFUSAL_SECONDS if isinstance(verdict, Failure) else _KEPT_SECONDS
        kept = self._kept[key] = _Kept(verdict, self._clock() + seconds)
        return kept


def _speaks_of(entry: ConnectTo, host: str, port: int, family: int) -> bool:
    if entry.host not in ("", host) or entry.port not in (0, port):
        return False
    target = literal(entry.to_host)
    return target is None or family in (0, target.version)


def _bad_name(host: str) -> str:
    """Why no name service can know a host; empty for names that can be asked for, and for addresses."""
    if not host:
        return "empty"
    name = host.removesuffix(".")
    if len(name) > _NAME_LENGTH:
        return "longer than 253 characters"
    labels = name.split(".")
    if not all(labels):
        return "an empty label"
    if any(len(label) > _LABEL_LENGTH for label in labels):
        return "a label longer than 63 characters"
    return ""
