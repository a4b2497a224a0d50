"""Titles on a page that could be those of documents: its own, and those of what it points to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from auditbot.check import Note, Page
from auditbot.model.page import PageKind, Region
from auditbot.url import Url
from checks.shared.documents import Titles, lines_of, squeezed

_PER_PAGE = 20
_SHORTEST, _LONGEST = 4, 300
_LISTED = (PageKind.HOME, PageKind.COLUMN, PageKind.OTHER)
"""Pages that point to documents and are none themselves."""
_ABOUT = (PageKind.INTERPRETATION, PageKind.CONSULTATION)
Offered = tuple[str, Url | None, date | None]
"""A title, where it leads, and its day."""


class Named(Note):
    """A title on a page that could be that of a document."""

    document: int
    """Its place in the option."""
    title: str
    target: str
    """Empty where the title leads nowhere."""
    day: date | None = None
    own: bool = False
    """It is the title of the page itself."""
    about: bool = False
    """The page that carries it explains a document or asks for opinions."""
    source: str = ""


def names_on(page: Page, titles: Sequence[Titles]) -> Iterator[Named]:
    """The titles on one page that could be those of documents, at most 20 a document."""
    offered = list(_offered(page))
    lines = lines_of([title for title, _, _ in offered])
    for number, one in enumerate(titles):
        if one.may_stand_in(lines):
            yield from list(_of_document(page, offered, number, one))[:_PER_PAGE]


def _offered(page: Page) -> Iterator[Offered]:
    """What the page itself is and what it points to; a link beside lists only where no list has it.

    A file is as old as the paper that carries it.
    """
    facts = page.facts
    paper = facts.kind not in _LISTED
    published = facts.published.value if facts.published and paper else None
    if paper:
        yield facts.title, facts.url, published
    listed: set[Url | None] = set()
    for item in (item for listing in facts.listings for item in listing.items):
        listed.add(item.target)
        yield item.title, item.target, item.date.value if item.date else None
    for item in facts.attachments:
        listed.add(item.target)
        yield item.title, item.target, published
    for link in page.links if facts.kind in _LISTED else ():
        if link.region is Region.BODY and link.element == "a" and link.target and link.target not in listed:
            yield link.text, link.target, None


def _of_document(page: Page, offered: Iterable[Offered], number: int, titles: Titles) -> Iterator[Named]:
    facts, seen = page.facts, set[tuple[str, str | None]]()
    listed, heading = facts.kind in _LISTED, squeezed(facts.title)
    about = facts.kind in _ABOUT or (not listed and titles.match(heading) and titles.near(heading))
    for title, target, day in offered:
        named = squeezed(title)
        if not _SHORTEST <= len(named) <= _LONGEST or (named, target) in seen or not titles.match(named):
            continue
        seen.add((named, target))
        own = target == facts.url and not listed
        source = "" if listed else facts.source[:80]
        yield Named(
            document=number,
            title=title[:_LONGEST],
            target=target or "",
            day=day,
            own=own,
            about=about,
            source=source,
        )
