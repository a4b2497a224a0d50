"""One block of a list as a visitor reads it: its title, where it leads, and the other pieces of its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from auditbot.extract.lists.entries import Entry, is_more
from auditbot.extract.lists.head_rows import other_cells
from auditbot.extract.lists.item_dates import SeenDay, days_beside, seen_day, trailing_day
from auditbot.extract.text.words import cut_short, plain
from auditbot.extract.tree.document import Document
from auditbot.url import Url

LONGEST = 300

_TITLE_WITHIN = "h1, h2, h3, h4, h5, h6, [class*=tit], [class*=Tit], strong"
_BLOCK_WITHIN = "h1, h2, h3, h4, h5, h6, p, div, dl, ul"
_SILENT = frozenset({"script", "style"})
_PIECES = 40
_NODES = 500
"""Nodes of a block that are looked at."""
_SIBLINGS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """``seen``: the day that stands in the block or beside it."""

    title: str
    target: Url | None
    seen: SeenDay | None
    picture: bool = False
    """It shows a picture and no day."""


@dataclass(frozen=True, slots=True)
class _Title:
    """A title and where it stands; ``trailing``: the day in brackets at its end.

    ``beside``: the pieces of its link that tell the day.
    """

    node: LexborNode
    text: str
    trailing: SeenDay | None
    beside: tuple[str, ...] = ()


def rows(document: Document, entries: list[Entry], *, dated: bool) -> list[Row]:
    """The rows of one list. Days may stand in the block, or between blocks, after or before the link.

    ``dated``: there may be days; no need to look for them otherwise.
    """
    links = [_main_link(entry) for entry in entries]
    titles = [_title(link, dated=dated) for link in links]
    seen = [found.trailing for found in titles]
    if dated:
        other = other_cells(entries[0].block) if entries else frozenset()
        seen = [
            found.trailing or seen_day([*found.beside, *_pieces(entry.block, found.node, other)])
            for entry, found in zip(entries, titles, strict=True)
        ]
        blocks = {entry.block.mem_id for entry in entries}
        for step in ("next", "prev"):
            if not any(seen):
                seen = [seen_day(_beside(entry.block, step, blocks)) for entry in entries]
    return [
        Row(
            found.text, _target(document, link), day, day is None and entry.block.css_first("img") is not None
        )
        for entry, link, found, day in zip(entries, links, titles, seen, strict=True)
    ]


def _main_link(entry: Entry) -> LexborNode:
    """The link that carries the title: not the category before it, the picture, or “more”."""
    if len(entry.anchors) == 1:
        return entry.anchors[0]
    links = [link for link in entry.anchors if not is_more(link)] or entry.anchors
    return max(links, key=lambda link: len(link.text().strip()))


def _is_plain(link: LexborNode) -> bool:
    """Whether the link holds nothing but one piece of text."""
    child = link.first_child
    return child is not None and child.is_text_node and child.next is None


def _title(link: LexborNode, *, dated: bool) -> _Title:
    """``dated``: days may stand in the link, before or behind its title."""
    node = link
    beside: tuple[str, ...] = ()
    bare = _is_plain(link)
    if not bare and link.css_first(_BLOCK_WITHIN):
        node = link.css_first(_TITLE_WITHIN) or link
    if dated and not bare and node is link:
        text, beside = _apart(link)
    else:
        text = plain(node.text(), LONGEST)
    if not text or cut_short(text):
        whole = plain(link.attributes.get("title") or "", LONGEST)
        text = whole if len(whole) >= len(text.rstrip("….")) else text
    if not text:
        picture = link.css_first("img")
        text = plain(
            (picture.attributes.get("alt") or picture.attributes.get("title") or "") if picture else "",
            LONGEST,
        )
    title, trailing = trailing_day(text)
    return _Title(node, title, trailing, beside)


def _apart(link: LexborNode) -> tuple[str, tuple[str, ...]]:
    """The words of a link without the days before and behind them, and these days in pieces."""
    texts = [text for _, text in _texts(link)]
    first, last = days_beside(texts) if len(texts) < _PIECES else (0, len(texts))
    if (first, last) == (0, len(texts)):
        return plain(link.text(), LONGEST), ()
    return plain("".join(texts[first:last]), LONGEST), (*texts[:first], *texts[last:])


def _target(document: Document, link: LexborNode) -> Url | None:
    return document.resolve(link.attributes.get("href") or "")


def _pieces(block: LexborNode, title: LexborNode, other: frozenset[int]) -> list[str]:
    """The texts of the block outside its title, and of the ``dd`` or ``dt`` that belongs to it.

    ``other``: the places of cells that hold days of other things.
    """
    if block.mem_id == title.mem_id:
        found = []
    else:
        left_out = [title, *(cell for place, cell in enumerate(block.iter()) if place in other)]
        inside = {
            node.mem_id
            for part in left_out
            for node in islice(part.traverse(include_text=True, skip_empty=True), _NODES)
        }
        found = [text for node, text in _texts(block) if node.mem_id not in inside]
    if block.tag in ("dt", "dd"):
        found += _beside_in_dl(block)
    return found


def _beside_in_dl(block: LexborNode) -> list[str]:
    """The texts of the ``dd`` behind a ``dt``, or of the ``dt`` before a ``dd``, that lead nowhere else."""
    own = _addresses(block)
    found: list[str] = []
    sibling = block
    for _ in range(_SIBLINGS):
        other = sibling.next if block.tag == "dt" else sibling.prev
        if other is None or other.tag == block.tag:
            break
        sibling = other
        if sibling.tag == "-text":
            continue
        if not _addresses(sibling) <= own:
            break
        found += [text for _, text in _texts(sibling)]
    return found


def _addresses(block: LexborNode) -> set[str | None]:
    """The written addresses of the links among the first nodes of a block."""
    return {node.attributes.get("href") for node in islice(block.traverse(), _NODES) if node.tag == "a"}


def _texts(block: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """The first texts of a block."""
    count = 0
    for node in islice(block.traverse(include_text=True, skip_empty=True), _NODES):
        text = (node.text_content or "").strip()
        if text and node.parent is not None and node.parent.tag not in _SILENT:
            yield node, text
            count += 1
        if count >= _PIECES:
            return


def _beside(block: LexborNode, step: str, blocks: set[int]) -> list[str]:
    """The texts between a block and the next one, or the one before."""
    found: list[str] = []
    sibling: LexborNode | None = getattr(block, step)
    for _ in range(_SIBLINGS):
        if (
            sibling is None
            or sibling.mem_id in blocks
            or sibling.tag in ("a", "dt", "br")
            or sibling.css_first("a")
        ):
            break
        found += [text for _, text in _texts(sibling)]
        sibling = getattr(sibling, step)
    return found
