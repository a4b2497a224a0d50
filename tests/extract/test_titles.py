import pytest

from auditbot.extract.about.crumbs import crumbs
from auditbot.extract.about.meta import tags
from auditbot.extract.about.titles import Titles, less_site, titles
from auditbot.extract.tree.outline import Outline
from tests.extract.pages import article, document


def names(body: str, head: str = "") -> Titles:
    page = document(body, path="/a/t20260801_1.html", head=head)
    lines = Outline(page.tree)
    return titles(page, lines, tags(page.tree), crumbs(page, lines))


def test_the_tag_comes_first() -> None:
    assert (
        names(article("文"), '<meta name="ArticleTitle" content="关于防汛的通知">').of_article()
        == "关于防汛的通知"
    )


def test_the_heading_where_there_is_no_tag() -> None:
    assert names(article("文"), "<title>青禾区人民政府</title>").of_article() == "青禾区召开防汛工作会议"


def test_the_heading_where_the_tag_is_cut_short() -> None:
    head = '<meta name="ArticleTitle" content="青禾区召开防汛…">'
    assert names(article("文"), head).of_article() == "青禾区召开防汛工作会议"


def test_the_heading_is_the_one_that_the_title_repeats() -> None:
    body = "<h1>青禾区民政局</h1>" + article("文")
    assert (
        names(body, "<title>青禾区召开防汛工作会议-青禾区民政局</title>").of_article()
        == "青禾区召开防汛工作会议"
    )


def test_a_heading_in_any_element_that_is_called_one() -> None:
    body = '<div class="xl_title">关于下达安置任务的通知</div><p>文</p>'
    assert names(body, "<title>关于下达安置任务的通知</title>").of_article() == "关于下达安置任务的通知"


@pytest.mark.parametrize(
    "bar", ["发布时间：2026-08-01", "来　源：区政府办", "[ 日期：2026-08-01 ]", "2026-08-01 来源：区政府办"]
)
def test_the_element_above_the_line_of_facts(bar: str) -> None:
    body = f'<h2>通知公告</h2><div class="arc-title">关于防汛的通知</div><div>{bar}</div><p>文</p>'
    assert names(body, "<title>青禾区人民政府</title>").of_article() == "关于防汛的通知"


def test_a_title_with_a_line_below_it_in_one_element() -> None:
    body = '<div class="tit"><h1>关于防汛的通知</h1><p>（修订）</p></div><p>发布时间：2026-08-01</p><p>文</p>'
    assert names(body, "<title>青禾区人民政府</title>").of_article() == "关于防汛的通知"


def test_items_of_a_list_with_facts_of_their_own_are_no_heading() -> None:
    item = '<div class="title">关于第{0}批补贴的通知</div><p>发布时间：2026-08-01</p>'
    found = names(f"<h2>通知公告</h2>{item.format(1)}{item.format(2)}").heading
    assert found is not None
    assert found.text == "通知公告"


def test_the_name_of_the_column_behind_the_title() -> None:
    body = '<p>当前位置：<a href="/">首页</a> &gt; <a href="/t/">通知公告</a></p><p>文</p>'
    for title in ("关于防汛的通知_通知公告_青禾区人民政府", "青禾区人民政府-通知公告-关于防汛的通知"):
        assert names(body, f"<title>{title}</title>").of_article() == "关于防汛的通知"


def test_a_title_of_nothing_but_columns() -> None:
    body = '<p>当前位置：<a href="/">首页</a> &gt; <a href="/z/">政务公开</a> &gt; 通知公告</p>'
    assert names(body, "<title>政务公开-通知公告</title>").head == "政务公开-通知公告"


def test_a_column_is_called_by_its_breadcrumb() -> None:
    head = '<meta name="ColumnName" content="信息公开">'
    body = '<div class="crumb">位置：<a href="/">首页</a> &gt; <a href="/z/">政务公开</a> &gt; 通知公告</div>'
    assert names(body, head).of_column() == "通知公告"


@pytest.mark.parametrize(
    ("title", "site", "own"),
    [
        ("[通知公告]-青禾区教育局", "青禾区教育局", "通知公告"),
        ("青禾人才网-通知公告", "", "通知公告"),
        ("2022年统计公报 | 青禾区人民政府", "", "2022年统计公报"),
        ("青禾区人民政府-政府信息公开指南", "青禾区人民政府", "政府信息公开指南"),
        ("青禾区人民政府", "青禾区人民政府", "青禾区人民政府"),
        ("5G-A 试点公告", "", "5G-A 试点公告"),
    ],
)
def test_titles_without_the_name_of_the_site(title: str, site: str, own: str) -> None:
    assert less_site(title, site) == own


def test_markup_in_a_tag_is_no_part_of_the_title() -> None:
    head = '<meta name="ArticleTitle" content="&lt;p&gt;关于防汛的通知&lt;/p&gt;">'
    assert names(article("文"), head).of_article() == "关于防汛的通知"
