"""Pages as a browser builds them, in the walk and when they are judged again."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NotRequired, TypedDict, cast

import pytest

from auditbot.audit.rejudge import visit_again
from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.needs import Needs
from auditbot.model.page import ListState, PageFacts
from auditbot.net.browser.browser import Browser, Rendered
from auditbot.settings import Limits, Render, Rendering
from auditbot.testing import MemoryVisitor
from auditbot.url import Url
from tests.crawl.walked import Walk, url, walked

SCRIPT = '<script>load("#list", "/api/list?c=3")</script>'
EMPTY = '<h2>公告</h2><ul class="list" id="list"></ul><p>{words}</p>' + SCRIPT
WORDS = "本栏目公布本机关的公告。" * 8
STATIC = EMPTY.format(words=WORDS)
FILLED = STATIC.replace(
    'id="list">', 'id="list"><li><a href="/b/9.html">公告九</a><span>2026-11-12</span></li>'
)
PAGES = {"/": '<h1>首页</h1><ul class="nav"><li><a href="/b/">公告</a></li></ul>', "/b/": STATIC}


@dataclass
class Builder:
    """A browser that builds what a test says."""

    built: dict[Url, Rendered | Failure]
    asked: list[Url] = field(default_factory=list)
    info: str = "a browser"

    async def render(self, address: Url) -> Rendered | Failure:
        self.asked.append(address)
        return self.built.get(address, Failure(FailureKind.LOCAL, "crashed"))


class Turns:
    @asynccontextmanager
    async def turn(self, host: str, own: bool) -> AsyncIterator[None]:
        yield


class Visitor(MemoryVisitor):
    politeness = Turns()


class Given(TypedDict):
    """What a browser builds, where it ends, or why it builds nothing."""

    html: str
    to: NotRequired[str]
    failure: NotRequired[str]


@contextmanager
def built(
    folder: Path, html: str, *remarks: str, to: str = "/b/", mode: Render = Render.ALWAYS, failure: str = ""
) -> Iterator[Walk]:
    """The site walked with a browser that builds ``/b/`` so."""
    rendered = Rendered(url("/b/"), url(to), 200, html, 1.0, remarks)
    outcome = Failure(FailureKind.TIMEOUT, failure) if failure else rendered
    needs = Needs.COLUMNS | Needs.TARGETS | Needs.RENDERING
    with walked(PAGES, folder, run=False, needs=needs, rendering=Rendering(mode=mode)) as walk:
        walk.visitor = Visitor(PAGES, walk.plan.site.home)
        walk.browser = cast(Browser, Builder({url("/b/"): outcome}))
        walk.run()
        yield walk


def facts(walk: Walk) -> PageFacts:
    page = walk.view.page(url("/b/"))
    assert page
    return page.facts


def states(walk: Walk) -> list[ListState]:
    return [listing.state for listing in facts(walk).listings]


def test_what_the_browser_built_is_what_the_page_says(tmp_path: Path) -> None:
    with built(tmp_path, FILLED) as walk:
        assert facts(walk).rendered
        assert walk.lines["/b/"].rendered
        assert "/b/9.html" in walk.lines, "its links are followed"
        assert [item.title for listing in facts(walk).listings for item in listing.items] == ["公告九"]
        assert walk.record.rendered == 1


def test_what_stays_empty_in_a_browser_is_empty(tmp_path: Path) -> None:
    with built(tmp_path, STATIC) as walk:
        assert ListState.UNSEEN not in states(walk)
        assert not facts(walk).unseen


@pytest.mark.parametrize("remark", ["withheld", "unanswered", "unsettled"])
def test_emptiness_proves_nothing_where_something_did_not_come(remark: str, tmp_path: Path) -> None:
    with built(tmp_path, STATIC, remark) as walk:
        assert remark in facts(walk).remarks
        assert set(states(walk)) <= {ListState.UNSEEN}


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"html": FILLED, "to": "/elsewhere/"}, "elsewhere"),
        ({"html": "<p>短</p>"}, "took the page away"),
        ({"html": "", "failure": "hung"}, "hung"),
    ],
)
def test_what_could_not_be_rendered_is_read_as_it_came_and_says_so(
    given: Given, word: str, tmp_path: Path
) -> None:
    with built(tmp_path, **given) as walk:
        assert not facts(walk).rendered
        [remark] = [one for one in facts(walk).remarks if one.startswith("not-rendered")]
        assert word in remark
        assert walk.record.rendered == 0


@pytest.mark.parametrize("mode", [Render.ALWAYS, Render.AUTO])
def test_a_page_that_can_be_seen_needs_no_browser(mode: Render, tmp_path: Path) -> None:
    with built(tmp_path, FILLED, mode=mode) as walk:
        asked = cast(Builder, walk.browser).asked
        assert (url("/") in asked) is (mode is Render.ALWAYS)


@pytest.mark.parametrize("remarks", [(), ("withheld",), ("unsettled", "other")])
@pytest.mark.parametrize("html", [FILLED, STATIC])
def test_judging_again_sees_what_the_walk_saw(html: str, remarks: tuple[str, ...], tmp_path: Path) -> None:
    with built(tmp_path, html, *remarks) as walk:
        before = facts(walk)
        for _ in range(2):
            visit_again(walk.archive, walk.plan)
            assert facts(walk) == before


def test_judging_again_remembers_why_a_page_was_not_rendered(tmp_path: Path) -> None:
    with built(tmp_path, "", failure="hung") as walk:
        before = facts(walk)
        visit_again(walk.archive, walk.plan)
        assert facts(walk) == before


def test_pages_that_one_shell_fills_are_no_trap(tmp_path: Path) -> None:
    """Every address of such a site answers the same bytes; only a browser sees that the pages differ."""
    shell = "<html><body><div id=app></div><script src=/app.js></script></body></html>"
    numbers = range(12)
    pages = {
        "/": "".join(f'<a href="/b/{n}.html">{n}</a>' for n in numbers),
        **{f"/b/{n}.html": shell for n in numbers},
    }
    shown = {f"/b/{n}.html": f"<h1>公告</h1><p>{chr(0x4E00 + n) * 90}</p>" for n in numbers}
    outcomes: dict[Url, Rendered | Failure] = {
        url(path): Rendered(url(path), url(path), 200, html, 1.0, ()) for path, html in shown.items()
    }
    limits = Limits(same_content=3)
    needs = Needs.COLUMNS | Needs.RENDERING
    with walked(pages, tmp_path, run=False, needs=needs, limits=limits) as walk:
        walk.visitor = Visitor(pages, walk.plan.site.home)
        walk.browser = cast(Browser, Builder(outcomes))
        walk.run()
        assert walk.record.traps == ()
        assert walk.record.rendered == len(numbers)
        assert next(walk.archive.rows("SELECT sum(barren) FROM page WHERE rendered IS NOT NULL")) == (0,)
        walk.archive.execute("UPDATE url SET done = 0 WHERE url = ?", (url("/b/0.html"),))
        walk.run()
        assert walk.record.traps == (), "nor in a later session"
