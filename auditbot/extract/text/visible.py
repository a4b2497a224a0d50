"""The words of a page as a reader gets them: whole within a line, apart between blocks, without scripts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType

from selectolax.lexbor import LexborNode

_LONG = 500_000
"""Letters that are taken apart into a list of words at once: such a list is many times as large."""
_MOST_NODES = 300
_MOST_READ = 200_000
_USUAL_DEPTH = 3
"""Levels down to the one text that most links hold."""
_BLANK = re.compile(r"\s")
_NO_SIZES: Mapping[int, int] = MappingProxyType({})
_UNREAD = frozenset({"script", "style", "noscript", "iframe", "object", "select", "textarea", "title"})
_BLOCKS = frozenset(
    "address article aside blockquote br center dd dir div dl dt fieldset figure footer form header hr li "
    "main h1 h2 h3 h4 h5 h6 nav ol option p pre section table td th tr ul".split()
)


def line(node: LexborNode) -> str:
    """What is read in a link, or the words for its picture if there is nothing to read.

    At most ``_MOST_NODES`` nodes are looked at: links can be nested, and each holds those inside it.
    """
    only = node.first_child
    if only is None:
        return ""
    for _ in range(_USUAL_DEPTH):
        if only is None or only.next is not None or only.tag in _UNREAD:
            break
        alone = only.text_content
        if alone is not None:
            return fold(alone)
        only = only.first_child
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


def pieces(
    node: LexborNode, left_out: Iterable[LexborNode] = (), sizes: Mapping[int, int] = _NO_SIZES
) -> Iterator[str]:
    """What is read in ``node`` but not in the nodes left out, in pieces, with a blank where a block ends.

    ``sizes``: how many nodes stand in those of the nodes left out of which that is known, by identity.
    One walk in document order, over at most ``_MOST_READ`` nodes. Nothing is recursive: a tree may be as deep
    as it likes.
    """
    passed_over = {inner.mem_id for inner in left_out}
    walk = islice(node.traverse(include_text=True), 1, _MOST_READ)
    apart = True
    for inner in walk:
        tag = inner.tag
        if tag == "-text":
            text = inner.text_content
            if text:
                if not (apart or text[0].isspace()) and _after_block(inner, passed_over):
                    yield "\n"
                yield text
                apart = text[-1].isspace()
            continue
        if not apart and (tag in _BLOCKS or _after_block(inner, passed_over)):
            yield "\n"
            apart = True
        if tag in _UNREAD or (passed_over and inner.mem_id in passed_over):
            within = sizes.get(inner.mem_id) or sum(1 for _ in inner.traverse(include_text=True)) - 1
            next(islice(walk, within, within), None)


def _after_block(node: LexborNode, passed_over: set[int]) -> bool:
    """Whether a block ends right before a node. Over a whole tree every element is looked at once."""
    ended = node.prev
    while ended is not None:
        tag = ended.tag
        if tag in _BLOCKS:
            return True
        if tag in _UNREAD or ended.mem_id in passed_over:
            return False
        ended = ended.last_child
    return False
