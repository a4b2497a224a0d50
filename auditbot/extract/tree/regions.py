"""Which part of a page a node stands in: head, menus, breadcrumb, foot, or the body proper.

Landmarks and names make a claim, the shape decides. Where in doubt, a node belongs to the body: a list that
is taken for a menu would be lost.
"""

import re
from collections.abc import Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditbot.extract.tree.region_names import LONGEST_NAME, NEVER, Claim, claim_of
from auditbot.extract.tree.region_proofs import (
    at_most,
    foot_words,
    is_banner,
    is_bottom,
    is_foot,
    is_list_of_links,
    is_menu,
    is_path,
    may_hold_path,
)
from auditbot.extract.tree.repeated import Part, Repeated, Repetition
from auditbot.model.page import Region

_CANDIDATES = "[class],[id],nav,header,footer,aside"
_EFFORT = 4
"""Letters that are read to judge elements, for each byte of the page; real pages need one at most."""
_LEAST_EFFORT = 50_000
_MOST_CANDIDATES = 50_000
_MOST_BEFORE = 200
_BEFORE_BANNER = 60
"""Letters that may stand before a banner."""
_FOOT_HOLDER = 400
_STEPS_UP = 3
_MOST_MENTIONS = 20
_PROOFS = {
    Claim.MENU: (Region.NAV, is_menu),
    Claim.BANNER: (Region.NAV, is_banner),
    Claim.PATH: (Region.PATH, is_path),
    Claim.FOOT: (Region.FOOT, is_foot),
    Claim.BOTTOM: (Region.FOOT, is_bottom),
}
_HERE = re.compile(r"(?:当前|所在|您的|现在的|目前)的?位\s?置")
_FOOT_MARKS = ("标识码", "ICP备", "版权所有")
_TRS_STEP = "CurrChnlCls"
_UNREAD = frozenset({"script", "style", "title", "option", "textarea", "-comment"})
_WHOLE = frozenset({"html", "body"})


