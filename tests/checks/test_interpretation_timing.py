from datetime import date

import pytest
from pydantic import ValidationError

from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang
from auditbot.testing import MemorySite
from checks.interpretation_timing import InterpretationTiming
from tests.checks.papers import POLICY, READING, SHORT, policy, reading, site
from tests.checks.sites import only, url

THERE, BACK = (POLICY, f"《{SHORT}》"), (READING, "政策解读")
FRIDAY = date(2025, 11, 14)
TAG = f'<meta name="PubDate" content="{FRIDAY} 09:30">'


def pair(policy_day: date | None, day: date | None, title: str = f"《{SHORT}》政策解读") -> MemorySite:
    return site(policy(BACK, day=policy_day), reading(THERE, title=title, day=day))


@pytest.mark.parametrize(
    "day",
    [FRIDAY, date(2025, 11, 16), date(2025, 11, 17), date(2025, 11, 19)],
    ids=["same", "sunday", "1", "3"],
)
def test_in_time(day: date) -> None:
    assert pair(FRIDAY, day).conclusion(InterpretationTiming).tally == {Outcome.PASSED: 1}


def test_late() -> None:
    (one,) = pair(FRIDAY, date(2025, 11, 20)).findings(InterpretationTiming)
    assert (one.message_id, one.outcome, one.target) == ("late", Outcome.FAILED, url(READING))
    assert one.parameters["days"] == 4
    assert [seen.url for seen in one.evidence] == [url(READING), url(POLICY)]


def test_holidays_do_not_count_and_made_up_workdays_do() -> None:
    before = date(2025, 9, 30)
    assert pair(before, date(2025, 10, 10)).findings(InterpretationTiming) == ()
    assert pair(before, date(2025, 10, 11)).findings(InterpretationTiming) == ()
    (one,) = pair(before, date(2025, 10, 13)).findings(InterpretationTiming)
    assert one.parameters["days"] == 4


def test_the_same_day() -> None:
    assert pair(FRIDAY, FRIDAY).findings(InterpretationTiming, workdays=0) == ()
    for day in (date(2025, 11, 15), date(2025, 11, 17)):
        (one,) = pair(FRIDAY, day).findings(InterpretationTiming, workdays=0)
        assert one.message_id == "late"
        assert one.parameters["wanted"]["zh"] == "与文件同日发布"


def test_early() -> None:
    assert only(pair(FRIDAY, date(2025, 11, 2)).findings(InterpretationTiming)) == ("early", Outcome.FAILED)


@pytest.mark.parametrize("day", [date(2025, 11, 20), date(2025, 11, 2)], ids=["late", "early"])
def test_a_day_that_only_a_tag_tells_is_put_to_a_person(day: date) -> None:
    there, back = "/zc/wj/1.html", "/jd/jd/2.html"
    tagged = policy((back, "解读"), day=None).replace("<head>", f"<head>{TAG}")
    pages = {there: tagged, back: reading((there, f"《{SHORT}》"), day=day)}
    (one,) = site(None, None, more=pages).findings(InterpretationTiming)
    assert (one.message_id, one.outcome) == ("unsure", Outcome.CANT_TELL)
    assert "页面标签" in one.texts[Lang.ZH].seen


def test_the_day_after_is_told_in_days_where_the_same_is_asked() -> None:
    (one,) = pair(FRIDAY, date(2025, 11, 15)).findings(InterpretationTiming, workdays=0)
    assert "发布 1 天后" in one.texts[Lang.ZH].says
    assert "came 1 day after" in one.texts[Lang.EN].says


@pytest.mark.parametrize("days", [(None, FRIDAY), (FRIDAY, None), (None, None)])
def test_undated(days: tuple[date | None, date | None]) -> None:
    there, back = "/zc/wj/1.html", "/jd/jd/2.html"
    pages = {
        there: policy((back, "解读"), day=days[0]),
        back: reading((there, f"《{SHORT}》"), day=days[1]),
    }
    found = site(None, None, more=pages).findings(InterpretationTiming)
    assert only(found) == ("undated", Outcome.CANT_TELL)
    assert found[0].texts[Lang.ZH].seen.count("无") == days.count(None)


def test_a_year_whose_holidays_are_not_known() -> None:
    made = site(policy(BACK, day=date(2003, 5, 6)), reading(THERE, day=date(2003, 5, 20)))
    assert only(made.findings(InterpretationTiming)) == ("year-unknown", Outcome.CANT_TELL)


@pytest.mark.parametrize("title", [f"《{SHORT}》新闻吹风会", f"《{SHORT}（征求意见稿）》解读"])
def test_drafts_and_briefings_are_left_out(title: str) -> None:
    concluded = pair(FRIDAY, date(2025, 11, 2), title).conclusion(InterpretationTiming)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_what_the_site_does_not_hold_is_left_out() -> None:
    concluded = site(None, reading(day=FRIDAY)).conclusion(InterpretationTiming)
    assert (concluded.findings, concluded.tally) == ((), {Outcome.INAPPLICABLE: 1})


def test_documents_of_higher_bodies_are_left_out() -> None:
    state = policy(
        title="国务院办公厅关于推进养老服务发展的意见", number="国办发〔2025〕5号", day=date(2025, 3, 3)
    )
    told = reading((POLICY, "政策原文"), title="《国务院办公厅关于推进养老服务发展的意见》解读", day=FRIDAY)
    assert site(state, told).findings(InterpretationTiming) == ()


def test_a_site_without_interpretations() -> None:
    assert site(policy()).conclusion(InterpretationTiming).tally == {Outcome.INAPPLICABLE: 1}


def test_days_cannot_be_negative() -> None:
    with pytest.raises(ValidationError):
        InterpretationTiming.Options.model_validate({"workdays": -1})
