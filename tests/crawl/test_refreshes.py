"""Pages that send their visitor on by themselves: followed like redirects, bounded like them, and named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditbot.model.audit import StopReason
from auditbot.model.fetch import PageOutcome
from auditbot.settings import Limits
from auditbot.testing import Answered, Pages
from tests.crawl.walked import url, walked

Way = Callable[[str], str | Answered]


def meta(to: str) -> str:
    return f'<html><head><meta http-equiv="refresh" content="0; url={to}"></head><body></body></html>'


def script(to: str) -> str:
    return f"<html><body><script>window.location.href = '{to}';</script></body></html>"


def header(to: str) -> Answered:
    return Answered("", refresh=f"0; url={to}")


def front(*paths: str) -> str:
    return "".join(f'<p><a href="{path}">第{number}个</a></p>' for number, path in enumerate(paths))


def chain(way: Way, count: int) -> dict[str, str | Answered]:
    """``count`` pages, each sending its visitor to the next, and one that stays."""
    pages: dict[str, str | Answered] = {
        f"/{number}.html": way(f"/{number + 1}.html") for number in range(count)
    }
    return {"/": front("/0.html"), **pages, f"/{count}.html": "<h1>到了</h1>"}


@pytest.mark.parametrize("way", [meta, script, header])
def test_a_chain_as_long_as_allowed_is_followed_to_its_end(way: Way, tmp_path: Path) -> None:
    with walked(chain(way, 3), tmp_path) as walk:
        assert walk.lines["/3.html"].outcome is PageOutcome.OK
        assert walk.record.limits == ()


@pytest.mark.parametrize("way", [meta, script, header])
def test_one_refresh_too_many_is_not_followed_and_named(way: Way, tmp_path: Path) -> None:
    with walked(chain(way, 9), tmp_path) as walk:
        left, [hit] = walk.lines["/4.html"], walk.record.limits
        assert walk.lines["/3.html"].outcome is PageOutcome.OK
        assert (left.outcome, left.failure) == (PageOutcome.SKIPPED_TRAP, "trap")
        assert "/5.html" not in walk.lines
        assert (hit.limit, hit.value, hit.samples) == ("refreshes", "3", (url("/3.html"),))
        assert walk.record.stopped is StopReason.EXHAUSTED


def test_the_limit_is_a_setting(tmp_path: Path) -> None:
    with walked(chain(meta, 9), tmp_path, limits=Limits(refreshes=6)) as walk:
        assert walk.lines["/6.html"].outcome is PageOutcome.OK
        assert walk.lines["/7.html"].outcome is PageOutcome.SKIPPED_TRAP


def test_none_at_all_may_be_allowed(tmp_path: Path) -> None:
    with walked(chain(meta, 2), tmp_path, limits=Limits(refreshes=0)) as walk:
        assert walk.lines["/1.html"].outcome is PageOutcome.SKIPPED_TRAP


def test_an_endless_chain_behind_redirects_ends(tmp_path: Path) -> None:
    pages: dict[str, str | Answered] = {"/": front("/go?n=0")}
    for number in range(40):
        pages[f"/go?n={number}"] = Answered(status=302, location=f"/page?n={number}")
        pages[f"/page?n={number}"] = meta(f"/go?n={number + 1}")
    with walked(pages, tmp_path) as walk:
        assert [hit.limit for hit in walk.record.limits] == ["refreshes"]
        assert sum("/go" in path for path in walk.asked) == 4


@pytest.mark.parametrize(
    "pages",
    [
        {"/": front("/a"), "/a": meta("/a")},
        {"/": front("/a"), "/a": meta("/b"), "/b": meta("/a")},
        {"/": meta("/")},
        {"/": front("/a"), "/a": header("/a")},
        {"/": front("/a"), "/a": header("/b"), "/b": header("/a")},
    ],
)
def test_a_page_that_sends_to_itself_is_asked_once(pages: Pages, tmp_path: Path) -> None:
    with walked(pages, tmp_path) as walk:
        assert sorted(set(walk.asked)) == sorted(walk.asked)
        assert all(line.outcome is PageOutcome.OK for line in walk.lines.values())
        assert walk.record.limits == ()


@pytest.mark.parametrize("written", ["300", "5; url=", "0; url=javascript:void(0)", "x"])
def test_a_header_that_names_no_other_address_sends_nobody_on(written: str, tmp_path: Path) -> None:
    pages: Pages = {"/": front("/a"), "/a": Answered(front("/b"), refresh=written), "/b": "<p>b</p>"}
    with walked(pages, tmp_path) as walk:
        facts = walk.view.page(url("/a"))
        assert facts is not None
        assert facts.facts.refresh is None
        assert set(walk.lines) == {"/", "/a", "/b"}


def test_a_header_comes_before_what_the_page_says(tmp_path: Path) -> None:
    pages: Pages = {"/": front("/a"), "/a": Answered(meta("/by-meta"), refresh="1;URL='/by-header'")}
    with walked(pages, tmp_path) as walk:
        page = walk.view.page(url("/a"))
        assert page is not None
        assert page.facts.refresh == url("/by-header")
        assert "/by-header" in walk.lines


def test_what_is_no_page_may_send_on_by_its_header(tmp_path: Path) -> None:
    pages: Pages = {
        "/": front("/a"),
        "/a": Answered(b"\x00\x01", content_type="application/octet-stream", refresh="0;url=/b"),
        "/b": "<h1>到了</h1>",
    }
    with walked(pages, tmp_path) as walk:
        assert walk.lines["/b"].outcome is PageOutcome.OK


def test_links_between_do_not_count(tmp_path: Path) -> None:
    """A person had to click: the row begins anew."""
    pages: dict[str, str] = {"/": front("/0.html")}
    for number in range(0, 20, 2):
        pages[f"/{number}.html"] = meta(f"/{number + 1}.html")
        pages[f"/{number + 1}.html"] = front(f"/{number + 2}.html")
    with walked(pages, tmp_path) as walk:
        assert walk.lines["/19.html"].outcome is PageOutcome.OK
        assert walk.record.limits == ()


def test_a_chain_that_leaves_the_site_is_only_verified(tmp_path: Path) -> None:
    pages = chain(meta, 4) | {
        "/3.html": meta("http://other.example/x"),
        "http://other.example/x": "<p>那边</p>",
    }
    with walked(pages, tmp_path) as walk:
        assert walk.lines["http://other.example/x"].outcome is PageOutcome.OK


def test_the_row_is_counted_over_sessions(tmp_path: Path) -> None:
    with walked(chain(meta, 9), tmp_path, limits=Limits(pages=3), run=False) as walk:
        assert walk.run().reason is StopReason.BUDGET
        walk.plan.settings.limits.__dict__["pages"] = 100
        assert walk.run().reason is StopReason.EXHAUSTED
        assert walk.lines["/4.html"].outcome is PageOutcome.SKIPPED_TRAP
        assert walk.record.limits[0].limit == "refreshes"
