"""The name over a list, and the link “more” that leads to its column; tabs get the label of their place."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from auditbot.extract.lists.entries import MORE_WORDS, is_more
from auditbot.extract.text.words import fold, squeeze
from auditbot.extract.tree.outline import Outline

LONGEST = 40

_NAMED = re.compile(r"tit|bt|hd|head|name|lanmu|column|biaoti|caption|lm|top|tab|more|bar", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "strong", "b"})
_HEADING_WITHIN = "h1, h2, h3, h4, h5, h6, [class*=tit], [class*=Tit]"
_UNREAD = frozenset({"script", "style", "-comment", "-text", "br", "hr", "link", "input"})
_MORE = re.compile(r"[\s+>》»\[【(（]*(?:查看)?(?:更多|\bmore\b)[\s+>》»…\])）】.]*", re.IGNORECASE)
_LEVELS = 5
_BACKWARDS = 6
_BESIDE = 3


@dataclass(frozen=True, slots=True)
class ListHeading:
    """``more`` is the link to the column: the one that says so, else the heading's own."""

    text: str = ""
    more: LexborNode | None = None


def is_panel(holder: LexborNode, outline: Outline) -> bool:
    """Whether the element is one of several that labels before them switch between."""
    return _tab_label(holder, outline) is not None


def heading_over(first: LexborNode, outline: Outline) -> ListHeading:
    """The heading of the list whose first block is ``first``."""
    more: LexborNode | None = None
    node = first
    for level in range(_LEVELS):
        parent = node.parent
        if parent is None or node.tag in ("body", "html"):
            break
        label = _tab_label(node, outline) if level else None
        if label:
            return ListHeading(label.text, more or label.more)
        for sibling in _before(node):
            found = _as_heading(sibling, outline)
            if found:
                more = more or found.more
                if found.text:
                    return ListHeading(found.text, more or _more_beside(node))
            elif sibling.css_first(_HEADING_WITHIN):
                return ListHeading("", more)
        more = more or _more_beside(node)
        node = parent
    return ListHeading("", more)


def _before(node: LexborNode) -> list[LexborNode]:
    """The elements before a node, the nearest first."""
    found: list[LexborNode] = []
    sibling = node.prev
    while sibling is not None and len(found) < _BACKWARDS:
        if sibling.tag not in _UNREAD:
            found.append(sibling)
        sibling = sibling.prev
    return found


def _as_heading(node: LexborNode, outline: Outline) -> ListHeading | None:
    """The element as a heading: a short text that its element, its class or a link “more” sets off."""
    start, end = outline.span(node)
    if end - start > 4 * LONGEST:
        return None
    whole = fold(outline.text[start:end])
    text = _MORE.sub("", whole).strip(" :：>|·")
    links = list(node.css("a")) + ([node] if node.tag == "a" else [])
    more = next((anchor for anchor in links if is_more(anchor)), None)
    own = [anchor for anchor in links if not is_more(anchor)]
    set_off = (
        node.tag in _HEADINGS
        or more is not None
        or bool(_NAMED.search(_class(node)))
        or node.css_first("h1, h2, h3, h4, h5, h6") is not None
    )
    within = node.css("h1, h2, h3, h4, h5, h6") if set_off and own else []
    if within and len(own) == 1 and node.css_first("li"):
        return _label(within[0], outline)
    if set_off and len(own) > 1:
        return _label(within[0], outline) if len(within) == 1 and not within[0].css_first("a + a") else None
    if not set_off or len(text) > LONGEST or squeeze(text).lower() in MORE_WORDS:
        return ListHeading("", more) if more and len(text) <= LONGEST and not own else None
    if not text and more is None:
        return None
    return ListHeading(text, more or (own[0] if own else None))


def _more_beside(node: LexborNode) -> LexborNode | None:
    """The link “more” right before or after a list."""
    for beside in (_next_read(node), node.prev):
        if beside is not None and beside.tag not in _UNREAD:
            links = [beside] if beside.tag == "a" else beside.css("a")
            if len(links) == 1 and is_more(links[0]):
                return links[0]
    return None


def _next_read(node: LexborNode) -> LexborNode | None:
    """The next sibling that is more than blanks, within a few steps."""
    sibling = node.next
    for _ in range(_BESIDE):
        if sibling is None or sibling.tag not in _UNREAD:
            break
        sibling = sibling.next
    return sibling


def _tab_label(panel: LexborNode, outline: Outline) -> ListHeading | None:
    """The label of a tab, where as many labels stand before a row of like panels as there are panels."""
    parent = panel.parent
    if parent is None or panel.tag in ("li", "tr", "td", "a", "p", "span"):
        return None
    panels = [
        child
        for child in parent.iter()
        if child.tag == panel.tag and _first_class(child) == _first_class(panel)
    ]
    if len(panels) < 2:
        return None
    heads = [node for node in _before(panels[0])[:2] if outline.text_of(node).strip()] or [
        node for node in _before(parent)[:2] if outline.text_of(node).strip()
    ]
    for head in heads[:1]:
        for labels in (head.css("li"), head.css("a"), head.css("span"), head.css("h1, h2, h3, h4")):
            if len(labels) == len(panels):
                return _label(labels[_index(panels, panel)], outline)
    return None


def _label(node: LexborNode, outline: Outline) -> ListHeading | None:
    text = fold(outline.text_of(node), 2 * LONGEST)
    link = node if node.tag == "a" else node.css_first("a")
    return ListHeading(text, link) if 0 < len(text) <= LONGEST else None


def _index(nodes: list[LexborNode], wanted: LexborNode) -> int:
    return next(place for place, node in enumerate(nodes) if node.mem_id == wanted.mem_id)


def _class(node: LexborNode) -> str:
    written = node.attributes
    return f"{written.get('class') or ''} {written.get('id') or ''}"


def _first_class(node: LexborNode) -> str:
    return (node.attributes.get("class") or "").partition(" ")[0]
