from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditbot.extract.columns.gathered import ColumnBuilder
from auditbot.extract.page import read_page
from auditbot.extract.policies.matching import PolicyBuilder
from auditbot.extract.text.digest import digest
from auditbot.extract.tree.links import LinkReader
from auditbot.model.needs import Needs
from auditbot.model.site import Site
from auditbot.settings import Limits
from tests.extract.pages import EVERYTHING, SITE, TODAY, article, column, document, facts

ROWS = '<ul><li><a href="t20260801_1.html">关于补贴发放的通知</a><i>2026-08-01</i></li></ul>'
MARKUP = (
    "<div> </div> <ul> <li> </ul> <table> <tr> <td> </table> <a> </a> <h1> </h1> <p> <br>"
    " <script> </script> <!-- --> </body>"
).split()
PIECES = st.sampled_from(
    [
        *MARKUP,
        "<a href='1.html'>",
        "<a href='/'>",
        "<a href='tel:1'>",
        "<a href='http://[/'>",
        "<span class=title>",
        "<select><option>",
        "2026-08-01",
        "08-01",
        "发布时间：",
        "索引号：",
        "发文字号",
        "青府发〔2026〕5号",
        "《青禾区养老服务办法》",
        "政策解读",
        "政府信息公开指南",
        "当前位置：",
        "首页",
        "更多",
        "下一页",
        "共 3 页",
        "电话：0519-86660000",
        "暂无内容",
        "{{title}}",
        "createPageHTML(4,0,'index','html')",
        "文",
        " ",
        "\x00",
        "\ufffd",
    ]
)
PATHS = st.sampled_from(["/", "/zwgk/tzgg/", "/zwgk/t20260801_1.html", "/info/1015/4213.htm", "/zc/1.html"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(PATHS, st.lists(PIECES, max_size=60)), max_size=4))
def test_no_site_is_too_strange(pages: list[tuple[str, list[str]]]) -> None:
    site = Site.model_validate({"id": "s", "home": f"{SITE}/"})
    columns, policies, reader = ColumnBuilder(site, TODAY), PolicyBuilder(site), LinkReader(Limits())
    for path, pieces in pages:
        read = document("".join(pieces), path=path)
        found, links = (
            read_page(read, needs=EVERYTHING, today=TODAY, home=path == "/"),
            reader.read(read).links,
        )
        assert sum(listing.main for listing in found.listings) <= 1
        columns.add(found, links, path == "/")
        policies.add(found, links)
    columns.build(lambda asked: None)
    policies.build()


def test_facts_that_nobody_asked_for_are_left_out() -> None:
    page = facts(
        article("<p>《养老服务条例》 电话：0519-86660000</p>"),
        path="/a/t20260801_1.html",
        needs=Needs.NOTHING,
    )
    assert (page.published, page.phones, page.mentions, page.metadata, page.guide) == (
        None,
        (),
        (),
        None,
        None,
    )
    assert page.known is Needs.NOTHING


def test_a_column_has_no_day_of_publication() -> None:
    assert facts(column(ROWS), head='<meta name="PubDate" content="2026-08-01">', path="/zwgk/tzgg/").listings
    assert facts(column(ROWS)).published is None


def test_the_source_of_an_article() -> None:
    page = facts(
        article("文", bar="来源：区政府办　作者：张三　发布时间：2026-08-01"), path="/a/t20260801_1.html"
    )
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
