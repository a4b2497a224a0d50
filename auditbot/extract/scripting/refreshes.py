"""Pages that send their visitor on by themselves."""

import re
from typing import NamedTuple

from auditbot.url import Url, read

_LONGEST = 5000
_CONTENT = re.compile(
    r"""(\d+|(?=\.))[\d.]*\s*(?:[;,\s]\s*(?:[uU][rR][lL]\s*=\s*)?+(?:"([^"]*)|'([^']*)|(\S.*)))?""", re.DOTALL
)


class Refresh(NamedTuple):
    """Where a page sends its visitor, after how many seconds; by a ``meta``, ``script`` or ``header``."""

    url: Url
    seconds: int
    element: str


def refresh_in(content: str) -> tuple[int, str]:
    """Seconds and address of a meta refresh (HTML Standard, section 4.2.5.3); no address: the page itself."""
    found = _CONTENT.match(content[:_LONGEST].strip())
    if not found:
        return 0, ""
    return int(found[1][:9] or 0), (found[2] or found[3] or found[4] or "").strip()


def refresh_by_header(header: str, page: Url) -> Refresh | None:
    """What a ``Refresh:`` header says, which browsers obey as they do a ``meta`` element."""
    seconds, address = refresh_in(header)
    target = read(address, page).url if address else None
    return Refresh(target, seconds, "header") if target else None
