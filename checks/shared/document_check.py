"""The base of the checks that look for documents by title."""

from abc import abstractmethod
from collections.abc import Iterable

from auditbot.check import Check, CheckOptions, Context, Crawl, Needs, Note, Outcome, Page, Tally, Text
from auditbot.model.finding import Finding
from auditbot.model.site import Unit
from checks.shared.document_names import names_on
from checks.shared.document_search import OUTCOMES, Candidate, Search, Standing, absent
from checks.shared.documents import Titles, WantedDocument
from checks.shared.units import UNIT_UNSEEN, has_folder, was_seen

_UNDATED = Text("无日期", "no date")


class DocumentCheck(Check):
    """Remembers titles that could be those of documents; subclasses say what becomes of each document."""

    needs = Needs.COLUMNS | Needs.DOCUMENTS

    def __init__(self, options: CheckOptions, context: Context) -> None:
        super().__init__(options, context)
        self._titles = [Titles(wanted) for wanted in self.documents()]

    @abstractmethod
    def documents(self) -> tuple[WantedDocument, ...]:
        """What is looked for."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Remember titles of the page, and of what it points to, that could be those of documents."""
        return names_on(page, self._titles)

    def search(self, crawl: Crawl, *, columns: bool = True) -> Search:
        """Everything that was remembered, put together; ``columns``: a column can be the document."""
        return Search(self.documents(), self._titles, crawl, columns=columns)

    def presence(
        self, search: Search, number: int, crawl: Crawl, *, breach: bool, unit: Unit | None = None
    ) -> tuple[Finding | Tally, Candidate | None]:
        """How one document fares, of one unit if given; the candidate where it is the document."""
        standing, found = search.best(number, unit)
        if standing is Standing.FOUND:
            return Tally(1), found
        if found is None and unit and not was_seen(unit, crawl):
            return Tally(1, Outcome.UNTESTED, UNIT_UNSEEN), None
        wanted = self.documents()[number]
        outcome, why = absent(crawl, breach=breach and (unit is None or has_folder(unit)))
        owner = unit.name if unit else ""
        finding = self.finding(
            standing,
            found.url if found and standing in (Standing.DEAD, Standing.EMPTY) else wanted.lasting,
            OUTCOMES.get(standing, outcome),
            evidence=found.evidence(crawl) if found else (),
            unit=owner,
            key=f"{wanted.shown} {owner}",
            name=wanted.shown,
            whose=Text(f"{owner}的", f"{owner}: ") if unit else Text("", ""),
            title=found.title if found else "",
            url=found.url if found else "",
            day=(found.day if found else None) or _UNDATED,
            why=why,
        )
        return finding, None
