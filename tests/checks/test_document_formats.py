import pytest

from auditbot.demo.files import docx, pdf
from auditbot.model.outcome import Outcome
from auditbot.testing import Answered, MemorySite
from checks.document_formats import DocumentFormats
from tests.checks.issued import FIRST, SHORT, TITLE, document, site, table
from tests.checks.sites import Page, only, said, url

WORD, PDF = "/upload/1.docx", "/upload/1.pdf"
BOTH = {WORD: "文件下载（Word版）", PDF: f"{TITLE}.pdf"}
GOOD: dict[str, Page] = {
    WORD: Answered(docx(TITLE, "第一条"), content_type="application/msword"),
    PDF: Answered(pdf(TITLE), content_type="application/pdf"),
}
UNNAMED = {WORD: "1.docx", PDF: "1.pdf"}


def offering(files: dict[str, str], answers: dict[str, Page] | None = None) -> MemorySite:
    return site(document(files=files), more=GOOD | (answers or {}))


def test_all_forms() -> None:
    assert offering(BOTH).conclusion(DocumentFormats).tally == {Outcome.PASSED: 1}


@pytest.mark.parametrize(
    ("files", "forms"),
    [({WORD: "Word版"}, "PDF"), ({PDF: "PDF版"}, "Word"), ({}, "Word、PDF")],
)
def test_a_form_is_missing(files: dict[str, str], forms: str) -> None:
    (one,) = offering(files).findings(DocumentFormats)
    assert (one.message_id, one.outcome, one.target) == ("missing", Outcome.FAILED, url(FIRST))
    assert one.parameters["forms"]["zh"] == forms


def test_only_the_forms_that_are_asked_for() -> None:
    assert offering({PDF: "PDF版"}).findings(DocumentFormats, formats=["web", "pdf"]) == ()


def test_one_download_is_enough() -> None:
    assert offering({PDF: "下载"}).findings(DocumentFormats, any=True) == ()
    (one,) = offering({}).findings(DocumentFormats, any=True)
    assert (one.message_id, one.parameters["forms"]["zh"]) == ("missing", "Word或PDF")


def test_the_page_itself_holds_no_text() -> None:
    page = document("", opening="", files=BOTH)
    (one,) = site(page, more=GOOD).findings(DocumentFormats)
    assert (one.message_id, one.parameters["forms"]["zh"]) == ("missing", "网页正文")


def test_annexes_are_not_the_document() -> None:
    files = {WORD: "附件1：养老服务补贴申请表.docx", PDF: f"{SHORT}.pdf"}
    assert only(offering(files).findings(DocumentFormats)) == ("missing", Outcome.FAILED)


def test_a_file_is_known_by_the_title_in_it() -> None:
    assert offering(UNNAMED).findings(DocumentFormats) == ()


def test_a_file_that_holds_something_else() -> None:
    other: dict[str, Page] = {WORD: Answered(docx("区长信箱办理规程"), content_type="application/msword")}
    assert only(offering(BOTH, other).findings(DocumentFormats)) == ("other-title", Outcome.CANT_TELL)


def test_a_file_that_nobody_could_read() -> None:
    outside = "http://img.elsewhere.example/9.doc"
    made = site(
        document(files={outside: "9.doc", PDF: "PDF版"}), more={**GOOD, outside: b"\xd0\xcf\x11\xe0doc"}
    )
    assert only(made.findings(DocumentFormats)) == ("unsure", Outcome.CANT_TELL)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answered("", 404), "dead"),
        (Answered(b"", content_type="application/msword"), "dead"),
        (Answered(docx(TITLE)[:300], content_type="application/msword"), "unusable"),
    ],
    ids=["gone", "empty", "damaged"],
)
def test_files_that_do_not_open(answer: Answered, message: str) -> None:
    found = offering(BOTH, {WORD: answer}).findings(DocumentFormats)
    assert said(found) == [(message, FIRST)]


@pytest.mark.parametrize("number", ["青政发〔2026〕5号"])
def test_only_normative_documents_unless_all_are_asked_for(number: str) -> None:
    page = document(fields=table(发文字号=number), under="其他文件")
    assert site(page).conclusion(DocumentFormats).tally == {Outcome.INAPPLICABLE: 1}
    assert only(site(page).findings(DocumentFormats, normative=False)) == ("missing", Outcome.FAILED)


def test_reprints() -> None:
    title = "国务院办公厅关于推进养老服务发展的意见"
    page = document("", title=title, fields=table(标题=title, 发布机构="国务院办公厅"))
    assert site(page).conclusion(DocumentFormats).tally == {Outcome.INAPPLICABLE: 1}