class Regions:
    """The parts of one page. ``repeated``: those that its site's pages share, as far as they are known."""

    def __init__(self, tree: LexborHTMLParser, repeated: Repeated | None = None) -> None:
        self.repeated: dict[int, Repetition] = {}
        """The elements that pages share, by their identity."""
        self._tree = tree
        self._shared = repeated
        self._new: list[tuple[LexborNode, str]] = []
        """Elements whose names proved true, with these names, that may stand on other pages too."""
        self._bounds: dict[int, Region] = {}
        """The elements at which a part begins."""
        self._known: dict[int, Region] = {}
        self._outside: list[LexborNode] = []
        self._at_top = True
        self._markup = _EFFORT * len(tree.raw_html)
        """Letters of markup that are compared with what is known."""
        self._effort = _LEAST_EFFORT + _EFFORT * len(tree.raw_html)
        self._find()

    @property
    def outside(self) -> tuple[LexborNode, ...]:
        """The elements around menus, breadcrumb and foot, and around lists of links at the side."""
        return tuple(self._outside)

    def region_of(self, node: LexborNode) -> Region:
        """The part in which a node stands."""
        known = self._known
        identity = node.mem_id
        region = known.get(identity)
        if region is not None:
            return region
        passed: list[int] = []
        current: LexborNode | None = node
        while region is None and current is not None:
            passed.append(identity)
            current = current.parent
            if current is not None:
                identity = current.mem_id
                region = known.get(identity)
        region = region or Region.BODY
        for identity in passed:
            known[identity] = region
        return region

    def _find(self) -> None:
        head, body = self._tree.head, self._tree.body
        if head:
            self._known[head.mem_id] = self._bounds[head.mem_id] = Region.HEAD
        if body is None:
            return
        self._known[body.mem_id] = self._bounds[body.mem_id] = Region.BODY
        self._by_name(body)
        found = self._bounds.values()
        if Region.PATH not in found:
            self._path_by_words(body)
        if Region.FOOT not in found:
            self._foot_by_words(body)
        self._known = dict(self._bounds)
        if self._shared and self._new:
            self._learn(self._shared)

    def _by_name(self, body: LexborNode) -> None:
        before = 0
        candidates = islice(body.css(_CANDIDATES), _MOST_CANDIDATES)
        for node in candidates:
            tag = node.tag or ""
            if tag in NEVER or node.mem_id == before:
                continue  # an element is given once for each selector it matches
            before = node.mem_id
            said = node.attributes
            names = _names(said)
            claim = claim_of(tag, said.get("role") or "", names)
            if claim and self._undecided(node, claim):
                within = self._judge(node, claim, names)
                next(islice(candidates, within, within), None)

    def _undecided(self, node: LexborNode, claim: Claim) -> bool:
        """Whether a claim says more than the element around does. A breadcrumb may stand in a banner."""
        parent = node.parent
        around = self.region_of(parent) if parent else Region.BODY
        return around is Region.BODY or (around is Region.NAV and claim is Claim.PATH)

    def _judge(self, node: LexborNode, claim: Claim, names: str) -> int:
        """Decide on a claim; the number of candidates within that need not be looked at any more."""
        if claim is Claim.BANNER:
            self._at_top = self._at_top and self._nothing_before(node)
            if not self._at_top:
                return 0
        part = self._known_part(node, names)
        if part:
            self._set(node, part.region)
            self.repeated[node.mem_id] = (node, part)
            return part.candidates
        text = self._text(node)
        if text is None:
            return 0
        if claim is Claim.ASIDE:
            if is_list_of_links(node, text):
                self._outside.append(node)
            return 0
        region, proves = _PROOFS[claim]
        if proves(node, text):
            self._set(node, region)
            if region is not Region.PATH:
                self._new.append((node, names))
            return 0 if may_hold_path(text) else len(node.css(_CANDIDATES)) - 1
        if claim is Claim.BANNER:
            self._at_top = False
        return 0

    def _known_part(self, node: LexborNode, names: str) -> Part | None:
        """What is known of an element that pages share; elements in each other are not looked up for ever."""
        if self._shared is None or self._markup < 0 or not self._shared.has(names):
            return None
        markup = node.html or ""
        self._markup -= len(markup)
        return self._shared.find(markup)

    def _learn(self, shared: Repeated) -> None:
        """Remember the elements that come again and in which no other part begins."""
        again = [(node, names) for node, names in self._new if shared.comes_again(node)]
        around = self._around_parts() if again else ()
        for node, names in again:
            if node.mem_id not in around:
                candidates = len(node.css(_CANDIDATES)) - 1
                part = shared.learn(names, node, self._bounds[node.mem_id], candidates)
                self.repeated[node.mem_id] = (node, part)

    def _around_parts(self) -> set[int]:
        """All elements around those at which a part begins."""
        around: set[int] = set()
        for node in self._outside:
            above = node.parent
            while above is not None and above.mem_id not in around:
                around.add(above.mem_id)
                above = above.parent
        return around

    def _text(self, node: LexborNode) -> str | None:
        """The text of a node; ``None`` when so much was read that the page is not worth more."""
        text = node.text() if self._effort > 0 else None
        self._effort -= len(text or "") + 100
        return text

    def _set(self, node: LexborNode, region: Region) -> None:
        self._known[node.mem_id] = self._bounds[node.mem_id] = region
        self._outside.append(node)

    def _nothing_before(self, node: LexborNode) -> bool:
        """Whether the page begins here: no more than menus and a few words stand before."""
        current: LexborNode | None = node
        for _ in range(_MOST_BEFORE):
            if current is None or current.tag == "body":
                return True
            before = current.prev
            if before is not None and self._has_text(before):
                return False
            current = before if before is not None else current.parent
        return False

    def _has_text(self, node: LexborNode) -> bool:
        if node.tag in _UNREAD or self._known.get(node.mem_id) is Region.NAV:
            return False
        text = self._text(node)
        return text is None or not at_most(_BEFORE_BANNER, node, text)

    def _path_by_words(self, body: LexborNode) -> None:
        """The line around 当前位置, or around the links that TRS marks as steps."""
        mentions = body.css(':lexbor-contains("位置")') if self._says("位置") else []
        for node in mentions[:_MOST_MENTIONS]:
            told = node.tag not in _UNREAD and _HERE.search(node.text(deep=False))
            if told and self._is_path(_with_links(node)):
                return
        step = body.css_first(f".{_TRS_STEP}") if self._says(_TRS_STEP) else None
        self._is_path(step.parent if step else None)

    def _is_path(self, node: LexborNode | None) -> bool:
        text = self._text(node) if node else None
        if node is None or text is None or not is_path(node, text):
            return False
        self._set(node, Region.PATH)
        return True

    def _foot_by_words(self, body: LexborNode) -> None:
        """The last block that names the site's code, its registration or its owner."""
        for mark in filter(self._says, _FOOT_MARKS):
            named = [
                node
                for node in body.css(f':lexbor-contains("{mark}")')
                if node.tag not in _UNREAD and node.tag not in _WHOLE
            ]
            if not named or self.region_of(named[-1]) is not Region.BODY:
                continue
            holder = _foot_around(named[-1])
            if foot_words(holder.text()) > 1:
                self._set(holder, Region.FOOT)
                return

    def _says(self, word: str) -> bool:
        return word.encode() in self._tree.raw_html


def _names(said: Mapping[str, str | None]) -> str:
    name, identity = said.get("class"), said.get("id")
    names = f"{name} {identity}" if name and identity else name or identity or ""
    return names[:LONGEST_NAME]


def _with_links(node: LexborNode) -> LexborNode | None:
    current: LexborNode | None = node
    for _ in range(_STEPS_UP):
        if current is None or current.tag in _WHOLE:
            return None
        if current.css_first("a"):
            return current
        current = current.parent
    return None


def _foot_around(node: LexborNode) -> LexborNode:
    for _ in range(_STEPS_UP):
        parent = node.parent
        if parent is None or parent.tag in _WHOLE:
            break
        if parent.css_first("h1,h2,h3") or not at_most(_FOOT_HOLDER, parent, parent.text()):
            break
        node = parent
    return node
