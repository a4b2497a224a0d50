"""What a glance asks, and what it concludes of columns, links and the homepage."""

from datetime import date

import pytest

from auditbot.audit.known import Known, KnownFault
from auditbot.check import Check
from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.outcome import Outcome
from auditbot.model.site import Column, Site
from auditbot.score import Conclusion
from auditbot.settings import External, Limits, Links, Settings
from auditbot.testing import HOME, Answered, MemorySite, Pages
from auditbot.url import Url
from checks.broken_links import BrokenLinks
from checks.empty_columns import EmptyColumns
from checks.homepage_stale import HomepageStale
from checks.stale_columns import StaleColumns
from tests.checks.sites import NO_MORE, ago, article, column, home, items, only, page, rows, said
from tests.crawl.walked import settings

MENU = {"/xwdt/": "新闻动态", "/tzgg/": "通知公告"}
NEWS = {"types": ["news"], "days": 14}
FRESH = items("/tzgg/", ago(0), ago(1), ago(2))
EMPTY = '<ul class="list"></ul>'
PAGER = '<div class="page">1 <a href="/xwdt/index_1.html">2</a> <a href="/xwdt/index_1.html">下一页</a></div>'
GONE = Answered(failure=Failure(FailureKind.TIMEOUT))
NO_NAME = Answered(failure=Failure(FailureKind.NXDOMAIN))


def url(path: str) -> Url:
    return Url(f"{HOME.removesuffix('/')}{path}")


def glance(limits: Limits | None = None, **more: object) -> Settings:
    return settings(limits, glance=True, **more)


def site(
    news: str,
    *,
    front: str = "",
    menu: dict[str, str] | None = None,
    known: Known | None = None,
    chosen: Settings | None = None,
    register: tuple[Column, ...] = (),
    more: Pages = NO_MORE,
) -> MemorySite:
    """A homepage with two columns, of which 新闻动态 matters."""
    menu = menu or MENU
    pages = {
        "/": home(front or items("/a/", ago(0), ago(1), ago(2)), menu),
        "/xwdt/": column("新闻动态", news, menu),
        "/tzgg/": column("通知公告", FRESH, menu),
        "/about/": article("关于我们", "本站由青禾区人民政府办公室主办。" * 8),
    }
    described = Site(id="site", home=HOME, columns=register)
    return MemorySite({**pages, **more}, site=described, settings=chosen or glance(), known=known)


def asked(made: MemorySite) -> set[str]:
    front = HOME.removesuffix("/")
    return {str(one.url).removeprefix(front) for one in made.visitor.asked}


def concluded(made: MemorySite, check: type[Check], **options: object) -> Conclusion:
    return made.conclusion(check, **options)


def test_it_asks_the_homepage_and_the_columns_of_its_menu() -> None:
    made = site(items("/xwdt/", ago(0), ago(1)))
    assert concluded(made, StaleColumns, **NEWS).tally == {Outcome.PASSED: 1}
    assert {path for path in asked(made) if len(path) < 20} == {"/", "/xwdt/", "/tzgg/"}


def test_and_what_is_registered_or_was_known() -> None:
    known = Known(
        columns=(url("/gk/"),),
        faults=(
            KnownFault(target=url("/dead.html"), page=url("/c/1.html")),
            KnownFault(page=url("/c/2.html")),
        ),
    )
    register = (Column.model_validate({"name": "预决算", "url": url("/yjs/")}),)
    made = site(items("/xwdt/", ago(0)), known=known, register=register)
    concluded(made, StaleColumns, **NEWS)
    assert asked(made) >= {"/gk/", "/dead.html", "/c/1.html", "/c/2.html", "/yjs/"}


