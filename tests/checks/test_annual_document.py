from typing import Any

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite
from checks.annual_document import AnnualDocument
from tests.checks.listed import MENU, listing, paper
from tests.checks.sites import ago, article, only

PROJECTS = {
    "name": "重大建设项目清单",
    "patterns": ["重[大点](建设)?项目.{0,6}(名单|清单|计划)"],
    "year": 2025,
}


def site(*titles: str, text: str = "项目名称、建设内容、年度投资、进展情况详见下表。" * 12) -> MemorySite:
    items = [(f"/gk/{number}.html", title) for number, title in enumerate(titles, 2)]
    return MemorySite(listing(*items, more={path: paper(title, text) for path, title in items}))


def found(made: MemorySite, **options: Any) -> tuple[Finding, ...]:
    return made.findings(AnnualDocument, **({"document": PROJECTS} | options))


def test_the_document_of_the_year() -> None:
    made = site("青禾区2024年重大建设项目清单", "青禾区2025年重大建设项目清单")
    assert found(made) == ()
    assert found(made, parts=[{"name": "进展", "words": ["进展情况"]}]) == ()


def test_the_year_is_that_of_the_title() -> None:
    made = site("关于公布2024年重大建设项目清单的通知")
    (one,) = found(made)
    assert (one.message_id, one.outcome) == ("other-year", Outcome.FAILED)
    assert only(found(made, breach=False)) == ("other-year", Outcome.CANT_TELL)
    assert only(found(made, older=True)) == ("older", Outcome.CANT_TELL)


def test_a_title_without_year_is_put_to_a_person() -> None:
    assert only(found(site("青禾区重大建设项目清单"))) == ("year-unknown", Outcome.CANT_TELL)


def test_a_file_is_as_old_as_the_paper_that_carries_it() -> None:
    file = '见附件。<a href="/f/1.doc">重大建设项目清单.doc</a>'
    pages = listing(("/gk/2.html", "本区项目建设安排"))
    recent = pages | {"/gk/2.html": article("本区项目建设安排", file, ago(5), MENU)}
    old = pages | {"/gk/2.html": article("本区项目建设安排", file, ago(5 * 365), MENU)}
    assert only(found(MemorySite(recent))) == ("year-unknown", Outcome.CANT_TELL)
    assert only(found(MemorySite(old))) == ("other-year", Outcome.FAILED)


def test_none_and_near() -> None:
    assert only(found(site("青禾区城市规划"))) == ("missing", Outcome.FAILED)
    assert only(found(site("关于申报2025年重大建设项目计划的通知"))) == ("near", Outcome.CANT_TELL)
    assert only(found(site("关于申报2019年重大建设项目计划的通知"))) == ("missing", Outcome.FAILED)


def test_missing_parts_are_put_to_a_person() -> None:
    made = site("青禾区2025年重大建设项目清单")
    findings = found(made, parts=[{"name": "进展"}, {"name": "征收补偿"}])
    (one,) = findings
    assert (one.message_id, one.outcome, one.parameters["part"]) == ("part", Outcome.CANT_TELL, "征收补偿")


def test_parts_in_a_file_that_is_not_read_are_untested() -> None:
    made = site("青禾区2025年重大建设项目清单", text='见附件。<a href="/f/1.xlsx">清单.xlsx</a>')
    assert only(found(made, parts=[{"name": "进展"}])) == ("part-unread", Outcome.UNTESTED)
