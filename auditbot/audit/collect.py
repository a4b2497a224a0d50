"""The first stage: walk the site into the archive, from the beginning or from where it was cut off."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from auditbot.attachments.reader import AttachmentReader
from auditbot.audit.judging import Visits
from auditbot.audit.known import KNOWN, Known
from auditbot.audit.plan import Plan
from auditbot.audit.recorded import recorded
from auditbot.audit.start import Start
from auditbot.crawl import rank
from auditbot.crawl.aliases import fold
from auditbot.crawl.archive import Archive
from auditbot.crawl.discovery import Discovery
from auditbot.crawl.engine import Budget, Engine
from auditbot.crawl.files import bounds, converter
from auditbot.crawl.frontier import Entry, Frontier
from auditbot.crawl.glance import Glance
from auditbot.crawl.pages import read_page
from auditbot.crawl.progress import Progress
from auditbot.crawl.reading import PageReader
from auditbot.crawl.scope import SCOPE, Task
from auditbot.crawl.targets import verify
from auditbot.crawl.tools import Memory, Tools
from auditbot.crawl.traps import Traps, content_of
from auditbot.crawl.writer import Batch, Writer
from auditbot.model.audit import StopReason
from auditbot.model.fetch import FailureKind
from auditbot.model.page import Region
from auditbot.net.browser.browser import Browser
from auditbot.net.visitor import Visitor
from auditbot.url import Url

_HURRY = 5.0
"""Seconds that the last commits may take when the walk was to end at once."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """How the walk ended. ``detail``: the limit that was spent, or how the homepage failed."""

    reason: StopReason
    detail: str = ""


class Collector:
    """Walks one site. Made once a session; ``stop`` and ``kill`` end it early."""

    def __init__(
        self,
        plan: Plan,
        archive: Archive,
        writer: Writer,
        visitor: Visitor,
        browser: Browser | None,
        progress: Progress,
        now: Callable[[], datetime],
        start: Start,
    ) -> None:
        settings = plan.settings
        self._plan = plan
        self._archive = archive
        self._progress = progress
        self._start = start
        self._killed = False
        traps = Traps(settings.limits)
        frontier = Frontier(archive)
        discovery = Discovery(archive, frontier, start.scope, traps, settings)
        budget = Budget(settings, *_spent(archive))
        self._tools = Tools(
            archive=archive,
            writer=writer,
            frontier=frontier,
            discovery=discovery,
            scope=start.scope,
            traps=traps,
            visitor=visitor,
            reader=PageReader(settings.limits, plan.needs, settings.as_of, self._is_home),
            documents=AttachmentReader(bounds(settings.limits), converter(settings.limits)),
            browser=browser,
            budget=budget,
            progress=progress,
            settings=settings,
            needs=plan.needs,
            visit=Visits(plan.assignments, settings.limits),
            glance=Glance(archive, start.scope, settings) if settings.glance else None,
            is_home=self._is_home,
            memory=Memory(),
            now=now,
        )
        self._engine = Engine(frontier, discovery, settings, budget, progress, self._work)

    def stop(self, reason: StopReason) -> None:
        """Take no further address; what is under way may end."""
        self._engine.stop(reason)

    async def kill(self) -> None:
        """Stop at once."""
        self._killed = True
        await self._engine.kill()

    async def run(self) -> Stopped:
        """Walk until the end; returns how it ended."""
        self._progress.stage = "crawl"
        try:
            if self._archive.meta("home"):
                self._take_up()
            else:
                await self._begin()
            reason = await self._engine.run()
            await self._fold()
            return Stopped(reason, self._engine.spent)
        finally:
            await self._tools.reader.close()
            await self._tools.documents.close()

    async def _fold(self) -> None:
        """Make pages of two addresses one, once nobody writes; somebody in a hurry waits for no disk."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_HURRY if self._killed else None):
                await self._tools.writer.drained()
            fold(self._archive)

    async def _begin(self) -> None:
        """Queue the homepage, registered columns and the sitemap's addresses, in one transaction."""
        discovery, batch = self._tools.discovery, Batch(limits=list(self._start.limits_hit))
        entries = [discovery.seed(self._start.home, rank.HOME, batch, depth=0)]
        registered = [column.url for column in self._plan.site.columns if column.url]
        if self._plan.settings.glance:
            entries += self._known_before(registered, batch)
        else:
            registered += [page for unit in self._plan.site.units for page in unit.pages]
            entries += [discovery.seed(url, rank.REGISTERED, batch) for url in registered]
            entries += [discovery.seed(url, _rank_of_sitemap(url), batch) for url in self._start.sitemap]
        batch.metas.append(("home", self._start.home))
        batch.metas.append(("scope", SCOPE.dump_json(self._start.scope).decode()))
        await self._tools.writer.commit(batch)
        self._engine.add(entry for entry in entries if entry)

    def _known_before(self, registered: Sequence[Url], batch: Batch) -> Iterator[Entry | None]:
        """Queue what a glance looks at again: columns first, then what was at fault."""
        discovery = self._tools.discovery
        before = recorded(self._archive, "known", KNOWN) if self._archive.meta("known") else Known()
        own = (url for url in before.columns if self._start.scope.holds(url))
        for url in (*registered, *own):
            yield discovery.seed(url, rank.REGISTERED, batch)
        for fault in before.faults:
            if fault.page and self._start.scope.holds(fault.page):
                yield discovery.seed(fault.page, rank.ARTICLE, batch)
            if fault.target:
                yield discovery.seed(fault.target, rank.ARTICLE, batch, element=fault.element)

    def _take_up(self) -> None:
        """Rebuild from the archive what has to be known of earlier work."""
        tools = self._tools
        tools.memory.pages.update(row[0] for row in self._archive.rows("SELECT id FROM page"))
        tools.memory.files.update(row[0] for row in self._archive.rows("SELECT id FROM file"))
        spent = next(self._archive.rows("SELECT coalesce(sum(bytes), 0) FROM url JOIN file USING (id)"))
        tools.memory.file_bytes = spent[0]
        for url, body, text, rendered, barren in self._archive.rows(
            "SELECT url, sha256, text_digest, rendered IS NOT NULL, barren FROM page"
        ):
            content = content_of(body, text, rendered=bool(rendered))
            tools.traps.remember(Url(url), content, text, barren=bool(barren))
        for (url,) in self._archive.rows("SELECT url FROM url WHERE task = ?", (Task.PAGE,)):
            tools.traps.found_before(Url(url))
        failed = "SELECT url FROM url WHERE done AND failure = ? AND fetch IS NOT NULL"
        for (url,) in self._archive.rows(failed, (FailureKind.STATUS,)):
            tools.traps.failed(Url(url))
        self._engine.restore()

    async def _work(self, entry: Entry) -> list[Entry]:
        if entry.id in self._tools.memory.early:
            return []
        if entry.task is Task.PAGE:
            return await read_page(entry, self._tools)
        return await verify(entry, self._tools)

    def _is_home(self, url: Url) -> bool:
        return url == self._start.home


def _rank_of_sitemap(url: Url) -> int:
    return max(rank.COLUMN, rank.rank(url, "a", Region.BODY, False, 0))


def _spent(archive: Archive) -> tuple[int, int]:
    """Pages asked for, and bytes, of earlier sessions."""
    pages, size = next(
        archive.rows("SELECT sum(task = 0 AND fetch IS NOT NULL), coalesce(sum(bytes), 0) FROM url")
    )
    return pages or 0, size