def test_it_asks_no_more_addresses_than_it_may_columns_first() -> None:
    known = Known(
        columns=tuple(url(f"/c{n}/") for n in range(9)),
        faults=tuple(KnownFault(target=url(f"/d{n}.html")) for n in range(9)),
    )
    made = site(items("/xwdt/", ago(0)), known=known, chosen=glance(Limits(glance_addresses=12)))
    concluded(made, StaleColumns, **NEWS)
    assert {f"/c{n}/" for n in range(9)} <= asked(made)
    assert sum(path in asked(made) for path in (f"/d{n}.html" for n in range(9))) == 2


# columns


def test_a_stale_column_is_told() -> None:
    found = concluded(site(items("/xwdt/", ago(20), ago(30))), StaleColumns, **NEWS)
    assert only(found.findings) == ("stale", Outcome.FAILED)


def test_one_whose_items_show_no_day_is_not_while_one_does_not_open() -> None:
    body = items("/xwdt/", None, None, None, ago(30), None)
    found = concluded(site(body, more={"/xwdt/1.html": GONE}), StaleColumns, **NEWS)
    assert (found.findings, found.tally) == ((), {Outcome.UNTESTED: 1})


@pytest.mark.parametrize(("day", "told"), [(ago(3), []), (ago(40), ["stale"]), (None, ["undated"])])
def test_what_such_a_column_lists_without_a_day_is_opened(day: date | None, told: list[str]) -> None:
    pages = {f"/xwdt/{n}.html": article(f"第{n}次会议召开", "会议强调。" * 40, day) for n in range(3)}
    made = site(items("/xwdt/", None, None, None), more=pages)
    assert [one.message_id for one in concluded(made, StaleColumns, **NEWS).findings] == told


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((20, 25, 30, 40), True),
        ((900, 800, 20, 25, 30, 40), True),  # kept at the top
        ((40, 30, 25, 20), False),  # the oldest first: the newest are on the last page
        ((30, 20, 45, 25, 40), False),
    ],
)
def test_further_pages_matter_where_the_list_does_not_begin_with_its_newest(
    days: tuple[int, ...], told: bool
) -> None:
    made = site(items("/xwdt/", *map(ago, days)) + PAGER)
    found = concluded(made, StaleColumns, **NEWS)
    assert bool(found.findings) is told
    assert "/xwdt/index_1.html" not in asked(made)


def test_a_column_of_columns_is_told_by_what_stands_below_it() -> None:
    below = '<div class="side"><ul><li><a href="/xwdt/qx/">区县动态</a></li></ul></div>'
    crumbs = '<a href="/xwdt/">新闻动态</a> &gt; 区县动态'
    lower = page("区县动态", f"<h2>区县动态</h2>{items('/q/', ago(0), ago(1))}", MENU, crumbs)
    stale = site(below + items("/xwdt/", ago(20), ago(30)), more={"/xwdt/qx/": lower})
    assert concluded(stale, StaleColumns, **NEWS).findings == ()
    empty = site(below + EMPTY, more={"/xwdt/qx/": lower})
    assert concluded(empty, EmptyColumns).findings == ()


@pytest.mark.parametrize("body", [EMPTY, items("/xwdt/", ago(20), ago(30))])
def test_nothing_is_held_against_it_while_that_does_not_open(body: str) -> None:
    below = '<div class="side"><ul><li><a href="/xwdt/qx/">区县动态</a></li></ul></div>'
    made = site(below + body, more={"/xwdt/qx/": GONE})
    assert concluded(made, StaleColumns, **NEWS).findings == ()
    assert concluded(made, EmptyColumns).findings == ()


def test_an_empty_column_is_told() -> None:
    assert said(concluded(site(EMPTY), EmptyColumns).findings) == [("empty", "/xwdt/")]


def test_columns_it_passed_by_are_not_spoken_of() -> None:
    menu = '<div class="nav"><ul><li><a href="/gk/">政务公开</a></li></ul></div>'
    made = site(menu + items("/xwdt/", ago(0), ago(1)))
    found = concluded(made, EmptyColumns)
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 2})


# the homepage


