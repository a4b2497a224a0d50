"""For tests of checks: a site in memory, walked by the real crawler without any network.

    site = MemorySite({"/": '<a href="/news/">新闻</a>', "/news/": "…"})
    findings = site.findings(StaleColumns, types=["news"], days=14)

A page is HTML, bytes, or an ``Answered`` with another status or type. What a probe would have measured is
given as ``notes``, what the clock would have seen before as ``samples``, and what earlier audits knew, which
a glance looks at again, as ``known``.
"""

import asyncio
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from auditbot.audit.collect import Collector
from auditbot.audit.judge import open_view
from auditbot.audit.judging import conclude
from auditbot.audit.known import Known
from auditbot.audit.plan import Plan
from auditbot.audit.start import Start
from auditbot.check import Check, Context, Note
from auditbot.crawl.archive import Archive
from auditbot.crawl.progress import Progress
from auditbot.crawl.scope import Scope
from auditbot.crawl.writer import Batch, Writer
from auditbot.frameworks import Assignment
from auditbot.model.audit import Line, Vantage
from auditbot.model.fetch import Failure, FailureKind, Fetch, Hop
from auditbot.model.finding import Finding
from auditbot.model.needs import Needs
from auditbot.model.sample import SAMPLES, Sample
from auditbot.model.site import Site
from auditbot.net.http.request import Reply, Request
from auditbot.net.visitor import Visitor
from auditbot.score import Conclusion
from auditbot.settings import Links, Politeness, Settings
from auditbot.url import Url, origin, parse

HOME = Url("http://www.site.example/")
DAY = date(2026, 11, 20)
_NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server answers. A ``failure`` stands for no answer at all."""

    body: str | bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    location: str = ""
    refresh: str = ""
    """What the ``Refresh:`` header says."""
    failure: Failure | None = None


Pages = Mapping[str, "str | bytes | Answered"]
"""By path on the site's host, or by full address."""


class MemoryVisitor:
    """Answers requests from a mapping; what is not in it is a 404."""

    def __init__(self, pages: Pages, home: Url) -> None:
        self._pages = {_address(path, home): page for path, page in pages.items()}
        self.asked: list[Request] = []

    async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
        """Follow redirects within the mapping, as ``net.visitor.Visitor`` would."""
        del obey_robots
        self.asked.append(request)
        url, hops = request.url, []
        for _ in range(10):
            answer = self._answer(url)
            if not answer.location:
                break
            hops.append(Hop(url, answer.status, answer.location))
            url = _address(answer.location, url)
        return _reply(request, url, tuple(hops), answer)

    def _answer(self, url: Url) -> Answered:
        page = self._pages.get(url, Answered("没有这个页面", 404))
        return page if isinstance(page, Answered) else Answered(page)


def _reply(request: Request, url: Url, hops: tuple[Hop, ...], answer: Answered) -> Reply:
    body = answer.body.encode() if isinstance(answer.body, str) else answer.body
    failure = answer.failure
    if failure is None and answer.status >= 400:
        failure = Failure(FailureKind.STATUS, f"HTTP {answer.status}", answer.status)
    silent = answer.failure is not None
    fetch = Fetch(
        request.url,
        _NOON,
        request.method,
        final_url=None if silent else url,
        hops=hops,
        status=None if silent else answer.status,
        headers=(
            ("content-type", answer.content_type),
            ("content-length", str(len(body))),
            *((("refresh", answer.refresh),) if answer.refresh else ()),
        ),
        wire_bytes=len(body),
        body_bytes=len(body),
        failure=failure,
    )
    return Reply(fetch, b"" if request.method == "HEAD" or silent else body)


class MemorySite:
    """A site made of pages in memory. Every question walks it anew, into an archive that is thrown away."""

    def __init__(
        self,
        pages: Pages,
        *,
        home: Url = HOME,
        as_of: date = DAY,
        site: Site | None = None,
        settings: Settings | None = None,
        samples: Iterable[Sample] = (),
        known: Known | None = None,
    ) -> None:
        self.known = known or Known()
        self.samples = tuple(samples)
        self.site = site or Site(id="site", home=home)
        self.settings = settings or Settings(
            as_of=as_of,
            politeness=Politeness(rate=0, concurrency=4),
            links=Links(confirm_pause=0, confirm_pause_transient=0),
        )
        self.visitor = MemoryVisitor(pages, self.site.home)

    def findings(
        self, check: type[Check], notes: Iterable[Note] = (), /, **options: Any
    ) -> tuple[Finding, ...]:
        """What a check finds on the site."""
        return self.conclusion(check, notes, **options).findings

    def conclusion(self, check: type[Check], notes: Iterable[Note] = (), /, **options: Any) -> Conclusion:
        """What a check comes to, its tally included."""
        made = check(check.Options.model_validate(options), Context(self.site, self.settings.as_of))
        assignment = Assignment("test", made, ("test/test",))
        needs = check.needs | (Needs.COLUMNS if self.settings.glance else Needs.NOTHING)
        plan = Plan(self.site, self.settings, (), (), (assignment,), needs, (), ())
        with tempfile.TemporaryDirectory() as folder, self._archive(Path(folder), plan) as archive:
            asyncio.run(self._walk(archive, plan, notes))
            view, _ = open_view(archive, plan)
            return conclude(assignment, view, "", 60)

    def _archive(self, folder: Path, plan: Plan) -> Archive:
        vantage = Vantage(ipv4=Line.WORKS, ipv6=Line.WORKS, dns=("192.0.2.53",), browser=None)
        meta = {
            "id": "test",
            "started": _NOON.isoformat(),
            "needs": str(plan.needs.value),
            "vantage": vantage.model_dump_json(),
            "known": self.known.model_dump_json(),
            "samples": SAMPLES.dump_json(self.samples).decode(),
        }
        return Archive.create(folder / "archive.sqlite", meta)

    async def _walk(self, archive: Archive, plan: Plan, notes: Iterable[Note]) -> None:
        writer = Writer(archive.path)
        start = Start(self.site.home, Scope.of(self.site))
        visitor = cast(Visitor, self.visitor)
        collector = Collector(plan, archive, writer, visitor, None, Progress(), lambda: _NOON, start)
        try:
            stopped = await collector.run()
            archive.put_meta("stopped", stopped.reason)
            rows = [("test", None, type(note).__name__, note.model_dump_json()) for note in notes]
            await writer.commit(Batch(notes=list(rows)))
        finally:
            await writer.close()


def _address(path: str, base: Url) -> Url:
    url = parse(path if "://" in path else f"{origin(base)}{path}")
    assert url is not None, f"not an address: {path}"
    return url
