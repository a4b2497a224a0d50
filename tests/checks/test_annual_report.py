from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import Site, SiteKind, Unit
from auditbot.settings import Links, Politeness, Settings
from auditbot.testing import HOME, Answered, MemorySite
from auditbot.url import Url
from checks.annual_report import AnnualReport
from tests.checks.sites import article, column, home, only, rows, said
from tests.corpus import CORPUS, needs_corpus

TITLE = "青禾区人民政府2025年政府信息公开工作年度报告"
PARTS = (
    "一、总体情况</p><p>全年主动公开信息三千条，落实政务公开工作要点。",
    "二、主动公开政府信息情况</p><p>制发规范性文件七件。",
    "三、收到和处理政府信息公开申请情况</p><p>收到申请四十件，均已答复。",
    "四、政府信息公开行政复议、行政诉讼情况</p><p>全年没有。",
    "五、存在的主要问题及改进情况</p><p>更新不够及时，已经整改。",
    "六、其他需要报告的事项</p><p>没有收取费用。",
)
FULL = "</p><p>".join(PARTS) + "</p><p>" + "本报告所列数据的统计期限为全年。" * 10
IN_TIME = date(2026, 3, 20)


def site(
    *reports: tuple[str, date | None, str],
    kind: SiteKind | None = SiteKind.PORTAL,
    as_of: date = date(2026, 11, 20),
    under: str = "政府信息公开年报",
    units: tuple[Unit, ...] = (),
    more: dict[str, str | Answered] | None = None,
) -> MemorySite:
    menu = {"/nb/": under}
    listed = [(f"/nb/{number}.html", *report) for number, report in enumerate(reports)]
    body = rows((path, title, day) for path, title, day, _ in listed)
    pages: dict[str, str | bytes | Answered] = {"/": home(menu=menu), "/nb/": column(under, body, menu)}
    pages |= {path: article(title, text, day, menu, under) for path, title, day, text in listed if text}
    return MemorySite(
        pages | (more or {}),
        site=Site(id="site", home=HOME, kind=kind, units=units),
        settings=Settings(
            as_of=as_of,
            politeness=Politeness(rate=0, concurrency=4),
            links=Links(confirm_pause=0, confirm_pause_transient=0),
        ),
    )


def found(made: MemorySite, **options: Any) -> tuple[Finding, ...]:
    return made.findings(AnnualReport, **options)


def test_a_report_in_time_and_whole() -> None:
    concluded = site((TITLE, IN_TIME, FULL)).conclusion(AnnualReport, words=[{"name": "政务公开工作要点"}])
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 8})


@pytest.mark.parametrize(
    "title",
    ["2025年政府信息公开年报", "青禾区2025年度政务公开工作年度报告", "青禾区2025年政府信息公开工作情况报告"],
)
def test_names_of_reports(title: str) -> None:
    assert found(site((title, IN_TIME, FULL))) == ()


def test_inside_its_column_the_year_will_do() -> None:
    assert found(site(("青禾区2025年年度报告", IN_TIME, FULL))) == ()
    elsewhere = site(("青禾区2025年年度报告", IN_TIME, FULL), under="统计信息")
    assert only(found(elsewhere)) == ("missing", Outcome.FAILED)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("青禾区2024年政府信息公开工作年度报告", ("missing", Outcome.FAILED)),
        ("青禾区2025年政府网站工作年度报表", ("missing", Outcome.FAILED)),
        ("关于编制2025年政府信息公开工作年度报告的通知", ("missing", Outcome.FAILED)),
        ("一图读懂2025年政府信息公开工作年度报告", ("near", Outcome.CANT_TELL)),
        ("青禾区政府信息公开工作年度报告", ("near", Outcome.CANT_TELL)),
    ],
)
def test_what_is_not_the_report(title: str, expected: tuple[str, Outcome]) -> None:
    assert only(found(site((title, IN_TIME, FULL)))) == expected


