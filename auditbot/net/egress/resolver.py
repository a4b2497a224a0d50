"""Name service: bounded in time, in memory and in the number of questions; every fault is a value."""

import asyncio
import time
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import dns.message
import dns.resolver

from auditbot.model.dns import DnsAnswer
from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.egress import names
from auditbot.settings import MIB, Limits, Reach
from auditbot.url import literal

_SERVERS = 3
_ALIASES = 8
"""Aliases that are followed by asking again, where the server itself does not."""
_KEPT_ANSWERS = 4096
_KEPT_SECONDS = 300.0
_FAILURE_SECONDS = 1.0
"""Less than the pause after which a failure is confirmed, so that confirming really asks again."""
_GRACE_SECONDS = 0.3
"""How long IPv6 addresses are waited for when those of IPv4 are there; they are only tried second."""
_HOSTS = Path("/etc/hosts")


class Resolver:
    """Asks the configured name servers, or only ``reach.dns_server`` where that is given."""

    def __init__(
        self,
        reach: Reach,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
        hosts: Path = _HOSTS,
    ) -> None:
        self.servers: tuple[str, ...]
        if reach.dns_server:
            self.servers, self._port = (reach.dns_server[0],), reach.dns_server[1]
        else:
            self.servers, self._port = _system_servers()
        self.answered: set[str] = set()
        """The servers that answered anything at all."""
        self._limits = limits
        self._clock = clock
        self._hosts = {} if reach.dns_server else _hosts_file(hosts)
        self._direct_port = reach.dns_server[1] if reach.dns_server else 53
        self._kept: dict[tuple[str, str], tuple[DnsAnswer, float]] = {}
        self._asking: dict[tuple[str, str], asyncio.Task[DnsAnswer]] = {}

    async def ask(self, name: str, rdtype: str) -> DnsAnswer:
        """Ask for one type of record. The same question asked twice at once is sent once."""
        key = (name.lower().rstrip("."), rdtype.upper())
        kept = self._kept.get(key)
        if kept and kept[1] > self._clock():
            return kept[0]
        return await asyncio.shield(self._task(*key))

    async def addresses(self, host: str, family: int = 0) -> tuple[str, ...] | Failure:
        """The addresses of a host, IPv4 first, or only those of family 4 or 6; never an empty tuple."""
        address = literal(host)
        known = (str(address),) if address else self._hosts.get(host.lower().rstrip("."), ())
        known = tuple(text for text in known if family in (0, 6 if ":" in text else 4))
        if known:
            return known
        if address:
            return Failure(FailureKind.NO_ADDRESS, f"{host} is of the other address family")
        if family:
            return _of_answers(host, [await self.ask(host, "A" if family == 4 else "AAAA")])
        return _of_answers(host, await self._both(host))

    async def query_server(self, address: str, name: str, rdtype: str, port: int = 0) -> DnsAnswer:
        """Ask the name server at an address that was judged, without recursion.

        Without a port it is 53; with ``--dns-server`` the port given there.
        """
        query = names.question(name, rdtype, recurse=False)
        if isinstance(query, Failure):
            return DnsAnswer(name, rdtype, failure=query)
        told = await self._twice(query, (address,), port or self._direct_port)
        if isinstance(told, Failure):
            return DnsAnswer(name, rdtype, failure=told)
        return DnsAnswer(name, rdtype, told.records, told.chain)

    async def _both(self, host: str) -> list[DnsAnswer]:
        second = asyncio.create_task(self.ask(host, "AAAA"))
        first = await self.ask(host, "A")
        done, _ = await asyncio.wait({second}, timeout=_GRACE_SECONDS if first.records else None)
        return [first, *(task.result() for task in done)]

    def _task(self, name: str, rdtype: str) -> "asyncio.Task[DnsAnswer]":
        key = (name, rdtype)
        task = self._asking.get(key)
        if task is None:
            task = asyncio.create_task(self._asked(name, rdtype))
            self._asking[key] = task
            task.add_done_callback(lambda _: self._asking.pop(key, None))
        return task

    async def _asked(self, name: str, rdtype: str) -> DnsAnswer:
        answer, ttl = await self._followed(name, rdtype)
        seconds = _FAILURE_SECONDS if answer.failure else min(max(ttl, _FAILURE_SECONDS), _KEPT_SECONDS)
        while len(self._kept) >= _KEPT_ANSWERS:
            del self._kept[next(iter(self._kept))]
        self._kept[name, rdtype] = (answer, self._clock() + seconds)
        return answer

    async def _followed(self, name: str, rdtype: str) -> tuple[DnsAnswer, float]:
        """The answer and how long it holds, after the aliases that the server left to us."""
        chain: tuple[str, ...] = ()
        target, ttl = name, _KEPT_SECONDS
        for _ in range(_ALIASES):
            query = names.question(target, rdtype, recurse=True)
            told = query if isinstance(query, Failure) else await self._twice(query, self.servers, self._port)
            if isinstance(told, Failure):
                return DnsAnswer(name, rdtype, chain=chain, failure=told), ttl
            chain, ttl = chain + told.chain, min(ttl, told.ttl)
            if not told.onward:
                return DnsAnswer(name, rdtype, told.records, chain), ttl
            target = told.onward
        return DnsAnswer(name, rdtype, (), chain, Failure(FailureKind.DNS_LOOP, "aliases without end")), ttl

    async def _twice(
        self, query: dns.message.QueryMessage, servers: tuple[str, ...], port: int
    ) -> names.Told | Failure:
        """Ask, and once more where there was no answer or SERVFAIL; of several servers each once."""
        told: names.Told | Failure = Failure(FailureKind.LOCAL, "no name server is configured here")
        tries = servers[:_SERVERS] if len(servers) > 1 else servers * 2
        for server in tries:
            told = await names.ask(query, server, port, self._limits.dns_seconds / len(tries))
            if not isinstance(told, Failure) or told.kind not in _NO_ANSWER:
                self.answered.add(server)
            if not isinstance(told, Failure) or told.kind in (FailureKind.NXDOMAIN, FailureKind.DNS_LOOP):
                return told
            if told.kind is FailureKind.DNS_REFUSED and len(servers) == 1:
                return told
        return told


_NO_ANSWER = (FailureKind.DNS_TIMEOUT, FailureKind.NO_ROUTE, FailureKind.LOCAL)


def _of_answers(host: str, answers: list[DnsAnswer]) -> tuple[str, ...] | Failure:
    found = tuple(record for answer in answers for record in answer.records)
    if found:
        return found
    failures = [answer.failure for answer in answers if answer.failure]
    return failures[0] if failures else Failure(FailureKind.NO_ADDRESS, f"{host} has no address")


def _system_servers() -> tuple[tuple[str, ...], int]:
    try:
        configured = dns.resolver.Resolver()
    except (dns.resolver.NoResolverConfiguration, OSError):
        return (), 53
    return tuple(server for server in configured.nameservers if isinstance(server, str)), configured.port


def _hosts_file(path: Path) -> dict[str, tuple[str, ...]]:
    """The names of the machine's own table, each with its addresses."""
    try:
        text = path.read_text("utf-8", "replace") if path.stat().st_size < MIB else ""
    except OSError:
        return {}
    table: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        address, *aliases = line.partition("#")[0].split() or [""]
        try:
            canonical = str(ip_address(address))
        except ValueError:
            continue
        for alias in aliases:
            table[alias.lower()] = (*table.get(alias.lower(), ()), canonical)
    return table
