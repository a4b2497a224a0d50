import pytest

from auditbot.extract.about.crumbs import crumbs
from auditbot.extract.tree.outline import Outline
from tests.extract.pages import SITE, document


def steps(body: str) -> list[tuple[str, str | None]]:
    page = document(body, path="/a/b/")
    return [(step.name, step.target) for step in crumbs(page, Outline(page.tree))]


def test_links_after_the_words() -> None:
    found = steps(
        '<p>当前位置：<a href="/">首页</a> &gt; <a href="/a/">政务公开</a> &gt; <a href="">通知公告</a></p>'
    )
    assert found == [("首页", f"{SITE}/"), ("政务公开", f"{SITE}/a/"), ("通知公告", None)]


def test_a_link_without_words() -> None:
    assert steps('<p>当前位置：<a href="/"></a></p>') == []


def test_a_last_step_that_is_no_link() -> None:
    assert [
        name for name, _ in steps('<p>您的位置：<a href="/">首页</a> » <a href="/a/">动态</a> » 图片新闻</p>')
    ] == [
        "首页",
        "动态",
        "图片新闻",
    ]


def test_steps_in_cells_of_their_own() -> None:
    cells = '<td>&gt;&gt; <a href="/a/">政务公开</a></td><td>&gt;&gt; <a href="/a/b/">政策文件</a></td>'
    body = (
        '<table><tr><td>当前位置：<a href="/">首页</a></td><td><table>'
        f"<tr>{cells}</tr></table></td></tr></table>"
    )
    assert [name for name, _ in steps(body)] == ["首页", "政务公开", "政策文件"]


def test_words_without_links() -> None:
    assert steps("<div>您当前的位置是：市教育局</div><p>文</p>") == [("市教育局", None)]


def test_a_breadcrumb_by_its_name() -> None:
    body = '<ul class="crumbs"><li><a href="/">首页</a></li><li>&gt; <a href="/a/">政务公开</a></li></ul>'
    assert [name for name, _ in steps(body)] == ["首页", "政务公开"]


HOME, ABOVE = '<a href="/">首页</a>', '<a href="/a/">政务公开</a>'


@pytest.mark.parametrize(
    "path",
    [
        f'<ol class="breadcrumb"><li>{HOME}</li><li>{ABOVE}</li><li>通知公告</li></ol>',
        f'<div class="bread">{HOME}<i>&gt;</i>{ABOVE}<i>&gt;</i>通知公告</div>',
        f'<div class="crumbs">{HOME} · {ABOVE} · <a href="#">通知公告</a></div>',
    ],
)
def test_steps_whose_signs_are_drawn_or_unusual(path: str) -> None:
    assert [name for name, _ in steps(path)] == ["首页", "政务公开", "通知公告"]


def test_a_point_within_a_name_parts_no_steps() -> None:
    body = '<p>当前位置：<a href="/">首页</a> &gt; <a href="/a/">政策</a> &gt; 法规解读· 以案释法</p>'
    assert [name for name, _ in steps(body)] == ["首页", "政策", "法规解读· 以案释法"]


def test_words_of_a_text_are_no_step() -> None:
    assert [
        name
        for name, _ in steps('<p>当前位置：<a href="/">首页</a> &gt; <a href="/a/">动态</a> &gt; 正文</p>')
    ] == ["首页", "动态"]


def test_a_page_without_breadcrumb() -> None:
    assert steps('<div class="position"><a href="/x">招聘岗位</a></div>') == []
