"""Which part of a page a node stands in. Where in doubt: the body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from auditbot.extract.tree.region_names import Claim, claim_of
from auditbot.extract.tree.regions import Regions
from auditbot.model.page import Region

MENU = "<ul><li><a href=a>首页</a><li><a href=b>政务公开</a><li><a href=c>互动交流</a></ul>"
NEWS = "".join(
    f"<li><a href={n}>关于印发二〇二二年度重点工作任务的通知之{n}</a><span>2022-01-0{n}</span>"
    for n in range(1, 8)
)


def region(html: str, selector: str = "#x") -> Region:
    tree = LexborHTMLParser(html)
    return Regions(tree).region_of(tree.css(selector)[-1])


IN_MENUS = [
    f"<nav id=x>{MENU}</nav>",
    f"<div class=nav id=x>{MENU}</div>",
    f"<div class='sideMenu'><div id=x>{MENU}</div></div>",
    f"<div class='Left_Nav f_l'>{MENU}<b id=x></b></div>",
    f"<ul class=mainnav id=x>{MENU}</ul>",
    f"<div role=navigation id=x>{MENU}</div>",
    "<header><img id=x><a href=/>县人民政府</a></header>",
    "<div class='top clearfix'><a id=x href=/>网站无障碍</a> <a>登录</a></div>",
    f"<div id=top><span id=x></span></div><div class=logo></div><div class=header>{MENU}</div>",
    f"<div class=nav>{MENU}<script>{'var a;' * 500}</script><i id=x></i></div>",
]


@pytest.mark.parametrize("html", IN_MENUS)
def test_menus(html: str) -> None:
    assert region(f"<body>{html}<div>正文</div>") is Region.NAV


IN_PATHS = [
    "<div class=dqwz id=x>您当前所在位置：<a href=/>首页</a> &raquo; <a>政务公开</a></div>",
    "<div class=crumb><a id=x href=/>首页</a> &gt; 通知</div>",
    "<table><tr><td id=x>当前位置：<a href=/>首页</a></td></table>",
    "<table><tr><td id=x>当前位置：</td><td><a class=CurrChnlCls href=/>首页</a></td></table>",
    "<p><span>您现在的位置</span>：<a href=/ id=x>首页</a></p>",
    "<div><a class=CurrChnlCls href=/>首页</a>-&gt;<a id=x class=CurrChnlCls href=/>公开</a></div>",
    f"<div class=nav>{MENU}<div class=location id=x>当前位置：<a href=/>首页</a></div></div>",
    "<div class=navigation id=x>当前位置：<a href=/>首页</a></div>",
]


@pytest.mark.parametrize("html", IN_PATHS)
def test_breadcrumbs(html: str) -> None:
    assert region(f"<body><h1>题</h1>{html}<div>正文</div>") is Region.PATH


IN_FEET = [
    "<footer id=x>版权所有：县人民政府</footer>",
    "<div class=footer><p id=x>主办：县政府</p></div>",
    "<div id=foot><a id=x href=/>网站地图</a></div>",
    "<div class=bottom id=x>版权所有：县政府 ICP备1号 网站标识码：1234567890</div>",
    "<div class=footer><div class=nav id=x><a href=/>联系我们</a></div></div>",
    "<div class=w><p>主办：县政府 承办：县府办</p><p>网站标识码：1234567890 <a id=x>京ICP备1号</a></p></div>",
    "<div role=contentinfo id=x>技术支持</div>",
]


@pytest.mark.parametrize("html", IN_FEET)
def test_feet(html: str) -> None:
    assert region(f"<body><h1>题</h1><div>{'正文' * 300}</div>{html}") is Region.FOOT


IN_BODIES = [
    "<p id=x>正文",
    f"<div class=nav>{NEWS}<i id=x></i></div>",
    f"<div class=banner>{NEWS}<i id=x></i></div>",
    f"<div class='box-nav'><div id=x>{NEWS}</div></div>",
    f"<h1>题</h1><p>{'正文' * 50}</p><div class=header id=x><a>要闻</a></div>",
    f"<h1>题</h1><p>{'正文' * 50}</p><div class=top id=x><a>更多</a></div>",
    "<div class='top cf' id=x>索引号：000014348/2020-35147 发布机构：市教育局 发布日期：2020年08月02日</div>",
    f"<div class=location id=x>{'正文' * 300}</div>",
    "<div class=position id=x>招聘岗位：教师</div>",
    f"<div class=footer id=x>{'正文' * 2000}</div>",
    "<div class=article-foot id=x>责任编辑：张三</div>",
    f"<div class=bottom id=x>{NEWS}</div>",
    "<div class=bottom id=x>版权所有</div>",
    f"<div class=content id=x>本项目由县政府主办，当前位置不变。{'正文' * 300}</div>",
    "<body class='nav top foot'><p id=x>正文",
    "<div><a class=nav id=x>导航</a></div>",
    f"<div class=left id=x>{MENU}</div>",
]


@pytest.mark.parametrize("html", IN_BODIES)
def test_bodies(html: str) -> None:
    assert region(html) is Region.BODY


def test_head() -> None:
    assert region("<head><link id=x></head>") is Region.HEAD


def test_text_nodes_and_detached_ends() -> None:
    tree = LexborHTMLParser(f"<div class=nav>{MENU}</div><p>a")
    regions = Regions(tree)
    assert tree.root
    texts = [node for node in tree.root.traverse(include_text=True) if node.is_text_node]
    assert {regions.region_of(node) for node in texts} == {Region.NAV, Region.BODY}
    assert regions.region_of(tree.root) is Region.BODY


def test_lists_at_the_side_are_body_but_outside_the_text() -> None:
    tree = LexborHTMLParser(
        f"<p>正文</p><div class=sidebar><a id=x>热点新闻</a></div><div class=sidebar id=y>{'正文' * 9}</div>"
    )
    regions = Regions(tree)
    assert regions.region_of(tree.css("#x")[0]) is Region.BODY
    assert [node.attributes.get("id") for node in regions.outside] == [None]


@pytest.mark.parametrize("html", ["", "<frameset><frame src=a></frameset>"])
def test_pages_without_a_body(html: str) -> None:
    regions = Regions(LexborHTMLParser(html))
    assert list(regions.outside) == []


@pytest.mark.parametrize(
    ("tag", "names", "claim"),
    [
        ("div", "sideMenu", Claim.MENU),
        ("div", "sonNav2", Claim.MENU),
        ("ul", "nav-m-list", Claim.MENU),
        ("div", "navigation", Claim.PATH),
        ("div", "Location", Claim.PATH),
        ("div", "xxgk-crumb", Claim.PATH),
        ("div", "foot_bj", Claim.FOOT),
        ("div", "footer_copyright", Claim.FOOT),
        ("div", "bottom_bt", Claim.BOTTOM),
        ("div", "tops tops", Claim.BANNER),
        ("div", "content", None),
        ("div", "desktop", None),
        ("div", "canvas", None),
        ("div", "topic", None),
        ("a", "nav", None),
        ("nav", "", Claim.MENU),
    ],
)
def test_claims(tag: str, names: str, claim: Claim | None) -> None:
    assert claim_of(tag, "", names) is claim


@pytest.mark.parametrize(
    "html",
    [
        "<div class=footer>版权所有" * 9000,
        "<div>当前位置" * 9000 + "<a>首页",
        "<aside><a>长标题" * 6000,
        "<div class=header>x</div>" * 9000,
        "<div>" * 3000 + "<div class=top></div>" * 5000,
        "<div class=nav>" * 15_000,
        "<p>ICP备 标识码" * 9000,
    ],
)
def test_effort_is_bounded(html: str) -> None:
    tree = LexborHTMLParser(html)
    regions = Regions(tree)
    assert len({regions.region_of(node) for node in tree.css("*")}) <= 5


PIECES = st.sampled_from(
    [
        "<div class=nav>",
        "<div class=footer>",
        "<div class=crumb>",
        "<div class=top>",
        "<aside>",
        "</div>",
        "</aside>",
    ]
)
WORDS = st.sampled_from(
    [
        "<a>首页</a>",
        "当前位置",
        "主办",
        "ICP备",
        "正文" * 200,
        "<h1>题</h1>",
        "<table>",
        "<p>",
        "<script>x</script>",
    ]
)


@given(st.lists(PIECES | WORDS, max_size=30).map("".join))
def test_any_markup(html: str) -> None:
    tree = LexborHTMLParser(html)
    regions = Regions(tree)
    assert all(regions.region_of(node) in Region for node in tree.css("*"))
    if tree.body:
        assert regions.region_of(tree.body) is Region.BODY
