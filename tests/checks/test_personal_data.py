"""Numbers of persons on pages and in files; numbers that only look like them."""

from datetime import date

import pytest

from auditbot.model.outcome import Outcome
from auditbot.settings import Limits, Links, Politeness, Settings
from auditbot.testing import DAY, MemorySite, Pages
from checks.personal_data import PersonalDataShown
from tests.attachments import files
from tests.checks.sites import NO_MORE, article, home, said
from tests.extract.persons import CARD, ONE, TWO, identity


def table(*rows: tuple[str, ...]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"</p><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table><p>"


LIST = table(("姓名", "身份证号", "金额"), ("张三", ONE, "300"), ("李四", TWO, "300"))
CONTACTS = table(
    ("单位", "联系人", "联系电话"), ("财政局", "张三", "13812345678"), ("民政局", "李四", "13912345678")
)


def site(text: str, title: str = "补贴对象公示", day: date = DAY, *, more: Pages = NO_MORE) -> MemorySite:
    pages = {"/": home('<a href="/a.html">公示</a>'), "/a.html": article(title, text)}
    return MemorySite({**pages, **{f"/{name}": body for name, body in more.items()}}, as_of=day)


def test_a_list_with_identity_numbers() -> None:
    (one,) = site(LIST).findings(PersonalDataShown)
    assert said([one]) == [("page", "/a.html")]
    assert one.outcome is Outcome.FAILED
    assert one.parameters["count"] == 2
    assert one.parameters["examples"] == [f"{number[:3]}{'*' * 13}{number[-2:]}" for number in (ONE, TWO)]
    assert one.evidence[0].mark in one.evidence[0].excerpt
    assert ONE not in one.model_dump_json()


def test_the_defect_is_page_and_kind_whatever_the_numbers() -> None:
    before, after = (site(f"<p>张三 {number}</p>").findings(PersonalDataShown) for number in (ONE, TWO))
    both = site(f"{LIST}张三 卡号 {CARD}").findings(PersonalDataShown)
    assert [one.id for one in before] == [one.id for one in after]
    assert len({one.id for one in both}) == 2


def test_numbers_beside_names_that_a_person_must_look_at() -> None:
    (one,) = site("<p>张三 13812345678</p><p>李四 13912345678</p>").findings(PersonalDataShown)
    assert (one.message_id, one.outcome) == ("page-unsure", Outcome.CANT_TELL)


@pytest.mark.parametrize(
    "text",
    [
        CONTACTS,
        "联系人：张三，电话 13812345678",
        f"统一社会信用代码：{ONE}",
        "张三 350199********1234",
        f"户名：柳溪镇人民政府 开户行：农商银行 账号：{CARD}",
        f'<a href="/files/{ONE}.html">名单</a>',
    ],
)
def test_numbers_that_are_nobodys(text: str) -> None:
    conclusion = site(text).conclusion(PersonalDataShown)
    assert conclusion.findings == ()
    assert conclusion.tally == {Outcome.PASSED: 2}


def test_an_identity_number_of_somebody_not_yet_born() -> None:
    young = identity("35019920261201123")
    assert site(f"张三 {young}").findings(PersonalDataShown) == ()
    assert len(site(f"张三 {young}", day=date(2026, 12, 2)).findings(PersonalDataShown)) == 1


def test_only_the_kinds_that_were_asked_for() -> None:
    both = site(f"{LIST}张三 卡号 {CARD}")
    assert [
        one.parameters["what"]["en"] for one in both.findings(PersonalDataShown, kinds=["bank-card"])
    ] == ["bank-card numbers of persons"]


def test_only_pages_and_files_of_these_words() -> None:
    linked = f'{LIST}<a href="/x.docx">附件</a>'
    one = site(linked, more={"x.docx": files.docx(f"张三 {TWO}")})
    assert said(one.findings(PersonalDataShown, within=["公示"])) == [
        ("file", "/x.docx"),
        ("page", "/a.html"),
    ]
    assert one.conclusion(PersonalDataShown, within=["a.html"]).tally == {}
    assert one.conclusion(PersonalDataShown, within=["征集"]).tally == {Outcome.INAPPLICABLE: 1}
    assert said(one.findings(PersonalDataShown, within=["x.docx"])) == [("file", "/x.docx")]


def test_a_word_document() -> None:
    one = site('<a href="/x.docx">附件：名单</a>', more={"x.docx": files.docx("名单", f"张三，{ONE}")})
    (found,) = one.findings(PersonalDataShown)
    assert said([found]) == [("file", "/x.docx")]
    assert found.parameters["title"] == "附件：名单"
    assert found.evidence[0].url.endswith("/a.html") if found.evidence[0].url else False
    assert ONE not in found.model_dump_json()


def test_lists_in_old_and_new_documents() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    listed = [("姓名", "性别", "电话"), ("张三", "男", "13812345678"), ("李四", "女", "13912345678")]
    rows = "".join(f"<w:tr>{''.join(cell.format(one) for one in row)}</w:tr>" for row in listed)
    new = files.docx(document=f"<w:document xmlns:w='{files.W}'><w:tbl>{rows}</w:tbl></w:document>")
    old = files.doc(("".join("\x07".join(row) + "\x07\x07" for row in listed), "utf-16-le"))
    links = '<a href="/x.docx">名单</a> <a href="/y.wps">名单</a>'
    found = site(links, more={"x.docx": new, "y.wps": old}).findings(PersonalDataShown)
    assert said(found) == [("file", "/x.docx"), ("file", "/y.wps")]


def test_a_hidden_sheet() -> None:
    book = files.xlsx([["姓名", "金额"], ["张三", "300"]], hidden=f"张三 {ONE}")
    (found,) = site('<a href="/x.xlsx">名单</a>', more={"x.xlsx": book}).findings(PersonalDataShown)
    assert "隐藏" in found.parameters["hidden"]["zh"]


def test_hidden_rows_and_columns_are_read() -> None:
    cell = "<c t='inlineStr'><is><t>{}</t></is></c>"
    sheet = (
        f"<worksheet xmlns='{files.S}'><cols><col min='2' max='2' hidden='1'/></cols><sheetData>"
        f"<row>{cell.format('张三')}{cell.format(ONE)}</row></sheetData></worksheet>"
    )
    relation = "<Relationship Id='r1' Target='worksheets/sheet1.xml'/>"
    book = files.zipped(
        {
            "[Content_Types].xml": files.CONTENT_TYPES,
            "xl/workbook.xml": f"<workbook xmlns:r='{files.R}'><sheets>"
            "<sheet name='一' r:id='r1'/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relation}</Relationships>",
            "xl/worksheets/sheet1.xml": sheet,
        }
    )
    (found,) = site('<a href="/x.xlsx">名单</a>', more={"x.xlsx": book}).findings(PersonalDataShown)
    assert "行或列" in found.parameters["hidden"]["zh"]


def test_files_that_could_not_be_read_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditbot.crawl.files.office_program", str)
    old = files.compound({"Workbook": bytes(4096)})
    links = '<a href="/x.xls">名单</a> <a href="/y.docx">方案</a> <a href="/z.docx">没有</a>'
    conclusion = site(links, more={"x.xls": old, "y.docx": files.docx("没有号码")}).conclusion(
        PersonalDataShown
    )
    (found,) = conclusion.findings
    assert (found.message_id, found.outcome) == ("unread", Outcome.UNTESTED)
    assert conclusion.tally == {Outcome.PASSED: 3, Outcome.INAPPLICABLE: 1}


def test_files_beyond_the_limit_are_named() -> None:
    links = "".join(f'<a href="/{number}.docx">{number}</a> ' for number in range(4))
    pages = {"/": home(links)} | {f"/{number}.docx": files.docx("a") for number in range(4)}
    settings = Settings(
        as_of=DAY,
        limits=Limits(attachments=2),
        politeness=Politeness(rate=0),
        links=Links(confirm_pause=0, confirm_pause_transient=0),
    )
    found = MemorySite(pages, settings=settings).findings(PersonalDataShown)
    assert [one.message_id for one in found] == ["unread", "unread"]
