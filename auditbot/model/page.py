"""What one page taught us: facts, never judgements. All values are bounded by the extractor."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from auditbot.model.consultation import Consultation
from auditbot.model.document_text import DocumentText
from auditbot.model.form import Form
from auditbot.model.identity import Identity
from auditbot.model.interpretation import Interpretation
from auditbot.model.letters import Letter
from auditbot.model.needs import Needs
from auditbot.model.service import ServiceGuide
from auditbot.url import BadHref, Url


class PageKind(StrEnum):
    """What a page is for."""

    HOME = "home"
    COLUMN = "column"
    ARTICLE = "article"
    POLICY = "policy"
    INTERPRETATION = "interpretation"
    CONSULTATION = "consultation"
    GUIDE = "guide"
    """The guide to disclosure (政府信息公开指南), not a service guide."""
    ANNUAL_REPORT = "annual-report"
    SERVICE = "service"
    """A service guide (办事指南) or a form."""
    ATTACHMENT = "attachment"
    ASSET = "asset"
    OTHER = "other"


class Region(StrEnum):
    """The part of a page in which something stands."""

    HEAD = "head"
    """The document's head: styles, scripts, meta."""
    NAV = "nav"
    """Banner, menus and side menus that pages share."""
    PATH = "path"
    """The breadcrumb (当前位置)."""
    BODY = "body"
    FOOT = "foot"


class DateSource(StrEnum):
    """From where a publication date was taken, as written in ``pages.jsonl``."""

    LABEL = "label"
    URL = "url"
    META = "meta"
    LIST = "list"
    BODY = "body"
    NONE = "none"


class Confidence(StrEnum):
    """How far a fact can be relied on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, with where it was read. ``text`` is the date as written, ``clock`` HH:MM if shown."""

    value: date
    source: DateSource
    confidence: Confidence
    text: str = ""
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A reference as it stands on a page. Exactly one of ``target`` and ``bad`` is set."""

    raw: str
    """As written, at most 4,096 characters."""
    target: Url | None
    bad: BadHref | None
    fragment: str
    text: str
    """What the visitor reads: the title attribute where the text is cut short, else the text, else alt."""
    element: str
    """``a``, ``area``, ``img``, ``script``, ``link``, ``iframe``, ``meta``, ``script-text`` …"""
    attribute: str
    """``href``, ``src``, ``srcset``, ``content``, ``document.write`` …"""
    region: Region


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of a breadcrumb."""

    name: str
    target: Url | None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list."""

    title: str
    target: Url | None
    date: Dated | None = None


class ListState(StrEnum):
    """What could be seen of a list."""

    ITEMS = "items"
    EMPTY = "empty"
    """The place for items is there and holds none."""
    PLACEHOLDER = "placeholder"
    """Only words such as 暂无内容 or 正在建设中."""
    UNSEEN = "unseen"
    """A script fills it; nothing can be said without running that script."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of items on a page. ``heading`` names it, ``more`` leads to its column, where there is one."""

    state: ListState
    items: tuple[Item, ...] = ()
    heading: str = ""
    more: Url | None = None
    main: bool = False
    """The list the page exists for; at most one a page."""
    reason: str = ""
    """What told the state, for a person: the placeholder's words, the name of the script …"""


@dataclass(frozen=True, slots=True)
class Paging:
    """Where the other pages of a list are; ``number`` counts from 1."""

    number: int = 1
    pages: int | None = None
    total: int | None = None
    following: Url | None = None
    others: tuple[Url, ...] = ()


