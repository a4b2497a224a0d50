"""A check that breaks its contract spoils only itself, and the audit says so."""

import asyncio
import gc
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from auditbot.audit.judge import judge
from auditbot.audit.judging import probe
from auditbot.audit.plan import Plan, make
from auditbot.audit.rejudge import visit_again
from auditbot.check import Check, Crawl, Needs, Net, Note, Page
from auditbot.crawl.view import CrawlView
from auditbot.errors import ConfigError
from auditbot.extract.page import read_page
from auditbot.extract.tree.document import Document
from auditbot.model.audit import Audit, Verdict
from auditbot.model.outcome import Outcome
from auditbot.model.page import PageFacts
from auditbot.model.site import Site
from auditbot.settings import Limits, Reach
from auditbot.testing import HOME
from tests.audit import rogues
from tests.audit.rogues import Calm, Idle, concluding, framework, registry, visiting
from tests.crawl.walked import Walk, settings, walked

PAGES = {
    "/": "<h1>首页</h1>" + "".join(f'<a href="/{n}.html">第{n}篇</a>' for n in range(1, 5)),
    **{f"/{n}.html": f"<h1>第{n}篇</h1><p>这是第{n}篇文章的正文，说明事项{n}。</p>" for n in range(1, 5)},
}
QUICK = Limits(check_visit_seconds=0.1, check_conclude_seconds=0.3)
PATIENT = Limits()


def plan_of(*checks: type[Check], limits: Limits = PATIENT) -> Plan:
    site = Site(id="site", home=HOME)
    return make(site, settings(limits), (framework(*checks),), registry(*checks))


@contextmanager
def collected(plan: Plan, folder: Path) -> Iterator[Walk]:
    """Walked with the checks of a plan, and measured."""
    with walked(PAGES, folder, run=False) as walk:
        walk.plan = plan
        walk.run()
        for one in plan.assignments:
            walk.archive.put_meta(f"probed {one.key}", "now")
        yield walk


def reason_of(verdict: Verdict) -> str:
    assert verdict.reason
    return verdict.reason.en


def by_check(audit: Audit) -> dict[str, Verdict]:
    return {one.check: one for one in audit.verdicts}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """What the well-behaved check comes to by itself."""
    with collected(plan_of(Calm), tmp_path_factory.mktemp("alone")) as walk:
        return judge(walk.archive, walk.plan)


def assert_spoilt_alone(audit: Audit, alone: Audit, word: str) -> None:
    spoilt, calm = by_check(audit)["rogue"], by_check(audit)["calm"]
    assert spoilt.outcome is Outcome.UNTESTED
    assert spoilt.reason
    assert word in spoilt.reason.en
    assert spoilt.findings == ()
    assert calm == by_check(alone)["calm"]
    assert audit.findings == alone.findings
    assert audit.crawl.outcomes == alone.crawl.outcomes


def test_the_check_that_keeps_its_contract(alone: Audit) -> None:
    assert [one.parameters["word"] for one in alone.findings] == ["第1篇", "第2篇", "第3篇", "第4篇"]
    assert by_check(alone)["calm"].tally == {Outcome.FAILED: 4, Outcome.PASSED: 1}
    assert not [one for one in alone.warnings if "failed" in one.en]


def test_the_reason_is_that_of_the_outcome(tmp_path: Path) -> None:
    with collected(plan_of(Idle), tmp_path) as walk:
        (verdict,) = judge(walk.archive, walk.plan).verdicts
    assert (verdict.outcome, reason_of(verdict)) == (Outcome.UNTESTED, "not seen")


@pytest.mark.parametrize("name", rogues.VISITS)
def test_visits_that_go_wrong(name: str, alone: Audit, tmp_path: Path) -> None:
    limits = QUICK if name == "loops" else PATIENT
    with collected(plan_of(visiting(name), Calm, limits=limits), tmp_path) as walk:
        audit = judge(walk.archive, walk.plan)
        assert_spoilt_alone(audit, alone, "visit")
        assert any("visit" in one.en for one in audit.warnings)
        faults = list(walk.archive.rows("SELECT page FROM fault"))
        assert 0 < len(faults) <= 3, "it is not shown every page of the site"


@pytest.mark.parametrize("name", rogues.CONCLUSIONS)
def test_conclusions_that_go_wrong(name: str, alone: Audit, tmp_path: Path) -> None:
    limits = QUICK if name == "loops" else PATIENT
    with collected(plan_of(concluding(name), Calm, limits=limits), tmp_path) as walk:
        assert_spoilt_alone(judge(walk.archive, walk.plan), alone, "conclude")


def test_a_check_that_fails_on_one_page_alone_is_untested_not_half_right(tmp_path: Path) -> None:
    class Picky(Calm):
        def visit(self, page: Page) -> Iterator[Note]:
            if page.url.endswith("/3.html"):
                raise KeyError("third")
            yield from super().visit(page)

    with collected(plan_of(Picky), tmp_path) as walk:
        audit = judge(walk.archive, walk.plan)
        assert audit.findings == ()
        assert "KeyError" in reason_of(audit.verdicts[0])


def test_a_page_on_which_our_own_reading_breaks_keeps_no_other_from_being_read(
    alone: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: Document, **given: Any) -> PageFacts:
        if document.url.endswith("/3.html"):
            raise KeyError("a fault of ours")
        return read_page(document, **given)

    with monkeypatch.context() as patched, ExitStack() as stack:
        patched.setattr("auditbot.crawl.reading.read_page", broken)
        walk = stack.enter_context(collected(plan_of(Calm), tmp_path))
        audit = judge(walk.archive, walk.plan)
        assert len(audit.findings) == len(alone.findings) - 1
        (told,) = (one.en for one in audit.warnings)
        assert re.search(r"1 pages.*KeyError: 'a fault of ours' \(test_judging\.py:\d+\)", told)
        patched.undo()
        visit_again(walk.archive, walk.plan)
        again = judge(walk.archive, walk.plan)
        assert (again.findings, again.warnings) == (alone.findings, ())


