"""Whole walks over sites in memory: budgets, honesty, confirmation, what is only verified."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditbot.audit.start import Start
from auditbot.check import Target
from auditbot.crawl.scope import Scope
from auditbot.model.audit import StopReason
from auditbot.model.fetch import Failure, FailureKind, PageOutcome
from auditbot.model.outcome import Outcome
from auditbot.model.page import DateSource, PageKind
from auditbot.model.site import Column, Site
from auditbot.net.request import Reply, Request
from auditbot.settings import MIB, External, Limits, Links
from auditbot.testing import HOME, Answered, MemoryVisitor, Pages
from auditbot.url import Url
from tests.crawl.walked import Walk, settings, url, walked

GONE = "<html><head><title>提示</title></head><body><p>您访问的页面不存在，请检查网址。</p></body></html>"


def links(*to: str) -> str:
    return "".join(f'<p><a href="{path}">链接{number}</a></p>' for number, path in enumerate(to))


def article(number: int, more: str = "") -> str:
    return f"<h1>第{number}篇</h1><p>{f'这是第{number}篇的正文，写着不同的话。' * 9}</p>{more}"


def row(count: int) -> dict[str, str]:
    """Pages one behind the other."""
    pages = {f"/a{n}.html": article(n, links(f"/a{n + 1}.html")) for n in range(count)}
    return {"/": links("/a0.html"), **pages, f"/a{count}.html": article(count)}


def target(walk: Walk, address: str) -> Target:
    found = walk.view.target(url(address) if address.startswith("/") else address)
    assert found
    return found


# --- budgets


def test_the_whole_site(tmp_path: Path) -> None:
    with walked(row(6), tmp_path) as walk:
        assert walk.record.stopped is StopReason.EXHAUSTED
        assert walk.record.pages == 8
        assert walk.view.coverage.complete
        assert walk.view.absence() == (Outcome.FAILED, "")


def test_pages_are_a_budget(tmp_path: Path) -> None:
    with walked(row(9), tmp_path, limits=Limits(pages=4)) as walk:
        record, coverage = walk.record, walk.view.coverage
        assert (record.stopped, record.stop_detail) == (StopReason.BUDGET, "pages")
        assert record.pages == 4
        assert record.failures == {"budget": 1}
        assert record.outcomes == {PageOutcome.OK: 4, PageOutcome.SKIPPED_TRAP: 1}
        assert record.found == sum(record.outcomes.values()) == len(walk.lines)
        assert not coverage.complete
        assert "budget" in coverage.reasons
        assert walk.view.absence()[0] is not Outcome.FAILED


def test_links_are_verified_though_the_pages_are_spent(tmp_path: Path) -> None:
    pages = {
        "/": links("/a.html", "/b.html") + '<img src="/x.png">',
        "/a.html": article(1),
        "/b.html": article(2),
    }
    with walked({**pages, "/x.png": b"\x89PNG"}, tmp_path, limits=Limits(pages=1)) as walk:
        assert walk.lines["/x.png"].outcome is PageOutcome.OK
        assert walk.record.targets_verified == 1


def test_bytes_are_a_budget(tmp_path: Path) -> None:
    big = {f"/a{n}.html": article(n, links(f"/a{n + 1}.html") + f"<!-- {'x' * MIB} -->") for n in range(9)}
    with walked({"/": links("/a0.html"), **big}, tmp_path, limits=Limits(bytes=2 * MIB)) as walk:
        assert (walk.record.stopped, walk.record.stop_detail) == (StopReason.BUDGET, "bytes")
        assert walk.record.pages == 3


def test_an_audit_that_goes_on_has_as_long_again(tmp_path: Path) -> None:
    with walked(row(9), tmp_path, limits=Limits(seconds=3600), run=False) as walk:
        walk.archive.put_meta("seconds", "3601")
        assert walk.run().reason is StopReason.EXHAUSTED


def test_hours_are_a_budget(tmp_path: Path) -> None:
    with walked(row(9), tmp_path, limits=Limits(seconds=1e-6), run=False) as walk:
        stopped = walk.run()
        assert (stopped.reason, stopped.detail) == (StopReason.DEADLINE, "seconds")
        assert walk.record.outcomes == {PageOutcome.PENDING: 1}
        assert "deadline" in walk.view.coverage.reasons


def test_depth_is_a_budget_and_named(tmp_path: Path) -> None:
    with walked(row(9), tmp_path, limits=Limits(depth=3)) as walk:
        assert walk.record.stopped is StopReason.EXHAUSTED
        assert walk.record.pages == 4
        assert [trap.kind for trap in walk.record.traps] == ["too-deep"]
        assert walk.lines["/a3.html"].failure == "trap"
        assert "traps" in walk.view.coverage.reasons


def test_a_spent_budget_can_be_raised_in_the_next_session(tmp_path: Path) -> None:
    with walked(row(9), tmp_path, limits=Limits(pages=4)) as walk:
        walk.plan.settings.limits.__dict__["pages"] = 100
        assert walk.run().reason is StopReason.EXHAUSTED
        assert walk.record.pages == 11
        asked = [one for one in walk.asked if one.endswith(".html")]
        assert len(asked) == len(set(asked)), "what was read is not asked again"


# --- confirmation


class Moody(MemoryVisitor):
    """Some addresses fail when first asked, and answer the second time."""

    def __init__(self, pages: Pages, failures: dict[str, Answered]) -> None:
        super().__init__(pages, HOME)
        self._failures = {url(path): answer for path, answer in failures.items()}

    async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
        first = self._failures.pop(request.url, None)
        if first is None:
            return await super().visit(request)
        healthy, self._pages[request.url] = self._pages[request.url], first
        reply = await super().visit(request)
        self._pages[request.url] = healthy
        return reply


def fails(kind: FailureKind) -> Answered:
    return Answered(failure=Failure(kind))


@pytest.mark.parametrize(
    "failure",
    [
        Answered("x", 503),
        Answered("x", 404),
        fails(FailureKind.TIMEOUT),
        fails(FailureKind.RESET),
        fails(FailureKind.REFUSED),
    ],
)
def test_a_page_that_fails_once_is_asked_again_before_anything_is_said(
    failure: Answered, tmp_path: Path
) -> None:
    pages = {"/": links("/a.html"), "/a.html": article(1)}
    with walked(pages, tmp_path, run=False) as walk:
        walk.visitor = Moody(pages, {"/a.html": failure})
        walk.run()
        line, seen = walk.lines["/a.html"], target(walk, "/a.html")
        assert line.outcome is PageOutcome.OK
        assert seen.first_failure, "that it failed once is remembered"
        assert [request.as_browser for request in walk.visitor.asked if request.url == url("/a.html")] == [
            False,
            True,
        ]


@pytest.mark.parametrize(
    ("answer", "outcome", "times"),
    [
        (Answered("x", 404), PageOutcome.HTTP_ERROR, 2),
        (Answered("x", 500), PageOutcome.HTTP_ERROR, 2),
        (fails(FailureKind.TIMEOUT), PageOutcome.TIMEOUT, 2),
        (fails(FailureKind.NXDOMAIN), PageOutcome.DNS_ERROR, 1),
        (fails(FailureKind.REDIRECT_LOOP), PageOutcome.REDIRECT_LOOP, 1),
        (fails(FailureKind.TOO_LARGE), PageOutcome.TOO_LARGE, 1),
        (fails(FailureKind.ROBOTS), PageOutcome.SKIPPED_TRAP, 1),
        (fails(FailureKind.PRIVATE), PageOutcome.BLOCKED_PRIVATE, 1),
    ],
)
def test_how_often_a_page_is_asked(
    answer: Answered, outcome: PageOutcome, times: int, tmp_path: Path
) -> None:
    with walked({"/": links("/a.html"), "/a.html": answer}, tmp_path) as walk:
        assert walk.lines["/a.html"].outcome is outcome
        assert walk.asked.count("/a.html") == times


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        (FailureKind.TOO_LARGE, "page_bytes"),
        (FailureKind.REDIRECT_LOOP, "redirects"),
        (FailureKind.TOO_SLOW, "slowest_rate"),
    ],
)
def test_a_limit_that_a_page_ran_into_is_named(kind: FailureKind, limit: str, tmp_path: Path) -> None:
    failed = Answered(failure=Failure(kind, limit=limit))
    with walked({"/": links("/a.html"), "/a.html": failed}, tmp_path) as walk:
        [hit] = walk.record.limits
        assert (hit.limit, hit.count, hit.samples) == (limit, 1, (url("/a.html"),))
        assert hit.value == str(getattr(Limits(), limit))


# --- honesty


def test_a_soft_404_is_learnt_from_the_host_and_judged_as_gone(tmp_path: Path) -> None:
    class Dishonest(MemoryVisitor):
        def _answer(self, url: Url) -> Answered:
            return super()._answer(url) if url in self._pages else Answered(GONE)

    pages = {"/": links("/a.html", "/gone.html"), "/a.html": article(1)}
    with walked(pages, tmp_path, run=False) as walk:
        walk.visitor = Dishonest(pages, HOME)
        walk.run()
        assert target(walk, "/gone.html").soft_404 == "same-as-impossible"
        assert target(walk, "/a.html").soft_404 == ""
        assert [page.url for page in walk.view.pages()] == [HOME, url("/a.html")]
        impossible = [
            one for one in walk.visitor.asked if one.url not in map(url, ("/", "/a.html", "/gone.html"))
        ]
        assert len(impossible) == 1, "each host is asked once"


def test_a_page_that_says_it_is_not_there(tmp_path: Path) -> None:
    with walked({"/": links("/old.html"), "/old.html": GONE}, tmp_path) as walk:
        assert target(walk, "/old.html").soft_404 == "says-so"


def test_an_article_about_error_pages_is_none(tmp_path: Path) -> None:
    text = f"<h1>网站打不开怎么办</h1><p>如果您访问的页面不存在，请致电。</p><p>{'我们会尽快处理。' * 40}</p>"
    with walked({"/": links("/a.html"), "/a.html": text}, tmp_path) as walk:
        assert target(walk, "/a.html").soft_404 == ""


def test_a_host_that_sends_everything_home(tmp_path: Path) -> None:
    class Homing(MemoryVisitor):
        def _answer(self, url: Url) -> Answered:
            return super()._answer(url) if url in self._pages else Answered(status=302, location="/")

    pages = {"/": links("/a.html", "/gone/x.html"), "/a.html": article(1)}
    with walked(pages, tmp_path, run=False) as walk:
        walk.visitor = Homing(pages, HOME)
        walk.run()
        assert target(walk, "/gone/x.html").soft_404 == "home-redirect"
        assert target(walk, "/a.html").soft_404 == ""
        assert walk.view.home() is not None


# --- targets


def test_outside_links_are_asked_with_head_and_not_walked(tmp_path: Path) -> None:
    pages = {"/": links("http://other.example/a"), "http://other.example/a": links("http://other.example/b")}
    with walked(pages, tmp_path) as walk:
        seen = target(walk, "http://other.example/a")
        assert (seen.internal, seen.carriers, seen.on_home, seen.elements) == (False, 1, True, ("a",))
        assert seen.fetch
        assert seen.fetch.method == "HEAD"
        assert "http://other.example/b" not in walk.lines


def test_head_that_is_refused_is_no_fault(tmp_path: Path) -> None:
    class NoHead(MemoryVisitor):
        async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
            if request.method == "HEAD":
                self._pages[url("/x.png")] = Answered("no", 405)
                reply = await super().visit(request)
                self._pages[url("/x.png")] = b"\x89PNG"
                return reply
            return await super().visit(request)

    pages = {"/": '<h1>首页</h1><img src="/x.png">', "/x.png": b"\x89PNG"}
    with walked(pages, tmp_path, run=False) as walk:
        walk.visitor = NoHead(pages, HOME)
        walk.run()
        assert walk.lines["/x.png"].outcome is PageOutcome.OK


def test_outside_links_can_be_left_alone(tmp_path: Path) -> None:
    skip = Links(external=External.SKIP, confirm_pause=0, confirm_pause_transient=0)
    pages = {"/": links("http://other.example/a", "/a.html"), "/a.html": article(1)}
    with walked(pages, tmp_path, links=skip) as walk:
        assert walk.lines["http://other.example/a"].outcome is PageOutcome.SKIPPED_SCOPE
        assert target(walk, "http://other.example/a").fetch is None
        assert walk.view.coverage.complete


def test_a_file_keeps_its_opening(tmp_path: Path) -> None:
    with walked({"/": links("/a.docx"), "/a.docx": b"PK\x03\x04" + b"x" * 9000}, tmp_path) as walk:
        seen = target(walk, "/a.docx")
        assert seen.opening[:4] == b"PK\x03\x04"
        assert len(seen.opening) == 1024
        assert walk.lines["/a.docx"].kind is PageKind.ATTACHMENT


@pytest.mark.parametrize(
    ("href", "failure"),
    [("file:///C:/x.doc", "scheme"), ("ftp://x.example/a", "scheme"), ("/hits.jsp?artid=3", "")],
)
def test_what_is_never_asked(href: str, failure: str, tmp_path: Path) -> None:
    with walked({"/": links(href)}, tmp_path) as walk:
        if failure:
            assert walk.lines[href].failure == failure
        assert not any(request.url.startswith(("file:", "ftp:")) for request in walk.visitor.asked)


def test_a_visit_counter_is_never_asked(tmp_path: Path) -> None:
    page = '<h1>首页</h1><script src="/module/visitcount/articlehits.jsp?colid=1&artid=2"></script>'
    with walked({"/": page}, tmp_path) as walk:
        [line] = [one for path, one in walk.lines.items() if "visitcount" in path]
        assert (line.outcome, line.failure) == (PageOutcome.SKIPPED_TRAP, "effect")
        assert not any("visitcount" in request.url for request in walk.visitor.asked)


# --- redirects, registers, extents


def test_a_redirect_answers_its_target_too(tmp_path: Path) -> None:
    pages = {
        "/": links("/old.html"),
        "/old.html": Answered(status=301, location="/new.html"),
        "/new.html": article(1),
    }
    with walked(pages, tmp_path) as walk:
        assert walk.lines["/old.html"].final_url == walk.lines["/new.html"].final_url == url("/new.html")
        assert walk.lines["/new.html"].found_on == url("/old.html")
        assert walk.record.pages == 2
        assert walk.asked.count("/new.html") == 0


def test_a_redirect_out_of_the_site_is_no_page_of_it(tmp_path: Path) -> None:
    pages = {
        "/": links("/go"),
        "/go": Answered(status=302, location="http://other.example/"),
        "http://other.example/": links("/x"),
    }
    with walked(pages, tmp_path) as walk:
        assert walk.lines["/go"].outcome is PageOutcome.OK
        assert walk.record.pages == 1


def test_registered_columns_are_walked_though_nothing_links_to_them(tmp_path: Path) -> None:
    site = Site(id="site", home=HOME, columns=(Column(name="栏目", url=url("/lonely/")),))
    with walked(
        {"/": links("/a.html"), "/a.html": article(1), "/lonely/": article(2)}, tmp_path, site=site
    ) as walk:
        assert walk.lines["/lonely/"].outcome is PageOutcome.OK
        assert walk.lines["/lonely/"].found_on is None


def test_the_extent_found_at_the_start_is_kept_for_later_sessions(tmp_path: Path) -> None:
    moved = Url("http://new.example/")
    pages = {moved: links(f"{moved}a.html"), f"{moved}a.html": article(1)}
    with walked(pages, tmp_path, run=False) as walk:
        scope = Scope.of(walk.plan.site).extended(moved, whole_host=True)
        walk.run(Start(moved, scope))
        assert walk.record.pages == 2
        assert walk.view.home() is not None


# --- the ledger


def tags(title: str) -> str:
    return f'<meta name="ColumnName" content="新闻"><meta name="ArticleTitle" content="{title}">'


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    pages: Pages = {
        "/": links("/n/", "/gone.html", "/n/") + '<img src="/x.png"><a href="/f.pdf">文件</a>',
        "/n/": '<h2>新闻</h2><ul><li><a href="/n/1.html">第一条新闻标题</a><span>2026-11-01</span></li>'
        '<li><a href="/n/2.html">第二条新闻标题</a><span>2026-11-02</span></li>'
        '<li><a href="/n/3.html">第三条新闻标题</a><span>2026-11-03</span></li></ul>',
        "/n/1.html": f"{tags('第一条新闻标题')}<h1>第一条新闻标题</h1><p>{'没有日期的正文。' * 20}</p>",
        "/n/2.html": f"{tags('第二条新闻标题')}<h1>第二条新闻标题</h1><p>发布日期：2026-10-30</p>"
        f"<p>{'有日期的正文。' * 20}</p>",
        "/n/3.html": Answered(
            "<h1>第三条</h1><p>正文</p>".encode("gbk"), content_type="text/html; charset=utf-8"
        ),
        "/x.png": b"\x89PNG\r\n",
        "/f.pdf": b"%PDF-1.4",
    }
    with walked(pages, tmp_path_factory.mktemp("ledger")) as walk:
        yield walk


def test_every_address_has_exactly_one_line(ledger: Walk) -> None:
    assert list(ledger.lines) == sorted(ledger.lines)
    assert set(ledger.lines) == {
        "/",
        "/n/",
        "/gone.html",
        "/n/1.html",
        "/n/2.html",
        "/n/3.html",
        "/x.png",
        "/f.pdf",
    }
    assert ledger.record.found == 8


@pytest.mark.parametrize(
    ("path", "kind", "outcome", "depth", "found_on"),
    [
        ("/", PageKind.HOME, PageOutcome.OK, 0, None),
        ("/n/", PageKind.COLUMN, PageOutcome.OK, 1, "/"),
        ("/n/1.html", PageKind.ARTICLE, PageOutcome.OK, 2, "/n/"),
        ("/gone.html", PageKind.OTHER, PageOutcome.HTTP_ERROR, 1, "/"),
        ("/x.png", PageKind.ASSET, PageOutcome.OK, 1, "/"),
        ("/f.pdf", PageKind.ATTACHMENT, PageOutcome.OK, 1, "/"),
        ("/n/3.html", PageKind.OTHER, PageOutcome.BAD_ENCODING_OK, 2, "/n/"),
    ],
)
def test_a_line(
    path: str, kind: PageKind, outcome: PageOutcome, depth: int, found_on: str | None, ledger: Walk
) -> None:
    line = ledger.lines[path]
    assert (line.outcome, line.depth) == (outcome, depth)
    assert line.found_on == (url(found_on) if found_on else None)
    if path != "/n/3.html":
        assert line.kind is kind


def test_dates_of_a_page_come_first_then_those_of_a_list(ledger: Walk) -> None:
    first, second = ledger.lines["/n/1.html"], ledger.lines["/n/2.html"]
    assert (str(first.published), first.published_source) == ("2026-11-01", DateSource.LIST)
    assert (str(second.published), second.published_source) == ("2026-10-30", DateSource.LABEL)


def test_levels_and_carriers(ledger: Walk) -> None:
    view = ledger.view
    assert view.levels(2) == [(HOME,), (url("/gone.html"), url("/n/"))]
    assert view.carriers(url("/gone.html")) == (HOME,)
    assert view.carriers(url("/n/1.html")) == (url("/n/"),)
    assert view.hosts() == ("www.site.example",)


def test_the_settings_of_walks_have_no_pause() -> None:
    assert settings().links.confirm_pause == 0
