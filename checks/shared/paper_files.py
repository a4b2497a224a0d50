"""The files that a document's page offers: which of them are the document itself, and whether they open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from auditbot.attachments.kinds import declared_kind
from auditbot.check import Crawl, Text
from auditbot.extract.policies.titles import keys
from auditbot.extract.text.words import key
from auditbot.model.attachment import AttachmentFacts, Kind, Untested
from auditbot.url import Url, split
from checks.shared.links import blocked, broken_class, unasked, word
from checks.shared.papers import Paper


class Form(StrEnum):
    """A form in which a document is given."""

    WEB = "web"
    WORD = "word"
    PDF = "pdf"


class Match(StrEnum):
    """Whether a file is the document itself."""

    SAME = "same"
    OTHER_TITLE = "other-title"
    """It is offered as the document, and the title is not found in it."""
    UNSURE = "unsure"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Offered:
    """One file. ``fault``: why it is of no use; ``lost``: it cannot be fetched at all."""

    url: Url
    name: str
    form: Form | None
    match: Match
    fault: Text | None = None
    lost: bool = False
    unseen: bool = False
    """Nobody asked for it, or the site blocked us."""


_FORMS = {Kind.DOC: Form.WORD, Kind.DOCX: Form.WORD, Kind.RTF: Form.WORD, Kind.PDF: Form.PDF}
_DOWNLOAD = re.compile(
    r"(?:点击|查看)?(?:文件|文档|政策|本文)?(?:原文|全文|正文)?(?:下载|版本?|格式){0,3}"
    r"(?:[（(]?(?:word|pdf|docx?|wps|文字|网页)(?:格?式?版)?[)）]?)?(?:文件|下载|版本?|格式){0,3}",
    re.IGNORECASE,
)
"""What a link to the document itself may say instead of its title."""
_ANNEX = re.compile(r"附件|附表|附录|申请表|登记表|申报表|汇总表|模板|名单|清单")
_ENDING = re.compile(r"\.[A-Za-z]{2,4}$")
_HEAD = 4000
"""Letters of a file among which its title stands."""
_BROKEN = {
    "empty": Text("是空文件", "is empty"),
    "encrypted": Text("已加密", "is encrypted"),
    "damaged": Text("已损坏", "is damaged"),
    "page": Text("实际是网页", "is a web page"),
}


def files_of(paper: Paper, crawl: Crawl) -> Iterator[Offered]:
    """The files of a page in its order."""
    for item in paper.facts.attachments:
        if item.target is None:
            continue
        target, told = crawl.target(item.target), crawl.file(item.target)
        how = broken_class(target) if target else ""
        unseen = not how and (target is None or unasked(target) or blocked(target))
        fault = word(how) if how else _fault(told)
        form = _form(item.target, item.title, told)
        match = _match(paper, item.title, told)
        yield Offered(item.target, item.title, form, match, fault, bool(how), unseen)


def _form(url: Url, name: str, told: AttachmentFacts | Untested | None) -> Form | None:
    kind = declared_kind(split(url).path) or declared_kind(name)
    if kind is None and isinstance(told, AttachmentFacts):
        kind = told.kind
    return _FORMS.get(kind) if kind else None


def _fault(told: AttachmentFacts | Untested | None) -> Text | None:
    """Why a file that could be fetched does not open."""
    if not isinstance(told, AttachmentFacts):
        return None
    faults = {
        "empty": told.kind is Kind.EMPTY,
        "page": told.kind is Kind.HTML and told.mislabelled,
        "encrypted": told.encrypted,
        "damaged": told.damaged,
    }
    return next((_BROKEN[name] for name, applies in faults.items() if applies), None)


def _match(paper: Paper, name: str, told: AttachmentFacts | Untested | None) -> Match:
    """By the words of the link, and by the title in the file where its text was read."""
    forms = keys(paper.facts.title)
    called = key(_ENDING.sub("", name.strip()))
    named = any(form in called or (len(called) > len(form) // 2 and called in form) for form in forms)
    offered = named or bool(name.strip() and _DOWNLOAD.fullmatch(name.strip()))
    if _ANNEX.search(name) and not _ANNEX.search(paper.facts.title):
        return Match.ANNEX
    text = (told.text or "") if isinstance(told, AttachmentFacts) else ""
    if not text:
        return Match.SAME if offered else Match.UNSURE
    if any(form in key(text[:_HEAD]) for form in forms):
        return Match.SAME
    return Match.OTHER_TITLE if offered else Match.ANNEX
