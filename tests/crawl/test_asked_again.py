"""Confirmation and honesty in whole walks over sites in memory."""

from pathlib import Path

import pytest

from auditbot.model.fetch import Failure, FailureKind, PageOutcome
from auditbot.net.http.request import Reply, Request
from auditbot.settings import Limits
from auditbot.testing import HOME, Answered, MemoryVisitor, Pages
from auditbot.url import Url
from tests.crawl.pages import GONE, article, links, target
from tests.crawl.walked import url, walked


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
