from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from auditbot.extract.columns.gathered import ColumnBuilder
from auditbot.extract.page import read_page
from auditbot.extract.tree.links import LinkReader
from auditbot.model.column import ColumnState, ColumnType, FoundColumn
from auditbot.model.fetch import Failure, FailureKind, Fetch
from auditbot.model.site import Column, Site
from auditbot.settings import Limits
from auditbot.url import Url
from tests.extract.pages import EVERYTHING, SITE, TODAY, article, document, url

MENU = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li>'
    '<a href="/zwdt/">政务动态</a></li>'
    '<li><a href="/jgzz/">机构职责</a></li><li><a href="http://other.example/">办事服务</a></li></ul></div>'
)


def rows(*days: str) -> str:
    return (
        "<ul>"
        + "".join(
            f'<li><a href="t{day.replace("-", "")}_{place}.html">关于第{place}批补贴发放的通知</a>'
            f"<i>{day}</i></li>"
            for place, day in enumerate(days)
        )
        + "</ul>"
    )


def page_of(name: str, content: str, *above: tuple[str, str]) -> str:
    steps = "".join(f' &gt; <a href="{where}">{words}</a>' for words, where in above)
    return (
        f'{MENU}<div class="position">当前位置：<a href="/">首页</a>{steps} &gt; {name}</div>'
        f"<h2>{name}</h2>{content}"
    )


def columns(
    pages: dict[str, str],
    site: Site | None = None,
    dead: Iterable[str] = (),
    how: FailureKind = FailureKind.STATUS,
) -> dict[str, FoundColumn]:
    """The columns of a made-up site, by path."""
    site = site or Site(id="qinghe", home=url(SITE), name="青禾区人民政府")
    builder = ColumnBuilder(site, TODAY)
    reader = LinkReader(Limits())
    for path, body in pages.items():
        read = document(body, path=path)
        found = read_page(read, needs=EVERYTHING, today=TODAY, home=path == "/")
        builder.add(found, reader.read(read).links, path == "/")
    return {
        column.url.removeprefix(SITE): column
        for column in builder.build(lambda asked: outcome(asked, dead, how))
    }


def outcome(asked: Url, dead: Iterable[str], how: FailureKind) -> Fetch | None:
    now = datetime(2026, 8, 20, tzinfo=UTC)
    if asked.removeprefix(SITE) in dead:
        status = 404 if how is FailureKind.STATUS else None
        return Fetch(asked, now, failure=Failure(how, "", status), status=status)
    if "other.example" in asked:
        return Fetch(asked, now, failure=Failure(FailureKind.SCOPE))
    return None


HOME = (
    MENU
    + '<div class="b"><div class="tit"><h3>要闻</h3><a href="/zwdt/">更多</a></div>'
    + rows("2026-08-10")
    + "</div>"
)
NEWS = page_of("政务动态", rows("2026-08-10", "2026-08-02"))
TEXT = page_of("机构职责", "<p>" + "负责全区民政工作的组织实施。" * 20 + "</p>")


def test_a_column_with_its_items() -> None:
    column = columns({"/": HOME, "/zwdt/": NEWS})["/zwdt/"]
    assert (column.name, column.state, column.items) == ("政务动态", ColumnState.ITEMS, 2)
    assert column.newest is not None
    assert column.newest.title == "关于第0批补贴发放的通知"
    assert column.path == ("首页", "政务动态")
    assert column.names == ("要闻",)


def test_where_it_is_linked() -> None:
    column = columns({"/": HOME, "/zwdt/": NEWS})["/zwdt/"]
    assert (column.on_home, column.in_nav, column.first_level) == (True, True, True)


def test_the_breadcrumb_of_a_section_begins_with_a_front_of_its_own() -> None:
    inside = page_of("政策法规", rows("2026-07-01", "2026-06-01")).replace(
        '当前位置：<a href="/">', '当前位置：<a href="/jjz/">'
    )
    front = page_of("驻局纪检监察组", '<p><a href="/jjz/fg/">政策法规</a></p>' + "<p>工作职责如下。</p>" * 20)
    found = columns({"/": HOME, "/jjz/": front, "/jjz/fg/": inside})["/jjz/fg/"]
    assert not found.first_level
    plain = inside.replace('<a href="/jjz/">', '<a href="/index.html">')
    assert columns({"/": HOME, "/jjz/": front, "/jjz/fg/": plain})["/jjz/fg/"].first_level


