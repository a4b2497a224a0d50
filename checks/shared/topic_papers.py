"""What a site holds on one topic."""

from dataclasses import dataclass, field
from datetime import date

from auditbot.check import Crawl
from auditbot.model.finding import Evidence
from auditbot.url import Url


@dataclass(frozen=True, slots=True)
class Paper:
    """One title; ``page`` shows it, ``url`` is where it leads, if anywhere."""

    title: str
    day: date | None
    page: Url
    url: Url | None

    def evidence(self, crawl: Crawl) -> Evidence:
        """Its own page, or the place of the link to it."""
        if self.url and crawl.page(self.url):
            return crawl.evidence(self.url)
        return crawl.evidence(self.page, self.url, words="" if self.url else self.title)


@dataclass(slots=True)
class Held:
    """What is held on one topic: papers by address, or by title where they lead nowhere."""

    papers: dict[str, Paper] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    """Those of the columns that hold something of the window, or without a day."""

    def newest_first(self) -> list[Paper]:
        """The papers; what stands in several columns once."""
        papers = sorted(self.papers.values(), key=lambda one: (one.day or date.min, one.url or ""))
        return list({one.title: one for one in papers}.values())[::-1]
