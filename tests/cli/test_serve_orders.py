"""What ``serve`` has done for a site: a command line, and how long it may take."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditbot.cli.serve_orders import Orders
from auditbot.clock.duty import Due
from auditbot.fleet.entry import Order
from auditbot.model.site import Site
from auditbot.model.text import Lang
from auditbot.settings import Limits
from auditbot.store.schema_clock import RunKind
from auditbot.url import Url

SITE = Site(id="town", home=Url("http://www.town.example/"))
DUE = datetime(2026, 11, 20, tzinfo=UTC)


def order(kind: RunKind, folder: Path, *, at: str = "", **given: object) -> Order:
    orders = Orders({"framework": None, **given}, ("--render=never",), folder, 60, Lang.EN)
    return orders(Due(SITE, kind, DUE, 1, folder=at))


def test_an_audit_has_the_time_of_an_audit_and_a_glance_that_of_a_glance(tmp_path: Path) -> None:
    audit, glance = order(RunKind.AUDIT, tmp_path), order(RunKind.LIGHT, tmp_path)
    assert (audit.patience.deadline, audit.patience.grace) == (Limits().seconds, 60)
    assert glance.patience.deadline == 600
    assert order(RunKind.LIGHT, tmp_path, deadline="20m").patience.deadline == 1200


@pytest.mark.parametrize("kind", [RunKind.AUDIT, RunKind.RECHECK, RunKind.LIGHT])
def test_the_command_says_what_is_looked_at_and_whether_it_goes_on(kind: RunKind, tmp_path: Path) -> None:
    command = order(kind, tmp_path).command
    assert ("--glance" in command) is (kind is RunKind.LIGHT)
    assert command[-1] == "--fresh"
    assert order(kind, tmp_path, at="out/a").command[-1] == "--resume"
