"""Forms with fields for text; a box for searching is none. Nothing is ever filled in or sent."""

from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from auditbot.extract.text.visible import pieces
from auditbot.extract.text.words import fold
from auditbot.extract.tree.document import Document
from auditbot.model.form import Form
from auditbot.model.page import Region

_MOST_FIELDS = 500
_MOST_FORMS = 10
_STEPS_UP = 40
_MOST_PIECES = 2000
_LONGEST = 1000
_LINES = frozenset({"", "text", "tel", "email", "number", "url", "date", "password"})
_FEWEST = 2


@dataclass(slots=True)
class _Fields:
    node: LexborNode | None
    count: int = 0
    login: bool = False
    hints: list[str] = field(default_factory=list)


def forms(document: Document) -> tuple[Form, ...]:
    """The forms in the page's own part with at least two fields for text, or an area."""
    if document.html.count("<input") + document.html.count("<INPUT") < _FEWEST and not _has_area(document):
        return ()
    found: dict[int, _Fields] = {}
    areas: set[int] = set()
    for node in document.tree.css("input, textarea")[:_MOST_FIELDS]:
        if not _takes_text(node) or document.regions.region_of(node) is not Region.BODY:
            continue
        form = _form_around(node)
        identity = form.mem_id if form else 0
        fields = found.setdefault(identity, _Fields(form))
        fields.count += 1
        fields.login |= node.attributes.get("type") == "password"
        fields.hints += [node.attributes.get(name) or "" for name in ("placeholder", "title")]
        if node.tag == "textarea":
            areas.add(identity)
    kept = [one for identity, one in found.items() if one.count >= _FEWEST or identity in areas]
    return tuple(_form(one, document) for one in kept[:_MOST_FORMS])


def _has_area(document: Document) -> bool:
    return "<textarea" in document.html or "<TEXTAREA" in document.html


def _takes_text(node: LexborNode) -> bool:
    if "disabled" in node.attributes:
        return False
    return node.tag == "textarea" or (node.attributes.get("type") or "").strip().lower() in _LINES


def _form_around(node: LexborNode) -> LexborNode | None:
    above = node.parent
    for _ in range(_STEPS_UP):
        if above is None or above.tag == "form":
            return above
        above = above.parent
    return None


def _form(fields: _Fields, document: Document) -> Form:
    text = "".join(islice(pieces(fields.node), _MOST_PIECES)) if fields.node else document.text
    return Form(fields.count, fold(" ".join((*fields.hints, text[: 4 * _LONGEST])), _LONGEST), fields.login)
