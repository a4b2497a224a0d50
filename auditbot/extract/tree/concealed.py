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

from auditbot.extract.text.visible import line
from auditbot.extract.tree.document import Document
from auditbot.url import Url, split

MOST = 200
"""Concealed links of one page."""
FARM = 5
"""Hosts linked in one box that nobody sees; only a panel of friend links has such a crowd of strangers."""
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
_CENTRED = re.compile(r"(?:^|;)\s*(?:left|top|right|bottom)\s*:\s*\d{1,3}(?:\.\d+)?%")
"""From there a negative margin leads back: dialogs and wide banners stand in the middle so."""
_SCREEN, _STRIP = 900, 3000
"""How far away a box stands where nobody looks; strips of slides and wide banners reach further."""
_LIFTED = re.compile(r"position\s*:\s*(?:absolute|fixed)")
_NO_HEIGHT = re.compile(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:!important)?\s*(?:;|$)")
_CUT = re.compile(r"overflow\s*:\s*hidden")
_CLEAR = re.compile(r"(?:^|;)\s*opacity\s*:\s*0(?:\.0+)?\s*(?:!important)?\s*(?:;|$)")
_TINY = re.compile(r"(?:^|;)\s*font-size\s*:\s*[01](?:px|pt)?\s*(?:!important)?\s*(?:;|$)")
_OFF = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SWITCHED_OFF = re.compile(
    r"getElementById\(\s*[\"']([\w-]{1,60})[\"']\s*\)\.style\.(?:display|visibility)\s*=\s*[\"'](?:none|hidden)[\"']"
)
_FOR_GOOD = re.compile(
    rf"<script[^>]{{0,200}}>\s{{0,20}}document\.{_SWITCHED_OFF.pattern};?\s{{0,20}}</script"
)
"""A script that does nothing else."""
_SMALL = frozenset({"0", "1", "0px", "1px"})
_LISTS = frozenset({"ul", "ol", "li", "dl", "dd", "table", "tbody", "tr"})
_PEERS = 30


class How(StrEnum):
    """How a link is kept from sight."""

    OFF_SCREEN = "off-screen"
    NO_SIZE = "no-size"
    MARQUEE = "marquee"
    SHIFTED = "shifted"
    """Moved away by less than a screen: perhaps a banner or a strip of slides."""
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
    """One link that a visitor cannot see; ``box`` tells which of them are concealed together.

    ``opens``: the box may be a panel that is shown to whoever asks for it.
    """

    target: Url
    text: str
    how: How
    box: int = 0
    opens: bool = False


def concealed(document: Document, targets: Collection[Url]) -> tuple[Concealed, ...]:
    """Which of these targets the page links unseen, each once, under the surest sign."""
    if not targets or not _WORTH_A_LOOK.search(document.expanded):
        return ()
    found: dict[Url, Concealed] = {}
    for_good = frozenset(match[1] for match in islice(_FOR_GOOD.finditer(document.expanded), 20))
    for number, (box, how) in enumerate(islice(_boxes(document), _MOST_BOXES)):
        links = [box] if box.tag == "a" else box.css("a[href]")[:_MOST_LINKS]
        opens = not how.is_sure and _may_open(box, for_good)
        for link in links:
            target = document.resolve(link.attributes.get("href") or "")
            if target and target in targets and target not in found:
                found[target] = Concealed(target, line(link)[:80], how, number, opens)
            if len(found) >= MOST:
                return tuple(found.values())
    return tuple(found.values())


def planted(document: Document, targets: Collection[Url]) -> set[Url]:
    """Which of these targets no visitor will ever see linked: by a sure sign, or in a crowd of hosts."""
    found = concealed(document, targets)
    hosts: dict[int, set[str]] = {}
    for link in found:
        hosts.setdefault(link.box, set()).add(split(link.target).host)
    crowds = {box for box, named in hosts.items() if len(named) >= FARM}
    return {link.target for link in found if link.how.is_sure or (link.box in crowds and not link.opens)}


def _may_open(box: LexborNode, for_good: Collection[str]) -> bool:
    """Whether a script may show a box: it has a name, is part of a list, or one of several alike (tabs)."""
    name = box.attributes.get("id")
    if name in for_good:
        return False
    if name or box.attributes.get("class") or box.tag in _LISTS:
        return True
    around = box.parent
    if around is None or around.tag == "body":
        return False
    peers = [peer.tag for peer in islice(around.iter(), _PEERS)]
    return len(peers) > 1 and set(peers) == {box.tag}


def _boxes(document: Document) -> Iterator[tuple[LexborNode, How]]:
    """Elements that cannot be seen, the surest signs first."""
    styled = [(node, _style(node)) for node in document.tree.css("[style]")[: 10 * _MOST_BOXES]]
    for node in document.tree.css("marquee")[:_MOST_BOXES]:
        said = node.attributes
        if {(said.get(side) or "").strip() for side in ("height", "width", "scrollamount")} & _SMALL - {"1"}:
            yield node, How.MARQUEE
    for node, style in styled:
        if _shifted(style) is How.OFF_SCREEN:
            yield node, How.OFF_SCREEN
        elif _NO_HEIGHT.search(style) and _CUT.search(style) and "padding" not in style:
            yield node, How.NO_SIZE
    for node, style in styled:
        how = _perhaps(node, style)
        if how:
            yield node, how
    for match in islice(_SWITCHED_OFF.finditer(document.expanded), 20):
        named = document.tree.css_first(f"#{match[1]}") if match[1][0].isalpha() else None
        if named is not None:
            yield named, How.OFF


def _perhaps(box: LexborNode, style: str) -> How | None:
    """How a style may keep its box from sight."""
    if _shifted(style):
        return How.SHIFTED
    if _CLEAR.search(style):
        return How.CLEAR
    if _TINY.search(style) and not _sized_within(box):
        return How.TINY
    return How.OFF if _OFF.search(style) else None


def _shifted(style: str) -> How | None:
    """Whether a style moves its box out of sight, or so far that it may be."""
    lifted = _LIFTED.search(style) is not None
    if not (lifted or "margin" in style):
        return None
    far = max((int(match[1]) for match in _FAR.finditer(style)), default=0)
    centred = _CENTRED.search(style) is not None
    if far >= (_SCREEN if lifted and not centred else _STRIP):
        return How.OFF_SCREEN
    return How.SHIFTED if far and not centred else None


def _sized_within(box: LexborNode) -> bool:
    """Whether something in a box of no letter size has a size of its own."""
    return any(node.mem_id != box.mem_id for node in box.css("img, [style*=font-size]"))


def _style(node: LexborNode) -> str:
    return (node.attributes.get("style") or "")[:_LONGEST_STYLE].lower()