class PhoneOwner(StrEnum):
    """Whose number it is, as far as the words beside it say."""

    DISCLOSURE = "disclosure"
    """The office that handles 政府信息公开."""
    SUPERVISION = "supervision"
    HOTLINE = "hotline"
    SITE = "site"
    """The host of the website, usually in the foot."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone or fax number. ``digits`` has neither dashes nor the extension."""

    written: str
    digits: str
    extension: str = ""
    fax: bool = False
    owner: PhoneOwner = PhoneOwner.OTHER
    label: str = ""
    """The words before the number, such as 联系电话."""
    excerpt: str = ""
    region: Region = Region.BODY
    called: str = ""
    """What a ``tel:`` link around it would dial, as written in the link; empty without such a link."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The table of a document (索引号, 发文字号 …). ``None``: no such field; empty text: field left empty."""

    index: str | None = None
    number: str | None = None
    issuer: str | None = None
    title: str | None = None
    subject: str | None = None
    validity: str | None = None
    written: str | None = None
    published: str | None = None
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A policy that a text names: by title, by number, or both; ``target`` if the words are a link."""

    title: str = ""
    number: str = ""
    target: Url | None = None
    excerpt: str = ""


class GuidePart(StrEnum):
    """What a disclosure guide must tell (Art. 12 of the Regulation), and what it usually tells besides."""

    KINDS = "kinds"
    ARRANGEMENT = "arrangement"
    ACCESS = "access"
    OFFICE_NAME = "office-name"
    OFFICE_ADDRESS = "office-address"
    OFFICE_HOURS = "office-hours"
    OFFICE_PHONE = "office-phone"
    OFFICE_FAX = "office-fax"
    OFFICE_INTERNET = "office-internet"
    POSTCODE = "postcode"
    HOW_TO_ASK = "how-to-ask"
    HOW_TO_COMPLAIN = "how-to-complain"


@dataclass(frozen=True, slots=True)
class Guide:
    """A disclosure guide: the parts that are there, each with the words that show it."""

    parts: tuple[tuple[GuidePart, str], ...] = ()
    unfilled: tuple[GuidePart, ...] = ()
    """Labels with nothing after them."""
    old_regulation: str = ""
    """The words that still cite the regulation of 2007, if any."""
    in_attachment: bool = False
    """The page carries no text of its own, only a file or a picture."""
    files: tuple[Item, ...] = ()
    """The files to which the page leaves its text; those shown in a frame have no title."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything the extractor read from one page."""

    url: Url
    kind: PageKind = PageKind.OTHER
    kind_reason: str = ""
    title: str = ""
    encoding: str = "utf-8"
    encoding_fault: str = ""
    """Why the declared encoding was not believed; empty when it was right."""
    language: str = ""
    published: Dated | None = None
    written: Dated | None = None
    """成文日期, kept apart from publication."""
    source: str = ""
    """来源 or 发布机构 as shown."""
    meta: tuple[tuple[str, str], ...] = ()
    """The State's page tags (SiteName, ColumnName, ArticleTitle, PubDate …), names as in the standard."""
    crumbs: tuple[Crumb, ...] = ()
    listings: tuple[Listing, ...] = ()
    paging: Paging | None = None
    metadata: Metadata | None = None
    number: str = ""
    """发文字号 of the document itself, from the table, the title or the text."""
    mentions: tuple[Mention, ...] = ()
    document: DocumentText | None = None
    """Of policy documents alone."""
    attachments: tuple[Item, ...] = ()
    phones: tuple[Phone, ...] = ()
    guide: Guide | None = None
    forms: tuple[Form, ...] = ()
    interpretation: Interpretation | None = None
    """Of interpretations, and of articles in columns of answers."""
    consultation: Consultation | None = None
    letters: tuple[Letter, ...] = ()
    service: ServiceGuide | None = None
    """Of service guides alone."""
    identity: Identity | None = None
    """What the foot says of the site, and its marks."""
    text_length: int = 0
    """Characters of the page's own text, without menus and foot."""
    digest: str = ""
    """Of the page's own text with digits taken out: equal for pages that differ only in numbers."""
    unseen: str = ""
    """Why the page's own content could not be seen without a browser; empty when it could."""
    rendered: bool = False
    refresh: Url | None = None
    """Where the page itself sends its visitor (by header or ``meta``, or a script that only does that)."""
    remarks: tuple[str, ...] = ()
    known: Needs = field(default=Needs.NOTHING)
    """Which facts were asked for; the others are empty because nobody looked."""

    @property
    def main(self) -> Listing | None:
        """The list the page exists for."""
        return next((listing for listing in self.listings if listing.main), None)

    def tag(self, name: str) -> str:
        """The value of one of the State's page tags, or nothing."""
        return next((value for key, value in self.meta if key == name), "")