def test_a_single_text_is_no_empty_column() -> None:
    assert columns({"/": HOME, "/jgzz/": TEXT})["/jgzz/"].state is ColumnState.TEXT


def test_an_empty_column() -> None:
    assert (
        columns({"/": HOME, "/zwdt/": page_of("政务动态", "<ul></ul>")})["/zwdt/"].state is ColumnState.EMPTY
    )


def test_a_placeholder() -> None:
    page = page_of("政务动态", "<p>栏目建设中</p>")
    assert columns({"/": HOME, "/zwdt/": page})["/zwdt/"].state is ColumnState.PLACEHOLDER


def test_all_pages_of_a_list_are_one_column() -> None:
    pager = (
        '<p><a href="index.html">1</a><a href="index_1.html">2</a><a href="index_2.html">3</a>'
        '<a href="index_1.html">下一页</a></p>'
    )
    later = (
        '<p><a href="index.html">1</a> 2 <a href="index_2.html">3</a><a href="index_2.html">下一页</a> '
        "第2页 共3页</p>"
    )
    found = columns(
        {
            "/": HOME,
            "/zwdt/": page_of("政务动态", rows("2026-08-10") + pager),
            "/zwdt/index_1.html": page_of("政务动态", rows("2026-08-15", "2026-07-02") + later),
        }
    )
    assert [path for path in found if path.startswith("/zwdt/")] == ["/zwdt/"]
    assert found["/zwdt/"].items == 3


def test_an_address_that_sends_on_is_another_address_of_the_column() -> None:
    found = columns(
        {
            "/": HOME,
            "/zwgk/": '<meta http-equiv="refresh" content="0;url=/zwgk/tzgg/">',
            "/zwgk/tzgg/": page_of("通知公告", rows("2026-08-10"), ("政务公开", "/zwgk/")),
        }
    )
    assert "/zwgk/" not in found
    column = found["/zwgk/tzgg/"]
    assert (column.name, column.names) == ("通知公告", ("政务公开",))
    assert column.linked_as == (f"{SITE}/zwgk/",)


def test_index_files_are_the_folder() -> None:
    home = HOME.replace('href="/zwdt/"', 'href="/zwdt/index.html"')
    assert [path for path in columns({"/": home, "/zwdt/": NEWS}) if "zwdt" in path] == ["/zwdt/"]


@pytest.mark.parametrize("first", ["/zwdt/", "/zwdt/index.html"])
def test_a_stale_copy_beside_the_folder_is_not_held_against_the_column(first: str) -> None:
    """Of two pages that go by one place, the one with the newer item stands for the column."""
    stale = page_of("政务动态", rows("2019-03-01"))
    both = {first: NEWS, "/zwdt/index.html" if first == "/zwdt/" else "/zwdt/": stale}
    for pages in (both, dict(reversed(both.items()))):
        column = columns({"/": HOME, **pages})[first]
        assert column.newest
        assert column.newest.date
        assert column.newest.date.value.isoformat() == "2026-08-10"


def test_a_page_of_another_kind_beside_the_folder_takes_no_column_away() -> None:
    search = '<form action="/s"><input name="q"><input type="submit" value="搜索"></form><p>站内搜索</p>'
    assert "/zwdt/" in columns({"/": HOME, "/zwdt/": NEWS, "/zwdt/default.aspx": search})


