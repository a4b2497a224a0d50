from datetime import date
from functools import partial

import pytest

from auditbot.extract.about.reading import reading
from auditbot.extract.documents.document_text import document_text, released
from auditbot.model.document_text import DocumentText, Release
from tests.extract.pages import document, facts
from tests.growth import STEP, goes_with_size

TITLE = "青禾区人民政府关于印发青禾区养老服务补贴办法的通知"
TABLE = (
    "<table><tr><td>索引号</td><td>1133/2026-00007</td><td>发文字号</td><td>青政规〔2026〕5号</td></tr>"
    "<tr><td>成文日期</td><td>2026-07-15</td><td>发布日期</td><td>2026-08-01</td></tr></table>"
)
OPENING = "<p>各镇人民政府、街道办事处，区政府各部门：</p><p>现将办法印发给你们，请认真贯彻执行。</p>"


def read(
    text: str, title: str = TITLE, table: str = TABLE, bar: str = "发布时间：2026-08-01"
) -> DocumentText:
    body = f"{table}<h1>{title}</h1><div>{bar}</div><div class='content'>{OPENING}{text}</div>"
    head = f'<meta name="ArticleTitle" content="{title}">'
    found = facts(body, path="/zc/t20260801_1.html", head=head)
    assert found.document is not None
    return found.document


@pytest.mark.parametrize(
    ("text", "release", "released_as"),
    [
        ("<p>（此件公开发布）</p>", "此件公开发布", Release.OPEN),
        ("<p>此件公开发布</p>", "此件公开发布", Release.OPEN),
        ("<p>（此 件 公 开 发 布）</p>", "此 件 公 开 发 布", Release.OPEN),
        ("<p>[此件依申请公开]</p>", "此件依申请公开", Release.ON_REQUEST),
        ("<p>（此件不予公开）</p>", "此件不予公开", Release.CLOSED),
        ("<p>（此件删减后公开）</p>", "此件删减后公开", Release.OPEN),
        ("<p>（本文有删减）</p>", "本文有删减", Release.OPEN),
        ("<p>（依申请公开）</p>", "依申请公开", Release.ON_REQUEST),
        ("<p>公开方式：主动公开</p>", "公开方式：主动公开", Release.OPEN),
        ("<p>（此件发至县团级）</p>", "", None),
        ("<p>各单位应当主动公开有关信息，依申请公开的及时答复。</p>", "", None),
    ],
)
def test_the_note_on_release(text: str, release: str, released_as: Release | None) -> None:
    told = read(text)
    assert (told.release, told.released) == (release, released_as)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("主动公开", Release.OPEN),
        ("依申请公开", Release.ON_REQUEST),
        ("不公开", Release.CLOSED),
        ("面向社会", None),
    ],
)
def test_fields_on_release(words: str, kind: Release | None) -> None:
    assert released(words) is kind


@pytest.mark.parametrize(
    "text",
    [
        "<p>青禾区人民政府</p><p>2026年7月15日</p>",
        "<p>青禾区人民政府　2026年7月15日</p>",
        "<p>青禾区人民政府<br>二〇二六年七月十五日</p>",
    ],
)
def test_the_signature(text: str) -> None:
    told = read(f"{text}<p>附件</p><p>区民政局</p><p>2026年6月1日</p>")
    assert (told.signer, told.signed) == ("青禾区人民政府", date(2026, 7, 15))


@pytest.mark.parametrize("text", ["<p>2026年7月15日</p>", "<p>会议时间</p><p>2026年7月15日</p>"])
def test_days_that_are_no_signature(text: str) -> None:
    assert read(text).signed is None


def test_numbers_in_title_and_text() -> None:
    told = read("", f"{TITLE}（青政规〔2026〕5号）")
    assert (told.title_number, told.line_number) == ("青政规〔2026〕5号", "")
    told = read("<p>青政规（2026）5号</p>")
    assert told.line_number == "青政规（2026）5号"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "区教育局转发区委组织部关于评选人才的通知",
            "<p>现将《关于评选人才的通知》（青组通﹝2026﹞43 号）转发给你们。</p>",
        ),
        ("区教育局转发浙体群〔2026〕18 号关于全民健身的通知", "<p>现转发给你们，请抓好落实。</p>"),
    ],
)
def test_the_number_of_what_is_passed_on_is_not_its_own(title: str, text: str) -> None:
    for number in ("青组通〔2026〕43号", "浙体群〔2026〕18号"):
        told = read(f"{text}<p>{number}</p>", title)
        passed = number[:3] in title + text
        assert (told.line_number == "") is passed
    own = read(f"<p>青教〔2026〕9号</p>{text}<p>青组通〔2026〕43号</p>", title)
    assert own.line_number == "青教〔2026〕9号"


