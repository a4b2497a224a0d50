from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditbot.extract.digest import digest
from auditbot.model.needs import Needs
from tests.extract.pages import article, column, facts

ROWS = '<ul><li><a href="t20260801_1.html">关于补贴发放的通知</a><i>2026-08-01</i></li></ul>'
PIECES = st.sampled_from(
    [
        "<div>", "</div>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<a href='1.html'>", "<a>", "</a>",
        "<h1>", "</h1>", "<span class=title>", "<p>", "<br>", "<script>", "</script>", "<!--", "-->", "<select><option>",
        "2026-08-01", "08-01", "发布时间：", "索引号：", "发文字号", "青府发〔2026〕5号", "《办法》", "当前位置：", "首页", "更多", "下一页",
        "共 3 页", "电话：0519-86660000", "暂无内容", "{{title}}", "createPageHTML(4,0,'index','html')", "文", " ", "\x00", "\ud800",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60), st.booleans())
def test_no_page_is_too_strange(pieces: list[str], home: bool) -> None:  # noqa: FBT001
    body = "".join(pieces).replace("\ud800", "\ufffd")
    page = facts(body, home=home)
    assert sum(listing.main for listing in page.listings) <= 1


def test_facts_that_nobody_asked_for_are_left_out() -> None:
    page = facts(article("<p>《养老服务条例》 电话：0519-86660000</p>"), path="/a/t20260801_1.html", needs=Needs.NOTHING)
    assert (page.published, page.phones, page.mentions, page.metadata, page.guide) == (None, (), (), None, None)
    assert page.known is Needs.NOTHING


def test_a_column_has_no_day_of_publication() -> None:
    assert facts(column(ROWS), head='<meta name="PubDate" content="2026-08-01">', path="/zwgk/tzgg/").listings
    assert facts(column(ROWS)).published is None


def test_the_source_of_an_article() -> None:
    page = facts(article("文", bar="来源：区政府办　作者：张三　发布时间：2026-08-01"), path="/a/t20260801_1.html")
    assert page.source == "区政府办"


def test_an_empty_source_takes_nothing_from_what_follows() -> None:
    page = facts(article("文", bar="来源：<b></b> 访问量：<b>199</b>"), path="/a/t20260801_1.html")
    assert page.source == ""


def test_a_digest_that_numbers_do_not_change() -> None:
    assert digest("第1页 共10条") == digest("第 22 页共３条")
    assert digest("第1页") != digest("第1条")


def test_language_and_lengths() -> None:
    page = facts(article("文" * 100), path="/a/t20260801_1.html")
    assert page.text_length > 100
    assert len(page.digest) == 16
