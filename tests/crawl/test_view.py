"""What a check may ask of an archive: places, carriers, evidence, paths, absence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditbot.check import Note
from auditbot.crawl.linkindex import LinkIndex
from auditbot.crawl.locate import place_of_link, place_of_words, selector
from auditbot.crawl.record import coverage, hosts_of
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.links import LinkReader
from auditbot.model.audit import HostRecord, StopReason
from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.finding import FOUND_ON_LIMIT
from auditbot.model.outcome import Outcome
from auditbot.model.page import PageKind, Region
from auditbot.settings import Limits
from auditbot.testing import HOME, Answered, Pages
from auditbot.url import Url
from tests.crawl.walked import Walk, url, walked

MENU = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/b/">公告</a></li></ul>'
CRUMBS = '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/b/">公告</a></div>'
MANY = FOUND_ON_LIMIT + 15
PAGES: Pages = {
    "/": MENU + '<a href="/dead.html">失效</a><a href="javascript:void(0)">空</a><a href="http://[x/">坏</a>',
    "/b/": MENU
    + "<ul>"
    + "".join(f'<li><a href="/b/{n}.html">公告第{n}号</a><span>2026-11-01</span></li>' for n in range(MANY))
    + "</ul>",
    **{
        f"/b/{n}.html": f"{MENU}{CRUMBS}<h1>公告第{n}号</h1><p>{f'第{n}号公告的内容各不相同。' * 9}</p>"
        '<p>详见<a href="/dead.html">附表一</a>和<a href="C:\\\\x.doc">表格</a></p>'
        for n in range(MANY)
    },
}


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with walked(PAGES, tmp_path_factory.mktemp("view")) as made:
        yield made


# --- who refers to whom


def test_carriers_are_counted_truly_and_listed_in_the_order_in_which_people_look(walk: Walk) -> None:
    target = walk.view.target(url("/dead.html"))
    carriers = walk.view.carriers(url("/dead.html"))
    assert target
    assert (target.carriers, target.on_home, target.text) == (MANY + 1, True, "附表一")
    assert len(carriers) == FOUND_ON_LIMIT
    assert carriers[0] == HOME
    assert list(carriers[1:]) == sorted(carriers[1:])
    assert walk.view.carriers(url("/dead.html"), 3) == carriers[:3]


def test_carriers_of_what_is_well_are_found_too(walk: Walk) -> None:
    assert walk.view.carriers(url("/b/7.html")) == (url("/b/"),)
    assert walk.view.carriers(url("/nowhere.html")) == ()
    assert len(walk.view.carriers(url("/b/"), 5)) == 5


def test_targets_are_those_that_something_refers_to(walk: Walk) -> None:
    targets = [target.url for target in walk.view.targets()]
    assert targets == sorted(targets)
    assert len(targets) == MANY + 3
    assert walk.view.target(url("/nowhere.html")) is None


def test_references_that_lead_nowhere(walk: Walk) -> None:
    told = {link.raw: (count, pages) for link, count, pages in walk.view.bad_links()}
    assert set(told) == {"http://[x/", "C:\\\\x.doc"}, "an empty or scripted reference is no fault"
    assert told["http://[x/"] == (1, (HOME,))
    assert told["C:\\\\x.doc"][0] == MANY


def test_levels_are_clicks(walk: Walk) -> None:
    levels = walk.view.levels(5)
    assert levels[0] == (HOME,)
    assert set(levels[1]) == {url("/b/"), url("/dead.html")}
    assert len(levels[2]) == MANY
    assert [len(level) for level in walk.view.levels(1)] == [1]
    assert LinkIndex(walk.archive, None).levels(3) == []


# --- evidence


def test_evidence_of_a_link_names_its_place(walk: Walk) -> None:
    shown = walk.view.evidence(url("/b/3.html"), link_to=url("/dead.html"))
    page = walk.view.page(url("/b/3.html"))
    assert page
    assert (shown.title, shown.status, shown.digest) == (page.title, 200, page.digest)
    assert shown.path[:2] == ("首页", "公告")
    assert "详见附表一" in shown.excerpt.replace(" ", "")
    assert shown.mark == "附表一"
    assert shown.locator
    assert shown.locator.region is Region.BODY
    assert shown.locator.ordinal == 5
    assert shown.seen_at


def test_evidence_of_words(walk: Walk) -> None:
    shown = walk.view.evidence(url("/b/3.html"), words="第3号公告的内容")
    assert shown.mark in shown.excerpt
    assert len(shown.excerpt) <= 300


def test_evidence_of_a_page_that_was_not_read(walk: Walk) -> None:
    shown = walk.view.evidence(url("/dead.html"))
    assert (shown.status, shown.excerpt) == (404, "")
    assert walk.view.evidence(url("/never.html")).status is None


@pytest.mark.parametrize(
    ("path", "shown"),
    [("/", ("首页",)), ("/b/", ("首页", "公告")), ("/dead.html", ()), ("/x", ())],
)
def test_the_menu_path_to_a_page(path: str, shown: tuple[str, ...], walk: Walk) -> None:
    assert walk.view.path(url(path)) == shown


def test_pages_by_kind(walk: Walk) -> None:
    assert [page.url for page in walk.view.pages(PageKind.HOME)] == [HOME]
    assert len(list(walk.view.facts())) == MANY + 2
    home = walk.view.home()
    assert home
    assert home.kind is PageKind.HOME


def test_notes_of_another_check_are_not_ones_own(walk: Walk) -> None:
    class Word(Note):
        word: str = ""

    walk.archive.execute("INSERT INTO note (assignment, page, kind, data) VALUES ('a', NULL, 'Word', '{}')")
    assert len(list(walk.view.assigned("a").notes(Word))) == 1
    assert list(walk.view.assigned("b").notes(Word)) == []


# --- places in a document

HTML = (
    '<html><body><div id="main"><p>一</p><p>这里有 <a href="/x">甲</a> 和 <a href="/y">乙</a></p></div>'
    "<div><p>另一处</p></div></body></html>"
)


def document(html: str = HTML) -> Document:
    return Document(Url("http://x.example/"), html)


@pytest.mark.parametrize("target", ["http://x.example/y", "/y"])
def test_a_link_is_found_by_target_or_as_written(target: str) -> None:
    locator, excerpt, mark = place_of_link(document(), LinkReader(Limits()), target)
    assert locator
    assert (locator.selector, locator.ordinal) == ("#main > p:nth-of-type(2) > a:nth-of-type(2)", 2)
    assert (excerpt, mark) == ("一 这里有 甲 和 乙", "乙")


def test_a_link_that_is_not_there() -> None:
    assert place_of_link(document(), LinkReader(Limits()), "/z") == (None, "", "")


@pytest.mark.parametrize(
    "html", [HTML, "<p>" * 300 + "<a href=/y>乙</a>", '<div id="a b"><a href="/y">乙</a></div>']
)
def test_a_selector_leads_back_to_its_element(html: str) -> None:
    page = document(html)
    [node] = page.tree.css('a[href$="/y"]')
    path = selector(node)
    assert len(path) <= 300
    if len(path) < 200:
        assert [found.mem_id for found in page.tree.css(path)] == [node.mem_id]


def test_words_are_shown_with_what_surrounds_them() -> None:
    page = document(f"<body><p>{'前' * 300}关键词{'后' * 300}</p></body>")
    shown = place_of_words(page, "关键词")
    assert shown == "前" * 120 + "关键词" + "后" * 120
    assert place_of_words(page, "没有的词") == "没有的词"


# --- how much was seen


@pytest.mark.parametrize(
    ("answer", "share"),
    [
        (Answered("x", 404), 1),
        (Answered(failure=Failure(FailureKind.TIMEOUT)), 0.6667),
        (Answered(failure=Failure(FailureKind.ROBOTS)), 0.6667),
        (Answered(failure=Failure(FailureKind.BLOCKED, status=403)), 0.6667),
        (Answered(failure=Failure(FailureKind.TRAP)), 1),
        (Answered(failure=Failure(FailureKind.TLS_EXPIRED)), 1),
    ],
)
def test_what_counts_as_seen(answer: Answered, share: float, tmp_path: Path) -> None:
    pages: Pages = {"/": '<a href="/a">甲</a><a href="/b">乙</a>', "/a": "<p>甲页</p>", "/b": answer}
    with walked(pages, tmp_path) as walk:
        covered = walk.view.coverage
        assert covered.share == share
        assert sum(covered.unread.values()) == covered.wanted - covered.read
        assert ("pages-not-seen" in covered.reasons) is (share < 1)
        assert covered.complete is (share == 1)


@pytest.mark.parametrize(
    ("stopped", "share", "outcome", "why"),
    [
        (StopReason.EXHAUSTED, 1.0, Outcome.FAILED, ""),
        (StopReason.EXHAUSTED, 0.96, Outcome.FAILED, ""),
        (StopReason.EXHAUSTED, 0.94, Outcome.CANT_TELL, "seen-part"),
        (StopReason.EXHAUSTED, 0.49, Outcome.UNTESTED, "seen-little"),
        (StopReason.BUDGET, 1.0, Outcome.CANT_TELL, "not-exhausted"),
        (StopReason.INTERRUPTED, 0.8, Outcome.CANT_TELL, "not-exhausted"),
        (StopReason.DEADLINE, 0.3, Outcome.UNTESTED, "seen-little"),
        (StopReason.UNREACHABLE, 1.0, Outcome.UNTESTED, "seen-little"),
    ],
)
def test_absence_is_told_only_where_enough_was_seen(
    stopped: StopReason, share: float, outcome: Outcome, why: str, walk: Walk
) -> None:
    view = walk.view
    view.record = view.record.model_copy(update={"stopped": stopped})
    view.coverage = view.coverage.model_copy(update={"share": share})
    assert view.absence() == (outcome, why)


def test_nothing_is_seen_of_a_site_that_does_not_open(walk: Walk) -> None:
    record = walk.record.model_copy(update={"stopped": StopReason.UNREACHABLE})
    assert coverage(walk.archive, record, ()).share == 0


def test_hosts_are_counted_with_their_manners(walk: Walk) -> None:
    manners = HostRecord(
        host="www.site.example", requests=0, failures=0, robots="allowed", delay=0.25, slowed=2
    )
    [host] = hosts_of(walk.archive, {manners.host: manners})
    assert (host.robots, host.delay, host.slowed) == ("allowed", 0.25, 2)
    assert host.requests == MANY + 4, "the dead one was asked twice"
    assert host.failures == 1
