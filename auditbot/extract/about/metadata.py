"""The table of a document (索引号, 发文字号, 发布机构, 成文日期 …), whatever elements it is made of.

A label stands in a cell, a ``label``, a ``strong`` …; its value stands after its colon, or in the element
that follows. Labels have blanks inside (``索 引 号``). A field in a comment is absent; a label with
nothing after it is an empty field.
"""

import re

from selectolax.lexbor import LexborNode

from auditbot.extract.about.metadata_labels import FIELDS, OTHER, PASSING, TELLING
from auditbot.extract.text.words import fold, squeeze
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Metadata

LONGEST = 300
MOST = 40
_WINDOW = 3000

_BLANK = r"[^\S\n]{0,4}"
_LABELS = "|".join(_BLANK.join(label) for label in sorted(FIELDS, key=len, reverse=True))
_FIRST = "".join(sorted({label[0] for label in FIELDS}))
_BEGINS = rf"(?<![^\s:：;；|\[【（(、。])[\[【]?(?=[{_FIRST}])(?P<label>{_LABELS})[\]】]?"
_LABEL_WORDS = re.compile(rf"[\s:：;；|\[【（(、。](?=[{_FIRST}])(?P<label>{_LABELS})")
"""As ``_BEGINS``, with the sign before it: an outline begins with a line break, so there always is one."""
_LABEL = re.compile(rf"{_BEGINS}(?=\s|[:：]|$)")
_TELLING = re.compile(r"索\s{0,4}[引取]|文\s{0,4}号|字\s{0,4}号")
_COLON = re.compile(r"[\s\]】]*[:：]")
_MARKS = re.compile(r"[\s:：\]】]*")
_NEVER_IN = frozenset({"option", "button", "a", "h1", "h2", "h3", "h4", "textarea", "select", "title"})
_CELLS = frozenset({"td", "th", "dt", "dd"})
_INPUTS = ("input", "select", "textarea")
_INVISIBLE = frozenset({"-comment", "script", "style"})
_INLINE = frozenset({"span", "b", "strong", "em", "i", "font", "label"})
_COLONS = frozenset({":", "："})
_NO_WORDS = re.compile(r"[\W_]*")


def metadata(outline: Outline) -> Metadata | None:
    """The document's table, or ``None`` where the page has none."""
    labels = _labels(outline)
    if len({label for label, _ in labels}) < 3 or not any(label in TELLING for label, _ in labels):
        return None
    found: dict[str, str] = {}
    others: dict[str, str] = {}
    for label, node in labels:
        field = FIELDS[label]
        value = _value(outline, node, label) if field != PASSING else None
        if value is None:
            continue
        if field != OTHER and not found.get(field):
            found[field] = value
        elif value != found.get(field) and not others.get(label):
            others[label] = value
    if len(found) < 2 or not any(found.values()):
        return None
    return Metadata(**found, others=tuple(others.items()))


def _labels(outline: Outline) -> list[tuple[str, LexborNode]]:
    """The labels that may belong to a table, with the text node in which each begins."""
    telling = _TELLING.search(outline.text)
    if telling is None:
        return []
    found = []
    for match in _LABEL_WORDS.finditer(
        outline.text, max(0, telling.start() - _WINDOW - 1), telling.end() + _WINDOW
    ):
        node, label = outline.node_at(match.start("label")), squeeze(match["label"])
        if node is None or node.parent is None or node.parent.tag in _NEVER_IN:
            continue
        if _COLON.match(outline.text, match.end("label")) or _is_label(node.text_content or "", label):
            found.append((label, node))
            if len(found) >= MOST:
                break
    return found


def _value(outline: Outline, node: LexborNode, label: str) -> str | None:
    """What stands beside a label; ``None`` where the label heads a column or a search field."""
    box = _box(node, label)
    parent = box.parent
    if parent is None:
        return None
    own = None
    for element in (box,) if box.tag in _CELLS else (box, parent):
        told = _after_colon(outline.text_of(element), label)
        if told:
            return told
        own = told if own is None else own
    following = _next_element(box)
    if following is None:
        return own
    if following.tag in _INPUTS or following.css_first(", ".join(_INPUTS)):
        return None
    text = fold(outline.text_of(following), LONGEST)
    if not _begins_with_label(text):
        return text[_marks(text) :]
    return None if _heads_columns(parent) else ""


def _box(node: LexborNode, label: str) -> LexborNode:
    """The outermost element that holds nothing but the label and ends its parent, within its cell."""
    box = node
    for _ in range(4):
        parent = box.parent
        if parent is None or parent.tag in ("tr", "body") or box.tag in _CELLS or _next_element(box):
            break
        if not _is_label(parent.text(), label):
            break
        box = parent
    return box


def _after_colon(text: str, label: str) -> str | None:
    """What follows label and colon in a text, up to the next label; ``None`` without label or colon."""
    match = next((found for found in _LABEL.finditer(text) if squeeze(found["label"]) == label), None)
    if match is None:
        return None
    rest = text[match.end("label") : match.end("label") + 4 * LONGEST]
    if not _COLON.match(rest):
        return None
    rest = rest[_marks(rest) :]
    upcoming = _LABEL.search("\n" + rest)
    if upcoming:
        rest = rest[: max(0, upcoming.start("label") - 1)]
    return fold(rest, LONGEST).strip(" [【")


def _marks(text: str) -> int:
    match = _MARKS.match(text)
    return match.end() if match else 0


def _is_label(text: str, label: str) -> bool:
    return len(text) < 80 and squeeze(text).strip(":：[]【】") == label


def _begins_with_label(text: str) -> bool:
    return _LABEL.match(text) is not None or text.partition(" ")[0].strip(":：[]【】") in FIELDS


def _heads_columns(row: LexborNode) -> bool:
    """Whether every cell of the row is a label: the head of a list, not the table of one document."""
    cells = [squeeze(cell.text(), 40) for cell in row.iter() if cell.tag in _CELLS]
    named = [cell for cell in cells if cell]
    return row.tag == "tr" and len(named) > 2 and all(cell.strip(":：") in FIELDS for cell in named)


def _next_element(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and (following.tag in _INVISIBLE or _blank(following)):
        following = following.next
    return following


def _blank(node: LexborNode) -> bool:
    """Whether a text has no words, or an element no more than the colon. An empty element is a value."""
    if node.tag == "-text":
        return _NO_WORDS.fullmatch(node.text_content or "") is not None
    return node.tag in _INLINE and squeeze(node.text()) in _COLONS
