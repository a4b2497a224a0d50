from datetime import date

import pytest

from auditbot.model.needs import Needs
from auditbot.model.page import Listing, ListState
from tests.extract.pages import SITE, column, facts

DAY = date(2026, 8, 1)


def main(body: str, path: str = "/zwgk/tzgg/") -> Listing:
    found = facts(body, path=path).main
    assert found is not None
    return found


def days(listing: Listing) -> list[date | None]:
    return [item.date.value if item.date else None for item in listing.items]


def row(number: int, day: str = "2026-08-01") -> str:
    return f'<li><a href="t20260801_{number}.html">关于第{number}批补贴发放的通知</a><span>{day}</span></li>'


@pytest.mark.parametrize(
    "rows",
    [
        '<ul><li><a href="1.html">关于补贴发放的通知</a><span>2026-08-01</span></li></ul>',
        '<ul><li><span>[2026-08-01]</span><a href="1.html">关于补贴发放的通知</a></li></ul>',
        '<ul><li><a href="1.html">关于补贴发放的通知(2026-08-01)</a></li></ul>',
        '<ul><a href="1.html"><h3>关于补贴发放的通知(2026-08-01)</h3><p>摘要2020年1月1日起。</p></a></ul>',
        (
            '<ul><li><a href="1.html"><h4>关于补贴发放的通知</h4><p>申请时间2025年12月2日起。</p>'
            "<i>发布时间：2026-08-01</i></a></li></ul>"
        ),
        (
            '<table><tr><td><a href="1.html">关于补贴发放的通知</a></td><td>区民政局</td>'
            "<td>2026-08-01</td></tr></table>"
        ),
        '<dl><dt><a href="1.html">关于补贴发放的通知</a></dt><dd>2026-08-01</dd></dl>',
        (
            '<dl><dt><a href="1.html">关于补贴发放的通知</a></dt><dd>为做好有关工作，现通知如下。'
            '<a href="1.html">[详细]</a></dd><dd>发布时间：2026年8月1日</dd></dl>'
        ),
        '<dl><dt>2026-08-01</dt><dd><a href="1.html">关于补贴发放的通知</a></dd></dl>',
        '<ul><li><em>01</em><i>2026-08</i><a href="1.html">关于补贴发放的通知</a></li></ul>',
        '<ul><li><a href="1.html">关于补贴发放的通知</a><span>2026</span>-<span>08-01</span></li></ul>',
        '<div><p><a href="1.html">关于补贴发放的通知</a> 2026年8月1日</p></div>',
        (
            '<ul><li><a href="/bs/">[办事]</a><a href="1.html">关于补贴发放的通知</a>'
            "<span>2026-08-01</span></li></ul>"
        ),
        (
            '<ul><li><a href="1.html"><img src="a.jpg"></a><a href="1.html">关于补贴发放的通知</a>'
            "<b>2026/08/01</b></li></ul>"
        ),
        '<ul><li><a href="1.html">关于补贴发放的通知<span>2026-08-01</span></a></li></ul>',
        '<ul><li><a href="1.html"><span>[2026-08-01]</span>关于补贴发放的通知</a></li></ul>',
        '<ul><li><a href="1.html"><div>2026-08-01</div><div>关于补贴发放的通知</div></a></li></ul>',
        '<ul><li><a href="1.html"><b>01</b><i>2026-08</i><p>关于补贴发放的通知</p></a></li></ul>',
        (
            '<ul><li><a href="1.html">关于补贴发放的通知<i>来源：区民政局</i><i>发布时间：2026-08-01</i>'
            "<i>浏览量：12</i></a></li></ul>"
        ),
        (
            '<ul><li><a href="1.html"><p><b>01</b><i>2026-08</i></p><h4>关于补贴发放的通知</h4>'
            "<p>现将有关事项通知如下。</p></a></li></ul>"
        ),
    ],
)
def test_one_item_in_every_make(rows: str) -> None:
    listing = main(column(rows))
    assert listing.state is ListState.ITEMS
    assert [item.title for item in listing.items] == ["关于补贴发放的通知"]
    assert listing.items[0].target == f"{SITE}/zwgk/tzgg/1.html"
    assert days(listing) == [DAY]


def test_links_between_their_days_without_rows() -> None:
    rows = (
        '<div><a href="1.html">甲通知甲通知</a> <span>2026-08-02</span><br>'
        '<a href="2.html">乙通知乙通知</a> <span>2026-08-01</span><br></div>'
    )
    assert days(main(column(rows))) == [date(2026, 8, 2), DAY]


