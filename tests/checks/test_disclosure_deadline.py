from datetime import date

import pytest
from pydantic import ValidationError

from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite
from checks.disclosure_deadline import DisclosureDeadline
from tests.checks.issued import FIRST, SIGNED, document, site, table
from tests.checks.sites import only, url


def dated(written: str | None, published: str | None, text: str = "") -> MemorySite:
    return site(document(text, fields=table(成文日期=written, 发布日期=published)))


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2026-11-05", "2026-11-05"),
        ("2026-10-23", "2026-11-20"),
        ("2025-09-05", "2025-10-10"),
        ("2022-07-27", "2022-08-01"),
    ],
    ids=["same day", "20", "20 with holidays and a made-up workday", "3"],
)
def test_in_time(written: str, published: str) -> None:
    assert dated(written, published).conclusion(DisclosureDeadline).tally == {Outcome.PASSED: 1}


@pytest.mark.parametrize(
    ("written", "published", "days"),
    [("2026-10-22", "2026-11-20", 21), ("2025-09-05", "2025-10-11", 21), ("2026-08-03", "2026-11-10", 67)],
)
def test_late(written: str, published: str, days: int) -> None:
    (one,) = dated(written, published).findings(DisclosureDeadline)
    assert (one.message_id, one.outcome, one.target) == ("late", Outcome.FAILED, url(FIRST))
    assert one.parameters["days"] == days


def test_another_limit() -> None:
    made = dated("2026-11-05", "2026-11-10")
    assert only(made.findings(DisclosureDeadline, workdays=2)) == ("late", Outcome.FAILED)


def test_published_before_it_was_written() -> None:
    made = dated("2026-11-10", "2026-11-05")
    assert only(made.findings(DisclosureDeadline)) == ("before", Outcome.FAILED)


@pytest.mark.parametrize(
    ("written", "published"), [("2026-12-05", "2026-11-10"), ("2026-11-05", "2027-01-10")]
)
def test_days_to_come(written: str, published: str) -> None:
    assert only(dated(written, published).findings(DisclosureDeadline)) == ("future", Outcome.FAILED)


def test_a_day_of_publication_to_come_below_the_title() -> None:
    page = document("", fields=table(发布日期=None), bar="发布时间：2027-01-10")
    assert only(site(page).findings(DisclosureDeadline)) == ("future", Outcome.FAILED)


def test_a_missing_day_is_told_elsewhere() -> None:
    concluded = dated(None, "2026-11-10").conclusion(DisclosureDeadline)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.CANT_TELL: 1})


def test_the_signature_stands_for_the_day_of_writing() -> None:
    text = SIGNED.replace("11月5日", "9月5日")
    assert only(dated(None, "2026-11-10", text).findings(DisclosureDeadline)) == ("late", Outcome.FAILED)


def test_a_day_of_publication_that_nobody_shows() -> None:
    page = document("", fields=table(成文日期="2026-09-05", 发布日期=None))
    assert only(site(page).findings(DisclosureDeadline)) == ("maybe-late", Outcome.CANT_TELL)


def test_a_year_whose_holidays_are_not_known() -> None:
    made = site(
        document("", fields=table(成文日期="2029-01-05", 发布日期="2029-02-10")), as_of=date(2029, 3, 1)
    )
    assert only(made.findings(DisclosureDeadline)) == ("year-unknown", Outcome.CANT_TELL)


def test_documents_older_than_the_regulation() -> None:
    assert dated("2004-08-12", "2018-12-24").conclusion(DisclosureDeadline).tally == {Outcome.INAPPLICABLE: 1}


@pytest.mark.parametrize("issuer", ["溪山市人民政府", "国务院办公厅", "新华社", "白鹭区人民政府"])
def test_reprints(issuer: str) -> None:
    fields = table(
        成文日期="2026-01-05", 发布机构=issuer, 标题="关于推进养老服务的意见", 发文字号="政发〔2026〕5号"
    )
    page = document("", title="关于推进养老服务的意见", fields=fields)
    assert site(page).conclusion(DisclosureDeadline).tally == {Outcome.INAPPLICABLE: 1}


def test_a_late_document_that_may_be_another_bodys() -> None:
    title = "柳溪镇人民政府关于推进养老服务的意见"
    page = document("", title=title, fields=table(成文日期="2026-01-05", 标题=title))
    assert only(site(page).findings(DisclosureDeadline)) == ("late", Outcome.CANT_TELL)


def test_days_cannot_be_negative() -> None:
    with pytest.raises(ValidationError):
        DisclosureDeadline.Options.model_validate({"workdays": -1})
