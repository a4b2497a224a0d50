import pytest

from auditbot.model.page import PageKind
from tests.extract.pages import article, column, facts

ARTICLE = "/zwgk/202608/t20260801_1.html"
ROWS = '<ul><li><a href="t20260801_1.html">关于补贴发放的通知</a><i>2026-08-01</i></li></ul>'
LONG = "<p>" + "为做好相关工作，现将有关事项通知如下。" * 10 + "</p>"


def kind(title: str, text: str = LONG, path: str = ARTICLE, head: str = "") -> PageKind:
    return facts(article(text, title=title), path=path, head=head).kind


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("青禾区召开防汛工作会议", PageKind.ARTICLE),
        ("青禾区养老服务补贴办法政策解读", PageKind.INTERPRETATION),
        ("图解：青禾区养老服务补贴办法", PageKind.INTERPRETATION),
        ("一图读懂《青禾区养老服务补贴办法》", PageKind.INTERPRETATION),
        ("区民政局负责人就养老服务答记者问", PageKind.INTERPRETATION),
        ("《关于做好义务教育招生入学工作的通知》政策解读", PageKind.INTERPRETATION),
        ("《青禾区公共租赁住房租赁补贴办法》新闻发布会", PageKind.INTERPRETATION),
        ("关于印发政策解读工作方案的通知", PageKind.ARTICLE),
        ("关于做好政策解读工作的通知", PageKind.ARTICLE),
        ("关于公开征求《养老服务办法（征求意见稿）》意见的公告", PageKind.CONSULTATION),
        ("关于《养老服务办法》征求意见采纳情况的说明", PageKind.ARTICLE),
        ("青禾区民政局2025年政府信息公开年度报告", PageKind.ANNUAL_REPORT),
        ("关于做好2025年政府信息公开年度报告编制工作的通知", PageKind.ARTICLE),
        ("2025年政府网站工作年度报表", PageKind.ARTICLE),
        ("青禾区政府信息公开指南", PageKind.GUIDE),
        ("东塘街道办事处政府信息公开指南", PageKind.GUIDE),
        ("政务服务管理局政府信息公开指南", PageKind.GUIDE),
        ("关于修订政府信息公开指南的通知", PageKind.ARTICLE),
        ("政府信息公开申请指南", PageKind.ARTICLE),
        ("城乡居民养老保险参保登记办事指南", PageKind.SERVICE),
    ],
)
def test_kinds_by_title(title: str, expected: PageKind) -> None:
    assert kind(title) is expected


def test_a_document_with_a_number_is_a_policy() -> None:
    assert kind("关于加强养老服务的意见", "<p>青府发〔2026〕5号</p>" + LONG) is PageKind.POLICY


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于加强养老服务的通知（青府发〔2026〕5号）", PageKind.POLICY),
        ("关于加强养老服务的通知(青府发(2026)5号)", PageKind.POLICY),
        ("关于加强养老服务的通知（青府发〔2026〕", PageKind.ARTICLE),
        ("青禾区统计公报（2026）", PageKind.ARTICLE),
    ],
)
def test_a_title_that_ends_with_a_number(title: str, expected: PageKind) -> None:
    assert kind(title) is expected


def test_a_document_with_a_table_is_a_policy() -> None:
    table = "<p>索引号：A/1</p><p>发文字号：青府发〔2026〕5号</p><p>发布机构：区政府办</p>"
    assert kind("关于加强养老服务的意见", table + LONG, "/gk/post.html") is PageKind.POLICY


def test_a_service_by_its_labels() -> None:
    labels = (
        "<p>受理条件：甲</p><p>申请材料：乙</p><p>办理流程：丙</p><p>法定时限：丁</p><p>收费标准：无</p>"
        "<p>办理地点：戊</p>"
    )
    assert kind("残疾人两项补贴申领", labels) is PageKind.SERVICE


def test_a_column() -> None:
    assert facts(column(ROWS)).kind is PageKind.COLUMN


def test_an_empty_column_is_a_column() -> None:
    assert facts(column("<ul></ul>")).kind is PageKind.COLUMN


def test_the_guide_as_a_column() -> None:
    assert facts(column(LONG, name="政府信息公开指南")).kind is PageKind.GUIDE


def test_the_homepage() -> None:
    page = facts(ROWS, path="/", home=True, head="<title>青禾区人民政府</title>")
    assert (page.kind, page.title) == (PageKind.HOME, "青禾区人民政府")


def test_a_page_that_only_sends_on() -> None:
    page = facts("", head='<meta http-equiv="refresh" content="0;url=tzgg/">')
    assert page.kind is PageKind.OTHER
    assert page.refresh is not None


def test_a_search_page() -> None:
    assert facts(column(ROWS), path="/search/list.html?keyword=a").kind is PageKind.OTHER


def test_the_tag_of_an_article_decides() -> None:
    head = '<meta name="ArticleTitle" content="青禾区召开防汛工作会议">'
    assert facts(column(ROWS), path="/zwdt/a.html", head=head).kind is PageKind.ARTICLE


def test_a_reason_is_given() -> None:
    assert facts(column(ROWS)).kind_reason


def test_a_dated_text_at_an_address_of_no_known_platform_is_an_article() -> None:
    dated = f"<h1>关于补贴发放的通知</h1><p>发布时间：2026-08-01 来源：区民政局</p>{LONG}"
    assert facts(dated, path="/view.php?id=7").kind is PageKind.ARTICLE
    assert facts(f"<h1>关于补贴发放的通知</h1>{LONG}", path="/view.php?id=7").kind is not PageKind.ARTICLE


BAR = "<p>时间：2026-08-01 来源：区民政局 浏览：3</p>"
ABOVE = '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a></div>'


def test_a_day_without_a_label_tells_an_article_where_the_title_is_the_heading() -> None:
    named = facts(
        f"{ABOVE}<h1>关于补贴发放的通知</h1>{BAR}{LONG}",
        path="/view.php?id=7",
        head="<title>关于补贴发放的通知_青禾区人民政府</title>",
    )
    assert (named.kind, named.title) == (PageKind.ARTICLE, "关于补贴发放的通知")


@pytest.mark.parametrize("heading", ["通知公告", "关于补贴发放的通知"])
def test_such_a_day_on_a_page_that_is_named_otherwise(heading: str) -> None:
    page = facts(
        f"{ABOVE}<h1>{heading}</h1>{BAR}{LONG}",
        path="/view.php?id=7",
        head="<title>通知公告_青禾区人民政府</title>",
    )
    assert page.kind is not PageKind.ARTICLE


def test_a_list_with_a_column_of_dates_is_no_article() -> None:
    table = (
        '<table><tr><th>标题</th><th>发布日期</th></tr><tr><td><a href="7.html">关于补贴发放的通知</a></td>'
    )
    rows = f"{table}<td>2026-08-01</td></tr></table>"
    assert facts(f"<h1>通知公告</h1>{rows}", path="/view.php?id=7").kind is not PageKind.ARTICLE
