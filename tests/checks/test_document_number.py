import pytest

from auditbot.model.outcome import Outcome, Severity
from checks.document_number import DocumentNumbers
from tests.checks.issued import FIRST, SIGNED, TITLE, document, site, table
from tests.checks.sites import only, url


def numbered(number: str, text: str = SIGNED, title: str = TITLE) -> str:
    return document(text, title=title, fields=table(发文字号=number))


@pytest.mark.parametrize(
    "number",
    [
        "青政规〔2026〕5号",
        "青政规﹝2026﹞5号",
        "青政规 〔2026〕 5 号",
        "青政发[1998]5号",
        "青政令第5号",
        "公告2026年第5号",
    ],
)
def test_well_formed_numbers(number: str) -> None:
    assert site(numbered(number)).conclusion(DocumentNumbers).tally == {Outcome.PASSED: 1}


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("青政规（2026）5号", "〔〕"),
        ("青政规[2026]5号", "〔〕"),
        ("青政规【2026】5号", "〔〕"),
        ("青政规〔20265号", "不完整"),
        ("青政规〔2026〕05号", "0"),
        ("青政规〔2026〕第5号", "第"),
        ("青政规〔26〕5号", "四位"),
        ("青政规〔2026〕", "中断"),
    ],
)
def test_malformed_numbers(number: str, fault: str) -> None:
    (one,) = site(numbered(number)).findings(DocumentNumbers)
    assert (one.message_id, one.outcome, one.target) == ("malformed", Outcome.FAILED, url(FIRST))
    assert fault in one.parameters["faults"]["zh"]


def test_one_fault_written_in_two_places_is_told_once() -> None:
    page = numbered("青政规（2026）5号", f"<p>青政规（2026）5号</p>{SIGNED}", f"{TITLE}（青政规（2026）5号）")
    assert only(site(page).findings(DocumentNumbers)) == ("malformed", Outcome.FAILED)


def test_the_text_is_wrong_and_the_table_right() -> None:
    (one,) = site(numbered("青政规〔2026〕5号", f"<p>青政规（2026）5号</p>{SIGNED}")).findings(
        DocumentNumbers
    )
    assert (one.message_id, one.parameters["place"]["zh"]) == ("malformed", "正文")


@pytest.mark.parametrize("other", ["青政规〔2026〕6号", "青政规〔2025〕5号", "青政发〔2026〕5号"])
def test_table_and_text_differ(other: str) -> None:
    page = numbered("青政规〔2026〕5号", f"<p>{other}</p>{SIGNED}")
    assert only(site(page).findings(DocumentNumbers)) == ("differs", Outcome.FAILED)


def test_numbers_that_have_nothing_in_common() -> None:
    page = numbered("青政规〔2026〕5号", f"<p>青政办发〔2025〕81号</p>{SIGNED}")
    assert only(site(page).findings(DocumentNumbers)) == ("differs", Outcome.CANT_TELL)


def test_the_number_of_the_document_that_is_passed_on() -> None:
    title = "青禾区人民政府转发市政府关于养老服务的通知"
    page = numbered("青政规〔2026〕5号", f"<p>溪政发〔2025〕81号</p>{SIGNED}", title)
    assert site(page).findings(DocumentNumbers) == ()


def test_an_unusual_number() -> None:
    assert only(site(numbered("QH2026-0005")).findings(DocumentNumbers)) == ("unread", Outcome.CANT_TELL)


QUOTING = f"<p>根据渝府办发〔202259号、汕府办函（2019）157号和青政发[1998]5号文件，制定本办法。</p>{SIGNED}"


def test_quoted_numbers() -> None:
    found = site(numbered("青政规〔2026〕5号", QUOTING)).findings(DocumentNumbers)
    assert [(one.message_id, one.weight) for one in found] == [
        ("quoted-broken", Severity.MINOR),
        ("quoted-brackets", Severity.NOTICE),
    ]
    assert found[0].parameters["numbers"] == "渝府办发〔202259号"
    assert found[1].parameters["numbers"] == "汕府办函（2019）157号"


def test_quoted_numbers_are_not_asked_for() -> None:
    assert site(numbered("青政规〔2026〕5号", QUOTING)).findings(DocumentNumbers, quoted=False) == ()


def test_a_document_without_number() -> None:
    page = document("<p>特此通知。</p>", fields=None, bar="发布时间：2026-11-10")
    assert site(page).conclusion(DocumentNumbers).tally == {Outcome.INAPPLICABLE: 1}


def test_a_site_without_documents() -> None:
    assert site().conclusion(DocumentNumbers).tally == {Outcome.INAPPLICABLE: 1}
