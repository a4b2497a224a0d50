"""A site under inspection, as its operator describes it in a site file."""

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from unicodedata import category

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from auditbot.model.document import Document
from auditbot.model.text import Fault
from auditbot.url import Url, from_person


def _address(value: object) -> Url:
    url = from_person(value) if isinstance(value, str) else None
    if url is None:
        raise Fault("不是完整的 http 或 https 网址", "not a complete http or https address")
    return url


Address = Annotated[Url, BeforeValidator(_address)]
"""An http or https address; a missing scheme is read as http."""


def _slug(value: str) -> str:
    if not value or value.strip(".-_") == "" or any(mark in value for mark in '/\\\0:*?"<>|'):
        raise Fault("应能用作目录名", "must be usable as the name of a folder")
    return value


class SiteKind(StrEnum):
    """What a site is; rules differ by it."""

    PORTAL = "portal"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    SECTION = "section"
    """Part of another site, judged by itself."""


class Column(Document):
    """One entry of the site's register of columns (栏目台账)."""

    name: str = Field(min_length=1)
    url: Address | None = None
    aliases: tuple[str, ...] = ()
    period: int | None = Field(default=None, ge=1, description="Days within which it must be updated.")
    unit: str = ""
    person: str = ""
    event_driven: bool = False
    """Updated when something happens, not by the calendar (人事, 规划 …): age alone is no fault."""
    archived: bool = False
    """A topic of the past: kept, not updated."""
    until: date | None = None
    """After this day the column need not be updated."""


class Unit(Document):
    """A unit that answers for part of the site, with its own pages."""

    name: str = Field(min_length=1)
    pages: tuple[Address, ...] = ()
    phone: str = ""


def _one_line(value: str) -> str:
    if len(value) > _LONGEST or not _is_plain(value):
        raise Fault(f"应为一行文字，最多 {_LONGEST} 字", f"must be one line of at most {_LONGEST} characters")
    return "" if value.strip() in ("-", "—") else value.strip()


def _tag(value: str) -> str:
    if (
        not value.strip()
        or len(value) > _TAG
        or not _is_plain(value)
        or any(mark in value for mark in "、,，;；")
    ):
        raise Fault(
            f"标签应为一个词，最多 {_TAG} 字，不含逗号、顿号",
            f"must be one word of at most {_TAG} characters without commas",
        )
    return value.strip()


def _is_plain(value: str) -> bool:
    return not any(category(letter) in ("Cc", "Zl", "Zp", "Cs") for letter in value)


_LONGEST = 300
_TAG = 60
OneLine = Annotated[str, AfterValidator(_one_line)]
"""A short text without line breaks; a lone dash stands for nothing."""
Tag = Annotated[str, AfterValidator(_tag)]


class Contact(Document):
    """Somebody who is told of what is found."""

    name: OneLine = ""
    phone: OneLine = ""
    email: OneLine = ""
    chat: Address | None = None
    """Where messages to a chat group are posted; it often holds a secret."""


class CrawlPolicy(Document):
    """How this site wants to be visited; what is not set follows the command line or the defaults."""

    rate: float | None = Field(default=None, ge=0)
    concurrency: int | None = Field(default=None, ge=1, le=64)
    max_pages: int | None = Field(default=None, ge=1)
    max_depth: int | None = Field(default=None, ge=0)
    ignore_robots: bool = False
    """Only for sites of one's own; every audit that does so says it."""


class Site(Document):
    """One site. Its extent is ``hosts`` or ``prefixes``; with neither it is the host of ``home``."""

    id: Annotated[str, AfterValidator(_slug)] = Field(max_length=80)
    home: Address
    name: str = ""
    code: str = ""
    """网站标识码: ten digits, or bm and eight."""
    kind: SiteKind | None = None
    unit: str = ""
    """主办单位."""
    supervisor: str = ""
    """主管单位: the unit that supervises the site's own."""
    contacts: tuple[Contact, ...] = Field(default=(), max_length=20)
    tags: tuple[Tag, ...] = Field(default=(), max_length=50)
    """What sites are chosen and grouped by."""
    hosts: tuple[str, ...] = ()
    prefixes: tuple[Address, ...] = ()
    columns: tuple[Column, ...] = ()
    units: tuple[Unit, ...] = ()
    phone: str = ""
    """The registered phone of the disclosure office (政府信息公开联系电话)."""
    apps: tuple[str, ...] = ()
    """Hosts of mobile clients."""
    services: bool = True
    """The body serves the public: what a score sheet says of 办事服务 counts."""
    sheet: str = ""
    """Score sheet: its id, or the path of a file."""
    frameworks: tuple[str, ...] = ("state",)
    crawl: CrawlPolicy = CrawlPolicy()

    def unit_at(self, url: Url) -> Unit | None:
        """The unit on whose page, or in whose folder, an address lies; the longest match."""
        named = [(page, unit) for unit in self.units for page in unit.pages]
        held = [
            (page, unit) for page, unit in named if url == page or (page[-1] == "/" and url.startswith(page))
        ]
        return max(held, key=lambda pair: len(pair[0]))[1] if held else None

    def to_be_kept(self) -> "Site":
        """The site as it may be written to an audit, which is sent around: without its contacts."""
        return self.model_copy(update={"contacts": ()})

    @model_validator(mode="after")
    def _one_extent(self) -> "Site":
        if self.hosts and self.prefixes:
            raise Fault("hosts 与 prefixes 只能写一个", "give hosts or prefixes, not both")
        return self


class Defaults(Document):
    """What the sites of a fleet have in common; a site's own value goes before it."""

    kind: SiteKind | None = None
    unit: OneLine = ""
    supervisor: OneLine = ""
    tags: tuple[Tag, ...] = ()
    services: bool = True
    sheet: str = ""
    frameworks: tuple[str, ...] = ("state",)
    crawl: CrawlPolicy = CrawlPolicy()


class Fleet(Document):
    """Many sites in one file."""

    defaults: Defaults = Defaults()
    sites: tuple[Site, ...]

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, data: Any) -> Any:
        """Give each site the defaults it does not say otherwise; a wrong shape is told later."""
        match data:
            case {"defaults": dict(defaults), "sites": list(sites)}:
                known = {key: value for key, value in defaults.items() if key in Defaults.model_fields}
                return {**data, "sites": [_filled(site, known) for site in sites]}
        return data

    @model_validator(mode="after")
    def _named_once(self) -> "Fleet":
        twice = sorted(name for name, times in Counter(site.id for site in self.sites).items() if times > 1)
        if twice:
            names = "、".join(twice[:20])
            raise Fault(f"编号重复：{names}", f"ids given twice: {names}")
        return self


def _filled(site: Any, defaults: dict[str, Any]) -> Any:
    """How a site is visited is filled in key by key."""
    match site, defaults:
        case {"crawl": dict(own)}, {"crawl": dict(common)}:
            return {**defaults, **site, "crawl": {**common, **own}}
        case dict(), _:
            return {**defaults, **site}
    return site
