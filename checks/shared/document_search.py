"""Finds documents by title among pages, items of lists, attachments, links and columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from auditbot.check import Crawl, Outcome, Text
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.finding import Evidence
from auditbot.model.site import Unit
from auditbot.url import Url
from checks.shared.columns import REASONS, lists_cut
from checks.shared.document_names import Named
from checks.shared.documents import Titles, WantedDocument, squeezed, years_of
from checks.shared.links import OwnLine, blocked, broken_class, is_dead, unasked

_MOST_TITLES = 20
_PER_DOCUMENT = 2000
_HELD = (ColumnState.ITEMS, ColumnState.TEXT)
_BARE = (ColumnState.EMPTY, ColumnState.PLACEHOLDER)


class Standing(StrEnum):
    """How a document fares; but for ``FOUND`` the names of messages."""

    FOUND = "found"
    UNOPENED = "unopened"
    ELSEWHERE = "elsewhere"
    DEAD = "dead"
    EMPTY = "empty"
    YEAR_UNKNOWN = "year-unknown"
    NEAR = "near"
    OTHER_YEAR = "other-year"
    MISSING = "missing"


@dataclass(slots=True)
class Candidate:
    """One page, file or column that could be a document, with all that was said of it."""

    url: Url
    title: str
    page: Url
    """Where it was seen: itself, or a page that links to it."""
    day: date | None = None
    own: bool = False
    linked: bool = True
    """Off for a title in a list that leads nowhere."""
    near: bool = False
    source: str = ""
    titles: list[str] = field(default_factory=list)
    units: tuple[str, ...] = ()
    """Whose pages it and its carrier are, by the register."""
    standing: Standing = Standing.FOUND

    @property
    def key(self) -> str:
        """What tells it from others."""
        return self.url if self.linked else f"{self.page} {self.title}"

    def of(self, unit: Unit) -> bool:
        """Whether it is a unit's: by its address, by the page that carries it, or by its words."""
        if unit.name in self.source or any(unit.name in title for title in self.titles):
            return True
        return unit.name in self.units

    def years(self) -> set[int]:
        """The years it speaks of: by the title on its own page, else by the words that lead to it."""
        own = years_of(self.title)
        return own or {year for title in self.titles for year in years_of(title)}

    def evidence(self, crawl: Crawl) -> tuple[Evidence, ...]:
        """Its page, or the place of the link to it."""
        if not self.linked:
            return (crawl.evidence(self.page, words=self.title),)
        if self.url == self.page:
            return (crawl.evidence(self.page),)
        return (crawl.evidence(self.page, link_to=self.url),)


