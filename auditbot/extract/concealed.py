"""Links that a page holds and its visitor cannot see: the trace that break-ins leave.

Only what the page itself says is judged: inline styles, a ``marquee`` of no size, and scripts that switch
off one element by its id. Style sheets are not read. ``display: none`` alone proves little, for menus and
tabs are built so.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from selectolax.lexbor import LexborNode

from auditbot.extract.document import Document
from auditbot.extract.visible import line
from auditbot.url import Url, split

MOST = 200
"""Concealed links of one page."""
FARM = 5
"""Hosts linked in one box that nobody sees; a menu or a tab has no such crowd of strangers."""
_MOST_BOXES = 400
_MOST_LINKS = 400
"""Links of one concealed box that are looked at."""
_LONGEST_STYLE = 500

_WORTH_A_LOOK = re.compile(
    r"marquee|-\d{3,}(?:px|em|%)|opacity|visibility|display\s{0,3}[:=]|(?:height|width|font-size)\s{0,3}[:=]",
    re.IGNORECASE,
)
_FAR = re.compile(
    r"(?:^|;)\s*(?:left|top|right|bottom|margin-left|margin-top)\s*:\s*-(\d{3,6})(?:\.\d+)?(?:px|em|rem|%)?"
)
_LIFTED = re.compile(r"position\s*:\s*(?:absolute|fixed)")
_NO_HEIGHT = re.compile(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:!important)?\s*(?:;|$)")
_CUT = re.compile(r"overflow\s*:\s*hidden")
_CLEAR = re.compile(r"(?:^|;)\s*opacity\s*:\s*0(?:\.0+)?\s*(?:!important)?\s*(?:;|$)")
_TINY = re.compile(r"(?:^|;)\s*font-size\s*:\s*[01](?:px|pt)?\s*(?:!important)?\s*(?:;|$)")
_OFF = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SWITCHED_OFF = re.compile(
    r"getElementById\(\s*[\"']([\w-]{1,60})[\"']\s*\)\.style\.(?:display|visibility)\s*=\s*[\"'](?:none|hidden)[\"']"
)
_SMALL = frozenset({"0", "1", "0px", "1px"})


class How(StrEnum):
    """How a link is kept from sight."""

    OFF_SCREEN = "off-screen"
    NO_SIZE = "no-size"
    MARQUEE = "marquee"
    CLEAR = "clear"
    TINY = "tiny"
    OFF = "off"
    """Not displayed: often a menu or a tab."""

    @property
    def is_sure(self) -> bool:
        """Nothing honest is built so."""
        return self in (How.OFF_SCREEN, How.NO_SIZE, How.MARQUEE)


@dataclass(frozen=True, slots=True)
class Concealed:
    """One link that a visitor cannot see; ``box`` tells which of them are concealed together."""

    target: Url
    text: str
    how: How
    box: int = 0


def concealed(document: Document, targets: Collection[Url]) -> tuple[Concealed, ...]:
    """Which of these targets the page links unseen, each once, under the surest sign."""
    if not targets or not _WORTH_A_LOOK.search(document.expanded):
        return ()
    found: dict[Url, Concealed] = {}
    for number, (box, how) in enumerate(islice(_boxes(document), _MOST_BOXES)):
        links = [box] if box.tag == "a" else box.css("a[href]")[:_MOST_LINKS]
        for link in links:
            target = document.resolve(link.attributes.get("href") or "")
            if target and target in targets and target not in found:
                found[target] = Concealed(target, line(link)[:80], how, number)
            if len(found) >= MOST:
                return tuple(found.values())
    return tuple(found.values())


def planted(document: Document, targets: Collection[Url]) -> set[Url]:
    """Which of these targets no visitor will ever see linked: by a sure sign, or in a crowd of hosts."""
    found = concealed(document, targets)
    hosts: dict[int, set[str]] = {}
    for link in found:
        hosts.setdefault(link.box, set()).add(split(link.target).host)
    return {link.target for link in found if link.how.is_sure or len(hosts[link.box]) >= FARM}


def _boxes(document: Document) -> Iterator[tuple[LexborNode, How]]:
    """Elements that cannot be seen, the surest signs first."""
    styled = [(node, _style(node)) for node in document.tree.css("[style]")[: 10 * _MOST_BOXES]]
    for node in document.tree.css("marquee")[:_MOST_BOXES]:
        said = node.attributes
        if {(said.get(side) or "").strip() for side in ("height", "width", "scrollamount")} & _SMALL - {"1"}:
            yield node, How.MARQUEE
    for node, style in styled:
        if (_FAR.search(style) and _LIFTED.search(style)) or ("margin" in style and _FAR.search(style)):
            yield node, How.OFF_SCREEN
        elif len(_NO_HEIGHT.findall(style)) and _CUT.search(style):
            yield node, How.NO_SIZE
    for node, style in styled:
        if _CLEAR.search(style):
            yield node, How.CLEAR
        elif _TINY.search(style) and not _sized_within(node):
            yield node, How.TINY
        elif _OFF.search(style):
            yield node, How.OFF
    for match in islice(_SWITCHED_OFF.finditer(document.expanded), 20):
        named = document.tree.css_first(f"#{match[1]}") if match[1][0].isalpha() else None
        if named is not None:
            yield named, How.OFF


def _sized_within(box: LexborNode) -> bool:
    """Whether something in a box of no letter size has a size of its own."""
    return any(node.mem_id != box.mem_id for node in box.css("img, [style*=font-size]"))


def _style(node: LexborNode) -> str:
    return (node.attributes.get("style") or "")[:_LONGEST_STYLE].lower()
