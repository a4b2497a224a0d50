"""What is left of two audits of a site."""

from auditbot.model.audit import Grade
from auditbot.model.outcome import Outcome
from auditbot.overview.site import Mending, standing
from tests.reports.making import FINANCE
from tests.reports.overview.fleet import audit
from tests.reports.sample_findings import findings
from tests.reports.sample_frameworks import verdicts

FAILED = tuple(one for one in findings() if one.outcome is Outcome.FAILED)


def test_a_site_in_figures() -> None:
    one = standing(audit("a"), None, folder="a/1", reported=True)
    assert (one.name, one.unit, one.folder, one.reported) == ("a网站", "a局", "a/1", True)
    assert one.now.grade is Grade.UNQUALIFIED
    assert [veto.zh for veto in one.now.vetoes] == ["栏目不更新"]
    assert one.now.faults == len(FAILED)
    assert sum(one.faults.values()) == len(FAILED)
    assert sum(one.now.count(outcome) for outcome in Outcome) == len(one.now.outcomes) == len(verdicts(()))
    assert (one.before, one.mending) == (None, None)


def test_a_finding_counts_once_for_each_clause_it_breaks() -> None:
    one = standing(audit("a"), None)
    columns = [finding for finding in FAILED if finding.check == "stale-columns"]
    assert one.broken["qinghe-2026", "12"] == len(columns) > 0


def test_what_units_owe_comes_from_the_findings() -> None:
    one = standing(audit("a"), None)
    mine = [finding for finding in FAILED if finding.unit == FINANCE]
    assert one.units[FINANCE].failed >= len(mine) > 0
    assert one.units[FINANCE].overdue > 0


def test_a_fault_that_a_whole_look_does_not_find_is_mended() -> None:
    two = standing(audit("a", FAILED[3:]), audit("a", FAILED))
    assert two.mending == Mending(proved=3, still=len(FAILED) - 3)


def test_half_a_look_proves_nothing() -> None:
    two = standing(audit("a", FAILED[3:], complete=False), audit("a", FAILED))
    assert two.mending == Mending(still=len(FAILED) - 3, unproved=3)


def test_what_is_no_longer_tested_is_not_mended() -> None:
    now = audit("a", ())
    untested = tuple(
        one.model_copy(update={"outcome": Outcome.UNTESTED}) if one.check == FAILED[0].check else one
        for one in now.verdicts
    )
    before = [one for one in FAILED if one.check == FAILED[0].check]
    mending = standing(now.model_copy(update={"verdicts": untested}), audit("a", FAILED)).mending
    assert mending is not None
    assert (mending.unproved, mending.still, mending.told) == (len(before), 0, len(FAILED))


def test_a_doubtful_fault_is_still_there() -> None:
    doubtful = tuple(one.model_copy(update={"outcome": Outcome.CANT_TELL}) for one in FAILED)
    assert standing(audit("a", doubtful), audit("a", FAILED)).mending == Mending(still=len(FAILED))
