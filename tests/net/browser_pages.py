"""A site on loopback for the browser to open, an inner host it must not reach, and the rule between them."""

import asyncio
import shutil
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
import trustme
from aiohttp import web

from auditbot.demo.sockets import has_ipv6
from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.browser import tab
from auditbot.net.browser.browser import Browser, Rendered
from auditbot.net.browser.chromium import find
from auditbot.net.egress.egress import Destination, Egress, Endpoint
from auditbot.net.egress.resolver import Resolver
from auditbot.settings import MIB, Limits, Reach, Rendering, Settings
from auditbot.url import Url, split
from tests.hostile.certificates import serving

CHROMIUM = find(Rendering())
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None or find_spec("playwright") is None, reason="no Chromium or no Playwright on this machine"
)

QUICK = Limits(render_seconds=4, render_stall=3, render_memory=300 * MIB, page_bytes=MIB)


RENDERING = Rendering(allow_no_sandbox=True)
"""So that these tests run wherever Chromium does; the pages are our own."""
NOWHERE = Reach()


def settings(limits: Limits = QUICK, reach: Reach = NOWHERE, rendering: Rendering = RENDERING) -> Settings:
    return Settings(as_of=date(2026, 1, 1), limits=limits, reach=reach, rendering=rendering)


@dataclass(frozen=True)
class Asked:
    """A request that arrived."""

    method: str
    url: str
    headers: dict[str, str]


class Map(Egress):
    """An egress decision by list: the names that are known, and nothing else."""

    def __init__(self, places: dict[tuple[str, int], tuple[str, int]]) -> None:
        reach, limits = Reach(), Limits()
        super().__init__(Resolver(reach, limits), reach, limits)
        self.places = places
        self.asked: list[Url] = []

    async def decide(self, url: Url, family: int = 0) -> Destination | Failure:
        self.asked.append(url)
        parts = split(url)
        place = self.places.get((parts.host, parts.port))
        if place is None:
            return Failure(FailureKind.PRIVATE, parts.host)
        return Destination(url, parts.host, parts.port, (Endpoint(*place, 6 if ":" in place[0] else 4),))


@dataclass
class Site:
    """``http://www.test`` and ``http://other.test``, also over TLS; it records what it is asked."""

    pages: dict[str, str | Callable[[web.Request], Any]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    tls_port: int = 0
    strange_port: int = 0
    """Over TLS, with a certificate that nobody vouches for."""

    def map(self) -> Map:
        hosts = ("www.test", "other.test")
        plain = {(host, 80): ("127.0.0.1", self.port) for host in hosts}
        secure = {(host, 443): ("127.0.0.1", self.tls_port) for host in hosts}
        strange = {("strange.test", 443): ("127.0.0.1", self.strange_port)}
        closed = {("closed.test", port): ("127.0.0.1", 1) for port in (80, 443)}
        return Map(plain | secure | strange | closed)

    def paths(self, method: str = "GET") -> list[str]:
        return [asked.url.split("/", 3)[3] for asked in self.asked if asked.method == method]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(Asked(request.method, str(request.url), dict(request.headers)))
        page = self.pages.get(request.path, self.pages.get("*"))
        if page is None:
            return web.Response(status=404, text="not here")
        if isinstance(page, str):
            kind = "text/javascript" if request.path.endswith(".js") else "text/html"
            return web.Response(text=page, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})
        answered: web.StreamResponse = await page(request)
        return answered


@dataclass
class Bench:
    """A site and a browser that looks at it."""

    site: Site
    map: Map
    browser: Browser

    async def render(self, html: str, url: Url) -> Rendered | Failure:
        """The page at an address that holds this."""
        self.site.pages[split(url).path] = html
        self.site.asked.clear()
        return await self.browser.render(url)

    async def rendered(self, html: str, url: Url) -> Rendered:
        """As ``render``, for pages that must come to something."""
        outcome = await self.render(html, url)
        assert isinstance(outcome, Rendered), outcome
        return outcome


@asynccontextmanager
async def open_bench(
    limits: Limits = QUICK, headers: tuple[tuple[str, str], ...] = ()
) -> AsyncIterator[Bench]:
    """``www.test`` is the audited site; skips where there is no browser. Quiet comes sooner than usual."""
    with (
        open_folder() as folder,
        (folder / "trusted.pem").open("wb") as trusted,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(tab, "_QUIET", 0.3)
        secure, pem = certificate()
        trusted.write(pem)
        trusted.flush()
        reach = Reach(ca_file=Path(trusted.name), headers=headers)
        async with serve_site(secure) as site:
            reachable = site.map()
            async with Browser.open(reachable, settings(limits, reach), own) as browser:
                if browser.info is None:
                    pytest.skip(f"no browser: {browser.absence}")
                yield Bench(site, reachable, browser)


def own(url: Url) -> bool:
    return split(url).host == "www.test"


@dataclass
class Inner:
    """An inner host: ``touched`` says how it was reached, which must not happen."""

    port: int = 0
    touched: list[str] = field(default_factory=list)

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.touched.append(f"tcp {writer.get_extra_info('sockname')}")
        writer.close()


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, inner: Inner) -> None:
        self.inner = inner

    def datagram_received(self, data: bytes, address: object) -> None:
        self.inner.touched.append(f"udp {data[:20]!r}")


def certificate() -> tuple[ssl.SSLContext, bytes]:
    """For the site's names, and what to trust to accept it."""
    issued = trustme.CA().issue_cert("www.test", "other.test", "strange.test")
    return serving(issued), issued.cert_chain_pems[0].bytes()


@asynccontextmanager
async def answering(
    answer: Callable[[web.Request], Awaitable[web.StreamResponse]],
    address: str,
    *contexts: ssl.SSLContext | None,
) -> AsyncIterator[list[int]]:
    """Answer every request until the block is left; gives a port for each context (``None``: without TLS)."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    try:
        for context in contexts:
            await web.TCPSite(runner, address, 0, ssl_context=context).start()
        yield [place[1] for place in runner.addresses]
    finally:
        await runner.cleanup()


@asynccontextmanager
async def serve_site(secure: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    site = Site()
    contexts = (secure, certificate()[0]) if secure else ()
    async with answering(site.answer, "127.0.0.1", None, *contexts) as ports:
        site.port = ports[0]
        if secure:
            site.tls_port, site.strange_port = ports[1:]
        yield site


@asynccontextmanager
async def serve_inner() -> AsyncIterator[Inner]:
    """On one port of 127.0.0.1 and, where the machine has it, ::1, for TCP and UDP."""
    inner = Inner()
    loop = asyncio.get_running_loop()
    first = await asyncio.start_server(inner.accept, "127.0.0.1", 0)
    inner.port = first.sockets[0].getsockname()[1]
    hosts = ("127.0.0.1", "::1") if has_ipv6() else ("127.0.0.1",)
    others = [await asyncio.start_server(inner.accept, host, inner.port) for host in hosts[1:]]
    datagrams = [
        (await loop.create_datagram_endpoint(lambda: _Datagrams(inner), local_addr=(host, inner.port)))[0]
        for host in hosts
    ]
    try:
        yield inner
    finally:
        for server in (first, *others):
            server.close()
        for datagram in datagrams:
            datagram.close()


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every user of this machine may enter, as the browser's own user must."""
    folder = Path(mkdtemp(prefix="test-browser-"))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def script(folder: Path, text: str) -> Path:
    """A program that stands in for the browser."""
    file = folder / "browser"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file
