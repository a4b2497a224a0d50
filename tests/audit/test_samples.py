"""What the clock saw before an audit, as the audit judges by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from auditbot.audit import folder as folders
from auditbot.audit.judge import judge
from auditbot.audit.plan import Plan
from auditbot.crawl.archive import Archive
from auditbot.model.audit import Audit, Grade, IndicatorState, StopReason
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.sample import Sample
from tests.audit.loopback import served
from tests.audit.test_conduct import PAGES, audited, plan_of

FIRST = datetime(2026, 11, 12, 16, tzinfo=UTC)
"""Seven days before the day of these audits, at midnight in China."""


def week(plan: Plan, failed: int) -> tuple[Sample, ...]:
    """Hourly looks of seven days of which so many failed."""
    moments = [FIRST + timedelta(hours=hour) for hour in range(7 * 24)]
    return tuple(
        Sample(at, plan.site.home, turn >= failed, 0.3, None, "refused" if turn < failed else "", False)
        for turn, at in enumerate(moments)
    )


def veto(audit: Audit) -> tuple[Outcome, IndicatorState]:
    (verdict,) = (one for one in audit.verdicts if one.id == "state/availability")
    (indicator,) = (one for one in audit.score.indicators if one.id == "veto-2")
    return verdict.outcome, indicator.state


def about_home(audit: Audit) -> Sequence[tuple[str, Severity]]:
    return [(one.message_id, one.severity) for one in audit.findings if one.check == "site-availability"]


def test_a_week_of_failures_is_a_veto(tmp_path: Path) -> None:
    with served(dict(PAGES)) as site:
        plan = plan_of(site)
        audit = audited(replace(plan, samples=week(plan, 9)), tmp_path)
    assert veto(audit) == (Outcome.FAILED, IndicatorState.MET)
    assert about_home(audit) == [("down", Severity.VETO), ("times", Severity.NOTICE)]
    assert audit.score.grade is Grade.UNQUALIFIED


def test_a_week_without_too_many_failures_is_none(tmp_path: Path) -> None:
    with served(dict(PAGES)) as site:
        plan = plan_of(site)
        audit = audited(replace(plan, samples=week(plan, 8)), tmp_path)
    assert veto(audit) == (Outcome.PASSED, IndicatorState.NOT_MET)


def test_one_scan_decides_nothing(tmp_path: Path) -> None:
    with served(dict(PAGES)) as site:
        audit = audited(plan_of(site), tmp_path)
    assert veto(audit) == (Outcome.UNTESTED, IndicatorState.OPEN)
    assert about_home(audit) == [("times", Severity.NOTICE)]


def test_a_site_that_is_closed_is_judged_by_its_week(tmp_path: Path) -> None:
    with served(dict(PAGES)) as site:
        plan = plan_of(site)
    audit = audited(replace(plan, samples=week(plan, 168)), tmp_path)
    assert audit.crawl.stopped is StopReason.UNREACHABLE
    assert veto(audit) == (Outcome.FAILED, IndicatorState.MET)
    assert audit.score.grade is Grade.UNQUALIFIED
    assert {one.outcome for one in audit.verdicts if one.check != "site-availability"} == {Outcome.UNTESTED}


def test_the_looks_are_kept_with_the_audit(tmp_path: Path) -> None:
    """Judged again, or gone on with, later: whatever the store holds by then."""
    with served(dict(PAGES)) as site:
        plan = plan_of(site)
        first = audited(replace(plan, samples=week(plan, 9)), tmp_path)
        with Archive.open(tmp_path / folders.ARCHIVE) as archive:
            assert about_home(judge(archive, plan)) == about_home(first)
        again = audited(replace(plan, samples=week(plan, 0)), tmp_path)
    assert again.crawl.sessions == 2
    assert veto(again) == veto(first)
