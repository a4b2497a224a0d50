"""Which addresses belong to a site, and what is done with one that was found."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from pydantic import TypeAdapter

from auditbot.model.site import Site
from auditbot.url import Parts, Url, bare, split


class Task(IntEnum):
    """What is done with an address. Values are stored."""

    PAGE = 0
    """Fetched and read."""
    TARGET = 1
    """Only asked whether it answers."""
    NOTHING = 2
    """Recorded and never asked."""


class Area(NamedTuple):
    """Part of a site: a host without ``www.``, a port, and the path that addresses begin with."""

    host: str
    port: int
    """80 also stands for 443: http and https are one site."""
    path: str

    @classmethod
    def at(cls, url: Url, path: str) -> "Area":
        """Part of the host that an address is on."""
        parts = split(url)
        return cls(bare(parts.host), _port(parts), path if path.endswith("/") else f"{path}/")

    def holds(self, parts: Parts) -> bool:
        """``/zhen/`` holds ``/zhen`` and ``/zhen/x`` but not ``/zhenxing/``."""
        if bare(parts.host) != self.host or _port(parts) != self.port:
            return False
        return self.path == "/" or parts.path.startswith(self.path) or parts.path == self.path[:-1]


@dataclass(frozen=True, slots=True)
class Scope:
    """The extent of a site: whole hosts, or folders on hosts. Scheme and ``www.`` make no difference."""

    areas: tuple[Area, ...]

    @classmethod
    def of(cls, site: Site) -> "Scope":
        """The extent that a site file, or the homepage alone, describes."""
        if site.prefixes:
            return cls(tuple(Area.at(prefix, split(prefix).path) for prefix in site.prefixes))
        home = split(site.home)
        named = [host.lower().partition(":") for host in site.hosts] or [(home.host, "", str(home.port))]
        return cls(
            tuple(Area(bare(host), _one(int(port) if port else home.port), "/") for host, _, port in named)
        )

    def extended(self, home: Url, *, whole_host: bool) -> "Scope":
        """The same extent with the host, or only the folder, that the homepage turned out to lie in."""
        return Scope((*self.areas, Area.at(home, "/" if whole_host else folder_of(home))))

    def holds(self, url: Url) -> bool:
        """Whether the address belongs to the site."""
        parts = split(url)
        return any(area.holds(parts) for area in self.areas)

    def on_hosts(self, url: Url) -> bool:
        """Whether the address is on one of the site's hosts, folders apart: whose manners we follow."""
        return self.has_host(split(url).host)

    def on_origins(self, url: Url) -> bool:
        """Whether the address is on one of the site's hosts and on its port: who may be told secrets."""
        parts = split(url)
        return any((area.host, area.port) == (bare(parts.host), _port(parts)) for area in self.areas)

    def has_host(self, host: str) -> bool:
        """Whether a host is one of the site's, whatever the port."""
        return any(area.host == bare(host) for area in self.areas)


SCOPE = TypeAdapter(Scope)


def trusted(site: Site) -> Callable[[Url], bool]:
    """What may be sent the operator's credentials: the origins as given, wherever the homepage leads."""
    scope, secure = Scope.of(site), site.home.startswith("https:")
    return lambda url: scope.on_origins(url) and (url.startswith("https:") or not secure)


def _port(parts: Parts) -> int:
    return _one(parts.port)


def _one(port: int) -> int:
    return 80 if port == 443 else port


_ENTRANCE = ("index", "default", "home", "main", "welcome")


def is_entrance(path: str) -> bool:
    """Whether a path is that of a homepage: ``/``, ``/index.html`` …, not of a section."""
    folder, _, name = path.rpartition("/")
    return not folder and (not name or name.split(".")[0].lower() in _ENTRANCE)


def folder_of(url: Url) -> str:
    """The path of an address up to its last slash."""
    return split(url).path.rpartition("/")[0] + "/"
