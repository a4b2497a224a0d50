"""The document: tree, base, refresh, texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.extract.scripting.refreshes import refresh_in
from auditbot.extract.tree.document import Document
from auditbot.url import Url

HERE = Url("http://www.test.gov.cn/zwgk/index.html")


def document(html: str) -> Document:
    return Document(HERE, html)


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("", HERE),
        ("<base href='/jxst/'>", "http://www.test.gov.cn/jxst/"),
        ("<base href='http://other.test/a/b'>", "http://other.test/a/b"),
        ("<base href='javascript:1'>", HERE),
        ("<base href='<%=basePath%>'><base href='/b/'>", "http://www.test.gov.cn/b/"),
        ("<base href='data:,x'><base href='/b/'>", "http://www.test.gov.cn/b/"),
        ("<base href='/a/'><base href='/b/'>", "http://www.test.gov.cn/a/"),
        ("<base target=_blank>", HERE),
        ("<base href>", HERE),
    ],
)
def test_base(head: str, base: str) -> None:
    assert document(f"<head>{head}</head>").base == base


@pytest.mark.parametrize(
    ("content", "seconds", "address"),
    [
        ("0;URL=http://a.test/", 0, "http://a.test/"),
        ("5; url='x y'rest", 5, "x y"),
        ('3,"a"', 3, "a"),
        ("0 ; Url = /a", 0, "/a"),
        ("1.5;a", 1, "a"),
        (".5;a", 0, "a"),
        ("300", 300, ""),
        ("0;", 0, ""),
        ("", 0, ""),
        ("url=a", 0, ""),
        ("5; url=", 5, ""),
        ("5; url= ' '", 5, ""),
        ("5; urlaub.html", 5, "urlaub.html"),
        ("99999999999999;a", 999999999, "a"),
    ],
)
def test_refresh_content(content: str, seconds: int, address: str) -> None:
    assert refresh_in(content) == (seconds, address)


def test_meta_refresh() -> None:
    refresh = document("<meta http-equiv=Refresh content='2;url=../gk/'>").refresh
    assert refresh is not None
    assert (refresh.url, refresh.seconds, refresh.element) == ("http://www.test.gov.cn/gk/", 2, "meta")


def test_meta_refresh_to_itself_is_told() -> None:
    refresh = document("<meta http-equiv=refresh content='0;url=index.html'>").refresh
    assert refresh is not None
    assert refresh.url == HERE


@pytest.mark.parametrize(
    "head",
    [
        "<meta http-equiv=refresh content=300>",
        "<noscript><meta http-equiv=refresh content='0;url=/nojs.html'></noscript>",
        "<!-- <meta http-equiv=refresh content='0;url=/a'> -->",
        "<meta http-equiv=refresh content='0;url=javascript:1'>",
        "<meta http-equiv=Content-Type content='text/html'>",
        "<script>function f(){location.href='/a'}</script>",
    ],
)
def test_no_refresh(head: str) -> None:
    assert document(f"<head>{head}</head>").refresh is None


def test_refresh_written_by_a_script() -> None:
    code = """var lm="政务公开"
    if(lm=="政务公开"){
      document.write('<meta http-equiv="Refresh" content="0;URL=http://www.test.gov.cn/zwgk/gsgg/" />');
    }"""
    refresh = document(f"<head><script>{code}</script></head>").refresh
    assert refresh is not None
    assert (refresh.url, refresh.element) == ("http://www.test.gov.cn/zwgk/gsgg/", "meta")


def test_refresh_by_script() -> None:
    refresh = document("<script>window.location.href='gsgg/'</script>").refresh
    assert refresh is not None
    assert (refresh.url, refresh.seconds, refresh.element) == (
        "http://www.test.gov.cn/zwgk/gsgg/",
        0,
        "script",
    )


PAGE = """<html><head><title>题</title></head><body>
<div class="header"><a href="/">首页</a><a href="/gk/">政务公开</a></div>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/gk/">政务公开</a></div>
<div class="con"><h1>关于印发<br>办法的通知</h1><p>国办发<span>〔2022〕</span><b>81</b>号</p>
<script>var a='no'</script><p>正文，<font>第一</font>段。</p><select><option>友情链接</select></div>
<aside><a href="/1">热点新闻一</a><a href="/2">热点新闻二</a></aside>
<div class="footer">主办：县政府 网站标识码：1234567890</div></body></html>"""


def test_own_text() -> None:
    assert document(PAGE).text == "关于印发 办法的通知 国办发〔2022〕81号 正文，第一段。"


def test_full_text() -> None:
    assert document(PAGE).full_text == (
        "首页政务公开 当前位置：首页 > 政务公开 关于印发 办法的通知 国办发〔2022〕81号 正文，第一段。 "
        "热点新闻一热点新闻二 主办：县政府 网站标识码：1234567890"
    )


def test_soup() -> None:
    heading = document(PAGE).soup().h1
    assert heading
    assert heading.get_text("|") == "关于印发|办法的通知"


def test_expansion_that_would_endanger_the_parser_is_left_out() -> None:
    code = "a='';" + "a=a+'%3Cb i%3E%3Cb j%3E%3Cb k%3E%3Cp%3E';" * 30
    code += "".join(f"document.write(unescape(a+'%3Cb id={n} x y z v w a%3E'));" for n in range(60))
    page = document(f"<body><script>{code}</script><p>x" + "<p>y" * 300)
    assert page.expanded == page.html


def test_deep_tree() -> None:
    page = document("<div>" * 15_000 + "<a href=x>深处</a>")
    assert (page.text, page.full_text) == ("深处", "深处")
    assert page.soup().a is not None


@pytest.mark.parametrize(
    "html", ["", "<", "a\0b", "\ud800", "<frameset><frame src=a></frameset>", "<template><p>x</p>"]
)
def test_odd_pages(html: str) -> None:
    page = document(html)
    assert isinstance(page.text + page.full_text, str)
    assert page.refresh is None
    page.soup()


@given(st.text(max_size=300))
def test_any_text(html: str) -> None:
    page = document(html)
    assert "<script" not in page.text
    assert page.base.startswith("http")
    assert page.refresh is None or page.refresh.url


TAGS = st.sampled_from(
    "<div> <div class=nav> <p> </p> </div> <a href=x> </a> <table> <tr> <td> </table> <script> </script> 字 "
    "<base href=y> <div class=footer> <meta http-equiv=refresh content=0;url=z> <b> </b> <option>".split()
)


@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_markup(html: str) -> None:
    page = document(html)
    assert set(page.text.split()) <= set(page.full_text.split()) | set(page.full_text)
    assert page.refresh is None or page.refresh.url
