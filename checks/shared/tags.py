"""The State's page tags: which page must carry which, and what is wrong with one as written.

After the annex to 国办发〔2017〕47号; the case of names is no fault.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from auditbot.extract.text.words import key
from auditbot.model.page import DateSource, PageFacts, PageKind
from auditbot.url import bare, split
from checks.shared.identity import same, well_formed


class Group(StrEnum):
    """Tags that the same pages carry."""

    SITE = "site"
    COLUMN = "column"
    ARTICLE = "article"


TAGS: Mapping[Group, tuple[str, ...]] = {
    Group.SITE: ("SiteName", "SiteDomain", "SiteIDCode"),
    Group.COLUMN: ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    Group.ARTICLE: ("ArticleTitle", "PubDate", "ContentSource"),
}
"""The tags that the annex demands (必选)."""

_ARTICLES = (PageKind.ARTICLE, PageKind.POLICY, PageKind.INTERPRETATION, PageKind.CONSULTATION)
_DAY = re.compile(r"(\d{4})\s?[-–—/.年]{1,2}\s?(\d{1,2})\s?[-–—/.月]{1,2}\s?(\d{1,2})日?")
_CLOCK = re.compile(r"[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d{1,7})?)?(?:Z|[+-]\d{2}:?\d{2})?")
_SHOWN = (DateSource.LABEL,)


class Fault(StrEnum):
    """In what way a tag is wrong."""

    MISSING = "missing"
    EMPTY = "empty"
    MALFORMED = "malformed"
    NO_CLOCK = "no-clock"
    DIFFERS = "differs"
    UNLIKE_HOME = "unlike-home"
    """The homepage's tag gives the site another name."""


def groups_of(facts: PageFacts, *, column: bool) -> tuple[Group, ...]:
    """What a page must carry; ``column``: it is known to be one, whatever its text looks like."""
    if column or facts.kind in (PageKind.COLUMN, PageKind.HOME):
        return (Group.SITE, Group.COLUMN)
    return (Group.SITE, Group.ARTICLE) if facts.kind in _ARTICLES else (Group.SITE,)


def fault_of(tag: str, facts: PageFacts, code: str, name: str = "") -> tuple[Fault, str] | None:
    """What is wrong with a tag of a page, and what the page shows instead.

    ``code``: the registered one; ``name``: what the homepage's tag calls the site.
    """
    value = next((value for name, value in facts.meta if name == tag), None)
    if value is None:
        return Fault.MISSING, ""
    if not value:
        return Fault.EMPTY, ""
    if tag == "SiteDomain":
        return _domain(value, facts)
    if tag == "SiteIDCode":
        return _code(value, facts, code)
    if tag == "PubDate":
        return _day(value, facts)
    if tag == "SiteName" and name and key(value) != key(name):
        return Fault.UNLIKE_HOME, name
    if tag == "ColumnName" and facts.kind is PageKind.COLUMN and facts.identity:
        named = facts.identity.column_otherwise
        return (Fault.DIFFERS, named) if named else None
    if tag == "ArticleTitle" and facts.identity and not facts.identity.title_shown:
        return Fault.DIFFERS, ""
    return None


def _domain(value: str, facts: PageFacts) -> tuple[Fault, str] | None:
    host = split(facts.url).host
    named = [
        bare(one.removeprefix("http://").removeprefix("https://").split("/")[0].split(":")[0])
        for one in re.split(r"[\s,，;；、|]+", value.strip().lower())
    ]
    if bare(host) in named:
        return None
    return (Fault.DIFFERS if any("." in one for one in named) else Fault.MALFORMED), host


def _code(value: str, facts: PageFacts, registered: str) -> tuple[Fault, str] | None:
    if not well_formed(value.strip().lower()):
        return Fault.MALFORMED, ""
    shown = [code for code in (facts.identity.codes if facts.identity else ()) if well_formed(code)]
    right = [registered] if registered else shown
    if not right or any(same(value.strip(), code) for code in right):
        return None
    return Fault.DIFFERS, right[0]


def _day(value: str, facts: PageFacts) -> tuple[Fault, str] | None:
    match = _DAY.match(value.strip())
    day = _date(*map(int, match.groups())) if match else None
    if match is None or day is None:
        return Fault.MALFORMED, ""
    published = facts.published
    if published and published.source in _SHOWN and published.value != day:
        return Fault.DIFFERS, published.value.isoformat()
    clock = value.strip()[match.end() :]
    if not clock.strip():
        return Fault.NO_CLOCK, ""
    return None if _CLOCK.fullmatch(clock) else (Fault.MALFORMED, "")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
