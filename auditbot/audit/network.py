"""The way out of one audit, put together once: every part asks the same egress decision."""

import platform
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version

from auditbot.check import Answer
from auditbot.crawl.scope import Scope
from auditbot.extract.text.charset import decode
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.trial import suspicious
from auditbot.model.audit import HostRecord, Line, Vantage
from auditbot.net.browser.browser import Browser
from auditbot.net.egress.egress import Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.net.http.client import Client
from auditbot.net.http.request import Reply
from auditbot.net.polite.politeness import Politeness
from auditbot.net.polite.robots import Robots
from auditbot.net.probe_net import ProbeNet
from auditbot.net.vantage import line
from auditbot.net.visitor import Visitor
from auditbot.settings import Settings
from auditbot.url import Url, split

_TELLING = ("", "unreachable", "none", "allowed", "ignored")
"""What is known of a robots.txt, that which tells most last."""


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that may reach out."""

    client: Client
    politeness: Politeness
    robots: Robots
    visitor: Visitor
    browser: Browser
    probes: ProbeNet[Answer]
    vantage: Vantage

    def vantage_now(self) -> Vantage:
        """The vantage with what has been proven since the session began."""
        proven = self.client.proven
        lines = {
            name: Line.WORKS
            if family in proven or self.probes.proven(family)
            else getattr(self.vantage, name)
            for name, family in (("ipv4", 4), ("ipv6", 6))
        }
        return self.vantage.model_copy(update=lines)

    def hosts(self) -> list[HostRecord]:
        """How each host was visited in this session.

        Of the origins of a host that counts which was read: the other scheme is often not served at all.
        """
        states: dict[str, str] = {}
        for place, state in self.robots.states().items():
            host = split(Url(place)).host
            states[host] = max(states.get(host, ""), state, key=_TELLING.index)
        return [
            HostRecord(
                host=host,
                requests=seen.requests,
                failures=seen.failures,
                robots=states.get(host, ""),
                delay=round(seen.delay, 3),
                slowed=seen.slowed,
            )
            for host, seen in sorted(self.politeness.records().items())
        ]


@asynccontextmanager
async def open_network(
    settings: Settings, scope: Scope, trusted: Callable[[Url], bool]
) -> AsyncIterator[Network]:
    """Put the parts together; close them when the session ends. ``trusted``: what is sent credentials."""
    reach, limits = settings.reach, settings.limits
    resolver = Resolver(reach, limits)
    egress = Egress(resolver, reach, limits)
    async with Client(egress, settings, scope.on_hosts, trusted) as client:
        politeness = Politeness(settings.politeness, limits)
        robots = Robots(
            client,
            politeness,
            limits,
            settings.politeness.ignore_robots,
            pause=settings.links.confirm_pause_transient,
        )
        visitor = Visitor(client, politeness, robots)
        async with Browser.open(egress, settings, trusted) as browser:
            vantage = _vantage(settings, resolver, browser, *await line(resolver, reach))
            yield Network(
                client=client,
                politeness=politeness,
                robots=robots,
                visitor=visitor,
                browser=browser,
                probes=ProbeNet(visitor, resolver, egress, limits, vantage, _answer),
                vantage=vantage,
            )


def _answer(reply: Reply) -> Answer:
    """What a probe is given of a reply: the fetch, and the page if there is one."""
    document = None
    if reply.body and not suspicious(reply.body.decode("latin-1")):
        decoded = decode(reply.body, reply.fetch.header("content-type"))
        document = Document(reply.fetch.final_url or reply.fetch.url, decoded.text, decoded.encoding)
    return Answer(reply.fetch, document, reply.seconds_to_connect)


def _vantage(settings: Settings, resolver: Resolver, browser: Browser, ipv4: Line, ipv6: Line) -> Vantage:
    return Vantage(
        ipv4=ipv4,
        ipv6=ipv6,
        dns=resolver.servers,
        browser=browser.info,
        browser_absence=browser.absence,
        allowed_networks=tuple(str(network) for network in settings.reach.allow),
        connect_to=tuple(str(one) for one in settings.reach.connect_to),
        program=f"auditbot {version('auditbot')}",
        python=platform.python_version(),
        platform=platform.platform(terse=True),
    )
