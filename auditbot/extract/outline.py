"""A page's text in reading order, line by line, with the node of each piece: one pass for all readers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice, pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figure footer form h1"
    " h2 h3 h4 h5 h6"
    " header hr iframe img li main nav ol option p pre section select table tbody td tfoot th"
    " thead tr ul".split()
)
"""Elements that begin and end a line."""

MOST_NODES = 200_000
"""Nodes of a page that are read: a hundred times those of the longest real ones."""
_EFFORT = 1_000_000
"""Nodes that are looked at to find where elements stand; what is asked for later stands nowhere."""
_SILENT = frozenset({"script", "style"})


class Outline:
    """What a visitor could read, menus, foot and hidden tabs included; scripts and comments are not.

    ``text`` has a line break where a block begins or ends and nothing between inline pieces, so that a
    date or a title that is cut up by markup reads in one piece.
    """

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.anchors: list[tuple[LexborNode, int]] = []
        """Every ``a`` element with the offset in ``text`` at which it begins."""
        self._starts: list[int] = []
        self._nodes: list[LexborNode] = []
        self._places: dict[int, int] | None = None
        self._effort = _EFFORT
        self.text = self._read(tree.body) if tree.body else ""

    def node_at(self, offset: int) -> LexborNode | None:
        """The text node whose text holds this offset."""
        index = bisect_right(self._starts, offset) - 1
        return self._nodes[index] if index >= 0 else None

    def span(self, element: LexborNode) -> tuple[int, int]:
        """The offsets in ``text`` between which the element's text stands; twice the same if it has none."""
        if self._places is None:
            self._places = {node.mem_id: start for start, node in zip(self._starts, self._nodes, strict=True)}
        start = end = 0
        for node in islice(element.traverse(include_text=True, skip_empty=True), self._effort):
            self._effort -= 1
            place = self._places.get(node.mem_id)
            if place is not None:
                start = start if end else place
                end = place + len(node.text_content or "")
        return start, end

    def text_of(self, element: LexborNode) -> str:
        """The element's text as a visitor reads it, line by line."""
        start, end = self.span(element)
        return self.text[start:end]

    def pieces(self, start: int) -> Iterator[tuple[LexborNode, str]]:
        """The text nodes from an offset on, each with its text and the line break behind it."""
        first = bisect_left(self._starts, start)
        bounds = pairwise([*self._starts[first:], len(self.text)])
        for node, (begin, end) in zip(self._nodes[first:], bounds, strict=True):
            yield node, self.text[begin:end]

    def _read(self, body: LexborNode) -> str:
        pieces: list[str] = []
        length = 0
        broken, silent = True, False
        for node in islice(body.traverse(include_text=True), MOST_NODES):
            tag = node.tag
            if tag in BLOCKS:
                broken = True
            elif tag in _SILENT:
                silent = True
            elif tag != "-text":
                broken = broken or _after_block(node)
                if tag == "a":
                    self.anchors.append((node, length))
            elif silent and _silenced(node):
                silent = False
            else:
                text = node.text_content or ""
                broken = broken or _after_block(node)
                if text.isspace():
                    text = "" if broken else " "
                elif text and broken:
                    pieces.append("\n")
                    length += 1
                    broken = False
                if text:
                    self._starts.append(length)
                    self._nodes.append(node)
                    pieces.append(text)
                    length += len(text)
        return "".join(pieces)


def _silenced(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag in _SILENT


def _after_block(node: LexborNode) -> bool:
    before = node.prev
    return before is not None and before.tag in BLOCKS
