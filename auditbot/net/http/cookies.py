"""Cookies of one audit: enough to pass a cookie wall, nothing that outlives it or leaves its host."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from auditbot.settings import Limits
from auditbot.url import Parts

_HOSTS = 4096


@dataclass(frozen=True, slots=True)
class _Cookie:
    value: str
    path: str
    secure: bool


class Jar:
    """Cookies by host, each host its own: the Domain attribute widens nothing.

    Bounded by ``limits.cookies`` a host and ``limits.cookie_bytes`` each; what is over is not taken.
    """

    def __init__(self, limits: Limits, wall_clock: Callable[[], float] = time.time) -> None:
        self._limits = limits
        self._wall_clock = wall_clock
        self._hosts: dict[str, dict[str, _Cookie]] = {}

    def header(self, parts: Parts) -> str:
        """The value of the Cookie header for a request, empty if there is none."""
        held = self._hosts.get(parts.host)
        if not held:
            return ""
        return "; ".join(
            f"{name}={cookie.value}" if name else cookie.value
            for name, cookie in held.items()
            if (parts.scheme == "https" or not cookie.secure) and _within(parts.path, cookie.path)
        )

    def store(self, parts: Parts, fields: Iterable[bytes]) -> set[str]:
        """Take the cookies of an answer (values of Set-Cookie); returns the limits that some were over."""
        return {self._store(parts, field) for field in fields} - {""}

    def _store(self, parts: Parts, field: bytes) -> str:
        pair, _, rest = field.partition(b";")
        if len(pair) > self._limits.cookie_bytes or len(rest) > self._limits.cookie_bytes:
            return "cookie_bytes"
        name, cookie = _read(pair, _attributes(rest), parts)
        if cookie is None:
            return ""
        held = self._hosts.get(parts.host, {})
        if self._expired(_attributes(rest)):
            held.pop(name, None)
            return ""
        if name not in held and len(held) >= self._limits.cookies:
            return "cookies"
        self._hosts.setdefault(parts.host, held)[name] = cookie
        while len(self._hosts) > _HOSTS:
            del self._hosts[next(iter(self._hosts))]
        return ""

    def _expired(self, attributes: dict[str, str]) -> bool:
        age = attributes.get("max-age", "")
        if age.lstrip("-").isdecimal():
            return age.startswith("-") or not age.strip("0")
        try:
            return parsedate_to_datetime(attributes["expires"]).timestamp() <= self._wall_clock()
        except (KeyError, ValueError, OverflowError, OSError):
            return False


def _read(pair: bytes, attributes: dict[str, str], parts: Parts) -> tuple[str, _Cookie | None]:
    """Name and cookie; no cookie where it cannot be sent back as it came."""
    try:
        written = pair.decode("utf-8").strip()
    except UnicodeDecodeError:
        return "", None
    secure = "secure" in attributes
    if not written.isprintable() or (secure and parts.scheme != "https"):
        return "", None
    name, equals, value = written.partition("=")
    if not equals:
        name, value = "", written
    path = attributes.get("path", "")
    if not path.startswith("/"):
        path = parts.path.rpartition("/")[0] or "/"
    return name.strip(), _Cookie(value.strip(), path, secure)


def _attributes(rest: bytes) -> dict[str, str]:
    fields = (attribute.partition("=") for attribute in rest.decode("latin-1").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in fields}


def _within(path: str, folder: str) -> bool:
    """Whether a cookie of a folder goes to a path (RFC 6265, 5.1.4)."""
    if not path.startswith(folder):
        return False
    return folder.endswith("/") or path[len(folder) : len(folder) + 1] in ("", "/")
