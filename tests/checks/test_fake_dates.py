"""Dates that the site contradicts."""

from datetime import date

from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite
from checks.fake_dates import FakeDates
from tests.checks.sites import ago, column, home, items, page


def told(pages: dict[str, str]) -> list[tuple[str, Outcome]]:
    return [(one.message_id, one.outcome) for one in MemorySite(pages).findings(FakeDates)]


def article(address: str, day: date) -> dict[str, str]:
    text = f"<h1>全区召开会议</h1><p>发布日期：{day}</p><p>{'会议强调抓好落实。' * 20}</p>"
    return {"/": home(f'<a href="{address}">全区召开会议</a>'), address: page("全区召开会议", text)}


def test_an_old_article_with_a_new_day() -> None:
    assert told(article("/zw/201903/t20190304_123.html", date(2022, 5, 6))) == [
        ("later-than-address", Outcome.CANT_TELL)
    ]


def test_drafting_for_some_weeks_is_honest() -> None:
    assert told(article("/zw/202203/t20220304_123.html", date(2022, 4, 6))) == []
    assert told(article("/art_123.html", date(2022, 4, 6))) == []


def listed(name: str, *days: date) -> list[tuple[str, Outcome]]:
    menu = {"/c/": name}
    return told({"/": home(menu=menu), "/c/": column(name, items("/c/", *days), menu)})


def test_a_column_that_was_filled_in_a_day_after_a_silence() -> None:
    assert listed("工作动态", *[ago(3)] * 6, ago(200), ago(230)) == [("burst", Outcome.CANT_TELL)]


def test_a_lively_day_and_yearly_papers_are_honest() -> None:
    assert listed("工作动态", *[ago(3)] * 6, ago(9), ago(20)) == []
    assert listed("工作动态", *[ago(3)] * 3, ago(200), ago(230)) == []
    assert listed("部门预算", *[ago(3)] * 6, ago(370), ago(371)) == []


def test_items_pinned_to_the_top_are_no_silence() -> None:
    pinned = (ago(200), ago(230))
    assert listed("工作动态", *pinned, *[ago(3)] * 6) == []
    assert listed("工作动态", *pinned, *[ago(3)] * 6, ago(5), ago(20)) == []
    assert listed("工作动态", *pinned, *[ago(3)] * 6, ago(190)) == [("burst", Outcome.CANT_TELL)]


def test_a_list_that_was_not_read_on() -> None:
    menu = {"/c/": "工作动态"}

    def part(number: int, *days: date) -> str:
        onward = '<a href="/c/">上一页</a>' if number > 1 else '<a href="/c/2.html">下一页</a>'
        paging = f'<div class="page">{onward} 共3页</div>'
        return column("工作动态", items(f"/{number}/", *days) + paging, menu)

    first, second = part(1, *[ago(3)] * 6), part(2, *[ago(190)] * 3)
    assert told({"/": home(menu=menu), "/c/": first, "/c/2.html": second}) == []
    whole = {"/c/": first.replace("共3页", "共2页"), "/c/2.html": second.replace("共3页", "共2页")}
    assert told({"/": home(menu=menu), **whole}) == [("burst", Outcome.CANT_TELL)]


def test_each_page_of_a_list_is_counted_once() -> None:
    menu = {"/c/": "工作动态"}
    paging = '<div class="page">1 <a href="/c/2.html">2</a> <a href="/c/2.html">下一页</a></div>'
    first = column("工作动态", items("/1/", ago(1), ago(2), ago(3)) + paging, menu)
    second = column("工作动态", items("/2/", *[ago(4)] * 3, *[ago(200)] * 3), menu)
    assert told({"/": home(menu=menu), "/c/": first, "/c/2.html": second}) == []
