from datetime import date

import pytest

from auditbot.model.outcome import Outcome
from checks.release_marker import ReleaseMarker
from tests.checks.issued import FIRST, OPEN, SIGNED, document, site, table
from tests.checks.sites import only, url


@pytest.mark.parametrize(
    "note",
    ["（此件公开发布）", "此件公开发布", "（此件主动公开）", "（此件删减后公开）", "公开方式：主动公开"],
)
def test_released(note: str) -> None:
    page = document(f"{SIGNED}<p>{note}</p>")
    assert site(page).conclusion(ReleaseMarker).tally == {Outcome.PASSED: 1}


def test_no_note() -> None:
    (one,) = site(document(SIGNED)).findings(ReleaseMarker)
    assert (one.message_id, one.outcome, one.target) == ("missing", Outcome.FAILED, url(FIRST))


@pytest.mark.parametrize("note", ["（此件依申请公开）", "（此件不予公开）", "此件不公开"])
def test_marked_otherwise(note: str) -> None:
    assert only(site(document(f"{SIGNED}<p>{note}</p>")).findings(ReleaseMarker)) == (
        "otherwise",
        Outcome.FAILED,
    )


@pytest.mark.parametrize(
    ("field", "told"),
    [("主动公开", ("only-table", Outcome.CANT_TELL)), ("依申请公开", ("otherwise", Outcome.FAILED))],
)
def test_only_the_table_says_it(field: str, told: tuple[str, Outcome]) -> None:
    page = document(SIGNED, fields=table(公开方式=field))
    assert only(site(page).findings(ReleaseMarker)) == told


def test_a_page_without_text() -> None:
    page = document("", opening="", files={"/upload/1.pdf": "文件全文.pdf"})
    assert only(site(page).findings(ReleaseMarker)) == ("no-text", Outcome.CANT_TELL)


@pytest.mark.parametrize(
    "fields",
    [
        table(发布机构="国务院办公厅", 发文字号="国办发〔2026〕3号"),
        table(发文字号="青政令第5号"),
        table(发文字号="青政发明电〔2026〕5号"),
        table(发文字号="无"),
        table(成文日期="2007-11-05"),
    ],
    ids=["reprint", "order", "telegram", "no number", "older than the duty"],
)
def test_documents_without_the_duty(fields: dict[str, str]) -> None:
    title = "关于推进养老服务的意见"
    page = document(SIGNED, title=title, fields=fields | {"标题": title})
    assert site(page).conclusion(ReleaseMarker).tally == {Outcome.INAPPLICABLE: 1}


def test_since_a_day() -> None:
    made = site(document(SIGNED))
    assert made.findings(ReleaseMarker, since=date(2026, 11, 6)) == ()
    assert only(made.findings(ReleaseMarker, since=date(2026, 11, 5))) == ("missing", Outcome.FAILED)


def test_a_note_of_what_is_passed_on_comes_first() -> None:
    page = document(f"<p>（此件依申请公开）</p>{SIGNED}{OPEN}")
    assert site(page).findings(ReleaseMarker) == ()
