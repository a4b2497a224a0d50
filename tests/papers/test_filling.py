"""What the circular and the notices say."""

from dataclasses import replace

from auditbot.model.audit import Grade
from auditbot.model.outcome import Outcome
from reports.papers.filling import Sender, by_unit, circular, notice
from reports.papers.skeletons import CIRCULAR, NOTICE, OURS
from reports.papers.template import Filling, Template
from tests.papers.making import SENDER, gathered, lines
from tests.reports.making import FINANCE
from tests.reports.overview.fleet import audit

WHOLE, CASES = gathered(audit("a"), audit("b", (), grade=Grade.QUALIFIED))


def told(name: str, made: Filling) -> str:
    return "\n".join(lines(Template(name, OURS[name]()).filled(made)))


def test_the_circular_has_its_parts_in_order() -> None:
    said = told(CIRCULAR, circular(WHOLE, CASES, SENDER, "内部资料"))
    places = [
        said.index(part) for part in ("一、总体情况", "二、发现的主要问题", "三、下一步工作要求", "附件")
    ]
    assert places == sorted(places)
    assert "应检查网站 2 个，已检查 2 个，检查覆盖率 100%" in said
    assert "合格 1 个，不合格 1 个，尚不能判定 0 个，合格率 50%" in said
    assert "（一）不符合“" in said
    assert "1|a网站||a局|栏目不更新|" in said
    assert "2026年12月10日前" in said
    assert "{{" not in said


def test_kinds_of_problems_name_their_sites() -> None:
    kinds = circular(WHOLE, CASES, SENDER, "").lists["类型"]
    assert all(kind["举例"].startswith("如：a网站：") for kind in kinds)
    assert [kind["序号"] for kind in kinds][:2] == ["（一）", "（二）"]


def test_a_fleet_without_faults_is_told_too() -> None:
    whole, cases = gathered(audit("b", (), grade=Grade.QUALIFIED))
    said = told(CIRCULAR, circular(whole, cases, Sender(SENDER.today), ""))
    assert "|无|" in said
    assert "（发文单位）" in said
    assert "年　　月　　日前完成" in said
    assert "合格率 100%" in said


def test_the_circular_counts_verdicts_of_inspected_sites_alone() -> None:
    closed = audit("c", (), grade=Grade.UNDETERMINED, complete=False)
    closed = closed.model_copy(
        update={"coverage": closed.coverage.model_copy(update={"share": 0.0, "read": 0})}
    )
    whole, cases = gathered(audit("a"), closed)
    said = told(CIRCULAR, circular(whole, cases, SENDER, ""))
    assert "应检查网站 2 个，已检查 1 个" in said
    assert "合格 0 个，不合格 1 个，尚不能判定 0 个" in said


def test_a_notice_is_about_one_unit_and_what_is_certain() -> None:
    held = by_unit(CASES)
    mine = held[FINANCE]
    assert all(FINANCE in case.units and case.certain for case in mine)
    said = told(NOTICE, notice(WHOLE, FINANCE, mine, SENDER, "内部资料"))
    assert said.count(f"{FINANCE}：") == 1
    assert f"发现由你单位负责的问题 {len(mine)} 个" in said
    assert all(case.says.split("\n")[0] in said for case in mine)
    assert "{{" not in said


def test_what_a_person_must_look_at_is_in_no_notice() -> None:
    doubtful = {case.id for case in CASES if not case.certain}
    assert doubtful
    assert not doubtful & {case.id for mine in by_unit(CASES).values() for case in mine}


def test_the_gravest_come_first_and_a_long_list_is_cut_and_says_so() -> None:
    many = [replace(CASES[0], id=f"{n}", grave=n % 3, certain=True) for n in range(520)]
    made = notice(WHOLE, "x", many, SENDER, "")
    assert [row["编号"] for row in made.lists["问题"]][:2] == ["0", "3"]
    assert (len(made.lists["问题"]), made.fields["问题数"]) == (500, "520")
    assert "另有 20 个问题" in made.fields["另有"]


def test_where_no_unit_is_named_whoever_runs_the_site_is_told() -> None:
    bare = replace(CASES[0], units=(), certain=True)
    assert list(by_unit([bare])) == [f"{bare.site}主办单位"]


def test_cases_are_the_findings_that_somebody_must_see_to() -> None:
    one = audit("a")
    ids = {one.id for one in one.findings if one.outcome in (Outcome.FAILED, Outcome.CANT_TELL)}
    assert {case.id for case in CASES} == ids
