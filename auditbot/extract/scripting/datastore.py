"""Lists that Hanweb's platform ships inside a script: ``<datastore>`` with records in CDATA.

    <script type="text/xml"><datastore>
    <nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&…"></a>]]></nextgroup>
    <recordset><record><![CDATA[<li><a href="/art/…">…</a></li>]]></record>…</recordset>
    </datastore></script>

A script of the platform puts the records into the page and asks the proxy for the next ones. The proxy's
answer is such a ``<datastore>`` by itself.
"""

import re
from collections.abc import Iterator
from html import unescape

OPENING = "<datastore"
MOST_PROXIES = 20

_SECTION = re.compile(r"<(record|nextgroup)>\s{0,99}<!\[CDATA\[")
_ANSWER = re.compile(r"\s{0,99}(?:<\?xml[^>]{0,99}>)?\s{0,99}<datastore")
_PROXY = re.compile(r"""href\s{0,9}=\s{0,9}["']([^"'<>]{1,4000})""")
_CONTAINER = {"li": "ul", "tr": "table", "dt": "dl", "dd": "dl"}
_FIRST_TAG = re.compile(r"\s{0,999}<([A-Za-z]{1,20})")


def is_answer(html: str) -> bool:
    """Whether this is what a proxy answers, not a page."""
    return _ANSWER.match(html) is not None


def records(store: str) -> str:
    """The records as the list they become; empty if there are none."""
    found = list(_sections(store, "record"))
    if not found:
        return ""
    first = _FIRST_TAG.match(found[0])
    container = _CONTAINER.get(first[1].lower() if first else "", "div")
    return f"<{container}>{''.join(found)}</{container}>"


def proxies(html: str) -> tuple[str, ...]:
    """Addresses that give more of the records, as written."""
    found: dict[str, None] = {}
    for group in _sections(html, "nextgroup"):
        for address in _PROXY.findall(group):
            found[unescape(address)] = None
    return tuple(found)[:MOST_PROXIES]


def _sections(store: str, name: str) -> Iterator[str]:
    place = 0
    while match := _SECTION.search(store, place):
        place = store.find("]]>", match.end())
        if place < 0:
            return
        if match[1] == name:
            yield store[match.end() : place]
