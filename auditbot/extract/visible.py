"""The words of a page as a reader gets them: whole within a line, apart between blocks, without scripts."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

_LONG = 500_000
"""Letters that are taken apart into a list of words at once: such a list is many times as large."""
_MOST_NODES = 300
_BLANK = re.compile(r"\s")
_UNREAD = frozenset({"script", "style", "noscript", "iframe", "object", "select", "textarea", "title"})
_BLOCKS = frozenset(
    "address article aside blockquote br center dd dir div dl dt fieldset figure footer form header hr li "
    "main h1 h2 h3 h4 h5 h6 nav ol option p pre section table td th tr ul".split()
)


def words(node: LexborNode) -> str:
    """What is read in ``node``, blanks folded."""
    return fold("".join(pieces(node)))


def line(node: LexborNode) -> str:
    """What is read in a link, or the words for its picture if there is nothing to read.

    At most ``_MOST_NODES`` nodes are looked at: links can be nested, and each holds those inside it.
    """
    only = node.first_child
    if only is None:
        return ""
    if only.next is None and only.is_text_node:
        return fold(only.text_content or "")
    pieces: list[str] = []
    picture = ""
    for inner in islice(node.traverse(include_text=True), 1, _MOST_NODES):
        tag = inner.tag or ""
        if tag == "-text":
            pieces.append(_apart(inner))
        elif tag in _BLOCKS:
            pieces.append(" ")
        elif tag == "img" and not picture:
            picture = inner.attributes.get("alt") or ""
    return fold("".join(pieces)) or fold(picture)


def _apart(text: LexborNode) -> str:
    """A text, set apart from a block before it; nothing if it is not read."""
    around, before = text.parent, text.prev
    if around is not None and around.tag in _UNREAD:
        return ""
    content = text.text_content or ""
    return f" {content}" if before is not None and before.tag in _BLOCKS else content


def fold(text: str) -> str:
    """The text with every run of blanks as one space, and none at the ends."""
    if len(text) <= _LONG:
        return " ".join(text.split())
    parts: list[str] = []
    start = 0
    while start < len(text):
        blank = _BLANK.search(text, start + _LONG)
        end = blank.start() if blank else len(text)
        parts.append(" ".join(text[start:end].split()))
        start = end
    return " ".join(filter(None, parts))


def pieces(node: LexborNode, left_out: Iterable[LexborNode] = ()) -> Iterator[str]:
    """What is read in ``node`` but not in the nodes left out, in pieces, with a line break around blocks.

    Only nodes in which a line breaks or something is left out are walked through, the text of all others is
    taken whole. Nothing is recursive: a tree may be as deep as it likes.
    """
    blocks: set[int] = set()
    silent: set[int] = set()
    divided = {node.mem_id}
    for inner in node.css("*"):
        tag = inner.tag
        if tag in _BLOCKS:
            blocks.add(inner.mem_id)
            _mark_parents(inner, divided)
        elif tag in _UNREAD:
            silent.add(inner.mem_id)
            _mark_parents(inner, divided)
    for inner in left_out:
        silent.add(inner.mem_id)
        _mark_parents(inner, divided)
    return _walk(node, blocks, silent, divided)


def _mark_parents(node: LexborNode, divided: set[int]) -> None:
    parent = node.parent
    while parent is not None and parent.mem_id not in divided:
        divided.add(parent.mem_id)
        parent = parent.parent


def _walk(node: LexborNode, blocks: set[int], silent: set[int], divided: set[int]) -> Iterator[str]:
    levels = [(node.iter(include_text=True), "")]
    while levels:
        children, end = levels[-1]
        for child in children:
            identity = child.mem_id
            around = "\n" if identity in blocks else ""
            yield around
            if identity in silent:
                continue
            if identity in divided:
                levels.append((child.iter(include_text=True), around))
                break
            yield child.text()
            yield around
        else:
            yield end
            levels.pop()
