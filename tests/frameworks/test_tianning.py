"""Tianning 2018: every clause with its class, leads and date, and the telling options."""

import re
from collections import Counter
from datetime import date

import pytest

from auditbot.frameworks import read
from auditbot.model.framework import Clause, Framework, RequirementSpec, See, Trust
from auditbot.model.outcome import Severity

IDS = (
    "一(一) 一(二) 一(三)a 一(三)b 一(三)c 1a 1b 1c 1d 2 2a 2b 2c 3a 3b 3c 3d 3e 4a 4b 4c 4d 4e 4f 4g "
    "5a 5b 6a 6b 6c 7a 7b 7c 7d 7e 7f 8 9 10 11 12a 12b 13 14 15a 15b 16 三(一)a 三(一)b 三(二) 三(三)"
).split()
EVERYONE = "开发区、镇、各街道，区各部委办局"


@pytest.fixture(scope="module")
def notice() -> Framework:
    return read("tianning-2018")


def test_every_clause_is_there(notice: Framework) -> None:
    assert [clause.id for clause in notice.clauses] == IDS


def test_how_far_a_website_shows_them(notice: Framework) -> None:
    assert Counter(clause.see for clause in notice.clauses) == {
        See.AUTOMATIC: 26,
        See.ASSISTED: 10,
        See.OFFLINE: 15,
    }


def test_the_notice_is_named_and_names_leads_only(notice: Framework) -> None:
    assert (notice.number, notice.issued) == ("", date(2018, 5, 18))
    assert {clause.source.trust for clause in notice.clauses} == {Trust.NOTICE}
    assert {clause.responsible for clause in notice.clauses} == {()}


@pytest.mark.parametrize(
    ("clause", "lead", "due"),
    [
        ("一(三)a", "", date(2020, 12, 31)),
        ("一(三)c", "", date(2018, 12, 31)),
        ("1a", "区编办、区政务办、区法制办", None),
        ("2", "区政府办公室", date(2018, 12, 31)),
        ("2a", "区政府办公室", date(2018, 5, 31)),
        ("2b", "区政府办公室", date(2018, 8, 31)),
        ("2c", "区政府办公室", date(2019, 12, 31)),
        ("3a", EVERYONE, None),
        ("3b", "区政府办公室", None),
        ("3d", EVERYONE, date(2018, 11, 30)),
        ("4a", EVERYONE, None),
        ("5a", "区政府办公室、区委宣传部", None),
        ("5b", "区委宣传部", None),
        ("6b", "郑陆镇、区各部委办局", None),
        ("7a", "区政府办公室、区法制办", None),
        ("8", "区编办、区政务办", None),
        ("10", "区委督查室、区政府办公室", None),
        ("12a", "区政府办公室、区政务办", None),
        ("13", "区政府办公室", date(2018, 12, 31)),
        ("14", "区政府办公室", None),
        ("15a", "区政府办公室", date(2018, 6, 30)),
        ("三(一)a", "", None),
    ],
)
def test_leads_and_dates(clause: str, lead: str, due: date | None, clauses: dict[str, Clause]) -> None:
    assert (clauses[clause].lead, clauses[clause].due) == (lead, due)


def test_dates_that_are_ours_say_so(notice: Framework) -> None:
    assert [clause.id for clause in notice.clauses if clause.due_note] == ["一(三)a", "一(三)b", "2b", "3d"]


def test_interpretation_within_three_working_days_in_its_column(asked: dict[str, RequirementSpec]) -> None:
    assert asked["4a-timely"].options == {"workdays": 3}
    [column] = asked["4a-interpretation-column"].options["columns"]
    assert column["name"] == "政策解读"
    assert {asked[name].severity for name in ("4a-timely", "4a-interpretation-column")} == {Severity.MAJOR}


def test_both_link_to_each_other(asked: dict[str, RequirementSpec]) -> None:
    assert asked["4b-linked"].options == {"direction": "both"}


def test_eight_elements_of_an_interpretation(asked: dict[str, RequirementSpec]) -> None:
    assert len(asked["4c-elements"].options["elements"]) == 8


def test_heads_speak_three_times_a_year(asked: dict[str, RequirementSpec]) -> None:
    assert asked["4d-by-heads"].options == {"by": "heads", "asked": 3, "months": 12}


def test_eighty_percent_online(asked: dict[str, RequirementSpec]) -> None:
    assert asked["goal-b-online-share"].options["online_percent"] == 80


@pytest.mark.parametrize(
    ("title", "lists"),
    [
        ("天宁区权责清单", ["权力清单", "责任清单"]),
        ("区住建局权力事项清单", ["权力清单"]),
        ("市场准入负面清单", ["负面清单"]),
        ("公共服务事项清单", []),
    ],
)
def test_the_three_lists(title: str, lists: list[str], asked: dict[str, RequirementSpec]) -> None:
    wanted = asked["goal-a-lists"].options["documents"]
    found = [one["name"] for one in wanted if any(re.search(pattern, title) for pattern in one["patterns"])]
    assert found == lists


def test_progress_every_quarter_is_a_soft_duty(asked: dict[str, RequirementSpec]) -> None:
    assert asked["10-progress-stale"].options["days"] == 92
    assert asked["10-progress-stale"].severity is Severity.MINOR


@pytest.mark.parametrize(
    "name", ["6a-four-areas", "6b-enforcement", "6c-inspections", "8-service-site", "10-progress-column"]
)
def test_columns_that_the_notice_does_not_name(name: str, asked: dict[str, RequirementSpec]) -> None:
    assert asked[name].options["named"] is False


@pytest.mark.parametrize("name", ["7c-interaction", "7f-topics", "12a-mailboxes", "15a-open-data"])
def test_columns_that_the_notice_names(name: str, asked: dict[str, RequirementSpec]) -> None:
    assert asked[name].options.get("named", True) is True
    assert asked[name].severity is Severity.MAJOR


def test_the_service_site_is_the_provinces(asked: dict[str, RequirementSpec]) -> None:
    [column] = asked["8-service-site"].options["columns"]
    assert "*.jszwfw.gov.cn" in column["targets"]
    assert column["place"] == "homepage"


def test_the_mailbox_is_the_districts_own(asked: dict[str, RequirementSpec]) -> None:
    mailbox = asked["12a-mailboxes"].options["columns"][0]
    assert mailbox["name"] == "区长信箱"
    assert "市长信箱" in mailbox["near"]


def test_the_foot_is_part_of_the_guideline(clauses: dict[str, Clause]) -> None:
    assert {spec.check for spec in clauses["7a"].requirements} == {
        "site-identity",
        "page-metadata",
        "find-error-entry",
        "broken-links",
        "homepage-stale",
        "external-leave-notice",
        "column-urls",
        "accessibility-basics",
    }


def test_a_veto_only_for_the_homepage(asked: dict[str, RequirementSpec]) -> None:
    assert [name for name, spec in asked.items() if spec.severity is Severity.VETO] == ["7a-homepage"]


def test_hearings_need_not_exist(asked: dict[str, RequirementSpec]) -> None:
    assert asked["11-hearings"].options["needed"] is False
