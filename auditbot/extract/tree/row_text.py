"""A page's text with the rows of its tables as lines and their cells apart by tabs."""

from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditbot.extract.tree.outline import BLOCKS

_MOST_NODES = 200_000
_STEPS_UP = 30
_UNREAD = frozenset({"script", "style", "noscript"})


def row_text(tree: LexborHTMLParser) -> str:
    """All that is read on a page, hidden parts included. Blanks are folded within a cell or line."""
    if tree.body is None:
        return ""
    parts: list[str] = []
    row = cell = 0
    broken, apart = True, False
    known: dict[int, tuple[int, int]] = {}
    for node in islice(tree.body.traverse(include_text=True), _MOST_NODES):
        parent, before = node.parent, node.prev
        broken = broken or node.tag in BLOCKS or (before is not None and before.tag in BLOCKS)
        if node.tag != "-text" or parent is None or parent.tag in _UNREAD:
            continue
        content = node.text_content or ""
        text = " ".join(content.split())
        apart = apart or content[:1].isspace()
        if not text:
            continue
        place = _place(parent, known)
        if place[0] and place[0] == row:
            between = "\t" if place[1] != cell else " " if broken or apart else ""
        else:
            between = "\n" if broken or place[0] != row else " " if apart else ""
        row, cell = place
        parts += (between, text)
        broken, apart = False, content[-1].isspace()
    return "".join(parts)


def _place(node: LexborNode, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """The row and the cell in which an element stands, by identity; zeros outside of tables."""
    if node.mem_id in known:
        return known[node.mem_id]
    cell = 0
    above: LexborNode | None = node
    for _ in range(_STEPS_UP):
        if above is None or above.tag == "body":
            break
        if not cell and above.tag in ("td", "th"):
            cell = above.mem_id
        if cell and above.tag == "tr":
            known[node.mem_id] = (above.mem_id, cell)
            return known[node.mem_id]
        above = above.parent
    known[node.mem_id] = (0, 0)
    return 0, 0
