"""What the work of a crawl is done with; made once, passed to whoever works."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter

from auditbot.attachments.reader import AttachmentReader
from auditbot.check import Page
from auditbot.crawl.archive import Archive
from auditbot.crawl.discovery import Discovery
from auditbot.crawl.engine import Budget
from auditbot.crawl.frontier import Entry, Frontier
from auditbot.crawl.glance import Glance
from auditbot.crawl.honesty import Honesty
from auditbot.crawl.progress import Progress
from auditbot.crawl.reading import PageReader
from auditbot.crawl.scope import Scope
from auditbot.crawl.traps import Traps
from auditbot.crawl.writer import Batch, Row, Writer
from auditbot.model.attachment import AttachmentFacts, Untested
from auditbot.model.fetch import FailureKind, Fetch, PageOutcome
from auditbot.model.needs import Needs
from auditbot.model.page import PageFacts
from auditbot.net.browser.browser import Browser
from auditbot.net.visitor import Visitor
from auditbot.settings import Settings
from auditbot.url import Url

FETCH = TypeAdapter(Fetch)
FACTS = TypeAdapter(PageFacts)
FILE: TypeAdapter[AttachmentFacts | Untested] = TypeAdapter(AttachmentFacts | Untested)

_LIMITS = {"cookies-over-limit": "cookies", "long-cookie": "cookie_bytes", "many-headers": "headers"}
"""The limits that an answer ran into and was usable all the same, by the client's remark."""

Visit = Callable[[Page], tuple[list[Row], list[Row]]]
"""Shows a page to the checks: (assignment, kind, data) for notes, (assignment, what) for faults."""


@dataclass(slots=True)
class Memory:
    """What has to be known of earlier work; rebuilt from the archive on resuming."""

    pages: set[int] = field(default_factory=set)
    """Ids of pages that were read."""
    early: set[int] = field(default_factory=set)
    """Addresses that a redirect answered before their turn."""
    honesty: dict[str, asyncio.Task[Honesty]] = field(default_factory=dict)
    no_head: set[str] = field(default_factory=set)
    """Hosts on which HEAD is not answered as GET is."""
    looked_at: set[str] = field(default_factory=set)
    """Outside hosts of which the opening of one page was asked for."""
    files: set[int] = field(default_factory=set)
    """Addresses of files that are read."""
    guides: set[int] = field(default_factory=set)
    """Those of them to which guides leave their text, as far as this session found them."""
    file_bytes: int = 0
    """What the files that are read took on the wire."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything a worker needs."""

    archive: Archive
    writer: Writer
    frontier: Frontier
    discovery: Discovery
    scope: Scope
    traps: Traps
    visitor: Visitor
    reader: PageReader
    documents: AttachmentReader
    browser: Browser | None
    budget: Budget
    progress: Progress
    settings: Settings
    needs: Needs
    visit: Visit
    glance: Glance | None
    """Which links are asked where only a glance is wanted."""
    is_home: Callable[[Url], bool]
    memory: Memory
    now: Callable[[], datetime]

    async def finish(
        self,
        batch: Batch,
        entry: Entry,
        fetch: Fetch,
        *,
        outcome: PageOutcome | None = None,
        page: int | None = None,
        opening: bytes | None = None,
        soft_404: str = "",
    ) -> None:
        """Commit a batch with which an address is done."""
        became = outcome or fetch.outcome
        if fetch.failure:
            if fetch.failure.kind is FailureKind.STATUS:
                self.traps.failed(entry.url)
            if fetch.failure.limit:
                batch.limits.append((fetch.failure.limit, entry.url))
        batch.limits += [(limit, entry.url) for remark, limit in _LIMITS.items() if remark in fetch.remarks]
        batch.done.append(
            self.done_row(entry.id, fetch, outcome=became, page=page, opening=opening, soft_404=soft_404)
        )
        await self.writer.commit(batch)
        self.progress.ended(entry.id, became)

    @staticmethod
    def done_row(
        identity: int,
        fetch: Fetch,
        *,
        outcome: PageOutcome | None,
        page: int | None = None,
        opening: bytes | None = None,
        soft_404: str = "",
    ) -> Row:
        """The row that marks an address as done."""
        kind = fetch.failure.kind if fetch.failure else ""
        said = FETCH.dump_json(fetch).decode()
        return (outcome or fetch.outcome, kind, said, page, opening, soft_404, fetch.wire_bytes, identity)

    async def ask_again(self, entry: Entry, again: Entry, fetch: Fetch) -> None:
        """Commit that an address failed once and is looked at again."""
        first = FETCH.dump_json(fetch).decode()
        await self.writer.commit(Batch(again=[(again.not_before, first, entry.id)]))
