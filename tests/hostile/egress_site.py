"""A site whose every way of naming an address names an inner one."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from html import escape

from auditbot.model.site import Site
from auditbot.settings import Settings
from auditbot.url import parse
from tests.hostile.case import healthy, markup
from tests.hostile.harness import settings
from tests.hostile.robots import listing, plain
from tests.hostile.sentinel import Sentinel
from tests.hostile.spellings import HERE, LATER, NAMES, SPELLINGS, written
from tests.net.world import Paths, Server, moved, page
from tests.net.zone import Zone

HOST = "www.egress.example"
WAYS = ("link", "picture", "redirect", "base", "refresh", "sitemap", "index", "robots", "robots-redirect")


def place(way: str, number: int) -> str:
    """The path that is asked for at the inner address, if anybody asks."""
    return f"{way}-{number}"


@dataclass(frozen=True, slots=True)
class EgressSite:
    """The servers, and what an audit has to be told of them."""

    web: Server
    zone: Zone
    sentinel: Sentinel

    @property
    def site(self) -> Site:
        """The site under audit."""
        home = parse(f"http://{HOST}/")
        assert home is not None
        return Site(id="egress", home=home, hosts=(HOST, *_robots_hosts()))

    @property
    def settings(self) -> Settings:
        """What the audit has to be told."""
        ways = [f"{host}:80::{self.web.port}" for host in (HOST, *_robots_hosts())]
        limits = {"sitemaps": 1000, "connect_seconds": 1, "same_content": 1000}
        return settings(ways, (HERE, self.zone.port), [f"{HERE}/32"], **limits)


def _robots_hosts() -> list[str]:
    return [f"r{number}.egress.example" for number in range(len(SPELLINGS))]


def _paths(port: int) -> Paths:
    def inner(way: str) -> list[str]:
        return [written(one, port, place(way, number)) for number, one in enumerate(SPELLINGS)]

    links = "".join(f'<a href="{escape(one)}">x</a>' for one in inner("link"))
    pictures = "".join(f'<img src="{escape(one)}">' for one in inner("picture"))
    ours = [f"/{way}/{number}" for way in ("redirect", "base", "refresh") for number in range(len(SPELLINGS))]
    menu = "".join(f'<a href="{one}">x</a>' for one in ours)
    robots = "".join(f'<a href="http://{host}/">x</a>' for host in _robots_hosts())
    paths = {
        "/": healthy(f"{menu}{robots}{links}{pictures}"),
        "/robots.txt": plain(_rules(inner("robots"))),
        "/map.xml": page(listing(*map(escape, inner("sitemap"))), kind="application/xml"),
        "/index.xml": page(listing(*map(escape, inner("index")), kind="sitemap"), kind="application/xml"),
    }
    for number, (to, base, refresh) in enumerate(
        zip(inner("redirect"), inner("base"), inner("refresh"), strict=True)
    ):
        words = f"第{number}页" * 30
        paths[f"/redirect/{number}"] = moved(to)
        paths[f"/base/{number}"] = _with_head(
            f'<base href="{escape(base)}">', f'{words}<a href="{place("base", number)}">x</a>'
        )
        paths[f"/refresh/{number}"] = _with_head(
            f'<meta http-equiv="refresh" content="0;url={escape(refresh)}">', words
        )
    return paths


def _rules(named: list[str]) -> bytes:
    sitemaps = "".join(f"Sitemap: {one}\n" for one in named)
    return f"User-agent: *\nDisallow:\n{sitemaps}Sitemap: /map.xml\nSitemap: /index.xml\n".encode()


def _with_head(tag: str, inside: str) -> bytes:
    return page(markup(inside).replace("<head>", f"<head>{tag}").encode())


def _hosts(port: int) -> dict[str, Paths]:
    """Hosts whose robots.txt leads inside."""
    return {
        host: {"/": healthy(), "/robots.txt": moved(written(one, port, place("robots-redirect", number)))}
        for number, (host, one) in enumerate(zip(_robots_hosts(), SPELLINGS, strict=True))
    }


@asynccontextmanager
async def egress_site() -> AsyncIterator[EgressSite]:
    """Put it up at ``HERE``, with sentinels at the other addresses of loopback."""
    async with AsyncExitStack() as stack:
        sentinel = await stack.enter_async_context(Sentinel().run("127.0.0.1", "127.0.0.2", "::1"))
        hosts = {HOST: _paths(sentinel.port), **_hosts(sentinel.port)}
        web = await stack.enter_async_context(Server(hosts=hosts, proper=True).run(None, HERE))
        ours = {(host, "A"): [HERE] for host in hosts}
        zone = await stack.enter_async_context(Zone({**NAMES, **ours}, later=LATER).run(HERE))
        yield EgressSite(web, zone, sentinel)
