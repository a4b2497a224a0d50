"""Every planted fault is found, and nothing else is reported."""

import asyncio
from collections import Counter
from shutil import which

import pytest

from auditbot.demo.faults import Planted
from auditbot.model.audit import Grade, StopReason
from auditbot.model.fetch import PageOutcome
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang
from auditbot.settings import Render
from tests.demo.planting import tells
from tests.system.town import Audited, audited

TOLD = (Outcome.FAILED, Outcome.CANT_TELL)


def has_browser() -> bool:
    return any(which(name) for name in ("google-chrome", "chromium", "chromium-browser"))


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(
            Render.AUTO,
            marks=[pytest.mark.browser, pytest.mark.skipif(not has_browser(), reason="no Chromium")],
        ),
        Render.NEVER,
    ],
)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Audited:
    return asyncio.run(audited(tmp_path_factory.mktemp("town"), request.param))


def tells_all(finding: Finding, planted: Planted) -> bool:
    return tells(finding, planted) and (not planted.class_ or finding.class_ == planted.class_)


def is_measurable(planted: Planted, town: Audited) -> bool:
    return town.ipv6 or not planted.check.startswith("ipv6")


def test_every_planted_fault_is_found(town: Audited) -> None:
    missed = [
        planted
        for planted in town.town.planted
        if is_measurable(planted, town) and not any(tells_all(one, planted) for one in town.audit.findings)
    ]
    assert missed == []


def test_nothing_else_is_reported(town: Audited) -> None:
    extra = [
        (one.check, one.message_id, one.class_, one.target)
        for one in town.audit.findings
        if one.outcome in TOLD and not any(tells_all(one, planted) for planted in town.town.planted)
    ]
    assert extra == []


def test_links_are_counted_on_every_page_that_carries_them(town: Audited) -> None:
    counted = {one.target: one.found_on_total for one in town.audit.findings if one.check == "broken-links"}
    told = {row.target: row.pages for row in town.town.planted if row.check == "broken-links" and row.pages}
    assert {target: counted[target] for target in told} == told


def test_the_sum_of_all_addresses(town: Audited) -> None:
    crawl = town.audit.crawl
    assert crawl.stopped is StopReason.EXHAUSTED
    assert crawl.found == sum(crawl.outcomes.values()) == len(town.pages)
    assert len({page.url for page in town.pages}) == len(town.pages)
    assert Counter(page.outcome for page in town.pages) == crawl.outcomes
    assert crawl.outcomes.get(PageOutcome.PENDING, 0) == 0


def test_no_counter_was_asked(town: Audited) -> None:
    counters = [page for page in town.pages if page.failure == "effect"]
    assert counters
    assert all(page.outcome is PageOutcome.SKIPPED_TRAP and page.status is None for page in counters)


def test_the_verdict(town: Audited) -> None:
    assert town.audit.score.grade is Grade.UNQUALIFIED
    assert "首页不更新" in {reason.zh for reason in town.audit.score.reasons}


def test_each_finding_names_its_place_and_mend(town: Audited) -> None:
    for finding in town.audit.findings:
        if finding.outcome is not Outcome.FAILED:
            continue
        said = finding.texts[Lang.ZH]
        assert said.says
        assert said.mend, finding.message_id
        assert finding.requirements, finding.message_id
        if finding.check in ("broken-links", "empty-columns", "interpretation-linked"):
            assert finding.evidence[0].url, finding.message_id
            assert finding.evidence[0].seen_at, finding.message_id


def test_a_page_at_two_addresses_is_one_and_two_pages_in_one_folder_are_two(town: Audited) -> None:
    same_as = {page.url: page.same_as for page in town.pages if page.same_as}
    assert same_as == {"http://www.qinghe.example/zwdt/tzgg/index.html": town.town.addresses["tzgg"]}
    titles = {page.url: page.title for page in town.pages if "/zt/wh/" in page.url}
    assert len(set(titles.values())) == len(titles) == 2
