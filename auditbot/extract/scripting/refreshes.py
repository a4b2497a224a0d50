"""Pages that send their visitor on by themselves."""

import re
from typing import NamedTuple

from auditbot.url import Url

_LONGEST = 5000
_CONTENT = re.compile(
    r"""(\d+|(?=\.))[\d.]*\s*(?:[;,\s]\s*(?:[uU][rR][lL]\s*=\s*)?(?:"([^"]*)|'([^']*)|(\S.*)))?""", re.DOTALL
)


class Refresh(NamedTuple):
    """Where a page sends its visitor, after how many seconds, by a ``meta`` or a ``script`` element."""

    url: Url
    seconds: int
    element: str


def refresh_in(content: str) -> tuple[int, str]:
    """Seconds and address of a meta refresh (HTML Standard, section 4.2.5.3); no address: the page itself."""
    found = _CONTENT.match(content[:_LONGEST].strip())
    if not found:
        return 0, ""
    return int(found[1][:9] or 0), (found[2] or found[3] or found[4] or "").strip()