@pytest.mark.parametrize(
    ("title", "kind", "day", "expected"),
    [
        (TITLE, SiteKind.PORTAL, date(2026, 3, 31), None),
        (TITLE, SiteKind.PORTAL, date(2026, 4, 1), ("late", Outcome.FAILED)),
        ("2025年政府信息公开年报", SiteKind.DEPARTMENT, date(2026, 1, 31), None),
        ("2025年政府信息公开年报", SiteKind.DEPARTMENT, date(2026, 2, 3), ("late", Outcome.FAILED)),
        ("2025年政府信息公开年报", None, date(2026, 2, 3), ("late-unsure", Outcome.CANT_TELL)),
        ("2025年政府信息公开年报", None, date(2026, 4, 3), ("late", Outcome.FAILED)),
        ("区教育局2025年政府信息公开年报", None, date(2026, 2, 3), ("late", Outcome.FAILED)),
        (TITLE, SiteKind.PORTAL, date(2025, 1, 20), ("late-unsure", Outcome.CANT_TELL)),
        (TITLE, SiteKind.PORTAL, None, ("undated", Outcome.CANT_TELL)),
    ],
)
def test_the_day(title: str, kind: SiteKind | None, day: date | None, expected: object) -> None:
    findings = found(site((title, day, FULL), kind=kind))
    assert (only(findings) if findings else None) == expected


def test_before_the_regulation_of_2019_all_had_until_march() -> None:
    old = ("区教育局2018年政府信息公开年报", date(2019, 2, 20), FULL)
    assert found(site(old, kind=SiteKind.DEPARTMENT), years=[2018]) == ()
    later = ("区教育局2018年政府信息公开年报", date(2019, 4, 2), FULL)
    assert only(found(site(later, kind=SiteKind.DEPARTMENT), years=[2018])) == ("late", Outcome.FAILED)


def test_reports_that_are_listed_without_a_link() -> None:
    menu = {"/nb/": "政府信息公开年报"}
    listed = rows(
        ("javascript:;", f"青禾区{year}年政府信息公开工作年度报告", date(year + 1, 3, 9))
        for year in (2024, 2025)
    )
    made = site(more={"/nb/": column("政府信息公开年报", listed, menu)})
    findings = found(made, years=[2024, 2025])
    assert [one.message_id for one in findings] == ["unopened", "unopened"]
    assert len({one.id for one in findings}) == 2


def test_reports_that_were_moved_on_one_day_are_put_to_a_person() -> None:
    moved = date(2026, 5, 6)
    older = "青禾区人民政府2024年政府信息公开工作年度报告"
    assert only(found(site((TITLE, moved, FULL), (older, moved, FULL)))) == (
        "late-unsure",
        Outcome.CANT_TELL,
    )


def test_not_due_yet() -> None:
    concluded = site(as_of=date(2026, 2, 20)).conclusion(AnnualReport, years=[2025])
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


@pytest.mark.parametrize(
    ("day", "kind", "years"),
    [
        (date(2026, 3, 31), SiteKind.PORTAL, ["2024"]),
        (date(2026, 4, 1), SiteKind.PORTAL, ["2025"]),
        (date(2026, 1, 31), SiteKind.DEPARTMENT, ["2024"]),
        (date(2026, 2, 1), SiteKind.DEPARTMENT, ["2025"]),
    ],
)
def test_until_it_is_due_the_one_before_is_asked_for(day: date, kind: SiteKind, years: list[str]) -> None:
    assert [one.target for one in found(site(kind=kind, as_of=day))] == years
    made = site(kind=SiteKind.DEPARTMENT, as_of=date(2026, 2, 20))
    assert only(found(made)) == ("missing", Outcome.FAILED)


def test_years_and_days_as_options() -> None:
    made = site((TITLE, IN_TIME, FULL))
    (one,) = found(made, years=[2024, 2025])
    assert (one.message_id, one.target) == ("missing", "2024")
    assert only(found(made, government_by="02-31")) == ("late", Outcome.FAILED)
    with pytest.raises(ValidationError):
        AnnualReport.Options.model_validate({"units_by": "31-01"})


def test_missing_parts() -> None:
    text = "</p><p>".join(PARTS[1:3]) + "</p><p>" + "统计期限为全年。" * 30
    findings = {one.parameters["part"]["zh"]: one for one in found(site((TITLE, IN_TIME, text)))}
    assert findings.keys() == {
        "总体情况", "行政复议、行政诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项"
    }  # fmt: skip
    assert findings["总体情况"].weight is Severity.NOTICE
    assert findings["行政复议、行政诉讼情况"].weight is Severity.MINOR


