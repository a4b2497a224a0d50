"""A glance at the town finds what is planted on its homepage and columns, and nothing that is not there."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from auditbot.audit.conduct import Conductor
from auditbot.audit.known import Known, KnownFault
from auditbot.audit.plan import Plan, make
from auditbot.crawl.progress import Progress
from auditbot.demo.answers import Answer
from auditbot.demo.faults import Planted
from auditbot.demo.notice import notice
from auditbot.demo.serve import serve
from auditbot.demo.town import Town, build
from auditbot.frameworks import read
from auditbot.model.audit import Audit
from auditbot.model.crawl import StopReason
from auditbot.model.outcome import Outcome
from auditbot.registry import load
from auditbot.settings import Render
from auditbot.url import Url, split
from tests.demo.planting import tells
from tests.demo.walking import Walk, targets
from tests.system.town import DAY, NOON, settings_for

TOLD = (Outcome.FAILED, Outcome.CANT_TELL)
SEEN = {"homepage-stale", "empty-columns", "stale-columns", "ipv6-consistent"}
"""Checks whose planted faults a glance finds by itself; of the others, those that it knows of."""


@dataclass(frozen=True, slots=True)
class Glances:
    """The town with two glances at it: the first without an audit before, the other with a fault mended."""

    town: Town
    first: Audit
    again: Audit
    dead: str
    """What was dead, and is mended."""
    ipv6: bool


def carriers(walked: Walk, target: str) -> list[Url]:
    return sorted(Url(page) for page, html in walked.pages.items() if target in targets(html, page))


def known_of(town: Town, first: Audit, walked: Walk) -> Known:
    """What an audit would know: every column that was seen, every dead link with a page that carries it."""
    links = [row for row in town.planted if row.check == "broken-links" and row.message == "broken"]
    faults = [
        KnownFault(target=Url(row.target), page=next(iter(carriers(walked, row.target)), None))
        for row in links
    ]
    return Known(columns=tuple(column.url for column in first.columns), faults=tuple(faults))


def mend(town: Town, url: str) -> Town:
    """The town with a page at an address where there was none."""
    parts = split(Url(url))
    page = next(answer for answer in town.answers[parts.host].values() if answer.type.startswith("text/html"))
    there = replace(page, body=b"<h1>Back again</h1><p>" + b"The page is there again. " * 40 + b"</p>")
    host: dict[str, Answer] = {**town.answers[parts.host], parts.path: there}
    return replace(town, answers={**town.answers, parts.host: host})


async def glance(town: Town, place: Path, known: Known | None = None) -> tuple[Audit, bool]:
    async with serve(town) as served:
        settings = settings_for(served, Render.NEVER).model_copy(update={"glance": True})
        plan: Plan = make(served.site, settings, (read("state"), notice(DAY)), load())
        plan = replace(plan, known=known) if known else plan
        return await Conductor(plan, place, Progress(), lambda: NOON).run(), served.ipv6


@pytest.fixture(scope="module")
def glances(walked: Walk, tmp_path_factory: pytest.TempPathFactory) -> Glances:
    out, town = tmp_path_factory.mktemp("glances"), build(DAY)
    dead = next(
        row.target for row in town.planted if row.class_ == "not-found" and "/contents/" in row.target
    )
    for name in "12":
        (out / name).mkdir()

    async def both() -> Glances:
        first, ipv6 = await glance(town, out / "1")
        again, _ = await glance(mend(town, dead), out / "2", known_of(town, first, walked))
        return Glances(town, first, again, dead, ipv6)

    return asyncio.run(both())


def extra(audit: Audit, town: Town) -> list[tuple[str, str, str]]:
    return [
        (one.check, one.message_id, one.target)
        for one in audit.findings
        if one.outcome in TOLD and not any(tells(one, row) for row in town.planted)
    ]


def missed(audit: Audit, planted: list[Planted]) -> list[Planted]:
    return [row for row in planted if not any(tells(one, row) for one in audit.findings)]


def test_nothing_else_is_reported(glances: Glances) -> None:
    assert extra(glances.first, glances.town) == []
    assert extra(glances.again, glances.town) == []


def test_what_is_planted_on_homepage_and_columns_is_found(glances: Glances) -> None:
    wanted = [
        row for row in glances.town.planted if row.check in SEEN and (glances.ipv6 or "ipv6" not in row.check)
    ]
    assert len(wanted) >= 10
    assert missed(glances.first, wanted) == []
    assert missed(glances.again, wanted) == []


def test_known_faults_are_still_there_and_the_mended_one_is_not(glances: Glances) -> None:
    wanted = [row for row in glances.town.planted if row.check == "broken-links" and row.message == "broken"]
    assert [row.target for row in missed(glances.again, wanted)] == [glances.dead]
    classes = {one.target: one.class_ for one in glances.again.findings}
    left = [row for row in wanted if row.target != glances.dead]
    assert {row.target: classes[row.target] for row in left} == {row.target: row.class_ for row in left}


def test_it_saw_little_and_says_so(glances: Glances) -> None:
    for audit in (glances.first, glances.again):
        assert audit.crawl.glance
        assert audit.crawl.stopped is StopReason.EXHAUSTED
        assert not audit.coverage.complete
        assert audit.crawl.found == sum(audit.crawl.outcomes.values())
        assert audit.crawl.pages < 200


def test_no_requirement_of_another_check_is_in_it(glances: Glances) -> None:
    checks = {name for name, entry in load().checks.items() if entry.check.glance}
    assert {one.check for one in glances.first.verdicts} <= checks
    assert {
        spec.check
        for one in glances.first.frameworks
        for clause in one.clauses
        for spec in clause.requirements
    } <= checks
