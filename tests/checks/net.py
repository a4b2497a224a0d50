"""A network that exists only in a test's tables, and the walk after which a probe asks it."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from auditbot.check import Answer, Check, Context, Crawl, Note, Target
from auditbot.extract.tree.document import Document
from auditbot.model.audit import Line, Vantage
from auditbot.model.dns import Contact, DnsAnswer
from auditbot.model.fetch import Failure, FailureKind, Fetch
from auditbot.model.secured import Secured
from auditbot.model.site import Site
from auditbot.score import Conclusion
from auditbot.testing import DAY, HOME, MemorySite
from auditbot.url import Url, split
from tests.checks.sites import home, url

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOST = "www.site.example"
V4, V6 = "93.184.216.34", "2606:2800:220:1::1"
INNER = ("fd12:3456:789a::10", "fe80::1", "::ffff:1.2.3.4", "2002:102:304::1", "2001::1")
Records = tuple[str, ...] | FailureKind


def fetched(
    address: Url,
    *,
    status: int = 200,
    failure: FailureKind | None = None,
    kind: str = "text/html",
    family: int = 6,
) -> Fetch:
    silent = failure is not None and failure not in (FailureKind.STATUS, FailureKind.BLOCKED)
    if failure is None and status >= 400:
        failure = FailureKind.STATUS
    return Fetch(
        address,
        NOON,
        final_url=None if silent else address,
        status=None if silent else status,
        headers=(("content-type", kind),),
        family=family,
        failure=Failure(failure, "", None if silent else status) if failure else None,
    )


def page(text: str = "青禾区人民政府 要闻动态", **how: Any) -> Answer:
    fetch = fetched(HOME, **how)
    return Answer(fetch, Document(HOME, f"<html><body>{text}</body></html>") if fetch.ok else None)


@dataclass
class Tables:
    """Implements ``auditbot.check.Net``; what is in no table does not exist."""

    dns: Mapping[tuple[str, str], Records] = field(default_factory=dict)
    pages: Mapping[tuple[str, int], Answer | FailureKind | int] = field(default_factory=dict)
    """By address and family: an answer, a failure, or a status."""
    ports: Mapping[tuple[str, int], list[float | FailureKind]] = field(default_factory=dict)
    """By address and port: what becomes of one attempt after the other; the last one stays."""
    servers: frozenset[str] = frozenset()
    """Addresses of name servers that answer."""
    proven: bool = True
    heads: bool = True
    """Whether servers know HEAD."""
    vantage: Vantage = field(
        default_factory=lambda: Vantage(ipv4=Line.WORKS, ipv6=Line.WORKS, dns=("192.0.2.53",), browser=None)
    )
    secured: Mapping[str, Secured | FailureKind] = field(default_factory=dict)
    """By host: what a handshake shows."""
    dialled: list[tuple[str, int]] = field(default_factory=list)

    async def fetch(self, url: Url, *, family: int = 0, method: str = "GET") -> Answer:
        if method == "HEAD" and not self.heads:
            return Answer(fetched(url, status=405, family=family))
        said = self.pages.get((url, family), FailureKind.CONNECT_TIMEOUT)
        if isinstance(said, Answer):
            return said
        how: dict[str, Any] = {"failure": said} if isinstance(said, FailureKind) else {"status": said}
        return Answer(fetched(url, family=family, **how))

    async def resolve(self, name: str, rdtype: str) -> DnsAnswer:
        said = self.dns.get((name, rdtype), ())
        if isinstance(said, FailureKind):
            return DnsAnswer(name, rdtype, failure=Failure(said))
        return DnsAnswer(name, rdtype, said)

    async def query_server(self, address: str, name: str, rdtype: str, server: str = "") -> DnsAnswer:
        if address in self.servers:
            return DnsAnswer(name, rdtype, ("soa",))
        return DnsAnswer(name, rdtype, failure=Failure(FailureKind.DNS_TIMEOUT))

    async def connect(self, address: str, port: int, host: str = "") -> Contact:
        tries = self.ports.get((address, port), [FailureKind.REFUSED])
        said = tries[min(self.dialled.count((address, port)), len(tries) - 1)]
        self.dialled.append((address, port))
        if isinstance(said, FailureKind):
            return Contact(address, port, failure=Failure(said))
        return Contact(address, port, said)

    async def handshake(self, host: str, port: int = 443) -> Secured:
        said = self.secured.get(host, FailureKind.REFUSED)
        return Secured(host, port, failure=Failure(said)) if isinstance(said, FailureKind) else said

    def usable(self, address: str) -> bool:
        return address not in INNER

    def line_proven(self, address: str) -> bool:
        return self.proven


@dataclass
class Walked:
    """As much of a crawl as probes ask for."""

    site: Site
    at: tuple[str, ...] = (HOST,)
    by_clicks: tuple[tuple[Url, ...], ...] = ((HOME,),)
    led_to: tuple[Target, ...] = ()

    def home(self) -> None:
        """Not read: probes ask for the address in the site file."""

    def hosts(self) -> tuple[str, ...]:
        return self.at

    def levels(self, deepest: int) -> list[tuple[Url, ...]]:
        return list(self.by_clicks[:deepest])

    def targets(self) -> Iterator[Target]:
        return iter(self.led_to)

    def target(self, url: Url) -> Target | None:
        return next((one for one in self.led_to if one.url == url), None)


def part(path: str, element: str = "img") -> Target:
    address = url(path)
    return Target(address, fetched(address), elements=(element,), internal=split(address).host == HOST)


def probed(check: type[Check], net: Tables, walked: Walked, **options: object) -> list[Note]:
    made = check(check.Options.model_validate(options), Context(walked.site, DAY))

    async def run() -> list[Note]:
        return [note async for note in made.probe(net, cast(Crawl, walked))]

    return asyncio.run(run())


def concluded(
    check: type[Check],
    net: Tables,
    *,
    apps: tuple[str, ...] = (),
    body: str = "<p>欢迎</p>",
    options: Mapping[str, object] | None = None,
    **walked: Any,
) -> Conclusion:
    """What a check comes to after it probed such a network; ``walked``: see ``Walked``."""
    site = Site(id="site", home=HOME, apps=apps)
    notes = probed(check, net, Walked(site, **walked), **(options or {}))
    return MemorySite({"/": home(body)}, site=site).conclusion(check, notes, **(options or {}))
