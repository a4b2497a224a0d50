"""The search box of a page, as far as one can use it without running its scripts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from urllib.parse import quote_plus, urlencode

from selectolax.lexbor import LexborNode

from auditbot.extract.contact.marks import commented
from auditbot.extract.tree.document import Document
from auditbot.url import Url

_SEARCH = re.compile(r"search|sousuo|jiansuo|query|搜索|搜一搜|检索|查找|站内", re.IGNORECASE)
_WORD_FIELD = re.compile(
    r"^(?:q|k|wd|sw|key|word|text)$|key|word|search|query|title|sousuo|tit", re.IGNORECASE
)
_SECRET = frozenset({"password", "file", "tel", "email"})
_TYPED = frozenset({"", "text", "search"})
_KEPT = frozenset({"hidden"})
_MOST_FORMS = 30
_MOST_FIELDS = 40
_LONGEST = 400
_MOST_HINTS = 100


class Way(StrEnum):
    """What kind of search a page offers."""

    GET = "get"
    """A form that can be sent as an address."""
    POST = "post"
    SCRIPT = "script"
    """A box that only a script sends, or a link to a page for searching."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Search:
    """The search box of a page; only with ``Way.GET`` has it an address and fields."""

    way: Way
    action: Url | None = None
    field: str = ""
    """The name under which the words are sent."""
    others: tuple[tuple[str, str], ...] = ()
    """What the form sends besides, as it stands."""
    encoding: str = "utf-8"

    def address(self, words: str) -> str:
        """The address that the form would ask for."""
        query = urlencode((*self.others, (self.field, words)), encoding=self.encoding, errors="replace")
        return f"{(self.action or '').partition('?')[0].partition('#')[0]}?{query}"


def search_form(document: Document) -> Search:
    """The best way to search that the page offers: a form sent as an address before all others."""
    found = [_read(form, document) for form in document.tree.css("form")[:_MOST_FORMS] if _searches(form)]
    for way in (Way.GET, Way.POST, Way.SCRIPT):
        first = next((search for search in found if search.way is way), None)
        if first:
            return first
    return Search(Way.SCRIPT if _hints(document) else Way.NONE)


def _searches(form: LexborNode) -> bool:
    """Whether a form is for searching, and for nothing else."""
    fields = form.css("input, textarea")[:_MOST_FIELDS]
    if any((_said(node, "type")).lower() in _SECRET or node.tag == "textarea" for node in fields):
        return False
    said = [_said(form, name) for name in ("action", "id", "name", "class", "onsubmit", "role")]
    for node in [*fields, *form.css("button, a, img")[:_MOST_FIELDS]]:
        said += [
            _said(node, name) for name in ("name", "id", "class", "placeholder", "value", "alt", "title")
        ]
        said.append(node.text()[:40] if node.tag in ("button", "a") else "")
    return bool(_SEARCH.search(" ".join(part[:_LONGEST] for part in said)))


def _read(form: LexborNode, document: Document) -> Search:
    if _said(form, "method").lower() == "post":
        return Search(Way.POST)
    action = document.resolve(_said(form, "action").strip()) if _said(form, "action") else None
    typed = list(_typed(form))
    scripted = _said(form, "onsubmit") or _said(form, "action").lower().startswith("javascript")
    if action is None or scripted or not typed:
        return Search(Way.SCRIPT)
    named = [name for name in typed if _WORD_FIELD.search(name)]
    if len(typed) > 1 and len(named) != 1:
        return Search(Way.SCRIPT)
    field = named[0] if named else typed[0]
    others = tuple((name, value) for name, value in _given(form) if name != field)
    return Search(Way.GET, action, field, others, _encoding(form, document))


def _typed(form: LexborNode) -> Iterator[str]:
    """The names of the fields that one types into."""
    for node in form.css("input")[:_MOST_FIELDS]:
        name = _said(node, "name")
        if name and _said(node, "type").lower() in _TYPED:
            yield name


def _given(form: LexborNode) -> Iterator[tuple[str, str]]:
    """What a form sends without anybody doing anything."""
    for node in form.css("input, select")[:_MOST_FIELDS]:
        name = _said(node, "name")[:_LONGEST]
        kind = _said(node, "type").lower()
        if not name:
            continue
        if node.tag == "select":
            option = node.css_first("option[selected]") or node.css_first("option")
            yield name, _said(option, "value") if option else ""
        elif kind in _KEPT or (kind in ("radio", "checkbox") and "checked" in node.attributes):
            yield name, _said(node, "value")


def _encoding(form: LexborNode, document: Document) -> str:
    """In what the words are sent: as the form says, else as the page is written."""
    named = _said(form, "accept-charset").split(",")[0].strip() or document.encoding
    try:
        quote_plus("青", encoding=named)
    except LookupError:
        return "utf-8"
    return named


def _hints(document: Document) -> bool:
    """Whether anything in the source speaks of searching: a box, a link or a script outside of forms."""
    places = islice(_SEARCH.finditer(document.html), _MOST_HINTS)
    return any(not commented(document.html, match.start()) for match in places)


def _said(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "")[:_LONGEST]
