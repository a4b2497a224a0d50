"""Tags in the text of a page, as the tokenizer of the HTML Standard cuts them (section 13.2.5)."""

import re
from collections.abc import Iterator
from html import unescape

ATTRIBUTES = (
    r"""(?:[\s/]++|=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+)*+"""
)
"""What follows the name of a start tag, up to ``>`` or the end of the text. Linear, matches always."""

_START_TAG = re.compile(r"<([A-Za-z][^\s/>]*+)(" + ATTRIBUTES + ")")
_ATTRIBUTE = re.compile(r"""([^\s/>="']++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++))""")
_SCRIPT = re.compile(r"<!--|<[sS][cC][rR][iI][pP][tT](?=[\s/>])(" + ATTRIBUTES + ")>?")
_SCRIPT_END = re.compile(r"</[sS][cC][rR][iI][pP][tT](?=[\s/>])")


class Script:
    """An inline script of a page. ``start`` is where its tag begins, ``end`` where its closing tag ends."""

    __slots__ = ("end", "start", "tag", "text")

    def __init__(self, tag: str, text: str, start: int, end: int) -> None:
        self.tag = tag
        self.text = text
        self.start = start
        self.end = end


def scripts(html: str) -> Iterator[Script]:
    """The scripts of a page that are not commented out and have a closing tag, in order."""
    place = 0
    while match := _SCRIPT.search(html, place):
        if match[0] == "<!--":
            place = html.find("-->", match.start() + 2)
            if place < 0:
                return
            continue
        close = _SCRIPT_END.search(html, match.end())
        if close is None:
            return
        place = html.find(">", close.end()) + 1 or len(html)
        yield Script(match[1], html[match.end() : close.start()], match.start(), place)


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag that have a value; of equal names the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found


def with_attribute(html: str, name: str) -> str:
    """The markup with an attribute added to each of its start tags."""
    return _START_TAG.sub(rf"<\1 {name}\2", html)
