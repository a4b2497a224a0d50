"""A browser behind the real egress rule: one site that may be asked, sentinels that must hear nothing."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_network

import pytest

from auditbot.demo.sockets import has_ipv6
from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.browser import guard, seat, tab
from auditbot.net.browser.browser import Browser, Rendered
from auditbot.net.egress.egress import Destination, Egress
from auditbot.net.egress.resolver import Resolver
from auditbot.settings import ConnectTo, Limits, Reach
from auditbot.url import Url, literal, split
from tests.hostile.browser.spellings import LISTENED, NAMES
from tests.net.browser_pages import QUICK, Inner, Site, answering, certificate, open_folder, own, settings

SITE_ADDRESS = "127.0.0.77"
"""The only address that may be connected to: of loopback as the sentinels are, and yet not theirs."""
LIMITS = QUICK.model_copy(update={"render_seconds": 20, "render_stall": 50, "popups": 50})


class Names(Resolver):
    """A name server that knows the site and the inner names."""

    async def addresses(self, host: str, family: int = 0) -> tuple[str, ...] | Failure:
        if literal(host):
            return await super().addresses(host, family)
        known = {"www.test": (SITE_ADDRESS,), **NAMES}.get(host.rstrip("."))
        return known or Failure(FailureKind.NXDOMAIN, host)


class Recorder(Egress):
    """The real rule, which notes what it refused."""

    def __init__(self, reach: Reach, limits: Limits) -> None:
        super().__init__(Names(reach, limits), reach, limits)
        self.refused: set[str] = set()

    async def decide(self, url: Url, family: int = 0) -> Destination | Failure:
        decision = await super().decide(url, family)
        if isinstance(decision, Failure):
            self.refused.add(place(url))
        return decision


def place(url: Url) -> str:
    """Host and port: a tunnel does not tell the scheme that it carries."""
    parts = split(url)
    return f"{parts.host}:{parts.port}"


@dataclass
class Walled:
    """The site, the browser, the rule, and the sentinels' port."""

    site: Site
    browser: Browser
    egress: Recorder
    inner: Inner
    alone: bool
    """The proxy stands alone: there is no guard in the browser."""
    awaited: set[str] | None = None
    """Places that the page at hand must ask for: ``/wait`` answers as soon as it did."""

    async def render(self, html: str, url: Url) -> Rendered | Failure:
        """The page at an address that holds this."""
        self.egress.refused.clear()
        self.site.pages[split(url).path] = html
        return await self.browser.render(url)


@asynccontextmanager
async def open_walled(*, guarded: bool) -> AsyncIterator[Walled]:
    """Without ``guarded`` the proxy stands alone: the guard in the browser lets everything pass."""
    async with AsyncExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(tab, "_QUIET", 0.3)
        if not guarded:
            patch.setattr(guard, "refusal", lambda *_: "")
            patch.setattr(guard, "_REQUESTS", 10_000)
            patch.setattr(seat, "_FEW", "")
        secure, pem = certificate()
        trusted = stack.enter_context(open_folder()) / "trusted.pem"
        trusted.write_bytes(pem)
        site = await stack.enter_async_context(serve(secure))
        inner = await stack.enter_async_context(listen())
        reach = Reach(
            allow=(ip_network(f"{SITE_ADDRESS}/32"),),
            ca_file=trusted,
            connect_to=(
                ConnectTo.parse(f"www.test:80:{SITE_ADDRESS}:{site.port}"),
                ConnectTo.parse(f"www.test:443:{SITE_ADDRESS}:{site.tls_port}"),
            ),
        )
        egress = Recorder(reach, LIMITS)
        browser = await stack.enter_async_context(Browser.open(egress, settings(LIMITS, reach), own))
        if browser.info is None:
            pytest.skip(f"no browser: {browser.absence}")
        yield Walled(site, browser, egress, inner, alone=not guarded)


@asynccontextmanager
async def serve(secure: ssl.SSLContext) -> AsyncIterator[Site]:
    """The site, with and without TLS, on an address of its own."""
    site = Site()
    async with answering(site.answer, SITE_ADDRESS, None, secure) as (site.port, site.tls_port):
        yield site


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, inner: Inner) -> None:
        self.inner = inner

    def datagram_received(self, data: bytes, address: object) -> None:
        self.inner.touched.append(f"udp {data[:20]!r}")


@asynccontextmanager
async def listen() -> AsyncIterator[Inner]:
    """Sentinels on one port of every address that is listened on, for TCP and UDP."""
    loop = asyncio.get_running_loop()
    inner = Inner()
    async with AsyncExitStack() as stack:
        for host in LISTENED if has_ipv6() else LISTENED[:-1]:
            server = await asyncio.start_server(inner.accept, host, inner.port)
            stack.callback(server.close)
            inner.port = server.sockets[0].getsockname()[1]
            datagrams, _ = await loop.create_datagram_endpoint(
                lambda: _Datagrams(inner), local_addr=(host, inner.port)
            )
            stack.callback(datagrams.close)
        yield inner
