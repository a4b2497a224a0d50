"""``demo``: the example town, served and audited without any network; its whole audit is tested elsewhere."""

from pathlib import Path

import pytest

from auditbot.audit.plan import Plan
from auditbot.cli.program import run
from auditbot.cli.session import Manner
from auditbot.model.audit import Audit
from auditbot.model.text import Lang
from auditbot.settings import Render
from tests.reports.sample import clean


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """The plans that would have been carried out while the town was being served."""
    plans: list[Plan] = []

    async def conduct(plan: Plan, place: Path, manner: Manner) -> Audit:
        plans.append(plan)
        return clean().model_copy(update={"settings": plan.settings.model_dump(mode="json")})

    monkeypatch.setattr("auditbot.cli.demo.conduct", conduct)
    return plans


def test_the_town_is_reached_over_loopback_alone(planned: list[Plan], tmp_path: Path) -> None:
    more = (
        "--max-pages",
        "8",
        "--render",
        "never",
        "--allow-network",
        "192.0.2.0/24",
        "--as-of",
        "2026-11-22",
    )
    assert run(["demo", "--out", str(tmp_path), "--quiet", *more], Lang.ZH) in (0, 1)
    [plan] = planned
    reach = plan.settings.reach
    assert {str(network) for network in reach.allow} >= {"192.0.2.0/24", "127.0.0.1/32"}
    assert {one.to_host for one in reach.connect_to} <= {"", "127.0.0.1", "::1"}
    assert reach.dns_server
    assert reach.dns_server[0] == "127.0.0.1"
    assert (plan.settings.limits.pages, plan.settings.rendering.mode) == (8, Render.NEVER)
    assert str(plan.settings.as_of) == "2026-11-22"
    assert plan.settings.politeness.rate == 0, "the town is one's own"
    assert len(plan.frameworks) == 2, "the state's, and the notice of the town"
    assert plan.site.columns
    assert (tmp_path / "demo" / "latest" / "report.html").is_file()


def test_a_rate_may_be_asked_for(planned: list[Plan], tmp_path: Path) -> None:
    run(["demo", "--out", str(tmp_path), "--quiet", "--rate", "3"], Lang.ZH)
    assert planned[0].settings.politeness.rate == 3


@pytest.mark.parametrize("more", [("--rate", "fast"), ("--format", "htlm"), ("--as-of", "x")])
def test_wrong_options_stop_before_the_town_is_built(
    more: tuple[str, str], planned: list[Plan], tmp_path: Path
) -> None:
    assert run(["demo", "--out", str(tmp_path), *more], Lang.ZH) == 2
    assert list(tmp_path.iterdir()) == []
    assert planned == []
