from datetime import date

import pytest

from auditbot.model.page import Confidence, DateSource
from tests.extract.pages import article, facts

DAY = date(2026, 8, 1)
PLAIN = "/zwdt/info.html"
DATED = "/zwdt/202608/t20260801_1.html"


def published(body: str, path: str = "/info/1015/4213.htm", head: str = "") -> tuple[date, str] | None:
    found = facts(body, path=path, head=head).published
    return (found.value, found.source.value) if found else None


@pytest.mark.parametrize(
    "bar",
    [
        "发布时间：2026-08-01",
        "发布日期 : 2026年8月1日 来源：区政府办",
        "<span>发布时间：</span><b>2026-08-01 10:22</b>",
        "【发布时间】2026-08-01",
        "信息来源：区政府办　发布于 2026-08-01",
        "<td>发布日期</td><td>2026-08-01</td>",
        "日期：2026-08-01 浏览次数：12",
        "来源：区政府办　　2026-08-01　　浏览：12",
        "来源：区政府办 2026-08-01 10:22:33 浏览：12",
        "2026年8月1日 10:22　来源：区政府办　字号：大 中 小",
        "2026-08-01 区政府办 [字体：大 中 小]",
        "来源：　2026-08-01",
        "来源：区政府办 [2026-08-01] 浏览：12",
        "日　　期：2026-08-01　来　　源：区政府办",
        "发布 时间：2026-08-01",
        "发布时间：\n" + " " * 40 + "2026-08-01",
        ("\n" + " " * 40).join(["字号：大 中 小", "打印", "分享", "收藏", "关闭", "发布时间：2026-08-01"]),
        "来源：区政府办" + "&nbsp;" * 60 + "2026-08-01" + "&nbsp;" * 30 + "浏览：12",
    ],
)
def test_the_visible_day(bar: str) -> None:
    assert published(article("文", bar=bar)) == (DAY, "label")


@pytest.mark.parametrize(
    "bar",
    [
        "成文日期：2026-08-01",
        "有效期：2026-08-01",
        "截止时间：2026-08-01",
        "页面生成时间：2026-08-01",
        "访问量：20260801",
        "文号：青府发〔2026〕81号",
        "活动时间：2026-08-01 地点：区政府",
        "电话：0519-86660000",
        "来源：区政府办 2026年8月1日，我区召开会议",
        "来源：区政府办 2026-08-01至2026-08-15",
        "来源：区政府办 报名截止日期： 2026-08-01",
        "来源：区政府办 2026-07-31 浏览：12 2026-08-01",
        "发布时间：<script src=day.js></script></div><p>2026年8月1日上午，我区召开会议。</p>",
    ],
)
def test_days_of_other_things(bar: str) -> None:
    assert published(article("文", bar=bar)) is None


def test_the_visible_day_goes_before_all_others() -> None:
    head = '<meta name="PubDate" content="2026-08-15 09:00">'
    body = article("文", bar="发布时间：2011-03-03")
    assert published(body, DATED, head) == (date(2011, 3, 3), "label")


def test_the_address_goes_before_the_tag() -> None:
    assert published(article("文", bar=""), DATED, '<meta name="PubDate" content="2026-08-15">') == (
        DAY,
        "url",
    )


def test_the_tag_goes_before_a_bare_day() -> None:
    head = '<meta name="PubDate" content="2026-08-01 09:00">'
    assert published(article("文", bar="2026-08-02"), head=head) == (DAY, "meta")


def test_a_bare_day_under_the_title() -> None:
    assert published(article("文", bar="2026-08-01")) == (DAY, "body")


def test_a_day_in_brackets_under_the_title_dates_the_document() -> None:
    assert published(article("文", bar="（2026年8月1日）")) is None


def test_the_time_at_which_the_file_was_written_is_no_day_of_publication() -> None:
    stamp = "2026-08-01 10:33:59"
    head = f'<meta name="PubDate" content="{stamp}"><meta name="others" content="页面生成时间 {stamp}">'
    assert published(article("文", bar=""), head=head) is None


def test_a_tag_that_contradicts_the_month_in_the_address() -> None:
    head = '<meta name="PubDate" content="2026-08-01">'
    assert (
        published(article("文", bar=""), "/tjsj/202305/7215380191c5400397df5d7d0b5fd06b.shtml", head) is None
    )


def test_never_a_day_to_come() -> None:
    assert published(article("文", bar="发布时间：2027-08-01"), "/zwdt/202708/t20270801_1.html") is None


def test_the_epoch_is_no_day() -> None:
    assert published(article("文", bar="发布时间：1970-01-01")) is None


def test_the_label_under_the_title_and_not_the_one_in_the_text() -> None:
    body = article("现将原文转载如下。发布日期：2019-05-05。", bar="发布时间：2026-08-01")
    assert published(body) == (DAY, "label")


@pytest.mark.parametrize(("bar", "day"), [("2026-08-01 来源：区政府办", (DAY, "label")), ("", None)])
def test_a_day_that_the_text_quotes_far_below_the_title(bar: str, day: tuple[date, str] | None) -> None:
    assert published(article("文" * 300 + "<p>标准发布日期：2015-01-01</p>", bar=bar)) == day


def test_a_labelled_day_far_below_the_line_under_the_title() -> None:
    body = article("文" * 300 + "<p>发布日期：2015-01-01</p>", bar="2026-08-01 来源：区政府办")
    assert published(body) == (DAY, "label")


def test_a_labelled_day_at_the_end_of_the_text() -> None:
    assert published(article("文" * 300 + "<p>发布日期：2026-08-01</p>", bar="")) == (DAY, "label")


def test_a_label_whose_day_a_script_writes_makes_no_later_one_true() -> None:
    body = article(
        "转载。" + "文" * 300 + "发布日期：2019-05-05", bar="发布时间：<span id=d></span> 来源：区政府办"
    )
    assert published(body) is None


def test_days_of_related_articles_are_not_the_articles() -> None:
    related = '<h3>相关稿件</h3><ul><li><a href="/a.html">图解：统计公报</a><span>2026-07-12</span></li></ul>'
    body = article("文", bar="访问量：1632" + related)
    assert published(body) is None


def test_the_clock_is_kept() -> None:
    found = facts(article("文", bar="发布时间：2026-08-01 10:22:33"), path="/info/1/2.htm").published
    assert found is not None
    assert (found.clock, found.confidence) == ("10:22", Confidence.HIGH)


def test_agreement_of_address_and_tag_makes_it_sure() -> None:
    found = facts(
        article("文", bar=""), path=DATED, head='<meta name="PubDate" content="2026-08-01">'
    ).published
    assert found is not None
    assert (found.source, found.confidence) == (DateSource.URL, Confidence.HIGH)


def test_the_day_of_writing_is_kept_apart() -> None:
    page = facts(article("文", bar="成文日期：2026-07-15 发布日期：2026-08-01"), path="/info/1/2.htm")
    assert page.written is not None
    assert page.published is not None
    assert (page.written.value, page.published.value) == (date(2026, 7, 15), DAY)
