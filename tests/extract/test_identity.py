from datetime import date
from functools import partial
from urllib.parse import quote

import pytest

from auditbot.extract.contact.identity import identity
from auditbot.extract.contact.marks import commented, entry, has_mark
from auditbot.extract.page import read_page
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.identity import Identity
from auditbot.model.needs import Needs
from auditbot.url import Url
from tests.growth import STEP, goes_with_size

CONAC = (
    """<script>document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript """
    """src='http://dcs.conac.cn/js/1/CA1.js'%3E%3C/script%3E"));</script>"""
)
JIUCUO = (
    '<script id="_jiucuo_" sitecode="3306990001" src="http://pucha.kaipuyun.cn/exposure/jiucuo.js"></script>'
)


def read(foot: str, body: str = "<p>要闻</p>", tagged: str = "") -> Identity:
    html = f'<html><body><div class="main">{body}</div><div class="footer">{foot}</div></body></html>'
    document = Document(Url("http://www.a.example/"), html)
    return identity(document, Outline(document.tree), tagged)


def test_a_whole_foot() -> None:
    found = read(
        "<p>主办单位：青禾区人民政府办公室 联系电话：0575-82031188</p>"
        f"<p>网站标识码：3306990001 <a>浙ICP备99000001号-1</a> 浙公网安备 33069902000001号</p>{CONAC}{JIUCUO}"
    )
    assert "青禾区人民政府办公室" in found.organiser
    assert (found.codes, found.icp) == (("3306990001",), "浙ICP备99000001号-1")
    assert found.police == "浙公网安备33069902000001号"
    assert (found.contact, found.mark, found.entry) == (True, True, True)
    assert found.entry_codes == ("3306990001",)
    assert not found.scripted


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("网站标识码：3306990001", ("3306990001",)),
        ("网站标识码 3306990001", ("3306990001",)),
        ("网站标识码&nbsp;3306990001&nbsp;&nbsp;", ("3306990001",)),
        ("政府网站标识码3306990001", ("3306990001",)),
        ("网站标识码: bm01000001", ("bm01000001",)),
        ("网站标识码：政府网站标识码", ("政府网站标识码",)),
        ("网站标识码：</p><p>浙ICP备99000001号", ("",)),
        ("网站标识码：3306990001</p><p>网站标识码：3306990002", ("3306990001", "3306990002")),
    ],
)
def test_codes_as_written(written: str, codes: tuple[str, ...]) -> None:
    assert read(f"<p>主办：青禾区</p><p>{written}</p>").codes == codes


def test_letters_and_digits_of_full_width() -> None:
    found = read("<p>主办：青禾区 网站标识码：３３０６９９０００１</p><p>浙ＩＣＰ备９９００００００１号</p>")
    assert (found.codes, found.icp) == (("3306990001",), "浙ICP备990000001号")


@pytest.mark.parametrize("written", ["电话：0575-82031188", "Tel:0575-82031188", "TEL 0575-82031188"])
def test_how_to_reach_the_site(written: str) -> None:
    assert read(f"<p>主办：青禾区 {written}</p>").contact


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("主办单位：青禾区人民政府", True),
        ("主办单位：</p><p>青禾区人民政府办公室", True),
        ("青禾区人民政府主办 版权所有", True),
        ("主办 青禾区人民政府办公室", True),
        ("主 办 单 位：青禾区人民政府</p><p>版权所有 不得转载", True),
        ("主　　办：青禾区人民政府</p><p>版权所有 不得转载", True),
        ("主　办：</p><p>承　办：青禾区大数据中心", False),
        ("主办单位：</p><p>主办：青禾区人民政府", True),
        ("版权所有：青禾区人民政府", False),
        ("主办单位： 版权所有：青禾区人民政府", False),
        ("主办单位：</p><p>承办单位：青禾区大数据中心", False),
        ("版权所有 主办单位：", False),
    ],
)
def test_who_runs_the_site_has_a_name(written: str, named: bool) -> None:
    assert bool(read(f"<p>{written}</p>").organiser) is named


def test_numbers_broken_by_lines_and_blanks() -> None:
    found = read(
        "<p>ICP证号：豫 ICP备 05017763号-1</p><p>主办：某局 <a>豫公网安备\n      41040002000001号</a></p>"
    )
    assert (found.icp, found.police) == ("豫ICP备05017763号-1", "豫公网安备41040002000001号")


@pytest.mark.parametrize(
    ("foot", "icp", "police"),
    [
        (
            "浙ICP备：12345678号 浙公网安备：33010602000001号",
            "浙ICP备12345678号",
            "浙公网安备33010602000001号",
        ),
        ("浙icp备12345678号-1", "浙ICP备12345678号-1", ""),
    ],
)
def test_numbers_behind_a_colon_and_in_small_letters(foot: str, icp: str, police: str) -> None:
    found = read(f"<p>主办：某局 {foot}</p>")
    assert (found.icp, found.police) == (icp, police)


