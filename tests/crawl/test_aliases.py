"""Index files, http and https, www: one page at several addresses where they say the same, else several."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from auditbot.audit.rejudge import visit_again
from auditbot.check import Check, Note, Page
from auditbot.model.fetch import PageOutcome
from auditbot.net.http.request import Reply, Request
from auditbot.settings import Limits
from auditbot.testing import HOME, Answered, MemoryVisitor, Pages
from tests.crawl.pages import GONE, article, links
from tests.crawl.walked import Walk, url, walked

LIST = "<h1>公告</h1>" + links("/x/1.html", "#top", "2.html", "?page=2") + "<p>共两条公告，请点击查看。</p>"
PAGES: Pages = {
    "/": links("/x/index.html", "/x/", "/a.html"),
    "/a.html": article(1, links("/x/")),
    "/b.html": article(2, links("/x/index.html")),
    "/x/": LIST,
    "/x/1.html": article(3, links("/b.html")),
    "/x/2.html": article(4),
}


class Seen(Note):
    """A page was seen."""

    title: str


class SeesPages(Check):
    """Remembers every page and finds each once."""

    id = "sees-pages"

    def visit(self, page: Page) -> Iterable[Note]:
        """One note a page."""
        yield Seen(title=page.title)


def same(address: str, with_body: str = LIST, **more: str) -> Pages:
    return {**PAGES, address: with_body, **more}


@pytest.mark.parametrize(
    "name", ["index.html", "index.htm", "Index.shtml", "index.jsp", "default.aspx", "index.php", "main.htm"]
)
def test_a_folder_and_its_index_file_that_answer_alike_are_one_page(name: str, tmp_path: Path) -> None:
    pages = same(f"/x/{name}", **{"/": links(f"/x/{name}", "/x/", "/a.html")})
    with walked(pages, tmp_path) as walk:
        line = walk.lines[f"/x/{name}"]
        assert (line.same_as, line.outcome, line.final_url) == (url("/x/"), PageOutcome.OK, url(f"/x/{name}"))
        assert walk.lines["/x/"].same_as is None
        assert [facts.url for facts in walk.view.facts() if "/x/" in facts.url and "." not in facts.url[20:]]
        assert url(f"/x/{name}") not in {facts.url for facts in walk.view.facts()}
        page = walk.view.page(url(f"/x/{name}"))
        assert page
        assert page.url == url("/x/")


def test_links_to_either_count_for_the_page(tmp_path: Path) -> None:
    with walked(same("/x/index.html"), tmp_path) as walk:
        carriers = (HOME, url("/a.html"), url("/b.html"))
        for address in ("/x/", "/x/index.html"):
            assert set(walk.view.carriers(url(address))) >= set(carriers)
            found = walk.view.target(url(address))
            assert found
            assert found.carriers == len(walk.view.carriers(url(address)))
        targets = [one.url for one in walk.view.targets()]
        assert url("/x/") in targets
        assert url("/x/index.html") not in targets
        assert url("/x/index.html") not in {one for level in walk.view.levels(9) for one in level}


def test_an_index_file_alone_is_linked_and_its_page_keeps_what_links_say(tmp_path: Path) -> None:
    pages = same("/x/index.html", **{"/": links("/x/index.html"), "/x/1.html": article(3, links("./"))})
    with walked(pages, tmp_path) as walk:
        [found] = [one for one in walk.view.targets() if one.url == url("/x/")]
        assert (found.on_home, found.elements, bool(found.text)) == (True, ("a",), True)
        assert walk.lines["/x/index.html"].depth == walk.lines["/x/"].depth == 1


def test_what_was_noted_on_the_second_address_is_dropped(tmp_path: Path) -> None:
    with walked(same("/x/index.html"), tmp_path, checks={SeesPages: "sees"}) as walk:
        noted = [page for page, _ in walk.view.assigned("sees").notes(Seen)]
        assert len(noted) == len(set(noted)) == walk.record.pages
        assert url("/x/index.html") not in noted
        assert walk.archive.counts("outcome") == walk.record.outcomes


@pytest.mark.parametrize(
    "other",
    [
        LIST.replace("共两条公告", "旧版公告"),
        LIST.replace("/x/1.html", "/x/2015.html"),
        LIST.replace("<h1>公告", "<h1>旧版公告"),
        LIST + '<img src="/old.png">',
    ],
)
def test_what_says_something_else_is_a_page_of_its_own(other: str, tmp_path: Path) -> None:
    with walked(same("/x/index.html", other), tmp_path) as walk:
        assert {url("/x/"), url("/x/index.html")} <= {facts.url for facts in walk.view.facts()}
        assert walk.lines["/x/index.html"].same_as is None


@pytest.mark.parametrize(
    "other",
    [
        LIST + "<!-- 18:02:11 -->",
        LIST + '<script src="/hm.js?20261120"></script>',
        LIST + "<p>您是第 90217 位访客</p>",
    ],
)
def test_what_changes_from_load_to_load_makes_no_other_page(other: str, tmp_path: Path) -> None:
    pages = same("/x/index.html", other, **{"/x/": LIST + "<p>您是第 8 位访客</p>" * ("访客" in other)})
    with walked(pages, tmp_path) as walk:
        assert walk.lines["/x/index.html"].same_as == url("/x/")


def test_other_queries_and_other_folders_are_other_pages(tmp_path: Path) -> None:
    pages = {
        "/": links("/x/?id=1", "/x/index.html?id=2", "/y/index.html", "/x/index2.html"),
        **dict.fromkeys(("/x/?id=1", "/x/index.html?id=2", "/y/index.html", "/x/index2.html"), LIST),
    }
    with walked(pages, tmp_path) as walk:
        assert not any(line.same_as for line in walk.lines.values())


def test_with_the_same_query_they_are_one(tmp_path: Path) -> None:
    pages = {
        "/": links("/x/index.jsp?id=1", "/x/?id=1"),
        "/x/?id=1": article(1),
        "/x/index.jsp?id=1": article(1),
    }
    with walked(pages, tmp_path) as walk:
        assert walk.lines["/x/index.jsp?id=1"].same_as == url("/x/?id=1")


def test_the_homepage_keeps_its_address(tmp_path: Path) -> None:
    home = links("/", "/index.html", "/default.html") + "<p>欢迎</p>"
    with walked({"/": home, "/index.html": home, "/default.html": home}, tmp_path) as walk:
        assert walk.lines["/index.html"].same_as == walk.lines["/default.html"].same_as == HOME
        assert walk.record.pages == 1


def test_the_canonical_link_names_the_page(tmp_path: Path) -> None:
    body = '<link rel="canonical" href="index.html">' + LIST
    with walked(same("/x/index.html", body, **{"/x/": body}), tmp_path) as walk:
        assert walk.lines["/x/"].same_as == url("/x/index.html")


def test_a_redirect_is_no_second_page(tmp_path: Path) -> None:
    pages = {**PAGES, "/x/index.html": Answered(status=301, location="/x/")}
    with walked(pages, tmp_path) as walk:
        line = walk.lines["/x/index.html"]
        assert (line.same_as, line.final_url) == (None, url("/x/"))


def test_a_redirect_to_the_second_address_leads_to_the_page(tmp_path: Path) -> None:
    pages = {
        **same("/x/index.html", **{"/": links("/go", "/x/")}),
        "/go": Answered(status=302, location="/x/index.html"),
    }
    with walked(pages, tmp_path) as walk:
        page = walk.view.page(url("/go"))
        assert page
        assert page.url == url("/x/")
        assert walk.lines["/go"].same_as is None


def test_pages_that_say_not_found_stay_two_dead_links(tmp_path: Path) -> None:
    pages = {"/": links("/x/", "/x/index.html"), "/x/": GONE, "/x/index.html": GONE}
    with walked(pages, tmp_path) as walk:
        assert not any(line.same_as for line in walk.lines.values())
        assert {one.url for one in walk.view.targets() if one.soft_404} == {url("/x/"), url("/x/index.html")}


def test_a_second_session_folds_again_and_changes_nothing(tmp_path: Path) -> None:
    class Failing(MemoryVisitor):
        async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
            if request.url.endswith("1.html"):
                raise RuntimeError("cut off")
            return await super().visit(request, obey_robots=obey_robots)

    pages = same("/x/index.html")
    with walked(pages, tmp_path, run=False, checks={SeesPages: "sees"}) as walk:
        walk.visitor = Failing(pages, HOME)
        with pytest.raises(RuntimeError):
            walk.run()
        walk.visitor = MemoryVisitor(pages, HOME)
        walk.run()
        once = _state(walk)
        walk.run()
        assert _state(walk) == once
        assert walk.lines["/x/index.html"].same_as == url("/x/")


def test_an_archive_that_no_walk_has_folded_is_folded_when_it_is_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.audit.collect.fold", lambda _: None)
    with walked(same("/x/index.html"), tmp_path, checks={SeesPages: "sees"}) as walk:
        assert not any(line.same_as for line in walk.lines.values())
        visit_again(walk.archive, walk.plan)
        assert walk.lines["/x/index.html"].same_as == url("/x/")
        once = _state(walk)
        visit_again(walk.archive, walk.plan)
        assert _state(walk) == once


def _state(walk: Walk) -> object:
    tables = ("SELECT id, page, done FROM url ORDER BY id", "SELECT id, url FROM page ORDER BY id")
    notes = "SELECT assignment, page, data FROM note ORDER BY 1, 2, 3"
    return [list(walk.archive.rows(sql)) for sql in (*tables, notes)]


def test_columns_that_have_two_addresses_are_no_trap(tmp_path: Path) -> None:
    numbers = range(40)
    each = [path for n in numbers for path in (f"/col/col{n}/", f"/col/col{n}/index.html")]
    pages = {"/": links(*each)}
    for n in numbers:
        pages |= dict.fromkeys((f"/col/col{n}/", f"/col/col{n}/index.html"), f"<p>{chr(0x4E00 + n) * 90}</p>")
    limits = Limits(shape_urls=10, shape_urls_thinned=20)
    with walked(pages, tmp_path, limits=limits) as walk:
        assert walk.record.outcomes == {PageOutcome.OK: 81}
        assert walk.record.pages == 41


def doubled(count: int) -> Pages:
    """A site that answers http and https alike, and leads from one to the other."""
    site: dict[str, str] = {"/": links("/n/", "https://www.site.example/")}
    site["/n/"] = links(*(f"/n/{n}.html" for n in range(count)))
    site |= {f"/n/{n}.html": f"<p>{chr(0x4E00 + n) * 90}</p>" for n in range(count)}
    return {**site, **{f"https://www.site.example{path}": body for path, body in site.items()}}


def test_http_and_https_that_answer_alike_are_one_site(tmp_path: Path) -> None:
    limits = Limits(same_content=3, shape_urls=5, shape_urls_thinned=10)
    with walked(doubled(30), tmp_path, limits=limits) as walk:
        assert walk.record.outcomes == {PageOutcome.OK: 64}, "no part of it is a trap"
        assert walk.record.pages == 32
        assert {facts.url[:5] for facts in walk.view.facts()} == {"http:"}, "that of the homepage"
        assert walk.lines["https://www.site.example/n/7.html"].same_as == url("/n/7.html")


def test_with_and_without_www_that_answer_alike_are_one_site(tmp_path: Path) -> None:
    pages = {"/": links("http://site.example/a.html", "/a.html")}
    pages |= dict.fromkeys(("/a.html", "http://site.example/a.html"), article(1))
    with walked(pages, tmp_path) as walk:
        assert walk.lines["http://site.example/a.html"].same_as == url("/a.html")
        assert walk.record.pages == 2
        assert walk.view.hosts() == ("www.site.example", "site.example"), "both are asked"


def test_http_that_answers_otherwise_is_another_page(tmp_path: Path) -> None:
    pages = {
        "/": links("https://www.site.example/a.html", "/a.html"),
        "/a.html": article(1),
        "https://www.site.example/a.html": "<h1>维护中</h1><p>本站正在升级维护。</p>",
    }
    with walked(pages, tmp_path) as walk:
        assert not any(line.same_as for line in walk.lines.values())
        assert walk.record.pages == 3
