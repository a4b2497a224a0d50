"""The marks that the State's scripts draw on a page: that of a government body, and the way to 找错.

They are looked for in the source, by the names and parameters of the State's own scripts, which are written
by ``document.write``, percent-escaped, or stand in a script of the site. What is commented out is not there.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_MARK = ("conac", "Conac", "CONAC", 'alt="党政机关', 'title="党政机关')
_ENTRY = ("jiucuo", "JiuCuo", "zfwzgl", "找错")
_WORD = "找错"
_CODE = re.compile(
    r"""site_?code(?:["'\s]|%3D|%2[027]|=|:|\\){1,8}([\w\u4e00-\u9fff]{1,30})""", re.IGNORECASE
)
_NEAR = 300
"""Letters around a sign of the entry in which its code stands."""
_MOST = 12
"""Places of one sign that are looked at: templates repeat them."""
_LINK = 600
"""Letters back to the start of the link in which a word stands."""
_LONGEST = 20


class Entry(NamedTuple):
    """The way to 找错 on a page, and the codes it names."""

    present: bool
    codes: tuple[str, ...]


def has_mark(html: str) -> bool:
    """Whether the mark of a government body stands on the page, or is drawn by a script of it."""
    return any(True for _ in _places(html, _MARK))


def entry(html: str) -> Entry:
    """The way to 找错. The word alone, outside of links and pictures, is no way."""
    codes: dict[str, None] = {}
    present = False
    for place, sign in _places(html, _ENTRY):
        if sign == _WORD and not _in_link(html, place):
            continue
        present = True
        for match in _CODE.finditer(html, max(0, place - _NEAR), place + _NEAR):
            if not commented(html, match.start()):
                codes.setdefault(match[1][:_LONGEST])
    return Entry(present, tuple(codes))


def commented(html: str, place: int) -> bool:
    """Whether a place lies in a comment of the page; the comments around old scripts are none."""
    start = html.rfind("<!--", 0, place)
    if start < 0 or html.find("-->", start, place) >= 0:
        return False
    script = html.rfind("<script", 0, start)
    return script < 0 or html.find("</script", script, start) >= 0


def _places(html: str, signs: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where the signs stand outside of comments."""
    for sign in signs:
        place = -1
        for _ in range(_MOST):
            place = html.find(sign, place + 1)
            if place < 0:
                break
            if not commented(html, place):
                yield place, sign


def _in_link(html: str, place: int) -> bool:
    """Whether a place lies in a link, or in the words for a picture."""
    start = max(0, place - _LINK)
    tag = html.rfind("<", start, place)
    in_tag = tag >= 0 and html.find(">", tag, place) < 0
    opened = max(html.rfind("<a ", start, place), html.rfind("<A ", start, place))
    return in_tag or (opened >= 0 and html.find("</a", opened, place) < 0)
