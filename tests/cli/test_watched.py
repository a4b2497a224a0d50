"""Audits of a site that the clock looked at."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from auditbot.model.sample import Sample
from auditbot.store.open import open_store
from auditbot.store.samples import forget_samples, put_sample
from tests.audit.loopback import Loopback, latest
from tests.cli.auditing import FRAMEWORK
from tests.cli.calling import said

Capture = pytest.CaptureFixture[str]
FIRST = datetime(2026, 11, 12, 16, tzinfo=UTC)


@pytest.fixture
def out(tmp_path: Path, broken: Loopback, capsys: Capture) -> Path:
    """An output folder with a store that has the site."""
    framework = tmp_path / "own.yaml"
    framework.write_text(
        FRAMEWORK.format(severity="veto").replace("broken-links", "site-availability"), encoding="utf-8"
    )
    site = tmp_path / "town.yaml"
    site.write_text(f"id: town\nhome: {broken.url}\nframeworks: [{framework}]\n", encoding="utf-8")
    folder = tmp_path / "out"
    assert said(capsys, "store", "init", "--out", str(folder))[0] == 0
    assert said(capsys, "sites", "import", str(site), "--out", str(folder))[0] == 0
    return folder


def keep(out: Path, samples: Iterable[Sample]) -> None:
    def put(session: Session) -> None:
        for sample in samples:
            put_sample(session, "town", sample)

    with open_store(str(out / "office.sqlite")) as store:
        store.write(put)


def hourly(url: str, failed: int) -> list[Sample]:
    return [
        Sample(
            FIRST + timedelta(hours=turn),
            url,
            turn >= failed,
            0.2,
            None,
            "" if turn >= failed else "reset",
            False,
        )
        for turn in range(7 * 24)
    ]


def audited(capsys: Capture, out: Path) -> int:
    quick = ("--limit", "disk_free=0", "--rate", "0", "--render", "never", "--as-of", "2026-11-20", "--quiet")
    return said(
        capsys, "audit", "town", "--out", str(out), "--allow-network", "127.0.0.1/32", "--fresh", *quick
    )[0]


def told(out: Path) -> list[dict[str, Any]]:
    audit = json.loads((latest(out) / "audit.json").read_text(encoding="utf-8"))
    return [{"id": one["message_id"], **one["parameters"]} for one in audit["findings"]]


def test_a_week_in_the_store_is_judged(out: Path, broken: Loopback, capsys: Capture) -> None:
    keep(out, hourly(broken.url, 9))
    assert audited(capsys, out) == 1
    down = told(out)[0]
    assert (down["id"], down["count"], down["bad"]) == ("down", 168, 9)


def test_judging_again_needs_no_store(out: Path, broken: Loopback, capsys: Capture) -> None:
    keep(out, hourly(broken.url, 9))
    audited(capsys, out)
    before = told(out)
    with open_store(str(out / "office.sqlite")) as store:
        store.write(lambda session: forget_samples(session, datetime.max.replace(tzinfo=UTC)))
    assert said(capsys, "judge", "town", "--out", str(out), "--quiet")[0] == 1
    assert told(out) == before


def test_looks_at_an_earlier_homepage_are_not_of_this_one(out: Path, capsys: Capture) -> None:
    keep(out, hourly("http://www.old.example/", 168))
    assert audited(capsys, out) == 0
    assert [one["id"] for one in told(out)] == ["times"]


def test_a_store_without_looks(out: Path, capsys: Capture) -> None:
    assert audited(capsys, out) == 0
    assert [one["id"] for one in told(out)] == ["times"]
