"""Budgets of whole walks over sites in memory."""

from dataclasses import replace
from pathlib import Path

from auditbot.model.audit import StopReason
from auditbot.model.fetch import PageOutcome
from auditbot.model.outcome import Outcome
from auditbot.net.http.request import Reply, Request
from auditbot.settings import MIB, Limits
from auditbot.testing import HOME, MemoryVisitor
from tests.crawl.pages import article, links, row
from tests.crawl.walked import walked


def test_the_whole_site(tmp_path: Path) -> None:
    with walked(row(6), tmp_path) as walk:
        assert walk.record.stopped is StopReason.EXHAUSTED
        assert walk.record.pages == 8
        assert walk.view.coverage.complete
        assert walk.view.absence() == (Outcome.FAILED, "")


def test_pages_are_a_budget(tmp_path: Path) -> None:
    with walked(row(9), tmp_path, limits=Limits(pages=4)) as walk:
        record, coverage = walk.record, walk.view.coverage
        assert (record.stopped, record.stop_detail) == (StopReason.BUDGET, "pages")
        assert record.pages == 4
        assert record.failures == {"budget": 1}
        assert record.outcomes == {PageOutcome.OK: 4, PageOutcome.SKIPPED_TRAP: 1}
        assert record.found == sum(record.outcomes.values()) == len(walk.lines)
        assert not coverage.complete
        assert "budget" in coverage.reasons
        assert walk.view.absence()[0] is not Outcome.FAILED


def test_links_are_verified_though_the_pages_are_spent(tmp_path: Path) -> None:
    pages = {
        "/": links("/a.html", "/b.html") + '<img src="/x.png">',
        "/a.html": article(1),
        "/b.html": article(2),
    }
    with walked({**pages, "/x.png": b"\x89PNG"}, tmp_path, limits=Limits(pages=1)) as walk:
        assert walk.lines["/x.png"].outcome is PageOutcome.OK
        assert walk.record.targets_verified == 1


def test_bytes_are_a_budget(tmp_path: Path) -> None:
    big = {f"/a{n}.html": article(n, links(f"/a{n + 1}.html") + f"<!-- {'x' * MIB} -->") for n in range(9)}
    with walked({"/": links("/a0.html"), **big}, tmp_path, limits=Limits(bytes=2 * MIB)) as walk:
        assert (walk.record.stopped, walk.record.stop_detail) == (StopReason.BUDGET, "bytes")
        assert walk.record.pages == 3


def test_an_audit_that_goes_on_has_as_long_again(tmp_path: Path) -> None:
    with walked(row(9), tmp_path, limits=Limits(seconds=3600), run=False) as walk:
        walk.archive.put_meta("seconds", "3601")
        assert walk.run().reason is StopReason.EXHAUSTED


def test_hours_are_a_budget(tmp_path: Path) -> None:
    with walked(row(9), tmp_path, limits=Limits(seconds=1e-6), run=False) as walk:
        stopped = walk.run()
        assert (stopped.reason, stopped.detail) == (StopReason.DEADLINE, "seconds")
        assert walk.record.outcomes == {PageOutcome.PENDING: 1}
        assert "deadline" in walk.view.coverage.reasons


def test_depth_is_a_budget_and_named(tmp_path: Path) -> None:
    with walked(row(9), tmp_path, limits=Limits(depth=3)) as walk:
        assert walk.record.stopped is StopReason.EXHAUSTED
        assert walk.record.pages == 4
        assert [trap.kind for trap in walk.record.traps] == ["too-deep"]
        assert walk.lines["/a3.html"].failure == "trap"
        assert "traps" in walk.view.coverage.reasons


def test_a_spent_budget_can_be_raised_in_the_next_session(tmp_path: Path) -> None:
    with walked(row(9), tmp_path, limits=Limits(pages=4)) as walk:
        walk.plan.settings.limits.__dict__["pages"] = 100
        assert walk.run().reason is StopReason.EXHAUSTED
        assert walk.record.pages == 11
        asked = [one for one in walk.asked if one.endswith(".html")]
        assert len(asked) == len(set(asked)), "what was read is not asked again"


def test_the_pages_of_a_list_are_no_steps_deeper(tmp_path: Path) -> None:
    pages = {"/": links("/xw/")}
    for number in range(30):
        here = f"/xw/index_{number}.html" if number else "/xw/"
        pages[here] = (
            f'<a href="/xw/t{number}.html">要闻{number}</a><a href="/xw/index_{number + 1}.html">下一页</a>'
        )
        pages[f"/xw/t{number}.html"] = article(number)
    with walked(pages, tmp_path, limits=Limits(depth=3)) as walk:
        assert walk.lines["/xw/t29.html"].outcome is PageOutcome.OK


def test_limits_that_an_answer_ran_into_and_was_read_all_the_same_are_named(tmp_path: Path) -> None:
    class Wordy(MemoryVisitor):
        async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
            reply = await super().visit(request, obey_robots=obey_robots)
            odd = ("cookies-over-limit", "long-cookie", "many-headers", "bytes-after-answer")
            return replace(reply, fetch=replace(reply.fetch, remarks=odd))

    with walked(row(1), tmp_path, run=False) as walk:
        walk.visitor = Wordy(row(1), HOME)
        walk.run()
        assert [hit.limit for hit in walk.record.limits] == ["cookie_bytes", "cookies", "headers"]
        assert walk.record.outcomes == {PageOutcome.OK: walk.record.pages}