@pytest.mark.parametrize(
    ("ending", "number"),
    [
        ("（宁政办发〔2022〕", "宁政办发〔2022〕"),
        ("（宁政办发〔2022〕47", "宁政办发〔2022〕47"),
        ("（宁政办发〔202247号）", "宁政办发〔202247号"),
        ("（2022）", ""),
        ("（2021—2025年）", ""),
        ("（试行）", ""),
    ],
)
def test_a_number_cut_off_at_the_end_of_the_title(ending: str, number: str) -> None:
    assert read("", f"{TITLE}{ending}").title_number == number


def test_quoted_numbers() -> None:
    told = read(
        "<p>根据《通知》（渝府办发〔202259号）、《意见》（苏办发〔2016〕45号）和（汕府办函（2019）157号）、"
        "平组通﹝2020﹞43号文件，经研究决定如下。</p>"
    )
    assert told.broken == ("渝府办发〔202259号",)
    assert told.malformed == ("汕府办函（2019）157号",)


def test_brackets_cut_up_by_markup_are_whole() -> None:
    told = read("<p>根据渝府办发<span>〔</span>2022<b>〕</b><i>59</i>号文件精神，制定本办法。</p>")
    assert (told.broken, told.malformed) == ((), ())


def test_a_bracket_that_may_be_a_picture() -> None:
    assert read("<p>根据渝府办发〔2022<img src='k.png'>59号文件精神，制定本办法。</p>").broken == ()


def test_what_follows_the_text_is_not_of_the_document() -> None:
    told = read("<p>青禾区人民政府</p><p>2026年7月15日</p><p>上一篇：关于转发渝府办发〔202259号的通知</p>")
    assert told.broken == ()


@pytest.mark.parametrize(
    ("title", "text", "is_void"),
    [
        (f"【已废止】{TITLE}", "", True),
        (f"{TITLE}（失效）", "", True),
        (TITLE, "<p>本文件已于2025年3月1日废止。</p>", True),
        (TITLE, "<p>本办法自2021年3月1日起施行，原办法同时废止。</p>", False),
        ("青禾区人民政府关于废止部分规范性文件的决定", "", False),
    ],
)
def test_marks_of_what_is_no_longer_in_force(title: str, text: str, is_void: bool) -> None:
    assert bool(read(text, title).void) is is_void


def test_a_day_to_come_below_the_title() -> None:
    assert read("", bar="发布时间：2027-08-01").announced == date(2027, 8, 1)


def test_the_label_of_the_day_of_writing() -> None:
    assert read("").dated_as == "成文日期"
    assert read("", table=TABLE.replace("成文日期", "生 成 日 期")).dated_as == "生成日期"


def test_only_policies_have_it() -> None:
    assert (
        facts(
            "<h1>区领导调研秋粮收购</h1><p>发布时间：2026-08-01</p><p>正文</p>", path="/t20260801_1.html"
        ).document
        is None
    )


def test_a_term_by_the_table() -> None:
    table = TABLE.replace("发布日期</td><td>2026-08-01", "有效期</td><td>2021-03-01至2025-02-28")
    assert read("", table=table).ends == date(2025, 2, 28)


HOSTILE = (
    "自",
    "自2021年3月1日起",
    "有效期",
    "本办法有效期",
    "《甲乙丙丁办法》同时废止",
    "《",
    "〔",
    "此件",
    "此件公开发布\n",
    "本文件已于",
    "2026年7月15日",
    "二〇二六年七月",
    "青禾区人民政府\n",
    "至2021年3月1日",
    "根据青政发〔202259号",
    "青政发（2022）59号",
    "\n上",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_long_texts_cost_no_more_than_their_length(unit: str) -> None:
    def read(size: int) -> object:
        text = "".join(f"<p>{line}</p>" for line in (unit * (size // len(unit))).split("\n"))
        page = reading(document(f"<h1>{TITLE}</h1>{text}", path="/zc/t20260801_1.html"))
        return document_text(page, TITLE, None)

    assert goes_with_size(partial(read, 15_000), partial(read, STEP * 15_000))
