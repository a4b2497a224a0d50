"""The network as a check's probe may use it: under the same egress rule and politeness as the crawl."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from auditbot.model.audit import Vantage
from auditbot.model.dns import Contact, DnsAnswer
from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.secured import Secured
from auditbot.net.egress import addresses
from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.handshake import handshake
from auditbot.net.http.connector import connect
from auditbot.net.http.request import Reply, Request
from auditbot.net.http.wire import WireFault
from auditbot.net.vantage import routed
from auditbot.net.visitor import Visitor
from auditbot.settings import Limits
from auditbot.url import Url, literal

A = TypeVar("A")
_DNS_PORT = 53


class ProbeNet(Generic[A]):
    """Implements ``auditbot.check.Net``. ``answer`` makes of a reply what checks are given."""

    def __init__(
        self,
        visitor: Visitor,
        resolver: Resolver,
        egress: Egress,
        limits: Limits,
        vantage: Vantage,
        answer: Callable[[Reply], A],
    ) -> None:
        self.vantage = vantage
        self._visitor = visitor
        self._resolver = resolver
        self._egress = egress
        self._limits = limits
        self._answer = answer
        self._proven: set[int] = set()

    async def fetch(self, url: Url, *, family: int = 0, method: str = "GET") -> A:
        """Ask for a URL, over one address family if ``family`` is 4 or 6. Redirects are followed."""
        return self._answer(await self._visitor.visit(Request(url, method, family)))

    async def resolve(self, name: str, rdtype: str) -> DnsAnswer:
        """Ask the name service for one type of record."""
        return await self._resolver.ask(name, rdtype)

    async def query_server(self, address: str, name: str, rdtype: str, server: str = "") -> DnsAnswer:
        """Ask one name server directly, at a judged address; ``server`` is its name (``--connect-to``)."""
        to_address, port = self._instead(address, _DNS_PORT, server)
        refused = self._refused(to_address)
        if refused is not None:
            return DnsAnswer(name, rdtype, failure=refused)
        mapped = port if (to_address, port) != (address, _DNS_PORT) else 0
        answer = await self._resolver.query_server(to_address, name, rdtype, mapped)
        if answer.failure is None:
            self._prove(to_address)
        return answer

    async def connect(self, address: str, port: int, host: str = "") -> Contact:
        """Open and close a TCP connection; ``host`` is whom the address was asked for (``--connect-to``)."""
        to_address, to_port = self._instead(address, port, host)
        refused = self._refused(to_address)
        if refused is not None:
            return Contact(address, port, failure=refused)
        began = time.perf_counter()
        try:
            opened = await connect(to_address, to_port, self._limits.connect_seconds)
        except WireFault as fault:
            return Contact(address, port, failure=fault.failure)
        seconds = time.perf_counter() - began
        opened.close()
        self._prove(to_address)
        return Contact(address, port, seconds)

    async def handshake(self, host: str, port: int = 443) -> Secured:
        """Speak TLS with a host, ask nothing, and hang up."""
        name = f"[{host}]" if ":" in host else host
        decision = await self._egress.decide(Url(f"https://{name}:{port}/"))
        if isinstance(decision, Failure):
            return Secured(host, port, failure=decision)
        seen = await handshake(decision, self._visitor.client.trust, self._limits)
        if seen.address:
            self._prove(seen.address)
        return seen

    def usable(self, address: str) -> bool:
        """Whether an address is global unicast, or in a network that the operator allowed."""
        return self._egress.usable(address)

    def proven(self, family: int) -> bool:
        """Whether something public has answered over a family in this session."""
        return family in self._proven or family in self._visitor.client.proven

    def line_proven(self, address: str) -> bool:
        """Whether our line to that address's family has been seen to work, or leads to an allowed network."""
        if self._egress.allowed(address):
            return routed(address)
        return self.proven(6 if ":" in address else 4)

    def _instead(self, address: str, port: int, host: str) -> tuple[str, int]:
        """Address and port that ``--connect-to`` puts in place of those of a host."""
        if not host:
            return address, port
        to_host, to_port = self._egress.instead(host, port, 6 if ":" in address else 4)
        return (to_host if literal(to_host) else address), to_port

    def _refused(self, address: str) -> Failure | None:
        reason = self._egress.judge(address)
        return Failure(FailureKind.PRIVATE, f"{address} ({reason})") if reason else None

    def _prove(self, address: str) -> None:
        parsed = addresses.parse(address)
        if parsed is not None and not addresses.why_inner(parsed):
            self._proven.add(parsed.version)
