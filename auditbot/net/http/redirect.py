"""Where a redirect leads, read as browsers read it."""

from urllib.parse import quote_from_bytes

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.http import headers
from auditbot.url import BadHref, Url, read

STATUSES = frozenset({301, 302, 303, 307, 308})
_LOCATION_LENGTH = 2048


def shown(location: bytes) -> str:
    """The header as the server wrote it, printable and bounded."""
    return headers.text(location[:_LOCATION_LENGTH])


def target(location: bytes | None, base: Url) -> Url | Failure:
    """The address that a Location names, or why there is none to go to."""
    if location is None or not location.strip():
        return Failure(FailureKind.BAD_REDIRECT, "no Location")
    reference = read(_written(location), base)
    if reference.url is not None:
        return reference.url
    detail = f"{reference.bad}: {shown(location[:200])}"
    if reference.bad is BadHref.CONTACT:
        return Failure(FailureKind.SCHEME, detail)
    return Failure(FailureKind.BAD_REDIRECT, detail)


def _written(location: bytes) -> str:
    """The reference as text. Bytes that are no UTF-8 keep their values, as percent escapes."""
    try:
        return location.decode("utf-8")
    except UnicodeDecodeError:
        return quote_from_bytes(location, safe=_PRINTABLE)


_PRINTABLE = bytes(range(0x20, 0x7F)).decode()
