"""What changed since the audit before."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditbot.compare import compared
from auditbot.model.audit import Audit
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from tests.reports.sample import sample

THEN = datetime(2026, 11, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def finding(name: str, outcome: Outcome = Outcome.FAILED, **more: object) -> Finding:
    return Finding(
        id=name, check="c", outcome=outcome, target=name, message_id="m", message="", texts={}, **more
    )


def audit(*findings: Finding, finished: datetime = NOW, complete: bool = True, name: str = "now") -> Audit:
    whole = sample()
    return whole.model_copy(
        update={
            "id": name,
            "findings": findings,
            "since": None,
            "crawl": whole.crawl.model_copy(update={"finished": finished}),
            "coverage": whole.coverage.model_copy(update={"complete": complete}),
        }
    )


@pytest.fixture
def before(tmp_path: Path) -> Path:
    first = compared(
        audit(finding("old"), finding("still"), finding("u", Outcome.UNTESTED), finished=THEN, name="then"),
        None,
    )
    (tmp_path / "audit.json").write_text(first.model_dump_json(by_alias=True), encoding="utf-8")
    return tmp_path


def test_the_first_audit_has_nothing_to_compare_with() -> None:
    first = compared(audit(finding("a")), None)
    assert first.since is None
    assert first.findings[0].first_seen == NOW


def test_new_still_and_gone(before: Path) -> None:
    since = compared(audit(finding("still"), finding("new")), before).since
    assert since is not None
    assert (since.audit, since.finished, since.new, since.still) == ("then", THEN, ("new",), ("still",))
    assert [one.id for one in since.gone] == ["old"]
    assert since.gone_is_proof


def test_first_seen_is_kept(before: Path) -> None:
    again = compared(audit(finding("still"), finding("new")), before)
    assert {one.id: one.first_seen for one in again.findings} == {"still": THEN, "new": NOW}


def test_what_could_not_be_tested_before_is_new_when_it_is_told(before: Path) -> None:
    since = compared(audit(finding("u")), before).since
    assert since is not None
    assert since.new == ("u",)


def test_what_can_no_longer_be_tested_is_gone_but_not_told(before: Path) -> None:
    since = compared(audit(finding("still", Outcome.UNTESTED), complete=False), before).since
    assert since is not None
    assert {one.id for one in since.gone} == {"old", "still"}
    assert not since.gone_is_proof


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff", b'{"schema": "auditbot/audit/9"}'])
def test_an_earlier_audit_that_cannot_be_read_is_none(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "audit.json").write_bytes(content)
    assert compared(audit(finding("a")), tmp_path).since is None