def test_days_before_the_links() -> None:
    rows = (
        '<div><span>2026-08-02</span> <a href="1.html">甲通知甲通知</a><br><span>2026-08-01</span> '
        '<a href="2.html">乙通知乙通知</a></div>'
    )
    assert days(main(column(rows))) == [date(2026, 8, 2), DAY]


def test_a_list_in_several_parts_is_one_list() -> None:
    rows = f"<ul>{row(1)}{row(2)}</ul><ul>{row(3)}{row(4)}</ul>"
    assert len(main(column(rows)).items) == 4


def test_rows_that_are_tables_of_their_own() -> None:
    table = '<table><tr><td><a href="{0}.html">关于第{0}批补贴的通知</a></td><td>2026-08-01</td></tr></table>'
    assert len(main(column("".join(table.format(number) for number in range(5)))).items) == 5


def test_a_title_that_was_cut_short_is_taken_from_its_attribute() -> None:
    rows = (
        '<ul><li><a href="1.html" title="关于补贴发放有关事项的通知">关于补贴发放…</a>'
        "<span>2026-08-01</span></li></ul>"
    )
    assert main(column(rows)).items[0].title == "关于补贴发放有关事项的通知"


def test_a_title_that_is_broken_over_lines() -> None:
    rows = '<ul><li><a href="1.html">关于补贴发放<br>有关事项的通知</a><span>2026-08-01</span></li></ul>'
    assert main(column(rows)).items[0].title == "关于补贴发放有关事项的通知"


def test_an_item_whose_link_is_lost_is_still_an_item() -> None:
    rows = '<ul><li><a href="javascript:;">关于补贴发放的通知</a><span>2026-08-01</span></li></ul>'
    (item,) = main(column(rows)).items
    assert item.target is None


def test_an_event_in_the_title_is_no_day_of_the_list() -> None:
    rows = (
        '<ul><li><a href="1.html">2026年7月8日青禾新闻</a></li><li>'
        '<a href="2.html">2026年7月7日青禾新闻</a></li></ul>'
    )
    assert days(main(column(rows))) == [None, None]


def test_the_day_of_writing_beside_the_day_of_publication() -> None:
    rows = (
        "<ul><li><a href=1.html>关于补贴发放的通知</a><p><i>成文日期：</i><b>2026-07-15</b></p><p>"
        "<i>发布日期：</i><b>2026-08-01</b></p></li></ul>"
    )
    assert days(main(column(rows))) == [DAY]


def test_a_day_in_the_midst_of_a_title() -> None:
    rows = '<ul><li><a href="1.html">关于<b>2026-08-01</b>停水的公告</a></li></ul>'
    (item,) = main(column(rows)).items
    assert (item.title, item.date) == ("关于2026-08-01停水的公告", None)


@pytest.mark.parametrize(
    ("heads", "cells", "day"),
    [
        (("名称", "成文日期", "发布日期"), ("2026-07-15", "2026-08-01"), DAY),
        (("名称", "发文字号", "成文日期"), ("青府发〔2026〕5号", "2026-07-15"), None),
        (("信件标题", "受理时间", "状态"), ("2026-08-01", "已办结"), DAY),
    ],
)
def test_days_whose_column_has_a_head(
    heads: tuple[str, ...], cells: tuple[str, ...], day: date | None
) -> None:
    head = "".join(f"<th>{name}</th>" for name in heads)
    first = '<td><a href="1.html">关于补贴发放的通知</a></td>'
    cells_below = "".join(f"<td>{text}</td>" for text in cells)
    rows = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{first}{cells_below}</tr></tbody></table>"
    assert days(main(column(rows))) == [day]


def test_two_days_that_nobody_tells_apart() -> None:
    rows = "<ul><li><a href=1.html>关于补贴发放的通知</a><b>2026-07-15</b><b>2026-08-01</b></li></ul>"
    assert days(main(column(rows))) == [None]


def test_the_year_from_the_address() -> None:
    assert days(main(column(f"<ul>{row(1, '08-01')}</ul>"))) == [DAY]


def test_an_address_of_another_day_tells_no_year() -> None:
    assert days(main(column(f"<ul>{row(1, '09-17')}</ul>"))) == [None]


