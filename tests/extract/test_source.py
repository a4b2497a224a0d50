import pytest

from tests.extract.pages import article, facts


def source(bar: str, head: str = "") -> str:
    return facts(
        article("各镇人民政府：现将有关事项通知如下。", bar=bar), path="/info/1/2.htm", head=head
    ).source


@pytest.mark.parametrize(
    "bar",
    [
        "来源：区政府办　发布时间：2026-08-01",
        "来　　源：区政府办 日　　期：2026-08-01",
        "【信息来源：区政府办】【时间：2026-08-01】",
        "来源：<a href=x>区政府办</a> 供稿：李某",
        "<span>来源：</span><span>区政府办</span><span>时间：2026-08-01</span>",
        "<table><tr><td>来源：</td> <td>区政府办</td><td>时间：</td><td>2026-08-01</td></tr></table>",
        "发布机构：区政府办 发布时间：2026-08-01",
        "来源：区政府办 2026-08-01",
        "<span>来源：区政府办</span><span>浏览次数：12</span>",
        "<span>来源：区政府办</span><span>责任编辑：李某</span>",
        "<span>来源：区政府办</span><span>【字体：大 中 小】</span>",
        "来源：\n" + " " * 40 + "区政府办\n" + " " * 40 + "发布时间：2026-08-01",
    ],
)
def test_who_it_comes_from(bar: str) -> None:
    assert source(bar) == "区政府办"


@pytest.mark.parametrize(
    "bar", ["来源：", "<p>来源：</p><p>时间：2026-08-01</p>", "来源： 作者：李某", "<td>来源：</td>", ""]
)
def test_an_empty_field_takes_nothing_from_the_text_below(bar: str) -> None:
    assert source(bar) == ""


def test_the_tag_where_the_page_shows_nothing() -> None:
    assert source("来源：", '<meta name="ContentSource" content="区水利局">') == "区水利局"
