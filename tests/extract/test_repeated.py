"""What pages share is read once, and every page says the same as if it were read alone."""

import pytest
from selectolax.lexbor import LexborNode

from auditbot.extract.contact.phones import phones
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.links import LinkReader
from auditbot.extract.tree.outline import Outline
from auditbot.extract.tree.repeated import Repeated
from auditbot.model.page import Region
from auditbot.settings import Limits
from auditbot.url import Url

_ENTRIES = "".join(f'<li class="e"><a href="/c{n}/"><i>栏</i>目{n}</a></li>\n' for n in range(12))
MENU = f'<div class="nav"><ul>{_ENTRIES}</ul>{{}}</div>'
FOOT = (
    '<div class="footer"><p>主办：某市人民政府　网站标识码：3204000001</p>'
    '<p>联系电话：<a href="tel:0519-86660000">0519-86660000</a></p>'
    f"<p>{'<a href=/map.html>网站地图</a> ' * 20}</p></div>"
)


def page(number: int, within_menu: str = "") -> str:
    return (
        f"<html><body>{MENU.format(within_menu)}<span>文</span><h1>标题{number}</h1>"
        f'<p>正文{number}<a href="x{number}.doc">附件{number}.doc</a></p>{FOOT}末</body></html>'
    )


def documents(*html: str, folder: str = "a") -> list[Document]:
    """Pages of one site, the last of which shares what was learnt of those before."""
    repeated, reader = Repeated(), LinkReader(Limits())
    found = []
    for number, text in enumerate(html):
        one = Document(Url(f"http://x.example/{folder}{number}/p.html"), text, repeated=repeated)
        reader.read(one)
        Outline(one.tree, one.regions.repeated)
        found.append(one)
    return found


def alone(one: Document) -> Document:
    return Document(one.url, one.html)


def placed(one: Document, node: LexborNode | None) -> str:
    return f"{node.parent.tag} {node.text_content}" if node and node.parent else ""


def test_a_menu_and_a_foot_that_come_again_are_known() -> None:
    parts = [len(one.regions.repeated) for one in documents(page(1), page(2), page(3))]
    assert parts == [0, 2, 2]


def test_what_holds_a_breadcrumb_is_not_shared() -> None:
    crumb = '<div class="position">当前位置：<a href="/">首页</a></div>'
    known = documents(*[page(number, crumb) for number in range(4)])[-1].regions.repeated
    assert [part.region for _, part in known.values()] == [Region.FOOT]


@pytest.mark.parametrize(
    "within", ["", '<a href="#">x</a>', '<a href="sub/">y</a>', "<a href='javascript:;'>z</a>"]
)
def test_links_and_text_are_those_of_a_page_read_alone(within: str) -> None:
    last = documents(*[page(number, within) for number in range(4)])[-1]
    single = alone(last)
    assert LinkReader(Limits()).read(last) == LinkReader(Limits()).read(single)
    assert last.text == single.text


@pytest.mark.parametrize("limit", [1, 5, 12, 13, 14, 100])
def test_the_limit_of_links_holds(limit: int) -> None:
    last = documents(*map(page, range(4)))[-1]
    reader = LinkReader(Limits(links_per_page=limit))
    assert reader.read(last) == reader.read(alone(last))


def test_the_outline_is_that_of_a_page_read_alone() -> None:
    last = documents(*map(page, range(4)))[-1]
    shared, single = Outline(last.tree, last.regions.repeated), Outline(last.tree)
    assert shared.text == single.text
    assert [offset for _, offset in shared.anchors] == [offset for _, offset in single.anchors]
    for selector in ("body", ".nav", ".nav li", ".footer a", "h1", "p", "i"):
        for node in last.tree.css(selector):
            assert Outline(last.tree, last.regions.repeated).span(node) == single.span(node), selector
    for offset in range(len(single.text)):
        assert placed(last, shared.node_at(offset)) == placed(last, single.node_at(offset))
    assert [text for _, text in shared.pieces(0)] == [text for _, text in single.pieces(0)]


def test_own_anchors_are_those_outside() -> None:
    last = documents(*map(page, range(4)))[-1]
    own = list(Outline(last.tree, last.regions.repeated).own_anchors())
    assert [(place, anchor.text()) for place, anchor in own] == [(12, "附件3.doc")]


def test_a_number_in_a_shared_foot_is_found() -> None:
    last = documents(*map(page, range(4)))[-1]
    found = phones(last, Outline(last.tree, last.regions.repeated))
    assert [(phone.digits, phone.region, phone.called) for phone in found] == [
        ("051986660000", Region.FOOT, "0519-86660000")
    ]
