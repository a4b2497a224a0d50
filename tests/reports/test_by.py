"""By clause, by check, by unit, by page."""

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang
from auditbot.url import Url
from reports.by_check import FULL
from reports.by_unit import UNIT_ROWS
from reports.html import html
from reports.view import view
from tests.reports.making import make
from tests.reports.sample import clean, sample


def link(number: int, mend: str = "改正") -> Finding:
    """One of many broken links."""
    words, other = (f"第 {number} 个", f"no. {number}"), ("能打开", "opens")
    return make("broken-links", "broken", f"https://a.example/{number:03}", words, other, other, (mend, mend))


def test_clauses_are_grouped_broken_ones_first_and_what_nobody_can_see_last() -> None:
    styles = [[group.style for group in framework.groups] for framework in view(sample()).frameworks]
    assert styles == [["failed", "canttell"], ["failed", "untested", "planned", "offline"]]


def test_broken_and_untested_clauses_are_never_folded() -> None:
    groups = [group for framework in view(sample()).frameworks for group in framework.groups]
    assert {group.style for group in groups if group.opened} == {"failed", "untested"}


def test_every_clause_is_in_exactly_one_group() -> None:
    for framework in view(sample()).frameworks:
        shown = [clause.clause.id for group in framework.groups for clause in group.clauses]
        assert sorted(shown) == sorted(clause.id for clause in framework.framework.clauses)


def test_a_clause_without_verdict_is_untested() -> None:
    silent = view(sample().model_copy(update={"verdicts": ()}))
    assert {group.style for group in silent.frameworks[0].groups} == {"untested"}


def test_ten_findings_of_a_check_are_told_in_full() -> None:
    check = view(sample(tuple(link(n) for n in range(25)))).checks[0]
    assert (len(check.full), len(check.short), check.total) == (FULL, 15, 25)
    assert [entry.number for entry in check.full] == list(range(1, 11))


def test_what_is_the_same_is_not_said_again() -> None:
    links = (*(link(n) for n in range(12)), link(99, "别的办法"))
    short = view(sample(links)).checks[0].short
    assert [(item.tell_expected, item.tell_mend) for item in short] == [
        (False, False),
        (False, False),
        (False, True),
    ]


def test_checks_with_findings_come_before_untested_ones_and_quiet_ones_last() -> None:
    checks = view(sample()).checks
    assert [check.id for check in checks if not check.total] == ["ipv6-links"]
    untested = next(check for check in checks if check.id == "ipv6-links")
    assert untested.outcome is Outcome.UNTESTED
    assert not untested.quiet
    assert all(check.quiet for check in view(clean()).checks if check.outcome is Outcome.PASSED)


def test_units_have_all_that_is_to_mend_and_nothing_else() -> None:
    report = view(sample())
    numbers = [entry.number for unit in report.units for entry in (*unit.entries, *unit.others)]
    assert sorted(numbers) == [entry.number for entry in report.entries if entry.to_mend]
    assert [unit.counts[Outcome.FAILED] for unit in report.units] == sorted(
        (unit.counts[Outcome.FAILED] for unit in report.units), reverse=True
    )


def test_a_unit_knows_its_phone_its_overdue_ones_and_its_first_day() -> None:
    unit = next(unit for unit in view(sample()).units if unit.names == ("区发展改革委",))
    assert unit.phone == "0551-65550188"
    assert unit.overdue > 0
    assert str(unit.earliest) == "2026-09-30"


def test_many_units_share_the_room_there_is() -> None:
    few = tuple(link(n).model_copy(update={"unit": "甲"}) for n in range(60))
    assert [(len(unit.entries), len(unit.others)) for unit in view(sample(few)).units] == [(UNIT_ROWS, 10)]
    many = tuple(link(n).model_copy(update={"unit": str(n % 130)}) for n in range(260))
    report = view(sample(many))
    assert (len(report.units), report.more_units) == (100, 30)
    assert all(len(unit.entries) == 2 for unit in report.units)


def test_pages_with_the_most_faults_come_first() -> None:
    pages = view(sample()).pages
    assert pages[0].page.path[-1] == "政府信息公开指南"
    assert all(entry.to_mend for page in pages for entry in page.entries)
    assert [page.misses for page in pages] == sorted((page.misses for page in pages), reverse=True)


def test_the_other_addresses_of_a_page_are_told() -> None:
    audit = sample()
    other = Url("https://www.example.gov.cn/zwgk/index.html")
    pages = tuple(page.model_copy(update={"also_at": (other,)}) for page in audit.pages)
    told = "".join(html(audit.model_copy(update={"pages": pages}), Lang.ZH))
    assert "同一页面：" in told
    assert other in told