def test_words_that_are_asked_for() -> None:
    made = site((TITLE, IN_TIME, FULL))
    assert only(found(made, words=[{"name": "减税降费"}])) == ("word-missing", Outcome.FAILED)


def test_a_report_in_a_file_alone() -> None:
    text = '报告全文见附件。<a href="/f/nb.doc">2025年年度报告.doc</a>'
    file = Answered(b"\xd0\xcf\x11\xe0", content_type="application/msword")
    assert only(found(site((TITLE, IN_TIME, text), more={"/f/nb.doc": file}))) == (
        "in-file",
        Outcome.CANT_TELL,
    )
    menu = {"/nb/": "政府信息公开年报"}
    listed = column("政府信息公开年报", rows([("/f/nb.doc", TITLE, date(2026, 4, 9))]), menu)
    made = site(more={"/nb/": listed, "/f/nb.doc": file})
    assert said(found(made)) == [("in-file", "/f/nb.doc"), ("late", "/f/nb.doc")]


def test_a_dead_report() -> None:
    assert only(found(site((TITLE, IN_TIME, "")))) == ("dead", Outcome.FAILED)


def test_a_day_that_only_a_tag_tells_is_no_proof_of_lateness() -> None:
    tag = '<meta name="PubDate" content="2026-06-10 09:30">'
    report = article(TITLE, FULL, None, {"/nb/": "年报"}, "政府信息公开年报").replace(
        "<head>", f"<head>{tag}"
    )
    (one,) = found(site((TITLE, None, ""), more={"/nb/0.html": report}))
    assert (one.message_id, one.outcome) == ("late-unsure", Outcome.CANT_TELL)


def test_a_report_may_stand_in_a_section_on_another_site() -> None:
    platform = "http://xxgk.city.example/jyj/"
    away: dict[str, str | Answered] = {
        "/": home(f'<p><a href="{platform}">信息公开</a></p>'),
        platform: "<html>信息公开</html>",
    }
    assert only(found(site(under="教育动态", more=away))) == ("missing", Outcome.CANT_TELL)


def test_two_places_are_one_report() -> None:
    made = site((TITLE, IN_TIME, FULL), (TITLE, date(2026, 4, 20), FULL))
    assert found(made) == ()


def test_units_and_the_government() -> None:
    units = (Unit(name="区教育局", pages=(Url(f"{HOME}jyj/"),)),)
    report = ("区教育局2025年政府信息公开工作年度报告", date(2026, 1, 20), FULL)
    made = site(report, units=units)
    assert only(found(made)) == ("units-only", Outcome.CANT_TELL)
    silent = Unit(name="区民政局", pages=(Url(f"{HOME}nb/1.html"),))
    made = site(report, ("民政工作简介", IN_TIME, FULL), units=(units[0], silent))
    (one,) = found(made, per_unit=True)
    assert (one.message_id, one.outcome, one.unit) == ("missing", Outcome.CANT_TELL, "区民政局")
    assert site(report).conclusion(AnnualReport, per_unit=True).tally == {Outcome.UNTESTED: 1}


@pytest.mark.corpus
@needs_corpus
def test_the_column_of_a_saved_site() -> None:
    page = (CORPUS / "sites/jyj.pds.example/channels/2146.html").read_bytes()
    pages: dict[str, str | bytes | Answered] = {"/": home(menu={"/nb/": "年报"}), "/nb/": page}
    made = MemorySite(pages, site=Site(id="site", home=HOME, kind=SiteKind.DEPARTMENT))
    findings = found(made, years=[2014, 2015, 2016, 2017, 2018])
    titles = {str(one.parameters["title"])[7:11] for one in findings if one.message_id == "unopened"}
    assert titles == {"2015", "2016", "2017", "2018"}
    assert [one.target for one in findings if one.message_id == "missing"] == ["2014"]
    assert [one.parameters["title"][7:11] for one in findings if one.message_id == "late"] == ["2018"]