def test_a_column_of_columns() -> None:
    listed = '<ul><li><a href="/zwgk/tzgg/">通知公告</a></li><li><a href="/zwgk/zfwj/">政府文件</a></li></ul>'
    found = columns(
        {
            "/": HOME,
            "/zwgk/": page_of("政务公开", listed),
            "/zwgk/tzgg/": page_of("通知公告", rows("2026-08-10"), ("政务公开", "/zwgk/")),
            "/zwgk/zfwj/": page_of("政府文件", rows("2026-08-01"), ("政务公开", "/zwgk/")),
        }
    )
    top = found["/zwgk/"]
    assert (top.items, top.undated, top.newest) == (0, 0, None)
    assert set(top.children) == {f"{SITE}/zwgk/tzgg/", f"{SITE}/zwgk/zfwj/"}
    assert found["/zwgk/tzgg/"].parent == f"{SITE}/zwgk/"
    assert found["/zwgk/tzgg/"].path == ("首页", "政务公开", "通知公告")


def test_days_that_a_list_leaves_out_come_from_the_articles() -> None:
    listed = (
        '<ul><li><a href="a.htm">关于第一批补贴发放的通知</a></li><li>'
        '<a href="b.htm">关于第二批补贴发放的通知</a></li></ul>'
    )
    text = article("文" * 50, bar="发布时间：2026-08-05")
    found = columns({"/": HOME, "/zwdt/": page_of("政务动态", listed), "/zwdt/info/1/a.htm": text})
    assert found["/zwdt/"].undated == 2
    linked = listed.replace('href="a.htm"', 'href="/info/1/2.htm"')
    found = columns({"/": HOME, "/zwdt/": page_of("政务动态", linked), "/info/1/2.htm": text})
    assert found["/zwdt/"].undated == 1
    assert found["/zwdt/"].newest is not None


def test_days_to_come_are_not_the_newest() -> None:
    column = columns({"/": HOME, "/zwdt/": page_of("政务动态", rows("2027-01-01", "2026-08-02"))})["/zwdt/"]
    assert column.newest is not None
    assert column.newest.date is not None
    assert str(column.newest.date.value) == "2026-08-02"


@pytest.mark.parametrize("how", [FailureKind.DNS_TIMEOUT, FailureKind.DNS_REFUSED, FailureKind.NO_ROUTE])
def test_what_may_be_our_own_name_service_says_nothing_of_a_column(how: FailureKind) -> None:
    assert columns({"/": HOME}, dead=["/zwdt/"], how=how)["/zwdt/"].state is ColumnState.NOT_FETCHED


def test_columns_that_were_not_read() -> None:
    found = columns({"/": HOME}, dead=["/zwdt/"])
    assert found["/zwdt/"].state is ColumnState.UNREACHABLE
    assert found["/jgzz/"].state is ColumnState.NOT_FETCHED
    assert found["http://other.example/"].state is ColumnState.ELSEWHERE


def test_articles_are_no_columns() -> None:
    found = columns(
        {"/": HOME, "/zwdt/": NEWS, "/zwdt/t20260810_0.html": article("文", bar="发布时间：2026-08-10")}
    )
    assert all("t2026" not in path for path in found)


def test_functions_of_the_site_are_no_columns() -> None:
    home = HOME.replace("政务公开", "网站地图")
    assert "/zwgk/" not in columns({"/": home})


def test_the_register() -> None:
    site = Site(
        id="qinghe",
        home=url(SITE),
        columns=(Column(name="政务动态专栏", period=14), Column(name="职责", url=url(f"{SITE}/jgzz/"))),
    )
    found = columns({"/": HOME, "/zwdt/": NEWS, "/jgzz/": TEXT}, site)
    by_name, by_address = found["/zwdt/"].registered, found["/jgzz/"].registered
    assert by_name is not None
    assert by_address is not None
    assert (by_name.period, by_address.name) == (14, "职责")


def test_types() -> None:
    found = columns({"/": HOME, "/zwdt/": NEWS, "/jgzz/": TEXT})
    assert (found["/zwdt/"].type, found["/jgzz/"].type) == (ColumnType.NEWS, ColumnType.BASIC)


def test_links_of_the_body_alone_make_no_column() -> None:
    found = columns({"/": MENU + '<p>见<a href="/zt/">专题页面</a></p>'})
    assert "/zt/" not in found
