"""The town of all cases: one homepage that links to every one of them, audited once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from auditbot.model.site import Site
from auditbot.settings import Settings
from auditbot.url import Url, parse
from tests.hostile.case import OWN, TEXT, Case, healthy
from tests.hostile.certificates import Authority
from tests.hostile.harness import Audited, audited, settings
from tests.hostile.registry import SITEMAPS, TOGETHER
from tests.hostile.robots import HOST as MAPS
from tests.hostile.robots import plain
from tests.hostile.stage import SECRET, Stage, put_up
from tests.net.world import Paths

HOME = f"www.{OWN}"
LIMITS: Mapping[str, Any] = {
    "dns_seconds": 3,
    "connect_seconds": 2,
    "tls_seconds": 3,
    "first_byte_seconds": 6,
    "headers_seconds": 6,
    "slowest_window": 5,
    "total_seconds": 15,
    "retry_after": 5,
    "crawl_delay": 0.5,
    "shape_urls": 20,
    "shape_urls_thinned": 40,
    "same_content": 10,
    "name_failures": 50,
    "sitemap_bytes": 4 * 1024 * 1024,
    "sitemap_urls": 5000,
}
"""Small, so that the whole ends soon; large enough for a busy machine to do what is honest within them."""


@dataclass(frozen=True, slots=True)
class Visited:
    """The audit of the town, and what its servers saw."""

    audited: Audited
    stage: Stage

    def record(self, case: Case) -> Mapping[str, Any] | None:
        """The line of a case's address."""
        return self.audited.pages.get(case.url)

    def finding(self, case: Case, check: str = "broken-links") -> Mapping[str, Any] | None:
        """What was told of it."""
        told = [one for one in self.audited.findings(check) if one["target"] == case.url]
        assert len(told) <= 1
        return told[0] if told else None


def own_hosts() -> tuple[str, ...]:
    """The hosts of the audited site."""
    ours = (case.host for case in TOGETHER if not case.outside)
    return tuple(dict.fromkeys((HOME, MAPS, *ours)))


def _links() -> Iterator[str]:
    for case in TOGETHER:
        yield f'<li><a href="{escape(case.url)}">{escape(str(case))}</a></li>'


def _pages() -> dict[str, Paths]:
    maps = {path: served for case in SITEMAPS for path, served in case.paths.items()}
    # the one with too many is left out: it would leave room for no other
    first = [f"http://{MAPS}{next(iter(case.paths))}" for case in SITEMAPS if case.count is None]
    rules = "User-agent: *\nDisallow:\n" + "".join(f"Sitemap: {one}\n" for one in first)
    listed = {
        path: healthy(f"<p>{path}{TEXT}</p>") for case in SITEMAPS for path in case.found if path[0] == "/"
    }
    home = healthy(f"<p>{TEXT}</p><ul>{''.join(_links())}</ul>")
    return {
        HOME: {"/": home, "/robots.txt": plain(rules.encode())},
        MAPS: {**maps, **listed},
    }


def _settings(stage: Stage) -> Settings:
    reach = {"ca_file": stage.roots, "headers": (("Authorization", SECRET),)}
    allow = ("127.0.0.1/32", "::1/128")
    dns = ("127.0.0.1", stage.zone.port)
    return settings(stage.connect_to, dns, allow, pause=1, reach=reach, **LIMITS)


async def visited(place: Path) -> Visited:
    """Put the town up and audit it."""
    home = parse(f"http://{HOME}/")
    assert home is not None
    async with put_up(TOGETHER, Authority.make(place), _pages()) as stage:
        site = Site(id="town", home=home, hosts=own_hosts())
        return Visited(await audited(place, site, _settings(stage)), stage)


def listed_addresses() -> tuple[Url, ...]:
    """What the sitemaps list of the site itself."""
    paths = (path for case in SITEMAPS for path in case.found if path[0] == "/")
    return tuple(Url(f"http://{MAPS}{path}") for path in paths)
