"""A disclosure guide that is a file: where a page leaves it to one, and the facts of its text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from selectolax.lexbor import LexborNode

from auditbot.extract.contact.phones import phones
from auditbot.extract.services.guide import guide, with_colons
from auditbot.extract.text.words import fold, squeeze
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Guide, GuidePart, Item, PageFacts, PageKind, Phone
from auditbot.url import Url

_SCANNED = 200_000
_LEAST = 150
"""Letters below which a text is no guide but the cover of one."""
_LITTLE = 4
"""Parts of a guide; with fewer a page only announces the file beside it."""
_NAMED = re.compile(r"公开(?:工作)?指南")
_ANOTHER = re.compile(r"申请|通知|修订|征求|关于|流程")
_ITSELF = re.compile(r"公开(?:工作)?指南|本指南")
_CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_SET_APART = re.compile(rf"(?<={_CHINESE})\s+(?={_CHINESE})")
_CUT_NUMBER = re.compile(r"(?<=\d[-—])\s+(?=\d)")


def with_files(found: Guide, files: Sequence[Item], shown: Iterable[LexborNode], document: Document) -> Guide:
    """The guide of a page with the files it is left to: all, or of a page that tells little, those called so.

    ``shown``: pictures and frames of the page.
    """
    if not found.in_attachment:
        called = tuple(item for item in files if names_guide(item.title))
        little = called and len(found.parts) < _LITTLE
        return Guide(in_attachment=True, files=called) if little else found
    said = (node.attributes for node in shown if node.tag != "img")
    framed = (document.resolve(named.get("src") or named.get("data") or "") for named in said)
    return replace(found, files=(*files, *(Item("", url) for url in framed if url)))


def names_guide(words: str) -> bool:
    """Whether a link with these words calls what it leads to the guide."""
    return bool(_NAMED.search(words)) and not _ANOTHER.search(words)


def is_guide(text: str) -> bool:
    """Whether a text speaks of itself as a guide. A form does not, nor what a font without letters gives."""
    words = squeeze(text[:_SCANNED], _SCANNED)
    return len(words) >= _LEAST and bool(_ITSELF.search(words))


def guide_facts(url: Url, title: str, text: str) -> PageFacts:
    """What a guide tells, whether or not the lines that end where the paper does belong together."""
    text = _CUT_NUMBER.sub("", text[:_SCANNED])
    return PageFacts(
        url=url,
        kind=PageKind.GUIDE,
        kind_reason="file",
        title=title,
        phones=_phones(url, text),
        guide=_either(_guide(with_colons(text)), _guide(_SET_APART.sub("", text))),
        text_length=len(text),
    )


def _phones(url: Url, text: str) -> tuple[Phone, ...]:
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if not line.isspace())
    document = Document(url, f"<body>{lines}</body>")
    return phones(document, Outline(document.tree), guide=True)


def _guide(text: str) -> Guide:
    return guide(fold(text, _SCANNED), has_file=False)


def _either(one: Guide, other: Guide) -> Guide:
    """What either reading of a text tells; empty is only what both take for empty."""
    parts = dict(other.parts) | dict(one.parts)
    return Guide(
        tuple((part, parts[part]) for part in GuidePart if part in parts),
        tuple(part for part in one.unfilled if part in other.unfilled),
        one.old_regulation and other.old_regulation,
    )