@pytest.mark.parametrize(
    "written", ["公安备案号：33010602000001", "沪公安备：31010102045442号", "郑公备：41010029000130"]
)
def test_the_registration_with_the_police_under_another_name(written: str) -> None:
    assert written in read(f"<p>主办：某局</p><p>{written}</p>").police


def test_the_words_alone_are_no_registration() -> None:
    assert read("<p>主办：某局</p><p>公安备案</p>").police == ""


def test_second_names_of_provinces() -> None:
    assert read("主办：某厅 陇ICP备17003689号-1").icp == "陇ICP备17003689号-1"


def test_malformed_numbers_are_kept_as_written() -> None:
    found = read("主办：某局 浙ICP备1234号 浙公网安备330106号")
    assert found.icp.startswith("主办：某局 浙ICP备1234号")
    assert "浙公网安备330106号" in found.police


def test_what_the_text_of_an_article_says_is_no_foot() -> None:
    found = read("<p>版权所有 青禾区</p>", "<p>网站标识码：1100000001，浙ICP备12345678号，主办单位：某局</p>")
    assert (found.codes, found.icp, found.organiser) == ((), "", "")


def test_a_page_without_a_foot() -> None:
    assert read("", "<p>由某局主办的比赛</p>").bare


def test_friend_links_before_the_marks() -> None:
    links = "".join(f"<a href='/{number}'>某某市人民政府网站{number}</a> " for number in range(900))
    assert read(f"<div>{links}</div><p>主办：某局 网站标识码：3306990001</p>").codes == ("3306990001",)


@pytest.mark.parametrize(
    ("foot", "mark"),
    [
        (CONAC, True),
        ('<a href="http://bszs.conac.cn/sitename?id=1"><img src="red.png"></a>', True),
        ('<img src="/images/dzjg.png" alt="党政机关">', True),
        (f"<!-- {CONAC} -->", False),
        ("<p>党政机关办公用房</p>", False),
    ],
)
def test_the_mark_of_a_government_body(foot: str, mark: bool) -> None:
    assert has_mark(f"<html><body>{foot}</body></html>") is mark


@pytest.mark.parametrize(
    ("foot", "present", "codes"),
    [
        (JIUCUO, True, ("3306990001",)),
        ('<a href="//zfwzgl.www.gov.cn/jiucuo.html?site_code=3306990001">找错</a>', True, ("3306990001",)),
        (f"<script>document.write(unescape({quote(JIUCUO)!r}))</script>", True, ("3306990001",)),
        ("<script>document.write(\"%3Cscript id='_jiucuo_' sitecode='33'\")</script>", True, ("33",)),
        (f"<!--{JIUCUO}-->", False, ()),
        (f"<a title='政府网站找错' href='javascript:;'><img src='a.png'></a><!--{JIUCUO}-->", True, ()),
        ("<p>本站开展找错活动</p>", False, ()),
        ("<script>var siteCode = '44'; init(siteCode);</script>", False, ()),
    ],
)  # fmt: skip
def test_the_way_to_report_errors(foot: str, present: bool, codes: tuple[str, ...]) -> None:
    assert entry(f"<html><body>{foot}</body></html>") == (present, codes)


def test_comments_around_old_scripts_are_none() -> None:
    html = "<!-- a --><script><!--\nvar x = 'here';\n//--></script><!-- there -->"
    assert not commented(html, html.index("here"))
    assert commented(html, html.index("there"))


@pytest.mark.parametrize(
    ("script", "scripted"),
    [("/js/foot.js", True), ("/js/jquery.min.js", False), ("http://hm.baidu.com/hm.js", False)],
)
def test_scripts_that_may_write_more(script: str, scripted: bool) -> None:
    assert read(f"<p>主办：某局 版权所有</p><script src='{script}'></script>").scripted is scripted


def test_a_title_that_is_not_shown() -> None:
    assert read("", "<h1>关于防汛工作的<br>通知</h1>", "关于防汛工作的通知").title_shown
    assert not read("", "<h1>关于抗旱工作的通知</h1>", "关于防汛工作的通知").title_shown


@pytest.mark.parametrize(
    "piece", ["conac<!--", "<!--", "找错<a ", "sitecode=jiucuo", "标识码 ", "主办", "<script src="]
)
def test_hostile_sources_are_read_in_linear_time(piece: str) -> None:
    assert goes_with_size(partial(read, piece * 10_000), partial(read, piece * STEP * 10_000))


def test_it_is_read_only_if_somebody_asks() -> None:
    html = "<html><body><div class='footer'>主办：某局 网站标识码：3306990001</div></body></html>"
    facts = [
        read_page(Document(Url("http://www.a.example/"), html), needs=needs, today=date(2026, 11, 20))
        for needs in (Needs.NOTHING, Needs.IDENTITY)
    ]
    assert facts[0].identity is None
    assert facts[1].identity is not None
    assert facts[1].identity.codes == ("3306990001",)


def test_pieces_of_pages_are_told_from_pages() -> None:
    assert read("主办：某局").whole
    piece = Document(Url("http://www.a.example/list"), "<li>会议</li>")
    assert not identity(piece, Outline(piece.tree)).whole
