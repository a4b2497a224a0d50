"""Every kind of reference, where it leads, what it is called, and the limit (M07, M08, M11–M14, M17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.extract.tree.document import Document
from auditbot.extract.tree.links import LinkReader, links
from auditbot.model.page import Link, Region
from auditbot.settings import Limits
from auditbot.url import BadHref, Url

HERE = Url("http://www.test.gov.cn/zwgk/index.html")
SITE = "http://www.test.gov.cn"


def read(html: str, url: Url = HERE, encoding: str = "utf-8") -> list[Link]:
    return list(links(Document(url, html, encoding), 5000).links)


def one(html: str) -> Link:
    (link,) = read(html)
    return link


KINDS = [
    ("<a href='a.html'>t</a>", ("a", "href", "/zwgk/a.html")),
    ("<map><area href='/a'></map>", ("area", "href", "/a")),
    ("<img src=a.png>", ("img", "src", "/zwgk/a.png")),
    ("<script src=/a.js></script>", ("script", "src", "/a.js")),
    ("<link rel=stylesheet href=/a.css>", ("link", "href", "/a.css")),
    ("<iframe src=/a></iframe>", ("iframe", "src", "/a")),
    ("<embed src=/a.swf>", ("embed", "src", "/a.swf")),
    ("<object data=/a.swf></object>", ("object", "data", "/a.swf")),
    ("<video src=/a.mp4></video>", ("video", "src", "/a.mp4")),
    ("<video poster=/a.jpg></video>", ("video", "poster", "/a.jpg")),
    ("<audio src=/a.mp3></audio>", ("audio", "src", "/a.mp3")),
    ("<video><source src=/a.mp4></video>", ("source", "src", "/a.mp4")),
    ("<video><track src=/a.vtt></video>", ("track", "src", "/a.vtt")),
    ("<input type=image src=/a.png>", ("input", "src", "/a.png")),
    ("<table><tr><td background=/a.gif></table>", ("td", "background", "/a.gif")),
    ("<body background=/a.gif>", ("body", "background", "/a.gif")),
    ("<meta http-equiv=Refresh content='0;url=/a'>", ("meta", "content", "/a")),
    ("<select><option value='http://www.test.gov.cn/a'>t</select>", ("option", "value", "/a")),
    ("<select><option value='/a/'>t</select>", ("option", "value", "/a/")),
    ("<select><option value='list.shtml'>t</select>", ("option", "value", "/zwgk/list.shtml")),
    ("<div onclick=\"window.open('/a')\">t</div>", ("div", "onclick", "/a")),
    ("<p onclick='location.href=\"/a\";'>t</p>", ("p", "onclick", "/a")),
    ("<p onclick=\"window.location='/a'\">t</p>", ("p", "onclick", "/a")),
    ("<script>document.write('<a href=/a>t</a>')</script>", ("a", "document.write", "/a")),
    ("<picture><source srcset='/a.webp 2x'></picture>", ("source", "srcset", "/a.webp")),
]


@pytest.mark.parametrize(("html", "expected"), KINDS, ids=[" ".join(case[1][:2]) for case in KINDS])
def test_kinds(html: str, expected: tuple[str, str, str]) -> None:
    link = one(html)
    assert (link.element, link.attribute, link.target) == (*expected[:2], SITE + expected[2])
    assert link.bad is None


def test_frames() -> None:
    assert [link.element for link in read("<frameset><frame src=a><frame src=b></frameset>")] == [
        "frame",
        "frame",
    ]


NOT_LINKS = [
    "<form action=/search></form>",
    "<base href=/x/>",
    "<a name=top>t</a>",
    "<link rel='dns-prefetch' href='//cdn.test'>",
    "<link rel=preconnect href='//cdn.test'>",
    "<input type=text src=/a>",
    "<select><option value=12>t<option value=全部>u<option>v</select>",
    "<meta http-equiv=refresh content=300>",
    "<meta name=url content=/a>",
    "<p onclick=\"window.open('/a?id='+id)\">t</p>",
    '<p onclick="location.href=url">t</p>',
    "<p onclick=\"if(location.href=='/a'){}\">t</p>",
    "<p onclick=\"open('/a')\">t</p>",
    "<script>var a='<a href=/a>'</script>",
    "<script type='text/x-handlebars-template'><a href='{{pcUrl}}'>t</a></script>",
    "<template><a href=/a>t</a></template>",
    "<!-- <a href=/a>t</a> -->",
    "<textarea><a href=/a>t</a></textarea>",
]


@pytest.mark.parametrize("html", NOT_LINKS)
def test_not_links(html: str) -> None:
    assert read(html) == []


@pytest.mark.parametrize(
    ("href", "bad"),
    [
        ("", BadHref.EMPTY),
        ("javascript:void(0)", BadHref.SCRIPT),
        ("mailto:a@b.cn", BadHref.CONTACT),
        ("data:text/html,x", BadHref.DATA),
        ("file:///C:/a.doc", BadHref.LOCAL_FILE),
        ("C:\\a.doc", BadHref.LOCAL_FILE),
        ("ftp://a.test/", BadHref.SCHEME),
        ("{{pcUrl}}", BadHref.TEMPLATE),
        ("http://[", BadHref.MALFORMED),
        ("http://a.test:99999/", BadHref.MALFORMED),
        ("/" + "a" * 5000, BadHref.TOO_LONG),
    ],
)
def test_bad_references_are_kept_with_the_reason(href: str, bad: BadHref) -> None:
    link = one(f"<a href='{href}'>t</a>")
    assert (link.bad, link.target, link.raw) == (bad, None, href[:4096])


def test_every_picture_of_an_image() -> None:
    html = "<img src=blank.gif data-src=/a.jpg data-original=/b.jpg srcset='/c.jpg 1x, /d.jpg, /e,f.jpg 2x'>"
    assert [(link.attribute, link.raw) for link in read(html)] == [
        ("src", "blank.gif"),
        ("srcset", "/c.jpg"),
        ("srcset", "/d.jpg"),
        ("srcset", "/e,f.jpg"),
        ("data-src", "/a.jpg"),
        ("data-original", "/b.jpg"),
    ]


def test_href_and_onclick_are_both_told() -> None:
    html = "<a href='javascript:void(0)' onclick=\"window.open('/a','_blank')\">t</a>"
    assert [(link.attribute, link.bad, link.target) for link in read(html)] == [
        ("href", BadHref.SCRIPT, None),
        ("onclick", None, f"{SITE}/a"),
    ]


TEXTS = [
    ("<a href=x>通知</a>", "通知"),
    ("<a href=x> 关于\n印发 </a>", "关于 印发"),
    ("<a href=x title='关于印发办法的通知'>关于印发...</a>", "关于印发办法的通知"),
    ("<a href=x title='关于印发办法的通知'>关于印发…</a>", "关于印发办法的通知"),
    ("<a href=x title='关于印发办法的通知'>关于印发</a>", "关于印发办法的通知"),
    ("<a href=x title='点击查看'>通知</a>", "通知"),
    ("<a href=x title='通知'></a>", "通知"),
    ("<a href=x>关于<b>印发</b>办法</a>", "关于印发办法"),
    ("<a href=x>政府信息<br>公开指南</a>", "政府信息 公开指南"),
    ("<a href=x><h3>题</h3><p>2022-01-01</p></a>", "题 2022-01-01"),
    ("<a href=x><img alt='图'></a>", "图"),
    ("<a href=x><span><img alt='图'></span></a>", "图"),
    ("<a href=x><img></a>", ""),
    ("<a href=x>题<script>var a=1</script></a>", "题"),
    ("<img src=x alt='图'>", "图"),
    ("<img src=x title='图'>", "图"),
    ("<area href=x alt='区'>", "区"),
    ("<iframe src=x title='窗'></iframe>", "窗"),
    ("<select><option value='/a'>教育部</select>", "教育部"),
    (f"<a href=x>{'字' * 300}</a>", "字" * 200),
]


@pytest.mark.parametrize(("html", "text"), TEXTS)
def test_texts(html: str, text: str) -> None:
    assert read(html)[0].text == text


def test_document_order_and_regions() -> None:
    html = """<head><link href=1></head><div class=nav><a href=2>首页</a></div>
    <div class=crumb>当前位置：<a href=3>首页</a></div><p><img src=4><a href=5 onclick="location='6'">a</a>
    <div class=footer><a href=7>网站地图</a></div>"""
    assert [(link.raw, link.region) for link in read(html)] == [
        ("1", Region.HEAD),
        ("2", Region.NAV),
        ("3", Region.PATH),
        ("4", Region.BODY),
        ("5", Region.BODY),
        ("6", Region.BODY),
        ("7", Region.FOOT),
    ]


def test_base() -> None:
    assert one("<base href='http://a.test/b/'><a href=c>t</a>").target == "http://a.test/b/c"


def test_fragment() -> None:
    link = one("<a href='#top'>t</a>")
    assert (link.target, link.fragment) == (HERE, "top")


def test_query_in_the_encoding_of_the_page() -> None:
    html = "<a href='/s?q=通知'>t</a>"
    assert read(html, encoding="gb18030")[0].target == f"{SITE}/s?q=%CD%A8%D6%AA"
    assert read(html, encoding="utf-16-le")[0].target == f"{SITE}/s?q=%E9%80%9A%E7%9F%A5"


def test_address_of_the_next_records() -> None:
    store = "<datastore><nextgroup><![CDATA[<a href='/dataproxy.jsp?page=1'></a>]]></nextgroup>"
    store += "<record><![CDATA[<li><a href='/art/1.html'>t</a></li>]]></record></datastore>"
    found = read(f"<script type='text/xml'>{store}</script>")
    assert [(link.element, link.attribute, link.target) for link in found] == [
        ("a", "document.write", f"{SITE}/art/1.html"),
        ("script-text", "dataproxy", f"{SITE}/dataproxy.jsp?page=1"),
    ]


def test_limit_keeps_the_first_and_counts_all() -> None:
    found = links(Document(HERE, "".join(f"<a href=/{n}>t</a>" for n in range(700))), 50)
    assert (len(found.links), found.found) == (50, 700)
    assert found.links[-1].raw == "/49"


def test_memory_of_the_reader_never_mixes_pages() -> None:
    reader = LinkReader(Limits())
    written = [
        "a",
        "./a",
        "../a",
        "/a",
        "//b.test/a",
        "?a",
        "#a",
        "",
        " ?b",
        "http://c.test/",
        "\\a",
        "/s?q=中",
    ]
    html = "".join(f"<a href='{raw}'>t</a>" for raw in written)
    places = [
        "http://x.test/1/i.html",
        "http://x.test/1/j.html",
        "http://x.test/2/i.html",
        "https://x.test/1/i.html",
    ]
    for encoding in ("utf-8", "gb18030"):
        for place in [*places, "http://y.test/1/i.html?a=/b/c", *places]:
            document = Document(Url(place), html, encoding)
            assert reader.read(document) == LinkReader(Limits()).read(document)


def test_memory_of_the_reader_is_shared_and_bounded() -> None:
    reader = LinkReader(Limits())
    first = reader.read(Document(HERE, "<a href=/a>t</a>")).links[0]
    assert reader.read(Document(Url(f"{SITE}/x/y"), "<a href=/a>t</a>")).links[0] is first
    for start in range(0, 60_000, 3000):
        reader.read(Document(HERE, "".join(f"<a href=/{n}>t</a>" for n in range(start, start + 3000))))
    assert len(reader._kept) <= 20_000


def test_with_nodes() -> None:
    pairs = list(LinkReader(Limits()).with_nodes(Document(HERE, "<p><a id=z href=a>t</a>")))
    assert [(link.raw, node.attributes["id"]) for link, node in pairs] == [("a", "z")]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='" + " " * 1_000_000 + "x'>t</a>",
        "<a title='" + "字" * 3_000_000 + "' href=x>t</a>",
        '<p onclick="' + "location.href='" * 100_000 + '">',
        '<p onclick="' + "window.open(" * 100_000 + '">',
        "<img srcset='" + "a," * 300_000 + "'>",
        "<img srcset='" + "a b " * 200_000 + "'>",
        "<img srcset='" + " " * 500_000 + "'>",
        "<option value='" + "a-" * 300_000 + "'>",
        "<meta http-equiv=refresh content='0;" + " " * 500_000 + "'>",
    ],
)
def test_linear(html: str) -> None:
    """Sizes of values do not matter."""
    assert len(read(html)) <= 20


@pytest.mark.parametrize("around", ["<object>", "<table><tr><td>", "<span><table><tr><td>"])
def test_nested_links_are_linear(around: str) -> None:
    assert len(read(f"<a href=x>{around}" * 4000 + "字" * 300_000)) == 4000


PIECES = st.sampled_from(
    "<a href=x> <a> </a> <img src=y> <img> <p onclick=location='z'> <base href=b> <option value=/o> <table> "
    "<td background=q> <script> </script> <iframe src> <link href=l> </p> <source srcset=s,t> "
    "<object data=d> <video poster=v>".split()
)


@given(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))
def test_any_markup(html: str, text: str) -> None:
    for link in read(f"{html}<a href='{text}' title=\"{text}\">{text}</a>"):
        assert (link.target is None) != (link.bad is None)
        assert len(link.text) <= 200


@pytest.mark.parametrize(
    ("head", "attribute"),
    [
        ('<script>location.href="/b/";</script>', "script"),
        ('<meta http-equiv="refresh" content="0;url=/b/">', "content"),
    ],
)
def test_where_a_page_sends_its_visitor_is_a_reference(head: str, attribute: str) -> None:
    (found,) = read(f"<html><head>{head}</head><body></body></html>")
    assert (found.target, found.attribute) == (f"{SITE}/b/", attribute)
    assert found.text == ""
