"""What is only verified, redirects, registers and the ledger, in whole walks over sites in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditbot.audit.start import Start
from auditbot.crawl.record import hosts_of
from auditbot.crawl.scope import Scope
from auditbot.model.fetch import PageOutcome
from auditbot.model.page import DateSource, PageKind
from auditbot.model.site import Column, Site
from auditbot.net.http.request import Reply, Request
from auditbot.settings import External, Links
from auditbot.testing import HOME, Answered, MemoryVisitor, Pages
from auditbot.url import Url
from tests.crawl.pages import article, links, target
from tests.crawl.walked import Walk, settings, url, walked


def test_outside_links_are_asked_with_head_and_not_walked(tmp_path: Path) -> None:
    outside = [f"http://other.example/{name}" for name in "ab"]
    pages = {"/": links(*outside), **dict.fromkeys(outside, links("http://other.example/c"))}
    with walked(pages, tmp_path) as walk:
        seen = [target(walk, one) for one in outside]
        for one in seen:
            assert (one.internal, one.carriers, one.on_home, one.elements) == (False, 1, True, ("a",))
        assert sorted(one.fetch.method for one in seen if one.fetch) == ["GET", "HEAD"]  # whose it is, once
        assert sum(bool(one.opening) for one in seen) == 1
        assert "http://other.example/c" not in walk.lines


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>", "default-page"),
        ("<title>提示</title>抱歉！该站点已经被管理员停止运行，请联系管理员了解详情！", "stopped"),
        ("<title>502 Bad Gateway</title><center>nginx</center>", "error-page"),
        ("<title>页面不存在</title><p>返回首页</p>", "says-so"),
        ("<title>某某协会</title><p>欢迎光临</p>", ""),
    ],
)
def test_the_first_page_of_an_outside_host_is_read(body: str, why: str, tmp_path: Path) -> None:
    with walked({"/": links("http://other.example/"), "http://other.example/": body}, tmp_path) as walk:
        assert target(walk, "http://other.example/").soft_404 == why


def test_head_that_is_refused_is_no_fault(tmp_path: Path) -> None:
    class NoHead(MemoryVisitor):
        async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
            if request.method == "HEAD":
                self._pages[url("/x.png")] = Answered("no", 405)
                reply = await super().visit(request)
                self._pages[url("/x.png")] = b"\x89PNG"
                return reply
            return await super().visit(request)

    pages: Pages = {"/": '<h1>首页</h1><img src="/x.png">', "/x.png": b"\x89PNG"}
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
        [host] = hosts_of(walk.archive, {})
        assert host.failures == 0, "what was never asked gave no bad answer"


def test_a_redirect_answers_its_target_too(tmp_path: Path) -> None:
    pages: Pages = {
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
    pages: Pages = {
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
