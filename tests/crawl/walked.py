"""A site in memory, walked by the real crawler into an archive that a test can look at."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import cast

from auditbot.audit.collect import Collector, Stopped
from auditbot.audit.judge import open_view
from auditbot.audit.plan import Plan
from auditbot.audit.start import Start
from auditbot.check import Check, Context
from auditbot.crawl.archive import Archive
from auditbot.crawl.ledger import page_records
from auditbot.crawl.progress import Progress
from auditbot.crawl.scope import SCOPE, Scope
from auditbot.crawl.view import CrawlView
from auditbot.crawl.writer import Writer
from auditbot.frameworks import Assignment
from auditbot.model.audit import CrawlRecord, Line, PageRecord, Vantage
from auditbot.model.needs import Needs
from auditbot.model.site import Site
from auditbot.net.browser.browser import Browser
from auditbot.net.visitor import Visitor
from auditbot.settings import Limits, Links, Politeness, Settings
from auditbot.testing import DAY, HOME, MemoryVisitor, Pages
from auditbot.url import Url

NOON = "2026-11-20T12:00:00+00:00"


def settings(limits: Limits | None = None, **more: object) -> Settings:
    """Without any pause."""
    return Settings(
        as_of=DAY,
        limits=limits or Limits(),
        politeness=Politeness(rate=0, concurrency=4),
        links=Links(confirm_pause=0, confirm_pause_transient=0),
    ).model_copy(update=more)


@dataclass
class Walk:
    """One archive and the sessions that filled it."""

    archive: Archive
    plan: Plan
    visitor: MemoryVisitor
    progress: Progress = field(default_factory=Progress)
    browser: Browser | None = None

    def run(self, start: Start | None = None) -> Stopped:
        """One session: walk until the end."""
        return asyncio.run(self._run(start))

    async def _run(self, start: Start | None) -> Stopped:
        writer = Writer(self.archive.path)
        begin = start or Start(self.plan.site.home, Scope.of(self.plan.site))
        visitor = cast(Visitor, self.visitor)
        collector = Collector(
            self.plan,
            self.archive,
            writer,
            visitor,
            self.browser,
            self.progress,
            lambda: datetime.fromisoformat(NOON),
            begin,
        )
        try:
            stopped = await collector.run()
        finally:
            await writer.close()
        self.archive.put_meta("stopped", stopped.reason)
        self.archive.put_meta("stop_detail", stopped.detail)
        return stopped

    @property
    def asked(self) -> list[str]:
        """Paths in the order in which they were asked for; those that tell a host's honesty left out."""
        home = self.plan.site.home.rstrip("/")
        known = {row[0] for row in self.archive.rows("SELECT url FROM url")}
        return [one.url.removeprefix(home) for one in self.visitor.asked if one.url in known]

    @property
    def view(self) -> CrawlView:
        """The archive as a check sees it."""
        return open_view(self.archive, self.plan)[0]

    @property
    def record(self) -> CrawlRecord:
        """What the walk came to."""
        return self.view.record

    @property
    def lines(self) -> dict[str, PageRecord]:
        """The line of every address; those of the site by path."""
        home = self.plan.site.home.rstrip("/")
        return {one.url.removeprefix(home): one for one in page_records(self.archive, self.record.stopped)}


@contextmanager
def walked(
    pages: Pages,
    folder: Path,
    *,
    limits: Limits | None = None,
    site: Site | None = None,
    checks: Mapping[type[Check], str] | None = None,
    needs: Needs = Needs.COLUMNS | Needs.TARGETS,
    run: bool = True,
    **more: object,
) -> Iterator[Walk]:
    """Walk a site; ``checks``: each with the key of its assignment."""
    site = site or Site(id="site", home=HOME)
    chosen = settings(limits, **more)
    assignments = tuple(
        Assignment(key, check(check.Options(), Context(site, DAY)), (f"test/{key}",))
        for check, key in (checks or {}).items()
    )
    plan = Plan(site, chosen, (), (), assignments, needs, (), ())
    vantage = Vantage(ipv4=Line.WORKS, ipv6=Line.WORKS, dns=("192.0.2.53",), browser=None)
    meta = {"id": "test", "started": NOON, "needs": str(needs.value), "vantage": vantage.model_dump_json()}
    with Archive.create(folder / "archive.sqlite", meta) as archive:
        walk = Walk(archive, plan, MemoryVisitor(pages, site.home))
        if run:
            walk.run()
        yield walk


def url(path: str) -> Url:
    """An address of the site."""
    return Url(HOME.rstrip("/") + path)


def scope(*homes: str) -> str:
    """A stored extent."""
    sites = [Site(id="x", home=home) for home in homes]
    return SCOPE.dump_json(Scope(tuple(area for site in sites for area in Scope.of(site).areas))).decode()
