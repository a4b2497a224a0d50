"""A page's text in reading order, line by line, with the node of each piece: one pass for all readers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditbot.extract.tree.repeated import KeptLines, Part, Repetition

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
_NOTHING: Mapping[int, Repetition] = MappingProxyType({})


class Outline:
    """What a visitor could read, menus, foot and hidden tabs included; scripts and comments are not.

    ``text`` has a line break where a block begins or ends and nothing between inline pieces, so that a
    date or a title that is cut up by markup reads in one piece. Of the parts that pages share (``repeated``)
    the text is taken as it is known, and the nodes are looked for when somebody asks for them.
    """

    def __init__(
        self, page: LexborHTMLParser | LexborNode, repeated: Mapping[int, Repetition] = _NOTHING
    ) -> None:
        root = page.body if isinstance(page, LexborHTMLParser) else page
        self.anchors: list[tuple[LexborNode, int]] = []
        """Every ``a`` element with the offset in ``text`` at which it begins."""
        self.broken = True
        """Whether a line ends with the last element."""
        self._repeated = repeated
        self._shared: list[tuple[int, int]] = []
        """Between which places among the anchors those of shared parts stand."""
        self._starts: list[int] = []
        self._nodes: list[LexborNode | None] = []
        self._unread: dict[int, tuple[int, KeptLines]] = {}
        """Parts without their nodes, each with the place of its first node, by their identity."""
        self._places: dict[int, int] | None = None
        self._effort = _EFFORT
        self.text = self._read(root) if root else ""

    def node_at(self, offset: int) -> LexborNode | None:
        """The text node whose text holds this offset."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        if self._nodes[index] is None:
            for identity, (first, lines) in list(self._unread.items()):
                if first <= index < first + len(lines.starts):
                    self._read_nodes(identity)
        return self._nodes[index]

    def span(self, element: LexborNode) -> tuple[int, int]:
        """The offsets in ``text`` between which the element's text stands; twice the same if it has none."""
        around = self._unread_around(element) if self._unread else None
        if around is not None:
            self._read_nodes(around)
        if self._places is None:
            self._places = {
                node.mem_id: start for start, node in zip(self._starts, self._nodes, strict=True) if node
            }
        places, unread = self._places, self._unread
        start = end = 0
        for node in islice(element.traverse(include_text=True, skip_empty=True), self._effort):
            self._effort -= 1
            place = places.get(node.mem_id)
            if place is not None:
                start = start if end else place
                end = place + len(node.text_content or "")
            elif unread and node.mem_id in unread:
                begins, ends = self._bounds(*unread[node.mem_id])
                start = start if end else begins
                end = ends or end
        return start, end

    def own_anchors(self) -> Iterator[tuple[int, LexborNode]]:
        """The ``a`` elements outside of the parts that pages share, with their places among all."""
        begin = 0
        for start, end in [*self._shared, (len(self.anchors), 0)]:
            for place in range(begin, start):
                yield place, self.anchors[place][0]
            begin = end

    def text_of(self, element: LexborNode) -> str:
        """The element's text as a visitor reads it, line by line."""
        start, end = self.span(element)
        return self.text[start:end]

    def pieces(self, start: int) -> Iterator[tuple[LexborNode, str]]:
        """The text nodes from an offset on, each with its text and the line break behind it."""
        for identity in list(self._unread):
            self._read_nodes(identity)
        first = bisect_left(self._starts, start)
        bounds = pairwise([*self._starts[first:], len(self.text)])
        for node, (begin, end) in zip(self._nodes[first:], bounds, strict=True):
            if node:
                yield node, self.text[begin:end]

    def kept(self, root: LexborNode) -> KeptLines:
        """What may be remembered of the outline of this element."""
        anchors = tuple(offset for _, offset in self.anchors)
        return KeptLines(self.text, tuple(self._starts), anchors, self.span(root), self.broken)

    def _read(self, root: LexborNode) -> str:
        pieces: list[str] = []
        length = 0
        broken, silent = True, False
        walk = islice(root.traverse(include_text=True), MOST_NODES)
        for node in walk:
            tag = node.tag
            if tag in BLOCKS:
                broken = True
                known = self._repeated.get(node.mem_id)
                if known:
                    lines = self._add(*known, length)
                    pieces.append(lines.text)
                    length += len(lines.text)
                    broken = lines.broken
                    next(islice(walk, known[1].nodes, known[1].nodes), None)
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
        self.broken = broken
        return "".join(pieces)

    def _add(self, element: LexborNode, part: Part, offset: int) -> KeptLines:
        """Take over what is known of a part that begins at an offset."""
        lines = part.lines
        if lines is None:
            lines = part.lines = Outline(element).kept(element)
        if lines.starts:
            self._unread[element.mem_id] = (len(self._starts), lines)
        self._starts += [offset + start for start in lines.starts]
        self._nodes += [None] * len(lines.starts)
        links = element.css("a") if lines.anchors else ()
        self._shared.append((len(self.anchors), len(self.anchors) + len(links)))
        self.anchors += [(link, offset + start) for link, start in zip(links, lines.anchors, strict=False)]
        return lines

    def _bounds(self, first: int, lines: KeptLines) -> tuple[int, int]:
        """Where the text of a part without its nodes begins and ends; twice 0 if it has none."""
        begin = self._starts[first] - lines.starts[0] if lines.span[1] else 0
        return begin + lines.span[0], begin + lines.span[1]

    def _read_nodes(self, identity: int) -> None:
        """Look for the nodes of a part, which were not looked for so far."""
        first, lines = self._unread.pop(identity)
        element, _ = self._repeated[identity]
        nodes = [node for node, _ in Outline(element).pieces(0)][: len(lines.starts)]
        self._nodes[first : first + len(nodes)] = nodes
        self._places = None

    def _unread_around(self, element: LexborNode) -> int | None:
        """The part without nodes in which an element stands."""
        above = element.parent
        while above is not None and self._effort > 0:
            self._effort -= 1
            if above.mem_id in self._unread:
                return above.mem_id
            above = above.parent
        return None


def _silenced(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag in _SILENT


def _after_block(node: LexborNode) -> bool:
    before = node.prev
    return before is not None and before.tag in BLOCKS
