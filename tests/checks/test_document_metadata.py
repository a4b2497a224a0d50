import pytest

from auditbot.model.outcome import Outcome
from checks.document_metadata import DocumentMetadata
from tests.checks.issued import FIRST, SIGNED, TITLE, document, site, table
from tests.checks.sites import only, said, url

STATE = "国务院办公厅关于推进养老服务发展的意见"


def test_a_whole_table() -> None:
    assert site(document()).conclusion(DocumentMetadata).tally == {Outcome.PASSED: 1}


def test_a_field_left_empty() -> None:
    (one,) = site(document(fields=table(有效性=""))).findings(DocumentMetadata)
    assert (one.message_id, one.outcome, one.target) == ("empty", Outcome.FAILED, url(FIRST))
    assert one.parameters["fields"] == {"zh": "有效性", "en": "validity"}


def test_fields_that_are_missing() -> None:
    (one,) = site(document(fields=table(有效性=None, 索引号=None))).findings(DocumentMetadata)
    assert (one.message_id, one.parameters["fields"]["zh"]) == ("missing", "索引号、有效性")


def test_missing_and_empty_are_told_apart() -> None:
    found = site(document(fields=table(主题分类=None, 有效性=""))).findings(DocumentMetadata)
    assert said(found) == [("empty", FIRST), ("missing", FIRST)]


def test_only_the_fields_that_are_asked_for() -> None:
    made = site(document(fields=table(有效性="", 主题分类=None)))
    assert made.findings(DocumentMetadata, fields=["index", "number"]) == ()


def test_only_normative_documents_where_that_is_asked() -> None:
    other = document(fields=table(有效性="", 发文字号="青政发〔2026〕5号"), under="其他文件")
    assert only(site(other).findings(DocumentMetadata)) == ("empty", Outcome.FAILED)
    narrowed = site(other).conclusion(DocumentMetadata, normative=True)
    assert (narrowed.findings, narrowed.tally) == ((), {Outcome.INAPPLICABLE: 1})
    own = document(fields=table(有效性=""))
    assert only(site(own).findings(DocumentMetadata, normative=True)) == ("empty", Outcome.FAILED)


@pytest.mark.parametrize(
    ("fields", "bar"),
    [
        ({"标题": None}, ""),
        ({"发布日期": None}, "发布时间：2026-11-10"),
        ({"发布机构": None}, "来源：青禾区人民政府"),
        ({"有效性": None, "有效期": "2031-11-05"}, ""),
        ({"主题分类": None, "组配分类": "民政"}, ""),
        ({"发文字号": "无"}, ""),
    ],
)
def test_what_is_shown_elsewhere_or_under_another_label(fields: dict[str, str | None], bar: str) -> None:
    made = site(document(fields=table(**fields), bar=bar))
    assert [one for one in made.findings(DocumentMetadata) if one.outcome is Outcome.FAILED] == []


def test_a_document_that_may_have_no_number() -> None:
    made = site(document(fields=table(发文字号="")))
    assert only(made.findings(DocumentMetadata)) == ("no-number", Outcome.CANT_TELL)


def test_a_number_that_the_text_has() -> None:
    made = site(document(f"<p>青政规〔2026〕5号</p>{SIGNED}", fields=table(发文字号="")))
    assert only(made.findings(DocumentMetadata)) == ("empty", Outcome.FAILED)


def test_a_page_without_a_table() -> None:
    page = document(
        f"<p>青政规〔2026〕5号</p>{SIGNED}", fields=None, bar="发布时间：2026-11-10 来源：青禾区人民政府"
    )
    (one,) = site(page).findings(DocumentMetadata)
    assert (one.message_id, one.parameters["fields"]["zh"]) == (
        "no-table",
        "索引号、成文日期、主题分类、有效性",
    )


def test_what_only_reads_like_documents_is_asked_about_once() -> None:
    notice = document("<p>特此通知。</p>", fields=None, bar="发布时间：2026-11-10")
    (one,) = site(notice, notice).findings(DocumentMetadata)
    assert (one.message_id, one.outcome, one.found_on_total) == ("no-sign", Outcome.CANT_TELL, 2)


def test_what_all_tables_lack_is_one_fault() -> None:
    pages = [
        document(
            fields=table(有效性=None, 发文字号=f"青政规〔2026〕{n}号", 主题分类="" if n == 2 else "民政")
        )
        for n in range(1, 5)
    ]
    found = site(*pages).findings(DocumentMetadata)
    assert [one.message_id for one in found] == ["template", "empty"]
    assert found[0].parameters["field"]["zh"] == "有效性"
    assert found[0].found_on_total == 4


def test_no_page_has_a_table() -> None:
    pages = [
        document(f"<p>青政规〔2026〕{n}号</p>{SIGNED}", fields=None, bar="发布时间：2026-11-10")
        for n in range(1, 4)
    ]
    (one,) = site(*pages).findings(DocumentMetadata)
    assert (one.message_id, one.found_on_total) == ("no-tables", 3)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"成文日期": "2026-11-04"}, "成文日期"),
        ({"标题": "青禾区人民政府关于加强道路管理的意见"}, "标题"),
    ],
)
def test_table_and_page_contradict_each_other(fields: dict[str, str], field: str) -> None:
    (one,) = site(document(fields=table(**fields))).findings(DocumentMetadata)
    assert (one.message_id, one.parameters["field"]["zh"]) == ("differs", field)


def test_two_days_of_publication() -> None:
    made = site(document(bar="发布时间：2026-11-12"))
    assert only(made.findings(DocumentMetadata)) == ("differs", Outcome.FAILED)
    tagged = site(document(tags='<meta name="PubDate" content="2026-11-12 10:00">'))
    assert only(tagged.findings(DocumentMetadata)) == ("differs", Outcome.FAILED)


@pytest.mark.parametrize(
    "page",
    [
        document("<p>区民政局</p><p>2026年10月8日</p>"),
        document(
            fields={"生成日期" if k == "成文日期" else k: v for k, v in table(成文日期="2026-11-06").items()}
        ),
        document(fields=table(标题="青禾区养老服务补贴办法")),
        document(fields=table(标题=TITLE[:-4] + "…")),
        document(fields=table(标题=None, 名称="青禾区民政局")),
        document(tags='<meta name="PubDate" content="2026-11-10 10:00">'),
    ],
    ids=["signed by another", "day of generation", "short title", "cut title", "name of a body", "same day"],
)
def test_what_is_no_contradiction(page: str) -> None:
    assert site(page).findings(DocumentMetadata) == ()


def test_documents_of_higher_bodies_are_left_out() -> None:
    state = document(
        "", title=STATE, fields={"发文字号": "国办发〔2026〕3号", "索引号": "", "发布日期": "2026-11-10"}
    )
    assert site(state).conclusion(DocumentMetadata).tally == {Outcome.INAPPLICABLE: 1}


def test_a_document_that_may_be_another_bodys() -> None:
    page = document("", title=SHORT, fields=table(标题=SHORT, 发布机构="柳溪镇人民政府", 有效性=""))
    assert only(site(page).findings(DocumentMetadata)) == ("empty", Outcome.CANT_TELL)


def test_the_unit_that_answers() -> None:
    page = document("", title=SHORT, fields=table(标题=SHORT, 发布机构="区民政局", 有效性=""))
    (one,) = site(page).findings(DocumentMetadata)
    assert (one.unit, one.outcome) == ("区民政局", Outcome.FAILED)


def test_a_site_without_documents() -> None:
    assert site().conclusion(DocumentMetadata).tally == {Outcome.INAPPLICABLE: 1}


SHORT = "关于印发养老服务补贴办法的通知"