def test_what_was_not_measured_is_untested(tmp_path: Path) -> None:
    with collected(plan_of(Calm), tmp_path) as walk:
        walk.archive.execute("DELETE FROM meta WHERE key LIKE 'probed %'")
        [verdict] = judge(walk.archive, walk.plan).verdicts
        assert verdict.outcome is Outcome.UNTESTED
        assert "measured" in reason_of(verdict)


def test_links_that_were_not_verified_leave_their_checks_untested(tmp_path: Path) -> None:
    class Linked(Calm):
        needs = Needs.TARGETS

    with collected(plan_of(Linked), tmp_path) as walk:
        assert judge(walk.archive, walk.plan).verdicts[0].outcome is Outcome.FAILED
        walk.archive.put_meta("needs", "0")
        assert judge(walk.archive, walk.plan).verdicts[0].outcome is Outcome.UNTESTED


def test_the_same_archive_gives_the_same_audit(tmp_path: Path) -> None:
    with collected(plan_of(Calm), tmp_path) as walk:
        assert judge(walk.archive, walk.plan) == judge(walk.archive, walk.plan)


def test_pages_can_be_shown_again_with_the_same_end(alone: Audit, tmp_path: Path) -> None:
    with collected(plan_of(Calm), tmp_path) as walk:
        before = judge(walk.archive, walk.plan)
        for _ in range(2):
            visit_again(walk.archive, walk.plan)
            assert judge(walk.archive, walk.plan) == before


def test_a_mended_check_is_tested_when_pages_are_shown_again(alone: Audit, tmp_path: Path) -> None:
    class Mended(Calm):
        id = "rogue"

    broken, mended = plan_of(visiting("raises"), Calm), plan_of(Mended, Calm)
    with collected(broken, tmp_path) as walk:
        assert by_check(judge(walk.archive, broken))["rogue"].outcome is Outcome.UNTESTED
        visit_again(walk.archive, mended)
        audit = judge(walk.archive, mended)
        assert by_check(audit)["rogue"].outcome is Outcome.FAILED
        assert len(audit.findings) == 8
        assert by_check(audit)["calm"] == by_check(alone)["calm"]


def test_judging_by_another_plan_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    class Dated(Calm):
        needs = Needs.COLUMNS

    class Other(Calm):
        id = "other"

    first, other = plan_of(Dated), plan_of(Other)
    with collected(first, tmp_path) as walk:
        before = judge(walk.archive, first)
        visit_again(walk.archive, other)
        assert judge(walk.archive, first) == before


def test_showing_again_that_breaks_off_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with collected(plan_of(Calm), tmp_path) as walk:
        before = judge(walk.archive, walk.plan)

        def interrupted(*_: object) -> object:
            raise KeyboardInterrupt

        monkeypatch.setattr("auditbot.audit.rejudge.Visits", interrupted)
        with pytest.raises(KeyboardInterrupt):
            visit_again(walk.archive, walk.plan)
        assert judge(walk.archive, walk.plan) == before


def test_credentials_are_not_kept_with_the_audit(tmp_path: Path) -> None:
    secret = settings(PATIENT, reach=Reach(headers=(("Authorization", "Bearer s3cret"),)))
    plan = make(Site(id="site", home=HOME), secret, (framework(Calm),), registry(Calm))
    with collected(plan, tmp_path) as walk:
        stored = judge(walk.archive, walk.plan).model_dump_json()
        assert "Authorization" in stored
        assert "s3cret" not in stored


def test_frameworks_without_requirements_are_refused() -> None:
    nothing = framework(Calm).model_copy(update={"clauses": ()})
    with pytest.raises(ConfigError):
        make(Site(id="site", home=HOME), settings(), (nothing,), registry(Calm))


def test_an_audit_is_stored_and_read_back_the_same(alone: Audit) -> None:
    said = alone.model_dump_json(by_alias=True)
    assert Audit.model_validate_json(said) == alone
    assert json.loads(said)["schema"] == "auditbot/audit/1"


@pytest.mark.parametrize("name", rogues.PROBES)
async def test_probes_that_go_wrong(name: str) -> None:
    [one] = plan_of(rogues.probing(name)).assignments
    async with asyncio.timeout(5):
        rows, fault = await probe(one, cast(Net, None), cast(CrawlView, _Nothing()), 0.2)
    assert fault.startswith("probe: ")
    assert len(rows) <= 1000


class _Nothing:
    """A crawl nobody looks at."""

    def assigned(self, _: str) -> "_Nothing":
        return self


async def test_a_probe_that_fails_leaves_no_reading_of_the_archive_open() -> None:
    ended = []

    def rows() -> Iterator[int]:
        try:
            yield from (1, 2)
        finally:
            ended.append(True)

    class Breaks(Calm):
        async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
            reading = rows()
            next(reading)
            for note in self._broken():
                yield note

        def _broken(self) -> tuple[Note, ...]:
            raise ValueError("on purpose")

    [one] = plan_of(Breaks).assignments
    gc.disable()
    try:
        _, fault = await probe(one, cast(Net, None), cast(CrawlView, _Nothing()), 5)
        assert (fault, ended) == ("probe: ValueError: on purpose", [True])
    finally:
        gc.enable()
