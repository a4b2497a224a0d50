from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite
from checks.empty_columns import EmptyColumns

MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/xwdt/">新闻动态</a></li><li><a href="/zcjd/">政策解读</a></li></ul></div>'
HOME = f"<html><head><title>某区人民政府</title></head><body>{MENU}<div>欢迎</div></body></html>"


def page(name: str, body: str) -> str:
    crumbs = f'<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="#">{name}</a></div>'
    return f"<html><head><title>{name}-某区人民政府</title></head><body>{MENU}{crumbs}<div class='list'>{body}</div></body></html>"


ITEMS = (
    "<ul>"
    + "".join(
        f'<li><a href="/xwdt/t20261{n:03d}.html">全区召开第{n}次重点项目建设推进会议</a><span>2026-11-{n:02d}</span></li>'
        for n in range(1, 9)
    )
    + "</ul>"
)


def test_a_column_without_items_is_empty() -> None:
    site = MemorySite({"/": HOME, "/xwdt/": page("新闻动态", ITEMS), "/zcjd/": page("政策解读", "<ul></ul>")})
    found = site.findings(EmptyColumns)
    assert [(one.message_id, one.target, one.outcome) for one in found] == [
        ("empty", "http://www.site.example/zcjd/", Outcome.FAILED)
    ]


def test_a_placeholder_is_empty() -> None:
    site = MemorySite(
        {
            "/": HOME,
            "/xwdt/": page("新闻动态", ITEMS),
            "/zcjd/": page("政策解读", "<p>栏目正在建设中，敬请期待</p>"),
        }
    )
    assert [one.message_id for one in site.findings(EmptyColumns)] == ["placeholder"]


def test_a_column_with_items_passes() -> None:
    site = MemorySite({"/": HOME, "/xwdt/": page("新闻动态", ITEMS), "/zcjd/": page("政策解读", ITEMS)})
    concluded = site.conclusion(EmptyColumns)
    assert concluded.findings == ()
    assert concluded.tally == {Outcome.PASSED: 2}
