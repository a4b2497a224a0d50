"""Pages with what their scripts would write: TRS menus and dates, Hanweb lists, bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.extract.scripting.scripts import WRITTEN, proxies, sent_on, written
from auditbot.extract.tree.document import Document
from auditbot.url import Url

HERE = Url("http://www.test.gov.cn/zwgk/index.html")


def page(*parts: str) -> str:
    return f"<html><head></head><body>{''.join(parts)}</body></html>"


def script(code: str) -> str:
    return f"<script type='text/javascript'>{code}</script>"


def anchors(html: str) -> list[tuple[str, str, bool]]:
    tree = Document(HERE, html).tree
    return [(a.attributes["href"] or "", a.text(), WRITTEN in a.attributes) for a in tree.css("a[href]")]


SIDE_MENU = """
var str2=document.getElementById("Chid").value;
var str3='通知公告';
var str4='../tzgg/';
if(str4.substring(0,7)!="http://"){
  if(str2=='62448'){
    document.write('<li class="on"><a href="../tzgg/">'+str3+'</a></li>');
  }else{
    document.write('<li><a href="../tzgg/">'+str3+'</a></li>');
  }
}else{
  document.write('<li><a href="../tzgg/" target="_blank">'+str3+'</a></li>');
}"""

NEXT_ARTICLE = """
var str="";
var str_1 = "./t20200102_1.html";
var str_4 = '第一条消息';
if(str_4!="")
{
  jQuery("#no1").hide();
  if (str=="") {
    document.write('<a href="'+str_1+'" title="'+str_4+'">'+str_4+'</a>');
  } else {
    document.write('<a href="'+str+'" title="'+str_4+'">'+str_4+'</a>');
  }
}"""

RELATED = """
var key="";
if(key!=''&&key!='null'){

}else{
  document.write('<li>');
  var str="";
  var str_1 = "../202004/t20200409_1.html";
  var str_4 = '公示';
  var str_2 = '2020-04-09';
  if (str=="") {
    document.write('<a href="'+str_1+'">'+str_4+'<i>'+str_2+'</i></a>');
  } else {
    document.write('<a href="'+str+'">'+str_4+'<i>'+str_2+'</i></a>');
  }
  document.write('</li>');
}"""

STORE = """<div id="7"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;columnid=7"></a>]]></nextgroup>
<recordset><record><![CDATA[
<li><a href="/art/2022/1/20/art_7_1.html" title="倡议书">倡议书</a><b>2022-01-20</b></li>]]></record>
<record><![CDATA[<li><a href="/art/2022/1/19/art_7_2.html">公告</a><b>2022-01-19</b></li>]]></record>
</recordset></datastore></script></div>"""


def test_side_menu_of_trs() -> None:
    html = page('<input type="hidden" id="Chid" value="62448"><ul>', script(SIDE_MENU), "</ul>")
    tree = Document(HERE, html).tree
    assert anchors(html) == [("../tzgg/", "通知公告", True)]
    assert tree.css_first("ul > li.on") is not None


def test_menu_of_another_column() -> None:
    html = page("<ul>", script(SIDE_MENU), "</ul><input id=Chid value=1>")
    assert Document(HERE, html).tree.css_first("li.on") is None
    assert len(anchors(html)) == 1


def test_neighbouring_articles_of_trs() -> None:
    assert anchors(page("<p>上一篇：", script(NEXT_ARTICLE), "</p>")) == [
        ("./t20200102_1.html", "第一条消息", True)
    ]


def test_no_neighbour() -> None:
    assert anchors(page(script(NEXT_ARTICLE.replace("第一条消息", "")))) == []


def test_related_articles_of_trs_with_dates() -> None:
    html = page("<ul>", script(RELATED + RELATED.replace("t20200409_1", "t2")), "</ul>")
    assert [a[0] for a in anchors(html)] == ["../202004/t20200409_1.html", "../202004/t2.html"]
    assert [i.text() for i in Document(HERE, html).tree.css("ul > li > a > i")] == ["2020-04-09"] * 2


def test_date_beside_its_label() -> None:
    html = page(
        "<div>发布时间：",
        script("var pubdata='2017年08月08日';if(pubdata!=''){document.write(pubdata);}"),
        "</div>",
    )
    assert Document(HERE, html).text == "发布时间：2017年08月08日"


def test_value_set_by_an_earlier_script() -> None:
    assert (
        "来源：县府办"
        in Document(HERE, page(script("var s='县府办';"), script("document.write('来源：'+s)"))).text
    )
    between = script("function f(){ s = 'other' }")
    assert Document(HERE, page(script("var s='a';"), between, script("document.write(s+'!')"))).text == ""


def test_mark_of_the_organs_percent_escaped() -> None:
    code = "document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='http://dcs.test/1.js'%3E%3C/script%3E\"));"
    tree = Document(HERE, page(script(code))).tree
    assert tree.css_first("span#_ideConac[data-written]") is not None
    assert tree.css_first("script[src$='1.js'][data-written]") is not None


def test_table_rows_stay_in_their_table() -> None:
    html = page("<table><tr>", script("document.write('<td><a href=x>t</a></td>')"), "</tr></table>")
    assert Document(HERE, html).tree.css_first("table tr > td[data-written] > a") is not None


def test_unbalanced_pieces_do_not_mark_what_follows() -> None:
    html = page(
        script("document.write('<ul>')"),
        "<li><a href=own>o</a>",
        script("document.write('</ul>')"),
        "<a href=b>b</a>",
    )
    assert [a[2] for a in anchors(html)] == [False, False]


@pytest.mark.parametrize(
    "element",
    [
        "<!-- <script>document.write('<a href=x>t</a>')</script> -->",
        "<!--[if IE]><script>document.write('<a href=x>t</a>')</script><![endif]-->",
        "<script type='text/x-handlebars-template'><a href='{{u}}'>document.write('<a href=x>')</script>",
        "<script type='text/template'>document.write('<a href=x>t</a>')</script>",
        "<script src='a.js'>document.write('<a href=x>t</a>')</script>",
        "<script language='vbscript'>document.write('<a href=x>t</a>')</script>",
        "<script>document.write('<a href=x>t</a>')",
    ],
)
def test_scripts_that_are_not_run(element: str) -> None:
    assert written(page(element)) == page(element)


@pytest.mark.parametrize(
    "opening",
    [
        "<script>",
        "<SCRIPT LANGUAGE=JavaScript1.2>",
        '<script type="text/javascript;version=1.8">',
        "<script type=''>",
        "<script async>",
    ],
)
def test_scripts_that_are_run(opening: str) -> None:
    assert len(anchors(page(opening, "document.write('<a href=x>t</a>')</script>"))) == 1


def test_page_without_scripts_is_the_same_object() -> None:
    html = page("<p>document.title</p>")
    assert written(html) is html
    assert Document(HERE, html).expanded is html


def test_records_of_hanweb_become_the_list() -> None:
    assert anchors(page(STORE)) == [
        ("/art/2022/1/20/art_7_1.html", "倡议书", True),
        ("/art/2022/1/19/art_7_2.html", "公告", True),
    ]
    assert len(Document(HERE, page(STORE)).tree.css("div#7 ul > li > b".replace("#7", "[id='7']"))) == 2


def test_address_of_the_next_records() -> None:
    assert proxies(page(STORE)) == ("/module/web/jpage/dataproxy.jsp?page=1&columnid=7",)
    assert proxies(page("<p>")) == ()


def test_answer_of_the_proxy() -> None:
    answer = STORE[STORE.index("<datastore>") : STORE.index("</script>")]
    assert len(anchors(answer)) == 2
    assert len(anchors(f'<?xml version="1.0"?>{answer}')) == 2


def test_records_of_table_rows() -> None:
    store = STORE.replace("<li>", "<tr><td>").replace("</li>", "</td></tr>")
    assert len(Document(HERE, page(store)).tree.css("table tr > td > a")) == 2


@pytest.mark.parametrize(
    ("html", "address"),
    [
        (page(script("window.location.href='/xxgk/';")), "/xxgk/"),
        (page(script("var u='a';"), script("location=u+'.html'")), "a.html"),
        (page(script("function go(){location.href='/x'}")), ""),
        (page("<a onclick=\"location.href='/x'\">t</a>"), ""),
        (page(script("location.href='/x'"), "字" * 20_000), ""),
        (page(script("if(navigator.userAgent.indexOf('iPhone')>0){location.href='/m'}")), ""),
    ],
)
def test_pages_that_only_send_on(html: str, address: str) -> None:
    assert sent_on(html) == address


def test_growth_is_bounded() -> None:
    html = page(*[script("a='<p>x</p>';document.write(a+a+a+a+a+a+a+a+a+a+a+a)")] * 200)
    assert len(html) < len(written(html)) <= 4 * len(html)


def test_half_letters_and_nul_are_replaced() -> None:
    html = page(script("document.write('a\\ud83d\\ude00b\\ud83dc\\0d')"))
    assert Document(HERE, html).text == "a😀b\ufffdc\ufffdd"


@pytest.mark.parametrize(
    "piece",
    [
        "<script>document.write('<p>')</script>",
        '<script "',
        "<script>",
        "<!--",
        "<script>document.write(",
        "<datastore>",
        "<script type=x><datastore><record><![CDATA[",
        "<record><![CDATA[",
        "<input id=a value=b>",
        "document.write",
        "</script",
    ],
)
def test_linear(piece: str) -> None:
    html = "document.write<datastore" + piece * (200_000 // len(piece))
    assert len(written(html)) <= 4 * len(html)
    proxies(html)


PARTS = st.sampled_from(
    [
        "<script>",
        "</script>",
        "document.write(",
        "'<a href=\"",
        "x'",
        "\">t</a>'",
        ")",
        ";",
        "<!--",
        "-->",
        "<input id=a value=b>",
        "+",
        "if(",
        "{",
        "}",
        "<datastore>",
        "<record>",
        "<![CDATA[",
        "]]>",
        "<script type='text/xml'>",
        "location.href='",
        "var a=",
        "document.getElementById('a').value",
    ]
)


@given(st.lists(PARTS, max_size=40).map("".join))
def test_any_mixture(html: str) -> None:
    assert len(written(html)) <= 4 * len(html)
    sent_on(html)
    proxies(html)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    written(f"<script>document.write('a');{text}</script>")
    sent_on(f"location{text}")
