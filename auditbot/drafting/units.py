"""Who answers for a duty: from a bracket at its end, or from the cells beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditbot.drafting.blocks import without_brackets

_BRACKET = re.compile(
    r"[（(]\s*(?P<said>(?:牵头|责任|配合|主办|协办|负责|完成)[^:：（()）]{0,8}[:：].{2,400}?)[)）]\s*[。；;]?\s*$"
)
_LABEL = re.compile(r"(?P<label>牵头及责任|牵头|责任|配合|主办|协办|负责|完成)[^:：；;，。、]{0,6}[:：]")
_LEADS = frozenset({"牵头", "牵头及责任", "主办"})
_MARK = "\uffff"
_SPLIT = re.compile(r"[、，,；;]")
_PHRASE = re.compile(
    r"(?:等(?:有关|相关)?(?:单位|部门|机构)?)?(?:按职责分工负责|按职责分工|分工负责|负责|配合|落实|参与|实施)?。?$"
)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one duty; ``term`` is the time it names for itself, as written."""

    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    term: str = ""


def bracketed(text: str) -> Units | None:
    """The units that a text names in a bracket at its end, if it does."""
    match = _BRACKET.search(text[-500:])
    if match is None:
        return None
    said = match["said"]
    labels = list(_LABEL.finditer(said))
    lead: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    term = ""
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        value = said[label.end() : following.start() if following else None].strip(" ；;，,。")
        if label["label"] == "完成":
            term = value
        elif label["label"] in _LEADS:
            lead += names(value)
        else:
            others += names(value)
    return Units(lead, others, term)


def units_of_cells(cells: Sequence[str]) -> Units:
    """Lead and responsible units of one or two cells; one cell may say 牵头 itself."""
    first, *rest = cells
    lead, word, others = first.partition("牵头")
    if word:
        return Units(names(lead), names(others))
    return Units(names(first), tuple(name for cell in rest for name in names(cell)))


def is_collective(cells: Sequence[str]) -> bool:
    """Whether one cell names only units in general: then the lead of the rows above goes on."""
    return len(cells) == 1 and cells[0].startswith("各")


def names(text: str) -> tuple[str, ...]:
    """The names in a list of units; a list in brackets belongs to the name before it."""
    kept = re.findall(r"[（(][^（()）]{0,60}[)）]", text)
    parts = _SPLIT.split(re.sub(r"[（(][^（()）]{0,60}[)）]", _MARK, text))
    found = []
    for part in parts:
        whole = "".join(kept.pop(0) if letter == _MARK else letter for letter in part)
        name = _PHRASE.sub("", whole.strip(" 。")).strip()
        if name and without_brackets(name):
            found.append(name)
    return tuple(dict.fromkeys(found))