def test_an_old_homepage_is_told() -> None:
    made = site(FRESH, front=items("/a/", *(ago(day) for day in range(15, 25))))
    assert only(concluded(made, HomepageStale).findings) == ("stale", Outcome.FAILED)


@pytest.mark.parametrize(
    ("day", "told"), [(ago(2), []), (ago(40), [("stale", "/")]), (None, [("undated", "/")])]
)
def test_what_it_lists_without_a_day_is_opened(day: date | None, told: list[tuple[str, str]]) -> None:
    titles = [f"全区召开第{n}次推进会议" for n in range(4)]
    front = rows((f"/a/{n}.html", title, None) for n, title in enumerate(titles))
    pages = {f"/a/{n}.html": article(title, "会议强调。" * 40, day) for n, title in enumerate(titles)}
    made = site(EMPTY, front=front, menu={"/xwdt/": "办事指南"}, more=pages)
    assert said(concluded(made, HomepageStale).findings) == told


def test_it_is_not_judged_while_one_of_them_does_not_open() -> None:
    front = items("/a/", ago(20), ago(21), ago(22), None)
    found = concluded(site(FRESH, front=front, more={"/a/3.html": GONE}), HomepageStale)
    assert (found.findings, found.tally) == ((), {Outcome.UNTESTED: 1})


# links

OUT = "http://dead.example/"
CARRIER = (
    f'<p><a href="{OUT}">友情链接</a> <a href="/dead.html">旧闻</a> <a href="/other.html">另一则</a></p>'
)


def linking(front: str = "", *, more: Pages = NO_MORE) -> MemorySite:
    known = Known(
        faults=(
            KnownFault(target=Url(OUT), page=url("/c.html")),
            KnownFault(target=url("/dead.html"), page=url("/c.html")),
        )
    )
    carrier = article("一则", "正文。" * 60).replace("<p>", f"{CARRIER}<p>", 1)
    pages: Pages = {"/c.html": carrier, OUT: NO_NAME}
    return site(FRESH, front=front, known=known, more={**pages, **more})


def told_links(made: MemorySite) -> set[str]:
    found = concluded(made, BrokenLinks).findings
    return {one.target for one in found if one.outcome is Outcome.FAILED and "/zwdt/" not in one.target}


def test_known_links_are_asked_again_and_no_others() -> None:
    made = linking()
    assert told_links(made) == {OUT, url("/dead.html")}
    assert "/other.html" not in asked(made)


def test_what_no_page_refers_to_any_more_is_not_told() -> None:
    assert told_links(linking(more={"/c.html": article("一则", "正文。" * 60)})) == set()


def test_what_opens_again_is_not_told() -> None:
    made = linking(more={OUT: "<p>又有了</p>", "/dead.html": article("旧闻", "正文。" * 60)})
    assert told_links(made) == set()


@pytest.mark.parametrize("answers", [True, False])
def test_outside_hosts_without_a_known_fault_tell_our_own_line(answers: bool) -> None:
    others = [f"http://o{n}.example/" for n in range(5)]
    front = "".join(f'<p><a href="{one}">外站{n}</a></p>' for n, one in enumerate(others))
    pages = dict.fromkeys(others, "<p>外站</p>" if answers else NO_NAME)
    made = linking(front + items("/a/", ago(0), ago(1), ago(2)), more=pages)
    assert (OUT in told_links(made)) is answers
    assert len({one for one in asked(made) if one in others}) == 3


def test_no_outside_host_is_asked_without_a_known_fault_there() -> None:
    made = site(FRESH, front='<p><a href="http://o.example/">外站</a></p>')
    concluded(made, BrokenLinks)
    assert "http://o.example/" not in asked(made)


def test_outside_links_are_left_out_as_in_any_audit() -> None:
    made = linking()
    made.settings = glance(links=Links(external=External.SKIP, confirm_pause=0, confirm_pause_transient=0))
    assert told_links(made) == {url("/dead.html")}
    assert OUT not in asked(made)
