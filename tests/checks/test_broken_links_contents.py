"""Links whose targets answer, and are not what they should be."""

import pytest

from auditbot.model.outcome import Severity
from auditbot.testing import DAY, HOME, Answered, MemorySite, MemoryVisitor, Pages
from auditbot.url import Url
from checks.broken_links import BrokenLinks
from tests.checks.linking import OPENS, OTHER, OUT, broken, link, site, told
from tests.checks.sites import article, home, page

PNG = b"\x89PNG\r\n"


def test_a_page_that_says_it_is_not_there() -> None:
    gone = "<html><title>提示</title><body><p>您访问的页面不存在或已被删除</p></body></html>"
    assert told(site(link("/a/1.html"), more={"/a/1.html": gone})) == broken("soft-404")


def test_a_page_that_speaks_of_pages_that_are_not_there() -> None:
    text = article("网站检查通报：部分页面不存在", "检查发现个别栏目页面不存在，已经整改。" * 30, DAY)
    assert told(site(link("/a/t20260101_1.html"), more={"/a/t20260101_1.html": text, "/zwdt/": OPENS})) == []


def test_what_a_search_shows_on_failure_before_its_script_has_run() -> None:
    waiting = (
        '<div class="load">数据加载中</div><div style="display:none"><h2>操作失败</h2>'
        "<p>很抱歉，您搜索的内容可能此信息不存在！</p></div>"
    )
    where = "/utils/search-E696B0.html"
    assert told(site(link(where), more={where: page("搜索", waiting), "/about/": OPENS})) == []


def test_links_that_are_sent_to_the_homepage() -> None:
    assert told(lenient("往期回顾")) == broken("home-redirect")
    assert told(lenient("某网站首页")) == []


class Lenient(MemoryVisitor):
    """A host that sends everybody to its homepage."""

    def _answer(self, url: Url) -> Answered:
        if url.startswith(OTHER) and url != OTHER:
            return Answered(status=302, location="/")
        return super()._answer(url)


def lenient(text: str) -> MemorySite:
    """A site with a link to such a host."""
    front = Answered("<html><title>某网站</title><body>首页</body></html>")
    pages: Pages = {
        "/": home(link(OUT, text)),
        "/about/": page("关于我们", "<p>说明。</p>" * 9),
        OTHER: front,
    }
    made = MemorySite(pages)
    made.visitor = Lenient(pages, HOME)
    return made


@pytest.mark.parametrize(
    ("name", "body", "class_"),
    [
        ("a.pdf", b"", "empty-file"),
        ("a.docx", b"", "empty-file"),
        ("a.pdf", b"\n<!DOCTYPE html><html><body>404</body></html>", "wrong-content"),
        ("a.zip", b"<html><body>login</body></html>", "wrong-content"),
        ("a.ofd", b"<html></html>", "wrong-content"),
    ],
)
def test_files_that_are_none(name: str, body: bytes, class_: str) -> None:
    made = site(link(f"/upload/{name}", "附件"), more={f"/upload/{name}": Answered(body)})
    assert told(made) == broken(class_)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.pdf", b"%PDF-1.4"),
        ("a.doc", b"\xd0\xcf\x11\xe0"),
        ("a.doc", b"<html><body>saved by an office program</body></html>"),
        ("a.xls", b"<html xmlns:x='urn:schemas-microsoft-com'></html>"),
        ("a.docx", b"PK\x03\x04"),
        ("a.xyz", b"anything"),
        ("a.png", PNG),
    ],
)
def test_files_that_open(name: str, body: bytes) -> None:
    kind = Answered(body, content_type="application/octet-stream")
    assert told(site(link(f"/upload/{name}", "附件"), more={f"/upload/{name}": kind})) == []


def test_places_that_are_not_there_are_notices() -> None:
    (found,) = site(link("#nowhere", "目录")).findings(BrokenLinks)
    assert (found.message_id, found.weight) == ("fragment", Severity.NOTICE)
    assert found.target == "http://www.site.example/#nowhere"
    assert found.evidence[0].locator is not None


def test_places_on_other_pages() -> None:
    other = page("办事指南", '<h2 id="zn">指南</h2><p>办理条件如下。</p>' * 9)
    body = link("/bszn.html#zn") + link("/bszn.html#gone") + link(f"{OUT}#gone")
    found = site(body, more={"/bszn.html": other, OUT: OPENS}).findings(BrokenLinks)
    assert [(one.message_id, one.target) for one in found] == [
        ("fragment", "http://www.site.example/bszn.html#gone")
    ]
    assert found[0].found_on == ("http://www.site.example/",)


@pytest.mark.parametrize(
    "fragment", ["zn", "%E6%8C%87%E5%8D%97", "TOP", "!/list", "/route", "a=1", ":~:text=x"]
)
def test_places_that_are_there_or_none(fragment: str) -> None:
    body = f'<h2 id="zn">甲</h2><a name="指南"></a>{link(f"#{fragment}")}'
    assert told(site(body)) == []