def test_the_year_between_neighbours() -> None:
    rows = (
        '<ul><li><a href="a.html">甲通知甲通知</a><i>01-02</i></li><li>'
        '<a href="/202512/t20251230_1.html">乙通知乙通知</a><i>12-30</i></li>'
        '<li><a href="b.html">丙通知丙通知</a><i>12-29</i></li><li>'
        '<a href="/202512/t20251201_1.html">丁通知丁通知</a><i>12-01</i></li>'
        '<li><a href="c.html">戊通知戊通知</a><i>11-30</i></li></ul>'
    )
    assert days(main(column(rows))) == [
        date(2026, 1, 2),
        date(2025, 12, 30),
        date(2025, 12, 29),
        date(2025, 12, 1),
        None,
    ]


def test_no_year_from_neighbours_in_a_list_without_order() -> None:
    rows = (
        '<ul><li><a href="/202401/t20240105_1.html">甲通知甲通知</a><i>01-05</i></li><li>'
        '<a href="b.html">乙通知乙通知</a><i>03-03</i></li>'
        '<li><a href="/202505/t20250505_1.html">丙通知丙通知</a><i>05-05</i></li></ul>'
    )
    assert days(main(column(rows)))[1] is None


def test_the_main_list_and_the_one_at_its_side() -> None:
    side = f'<div class="hot"><h3>推荐阅读</h3><ul>{row(8)}{row(9)}</ul></div>'
    page = facts(column(f"<ul>{row(1)}{row(2)}</ul>", before=side))
    assert page.main is not None
    assert page.main.heading == "通知公告"
    assert sum(listing.main for listing in page.listings) == 1


def test_headings_and_their_links_to_columns() -> None:
    block = (
        '<div class="block"><div class="tit"><h3>{0}</h3><a href="/{0}/">更多&gt;&gt;</a></div>'
        "<ul>{1}</ul></div>"
    )
    page = facts(block.format("要闻", row(1)) + block.format("公告", row(2)), path="/", home=True)
    assert [listing.heading for listing in page.listings] == ["要闻", "公告"]
    assert all(listing.more for listing in page.listings)


def test_the_newest_item_above_a_list_is_no_part_of_its_heading() -> None:
    item = '<ul><li><h4><a href="/9.html">养老补贴问答</a></h4></li></ul>'
    newest = f'<div class="newest"><h3>政策解读</h3>{item}</div>'
    below = f'<div class="rest"><ul>{row(1)}{row(2)}</ul><p><a href="/zcjd/">更多</a></p></div>'
    page = facts(f'<div class="item">{newest}{below}</div>', path="/", home=True)
    assert [listing.heading for listing in page.listings] == ["政策解读", "政策解读"]
    assert page.listings[1].more == f"{SITE}/zcjd/"


def test_tabs_name_the_lists_behind_them() -> None:
    body = (
        '<div class="box"><h3><a href="/yw/">要闻</a><a href="/gg/">公告</a></h3><div class="tabs">'
        f'<ul>{row(1)}</ul><ul style="display:none">{row(2)}</ul></div></div>'
    )
    page = facts(body, path="/", home=True)
    assert [(listing.heading, listing.more) for listing in page.listings] == [
        ("要闻", f"{SITE}/yw/"),
        ("公告", f"{SITE}/gg/"),
    ]


def test_a_page_of_sections_has_no_main_list() -> None:
    block = '<div><div class="tit"><h3>{0}</h3><a href="/{1}/">更多</a></div><ul>{2}</ul></div>'
    page = facts(block.format("要闻", "yw", row(1)) + block.format("公告", "gg", row(2)), path="/zwdt/")
    assert page.main is None
    assert len(page.listings) == 2


def test_menus_and_breadcrumbs_are_no_lists() -> None:
    menu = (
        '<div class="nav"><ul><li><a href="/a/">政务公开</a></li><li>'
        '<a href="/b/">办事服务</a></li></ul></div>'
    )
    page = facts(column(f"<ul>{row(1)}</ul>", before=menu))
    assert len(page.listings) == 1


def test_the_pager_is_no_list() -> None:
    pager = (
        '<div class="page"><a href="">1</a><a href="index_1.html">2</a>'
        '<a href="index_1.html">下一页</a></div>'
    )
    page = facts(column(f"<ul>{row(1)}</ul>", after=pager))
    assert len(page.listings) == 1


def test_an_article_has_no_main_list() -> None:
    body = f"<h1>青府发文</h1><p>文</p><h3>相关文件</h3><ul>{row(1)}{row(2)}</ul>"
    assert facts(body, path="/zwgk/202608/t20260801_1.html").main is None


def test_no_lists_where_nobody_asked() -> None:
    assert facts(column(f"<ul>{row(1)}</ul>"), needs=Needs.NOTHING).listings == ()
