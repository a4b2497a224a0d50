"""One audit of a real server, from the first request to the result."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from auditbot.audit import conduct
from auditbot.audit import folder as folders
from auditbot.audit.conduct import Conductor
from auditbot.audit.plan import Plan, make
from auditbot.check import Check, Crawl, Needs, Net, Note, Outcome, Tally
from auditbot.crawl.archive import Archive
from auditbot.crawl.progress import Progress
from auditbot.errors import ArchiveLocked, StoreError
from auditbot.frameworks import read
from auditbot.model.audit import Audit, Grade, StopReason
from auditbot.model.fetch import PageOutcome
from auditbot.model.site import Column, Site
from auditbot.registry import load
from auditbot.settings import Limits, Reach, Render, Rendering
from auditbot.url import Url
from tests.audit.loopback import Loopback, served
from tests.audit.rogues import Base, Calm, Word, framework, registry
from tests.crawl.test_refreshes import meta
from tests.crawl.walked import settings

PAGES = {
    "/": '<h1>首页</h1><a href="/1.html">一</a>',
    "/1.html": "<h1>第一篇</h1><p>文章的正文。</p>",
    "/listed.html": "<h1>登记的栏目</h1><p>文章。</p>",
    "/mapped.html": "<h1>站点地图里的页面</h1><p>文章。</p>",
    "/sitemap.xml": "<urlset><url><loc>{url}mapped.html</loc></url><url><loc>http://x.example/</loc></url></urlset>",
}


@pytest.fixture
def site() -> Iterator[Loopback]:
    with served(dict(PAGES)) as made:
        yield made


def plan_of(site: Loopback, *checks: type[Check], limits: Limits | None = None, **more: object) -> Plan:
    chosen = settings(
        limits or Limits(disk_free=0),
        reach=Reach.model_validate({"allow": ["127.0.0.1/32"]}),
        rendering=Rendering(mode=Render.NEVER),
    )
    described = Site.model_validate({"id": "site", "home": site.url, **more})
    if checks:
        return make(described, chosen, (framework(*checks),), registry(*checks))
    return make(described, chosen, (read("state"),), load())


def conductor(plan: Plan, place: Path) -> Conductor:
    place.mkdir(parents=True, exist_ok=True)
    return Conductor(plan, place, Progress(), lambda: datetime.now(UTC))


def audited(plan: Plan, place: Path) -> Audit:
    return asyncio.run(conductor(plan, place).run())


def test_homepage_register_and_sitemap_are_walked(site: Loopback, tmp_path: Path) -> None:
    site.pages = {**PAGES, "/sitemap.xml": PAGES["/sitemap.xml"].format(url=site.url)}
    plan = plan_of(site, Calm, columns=[Column(name="登记", url=Url(f"{site.url}listed.html"))])
    audit = audited(plan, tmp_path)
    assert audit.crawl.stopped is StopReason.EXHAUSTED
    assert audit.crawl.pages == 4
    assert {one.target for one in audit.findings} >= {
        f"{site.url}{name}.html" for name in ("1", "listed", "mapped")
    }
    assert "http://x.example/" not in str(audit.crawl), "what lies outside is not taken from the sitemap"


def test_a_homepage_that_does_not_open_is_told_and_nothing_else(tmp_path: Path) -> None:
    with served({"/": (500, "<p>出错</p>")}) as site:
        audit = audited(plan_of(site), tmp_path)
    assert audit.crawl.stopped is StopReason.UNREACHABLE
    assert audit.crawl.stop_detail.startswith("status")
    assert {one.outcome for one in audit.verdicts} == {Outcome.UNTESTED}
    assert audit.findings == ()
    assert audit.score.grade is Grade.UNDETERMINED
    assert audit.crawl.outcomes == {PageOutcome.HTTP_ERROR: 1}
    assert audit.coverage.share == 0


def test_a_closed_port_is_told_the_same_way(tmp_path: Path) -> None:
    with served(dict(PAGES)) as site:
        plan = plan_of(site, Calm)
    audit = audited(plan, tmp_path)
    assert audit.crawl.stopped is StopReason.UNREACHABLE
    assert audit.crawl.stop_detail.startswith("refused")


def test_an_unreachable_site_that_comes_back_is_walked_by_the_next_session(tmp_path: Path) -> None:
    with served({"/": (503, "<p>维护</p>")}) as site:
        plan = plan_of(site, Calm)
        assert audited(plan, tmp_path).crawl.stopped is StopReason.UNREACHABLE
        site.pages = dict(PAGES)
        again = audited(plan, tmp_path)
        assert again.crawl.stopped is StopReason.EXHAUSTED
        assert again.crawl.sessions == 2
        assert len(again.findings) == 2, "the article, and what was measured"


@pytest.mark.parametrize("body", [b"%PDF-1.7\n\x00\x01", b"\x89PNG\r\n\x1a\n\x00"], ids=["pdf", "png"])
def test_a_homepage_that_is_no_page_does_not_look_clean(body: bytes, tmp_path: Path) -> None:
    with served({"/": body}) as site:
        audit = audited(plan_of(site), tmp_path)
    assert audit.score.grade is not Grade.QUALIFIED
    assert not any(one.check == "broken-links" and one.outcome is Outcome.FAILED for one in audit.verdicts)


def test_an_endless_refresh_at_the_entrance_is_named(tmp_path: Path) -> None:
    with served({"/": meta("/0.html"), **{f"/{n}.html": meta(f"/{n + 1}.html") for n in range(40)}}) as site:
        audit = audited(plan_of(site, Calm), tmp_path)
        assert [hit.limit for hit in audit.crawl.limits] == ["refreshes"]
        assert site.pages_asked < 12


def test_too_little_room_on_the_disk_stops_before_anything_is_asked(site: Loopback, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told:
        audited(plan_of(site, Calm, limits=Limits(disk_free=2**60)), tmp_path)
    assert "--out" in told.value.hint.en
    assert not site.asked
    assert not (tmp_path / folders.ARCHIVE).exists()


def test_one_audit_at_a_time_works_on_an_archive(site: Loopback, tmp_path: Path) -> None:
    plan = plan_of(site, Calm)
    audited(plan, tmp_path)
    with Archive.open(tmp_path / folders.ARCHIVE), pytest.raises(ArchiveLocked):
        audited(plan, tmp_path)


class Hoarder(Base):
    """Keeps what it reads, half read, beyond its own time."""

    id = "hoarder"
    kept: ClassVar[list[object]] = []

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        targets = crawl.targets()
        self.kept.append(targets)
        next(targets)
        yield Word(word="measured")

    def conclude(self, crawl: Crawl) -> Iterator[Tally]:
        yield Tally(1, Outcome.PASSED)


def test_what_a_check_leaves_half_read_bars_nobody_from_the_archive(tmp_path: Path) -> None:
    links = "".join(f'<a href="/{n}.html">第{n}篇</a>' for n in range(400))
    articles = {f"/{n}.html": f"<h1>第{n}篇</h1><p>文章。</p>" for n in range(400)}
    with served({"/": f"<h1>首页</h1>{links}", **articles}) as site:
        audit = audited(plan_of(site, Hoarder, Calm), tmp_path)
    Hoarder.kept.clear()
    assert audit.crawl.stopped is StopReason.EXHAUSTED
    assert {one.check: one.outcome for one in audit.verdicts} == {
        "hoarder": Outcome.PASSED,
        "calm": Outcome.FAILED,
    }


def test_a_finished_audit_taken_up_again_asks_for_nothing(site: Loopback, tmp_path: Path) -> None:
    plan = plan_of(site, Calm)
    first = audited(plan, tmp_path)
    site.asked.clear()
    again = audited(plan, tmp_path)
    assert site.pages_asked == 0
    assert again.verdicts == first.verdicts
    assert again.crawl.sessions == 2


def test_needs_decide_whether_links_are_verified(tmp_path: Path) -> None:
    class Linked(Calm):
        needs = Needs.TARGETS

    with served({"/": '<h1>首页</h1><a href="/a.zip">文件</a>', "/a.zip": b"PK\x03\x04"}) as site:
        assert audited(plan_of(site, Linked), tmp_path).crawl.targets_verified == 1


@pytest.mark.parametrize("path", ["/", "/sitemap.xml"])
@pytest.mark.parametrize("at_once", [False, True], ids=["stop", "kill"])
def test_it_can_be_ended_before_the_walk_begins(path: str, at_once: bool, tmp_path: Path) -> None:
    waiting = threading.Event()

    async def ended(one: Conductor, site: Loopback) -> Audit:
        loop, under_way = asyncio.get_running_loop(), asyncio.Event()

        def hold(asked: str) -> None:
            if asked == path:
                loop.call_soon_threadsafe(under_way.set)
                waiting.wait(60)

        site.gate = hold
        running = asyncio.create_task(one.run())
        await under_way.wait()
        if at_once:
            await one.kill()
        else:
            one.stop()
        async with asyncio.timeout(30):
            return await running

    with served(dict(PAGES)) as site:
        plan = plan_of(site, Calm, limits=Limits(disk_free=0, first_byte_seconds=3600, total_seconds=3600))
        audit = asyncio.run(ended(conductor(plan, tmp_path), site))
        waiting.set()
        assert audit.crawl.stopped is StopReason.INTERRUPTED
        assert audit.crawl.pages == 0
        site.gate = lambda _: None
        assert audited(plan, tmp_path).crawl.stopped is StopReason.EXHAUSTED


class Slow(Base):
    """Measures for a long time."""

    id = "slow"

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        await asyncio.sleep(60)
        yield Word(word="late")

    def conclude(self, crawl: Crawl) -> Iterator[Tally]:
        yield Tally(sum(1 for _ in crawl.notes(Word)))


async def until_measuring(one: Conductor) -> "asyncio.Task[Audit]":
    running = asyncio.create_task(one.run())
    async with asyncio.timeout(20):
        while one._progress.stage != "probe":  # noqa: ASYNC110 — a number for displays, without an event
            await asyncio.sleep(0.01)
    return running


@pytest.mark.parametrize("at_once", [False, True])
async def test_a_measurement_can_be_ended(
    at_once: bool, site: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conduct, "_PATIENCE", 0.05)
    one = conductor(plan_of(site, Slow, Calm), tmp_path)
    running = await until_measuring(one)
    one.stop()
    if at_once:
        await one.kill()
    async with asyncio.timeout(10):
        audit = await running
    assert audit.crawl.stopped is StopReason.INTERRUPTED
    assert {verdict.outcome for verdict in audit.verdicts} == {Outcome.UNTESTED}, "neither was measured"
    assert audit.crawl.pages == 2


async def test_what_was_not_measured_is_measured_by_the_next_session(
    site: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = conductor(plan_of(site, Slow, Calm), tmp_path)
    running = await until_measuring(one)
    one.stop()
    await one.kill()
    await running

    async def quick(self: Slow, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        yield Word(word="done")

    monkeypatch.setattr(Slow, "probe", quick)
    audit = await conductor(plan_of(site, Slow, Calm), tmp_path).run()
    assert audit.crawl.stopped is StopReason.EXHAUSTED
    assert {verdict.check: verdict.outcome for verdict in audit.verdicts} == {
        "slow": Outcome.PASSED,
        "calm": Outcome.FAILED,
    }


async def test_stopped_before_it_began(site: Loopback, tmp_path: Path) -> None:
    one = conductor(plan_of(site, Calm), tmp_path)
    one.stop()
    audit = await one.run()
    assert audit.crawl.stopped is StopReason.INTERRUPTED
    assert audit.crawl.outcomes.get(PageOutcome.PENDING)
    assert audit.score.grade is Grade.UNDETERMINED
