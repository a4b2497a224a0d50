"""The shape of an address: what stays when numbers, codes and sessions are taken out."""

import re

from auditbot.url import Url, split

_CODE = re.compile(r"[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{27}|\d+", re.IGNORECASE)
_MIXED = re.compile(r"(?=[A-Za-z_-]*\d)(?=\d*[A-Za-z])[A-Za-z0-9_-]{20,}")
_SESSION_IN_PATH = re.compile(r"(?:/\([SFX]\([^)/?#]*\)\))+(?:/|(?=[?;])|$)", re.IGNORECASE)
_SESSION_AFTER_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*", re.IGNORECASE)
_SESSION_KEYS = frozenset({"jsessionid", "phpsessid", "aspsessionid", "sessionid", "session_id"})


def without_session(url: Url) -> Url:
    """The address without session identifiers, which make endless addresses of one page."""
    if ";" in url or "(" in url:
        url = Url(_SESSION_AFTER_PATH.sub("", _SESSION_IN_PATH.sub("/", url)))
    if "?" not in url or "sess" not in url.lower():
        return url
    head, _, query = url.partition("?")
    kept = [pair for pair in query.split("&") if pair.partition("=")[0].lower() not in _SESSION_KEYS]
    return Url(f"{head}?{'&'.join(kept)}" if kept else head)


def path_shape(url: Url) -> str:
    """Host and path with their numbers and codes taken out."""
    parts = split(url)
    return parts.host + _CODE.sub("#", _MIXED.sub("#", parts.path))


def shape(url: Url) -> str:
    """``path_shape`` with the names of the query's parameters."""
    query = split(url).query
    if not query:
        return path_shape(url)
    keys = sorted({pair.partition("=")[0] for pair in query.split("&", 64)[:64]})
    return f"{path_shape(url)}?{'&'.join(keys)}"


def repeats(url: Url) -> int:
    """How often the most frequent segment of the path stands in it, neighbours or not."""
    segments = [part for part in split(url).path.split("/") if part and not part.isdigit()]
    return max((segments.count(part) for part in set(segments)), default=0)


def folder(url: Url) -> str:
    """Host and path up to the last slash."""
    parts = split(url)
    return parts.host + parts.path.rpartition("/")[0]


def basename(url: Url) -> str:
    """The last segment of the path; empty for a folder."""
    return split(url).path.rpartition("/")[2]