class Search:
    """The candidates for each document of one check, put together once."""

    def __init__(
        self,
        documents: Sequence[WantedDocument],
        titles: Sequence[Titles],
        crawl: Crawl,
        *,
        columns: bool = True,
    ) -> None:
        self._documents = documents
        self._titles = titles
        self._crawl = crawl
        self._line = OwnLine(crawl)
        self._found: list[dict[str, Candidate]] = [{} for _ in documents]
        for page, note in crawl.notes(Named):
            if page and note.document < len(documents):
                self._add(page, note)
        for column in crawl.columns() if columns else ():
            self._add_column(column)

    def _add(self, page: Url, note: Named) -> None:
        found, key = self._found[note.document], note.target or squeezed(note.title)
        if key not in found and len(found) >= _PER_DOCUMENT:
            return
        near = note.about or self._titles[note.document].near(squeezed(note.title))
        url = Url(note.target or page)
        new = Candidate(url, note.title, page, note.day, note.own, bool(note.target), near, note.source)
        if key not in found:
            new.units = self._units(url, page)
        one = found.setdefault(key, new)
        if note.own and not one.own:
            one.title, one.page, one.own, one.near = note.title, page, True, near
        elif not one.own:
            one.near = one.near or near
        one.day = note.day if note.own and note.day else one.day or note.day
        one.source = one.source or note.source
        if len(one.titles) < _MOST_TITLES and note.title not in one.titles:
            one.titles.append(note.title)

    def _add_column(self, column: FoundColumn) -> None:
        """A column that bears the name is the document if it holds something."""
        for number, titles in enumerate(self._titles):
            name = next((one for one in (column.name, *column.names) if titles.match(squeezed(one))), "")
            if name and not titles.near(squeezed(name)):
                newest = column.newest.date if column.newest else None
                one = Candidate(column.url, name, column.url, newest.value if newest else None)
                one.titles.append(name)
                one.units = self._units(column.url)
                one.own = column.state in _HELD or bool(column.children)
                one.standing = Standing.EMPTY if column.state in _BARE and not one.own else Standing.FOUND
                self._found[number].setdefault(column.url, one)

    def _units(self, *places: Url) -> tuple[str, ...]:
        units = map(self._crawl.site.unit_at, places) if self._crawl.site.units else ()
        return tuple(unit.name for unit in units if unit)

    def candidates(self, number: int, unit: Unit | None = None) -> list[Candidate]:
        """All that could be one document, of one unit if given; newest first."""
        found = self._found[number].values()
        mine = [one for one in found if unit is None or one.of(unit)]
        return sorted(mine, key=lambda one: (one.day or date.min, one.own, one.url), reverse=True)

    def best(self, number: int, unit: Unit | None = None) -> tuple[Standing, Candidate | None]:
        """How a document fares, and the candidate that tells."""
        wanted, found = self._documents[number], self.candidates(number, unit)
        named = [one for one in found if not one.near]
        covers = [(one, _covered(wanted, one)) for one in named]
        for one in (one for one, covered in covers if covered):
            one.standing = self.opens(one)
        fits = [(one.standing, one) for one, covered in covers if covered]
        if fits:
            return min(fits, key=lambda fit: _ORDER.index(fit[0]))
        unclear = next((one for one, covered in covers if covered is None), None)
        if unclear:
            return Standing.YEAR_UNKNOWN, unclear
        near = next((one for one in found if one.near and _covered(wanted, one) is not False), None)
        if near:
            return Standing.NEAR, near
        return (Standing.OTHER_YEAR, named[0]) if named else (Standing.MISSING, None)

    def opens(self, one: Candidate) -> Standing:
        """Whether what a candidate leads to is there."""
        if one.own or one.standing is Standing.EMPTY:
            return one.standing
        if not one.linked:
            return Standing.UNOPENED
        target = self._crawl.target(one.url)
        if target is None or unasked(target) or blocked(target):
            return Standing.UNOPENED
        if broken_class(target):
            return Standing.DEAD if is_dead(target, self._line) else Standing.UNOPENED
        return Standing.FOUND if target.internal else Standing.ELSEWHERE


_ORDER = (Standing.FOUND, Standing.UNOPENED, Standing.ELSEWHERE, Standing.DEAD, Standing.EMPTY)
"""Of several that fit, the first of these decides."""


def _covered(wanted: WantedDocument, one: Candidate) -> bool | None:
    """Whether it tells the year; a paper that appeared before the year cannot cover it."""
    covered = wanted.covered_by(one.years())
    early = one.day is not None and wanted.year is not None and one.day.year < wanted.year - 1
    return False if covered is None and early else covered


def absent(
    crawl: Crawl, *, breach: bool = True, listed: bool = True, nowhere: Text | None = None
) -> tuple[Outcome, Text]:
    """What may be said of what was not found, and why; ``nowhere`` tells where all was looked through.

    ``listed``: it could be an item of a list.
    """
    outcome, why = crawl.absence()
    home = crawl.home()
    if outcome is Outcome.FAILED and (home is None or home.facts.unseen):
        outcome, why = Outcome.CANT_TELL, "home-unseen"
    cut = lists_cut(crawl) if outcome is Outcome.FAILED and listed else None
    if cut:
        return Outcome.CANT_TELL, cut
    if outcome is Outcome.FAILED and not breach:
        outcome = Outcome.CANT_TELL
    return outcome, REASONS[why] if why else nowhere or _NOWHERE


_NOWHERE = Text("全站的页面、列表和附件中没有", "no page, list or attachment of the site is it")
OUTCOMES = {
    Standing.DEAD: Outcome.FAILED,
    Standing.EMPTY: Outcome.FAILED,
    Standing.UNOPENED: Outcome.UNTESTED,
    Standing.ELSEWHERE: Outcome.CANT_TELL,
    Standing.NEAR: Outcome.CANT_TELL,
    Standing.YEAR_UNKNOWN: Outcome.CANT_TELL,
}
"""Outcomes that do not depend on how much of the site was seen."""
