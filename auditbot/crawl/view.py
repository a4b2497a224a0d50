"""What was collected, as checks may ask for it: ``check.Crawl`` over an archive."""

from collections.abc import Iterator, Sequence
from datetime import date

from auditbot.check import File, N, Page, Target
from auditbot.crawl.collected import Collected
from auditbot.crawl.locate import place_of_link, place_of_words
from auditbot.model.attachment import AttachmentFacts, Untested
from auditbot.model.audit import Coverage, CrawlRecord, StopReason, Vantage
from auditbot.model.column import FoundColumn
from auditbot.model.finding import FOUND_ON_LIMIT, Evidence
from auditbot.model.outcome import Outcome
from auditbot.model.page import Dated, Link, PageFacts, PageKind
from auditbot.model.policy import PolicyGraph
from auditbot.model.sample import Sample
from auditbot.model.site import Site
from auditbot.url import Url

_ENOUGH = 0.95
"""Share of the pages that must have been seen before something may be said to be missing."""
_LITTLE = 0.5


class CrawlView:
    """One crawl as one check sees it: everything that was stored, and its own notes."""

    def __init__(
        self,
        collected: Collected,
        site: Site,
        as_of: date,
        vantage: Vantage,
        record: CrawlRecord,
        coverage: Coverage,
        samples: Sequence[Sample] = (),
        assignment: str = "",
    ) -> None:
        self.site = site
        self.as_of = as_of
        self.vantage = vantage
        self.record = record
        self.coverage = coverage
        self.samples = samples
        self._collected = collected
        self._assignment = assignment

    def assigned(self, assignment: str) -> "CrawlView":
        """The same view with the notes of another assignment."""
        return CrawlView(
            self._collected,
            self.site,
            self.as_of,
            self.vantage,
            self.record,
            self.coverage,
            self.samples,
            assignment,
        )

    def home(self) -> Page | None:
        """The homepage, if it could be read."""
        return self._collected.home()

    def page(self, url: Url) -> Page | None:
        """The page that this address leads to, if it was read."""
        return self._collected.stored.page(url)

    def published(self, url: Url) -> Dated | None:
        """When the page that an address leads to was published, if that is known."""
        return self._collected.published(url)

    def pages(self, *kinds: PageKind) -> Iterator[Page]:
        """The site's pages of these kinds, or all."""
        return self._collected.stored.pages(*kinds)

    def facts(self, *kinds: PageKind) -> Iterator[PageFacts]:
        """As ``pages``, without links and text."""
        return self._collected.stored.facts(*kinds)

    def file(self, url: Url) -> AttachmentFacts | Untested | None:
        """What a file says, or why nobody knows."""
        return self._collected.stored.file(url)

    def files(self) -> Iterator[File]:
        """The files that were to be read, in order of address."""
        return self._collected.stored.files()

    def columns(self) -> Sequence[FoundColumn]:
        """The columns of the site."""
        return self._collected.columns

    def graph(self) -> PolicyGraph:
        """Policies and interpretations, matched."""
        return self._collected.graph

    def target(self, url: Url) -> Target | None:
        """What became of one address."""
        return self._collected.target(url)

    def targets(self) -> Iterator[Target]:
        """Every address that links of the site's pages lead to, each once."""
        return self._collected.targets()

    def bad_links(self) -> Iterator[tuple[Link, int, tuple[Url, ...]]]:
        """References that lead nowhere as they are written: how many pages carry them, and which."""
        return self._collected.bad_links()

    def carriers(self, url: Url, limit: int = FOUND_ON_LIMIT) -> tuple[Url, ...]:
        """Pages that refer to the address: the homepage first, then columns, then by address."""
        return self._collected.carriers(url, limit)

    def levels(self, deepest: int) -> list[tuple[Url, ...]]:
        """Addresses of the site by clicks from the homepage, which is level 1; in order of address."""
        return self._collected.levels(deepest)

    def hosts(self) -> tuple[str, ...]:
        """The site's own hosts from which pages were read; that of the homepage first."""
        return self._collected.hosts()

    def also_at(self, page: Url) -> tuple[Url, ...]:
        """Other addresses at which the same page was read."""
        return self._collected.also_at(page)

    def path(self, page: Url) -> tuple[str, ...]:
        """The menu path that leads to a page."""
        return self._collected.path(page)

    def evidence(self, page: Url, link_to: Url | str | None = None, words: str = "") -> Evidence:
        """The evidence on one page: the place of a link (by target or as written), or of words."""
        seen = self.page(page)
        if seen is None:
            fetch = self._collected.stored.fetch(page)
            return Evidence(
                url=page, seen_at=fetch.at if fetch else None, status=fetch.status if fetch else None
            )
        locator, excerpt, mark = None, "", ""
        if link_to is not None:
            locator, excerpt, mark = place_of_link(seen.document, self._collected.reader, link_to)
        elif words:
            excerpt, mark = place_of_words(seen.document, words), words
        mask = seen.document.masking
        return Evidence(
            url=seen.url,
            title=mask(seen.title),
            path=self.path(seen.url),
            seen_at=seen.fetch.at,
            status=seen.fetch.status,
            excerpt=mask(excerpt)[:300],
            mark=mask(mark)[:300],
            locator=locator,
            digest=seen.digest,
        )

    def notes(self, kind: type[N]) -> Iterator[tuple[Url | None, N]]:
        """What this check remembered, with the page it was yielded on (none for probes)."""
        for page, data in self._collected.notes(self._assignment, kind.__name__):
            yield page, kind.model_validate_json(data)

    def lists_cut(self) -> tuple[Url, ...]:
        """Lists that have later pages, made by script, of which none opened: their items were not seen."""
        return self._collected.lists_cut

    def absence(self) -> tuple[Outcome, str]:
        """What may be said when something was not found, and why if that is not ``failed``.

        The reason is an id: ``glance``, ``not-exhausted``, ``seen-little``, ``seen-part``, ``home-replaced``.
        """
        if self.record.glance:
            return Outcome.UNTESTED, "glance"
        if self._collected.home_replaced:
            return Outcome.UNTESTED, "home-replaced"
        if self.record.stopped is StopReason.UNREACHABLE or self.coverage.share < _LITTLE:
            return Outcome.UNTESTED, "seen-little"
        if not self.record.exhausted:
            return Outcome.CANT_TELL, "not-exhausted"
        if self.coverage.share < _ENOUGH:
            return Outcome.CANT_TELL, "seen-part"
        return Outcome.FAILED, ""
