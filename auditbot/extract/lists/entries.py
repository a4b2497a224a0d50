"""The candidates for list items: every link with the block that is its own, grouped by what holds them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from auditbot.extract.text.words import squeeze
from auditbot.extract.tree.outline import Outline

MOST = 2000
"""Links of a page that are looked at."""

_LONGEST_MORE = 40
"""Letters, blanks around and within included, of a link that may say “more”."""

ROWS = frozenset({"li", "tr", "dd", "dt", "article"})
_CLIMB = 10
_TABLE_PARTS = frozenset({"tbody", "thead", "tfoot"})
_STOP = frozenset({"body", "html", "form", "main", "td"})
MORE_WORDS = frozenset(
    (
        "更多 查看更多 更多内容 更多信息 查看全部 更多> 更多>> 更多» 更多»» 更多＞＞ 更多→ 更多+"
        " 更多… 更多... [更多] 【更多】 +更多 …更多 >>更多 more more> more>> more+ +more [more] >>more >> +"
    ).split()
)


@dataclass(slots=True)
class Entry:
    """One block with the link, or links, that it holds."""

    block: LexborNode
    anchors: list[LexborNode]
    position: int
    """That of its first link among all links of the page."""

    @property
    def is_more(self) -> bool:
        """Whether it only leads to the rest of a list."""
        return len(self.anchors) == 1 and is_more(self.anchors[0])


@dataclass(slots=True)
class Group:
    """Blocks that stand side by side in one element."""

    holder: LexborNode
    entries: list[Entry] = field(default_factory=list)
    more: LexborNode | None = None
    """The link “more” that stands behind the blocks."""


def is_more(anchor: LexborNode) -> bool:
    """Whether a link says no more than “more”."""
    text = anchor.text()
    return len(text) < _LONGEST_MORE and squeeze(text).lower() in MORE_WORDS


def groups(outline: Outline) -> list[Group]:
    """All groups of the page in document order."""
    found: dict[int, Group] = {}
    entries: dict[int, Entry] = {}
    loose: list[tuple[LexborNode, int]] = []
    for position, (anchor, _) in enumerate(outline.anchors[:MOST]):
        row = _row(anchor)
        if row is None:
            loose.append((anchor, position))
        else:
            _add(found, entries, row, anchor, position)
    crowded = _around(group.holder for group in found.values())
    addresses = _addresses_in([anchor for anchor, _ in loose])
    for anchor, position in loose:
        _add(found, entries, _own_block(anchor, addresses, crowded), anchor, position)
    for group in found.values():
        group.entries.sort(key=lambda entry: entry.position)
    return sorted(found.values(), key=lambda group: group.entries[0].position)


def _add(
    found: dict[int, Group],
    entries: dict[int, Entry],
    block: LexborNode,
    anchor: LexborNode,
    position: int,
) -> None:
    entry = entries.get(block.mem_id)
    if entry:
        entry.anchors.append(anchor)
        return
    holder = block.parent
    if holder is None:
        return
    if holder.tag in _TABLE_PARTS and holder.parent is not None:
        holder = holder.parent
    entry = Entry(block, [anchor], position)
    entries[block.mem_id] = entry
    found.setdefault(holder.mem_id, Group(holder)).entries.append(entry)


def _row(anchor: LexborNode) -> LexborNode | None:
    """The list row around a link, unless the row is the frame of a whole layout."""
    node = anchor.parent
    for _ in range(6):
        if node is None or node.tag in ("body", "ul", "ol", "table"):
            return None
        if node.tag in ROWS:
            return node
        node = node.parent
    return None


def _around(holders: Iterable[LexborNode]) -> set[int]:
    """The elements that hold rows, and all around them."""
    around: set[int] = set()
    for holder in holders:
        node: LexborNode | None = holder
        while node is not None and node.mem_id not in around:
            around.add(node.mem_id)
            node = node.parent
    return around


def _addresses_in(anchors: list[LexborNode]) -> dict[int, str]:
    """For every element around the links: the address that all its links have, or nothing if they differ."""
    addresses: dict[int, str] = {}
    for anchor in anchors:
        href = _address(anchor)
        node = anchor.parent
        for _ in range(_CLIMB):
            if node is None or node.tag in _STOP:
                break
            if addresses.setdefault(node.mem_id, href) != href:
                addresses[node.mem_id] = ""
            node = node.parent
    return addresses


def _address(anchor: LexborNode) -> str:
    """The written address; links that lead nowhere by themselves are each their own."""
    href = (anchor.attributes.get("href") or "").strip()
    return str(anchor.mem_id) if href[:1] in ("", "#") or href[:11].lower() == "javascript:" else href


def _own_block(anchor: LexborNode, addresses: dict[int, str], crowded: set[int]) -> LexborNode:
    """The largest element around a link that holds no link to elsewhere."""
    block = anchor
    for _ in range(_CLIMB):
        parent = block.parent
        if parent is None or parent.mem_id in crowded or not addresses.get(parent.mem_id):
            break
        block = parent
    return block
