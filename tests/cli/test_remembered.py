"""Audits with a store in use."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from auditbot.model.text import Lang
from auditbot.store.audits import audits_of
from auditbot.store.findings import findings_of
from auditbot.store.open import open_store
from tests.audit.loopback import Loopback, latest
from tests.cli.auditing import own
from tests.cli.calling import said as _said

Capture = pytest.CaptureFixture[str]


def said(capsys: Capture, *arguments: object, lang: Lang = Lang.ZH) -> tuple[int, str, str]:
    return _said(capsys, *map(str, arguments), lang=lang)


@pytest.fixture
def out(tmp_path: Path, broken: Loopback, capsys: Capture) -> Path:
    """An output folder with a store that has the site with a dead link."""
    site = tmp_path / "town.yaml"
    site.write_text(
        f"id: town\nhome: {broken.url}\nframeworks: [{own(tmp_path)}]\ncontacts: [{{name: 张三}}]\n",
        encoding="utf-8",
    )
    folder = tmp_path / "out"
    assert said(capsys, "store", "init", "--out", folder)[0] == 0
    assert said(capsys, "sites", "import", site, "--out", folder)[0] == 0
    return folder


def auditing(capsys: Capture, out: Path, *arguments: object, command: str = "audit") -> tuple[int, str]:
    quick = ("--limit", "disk_free=0", "--rate", "0", "--render", "never", "--as-of", "2026-11-20", "--quiet")
    code, _, err = said(
        capsys, command, *arguments, "--out", out, "--allow-network", "127.0.0.1/32", "--fresh", *quick
    )
    return code, err


def changes(out: Path) -> list[tuple[int, int, int, int]]:
    with open_store(str(out / "office.sqlite")) as store, store.reading() as session:
        return [(row.new, row.still, row.gone, row.back) for row in audits_of(session, "town")]


def test_an_audit_is_recorded_and_an_unchanged_site_brings_nothing_new(out: Path, capsys: Capture) -> None:
    assert auditing(capsys, out, "town") == (1, "")
    assert auditing(capsys, out, "town") == (1, "")
    assert changes(out) == [(0, 1, 0, 0), (1, 0, 0, 0)]


def test_what_is_mended_is_gone_and_what_returns_is_back(
    out: Path, broken: Loopback, capsys: Capture
) -> None:
    auditing(capsys, out, "town")
    whole = broken.pages
    broken.pages = {**whole, "/gone.html": "<h1>又有了</h1>"}
    assert auditing(capsys, out, "town") == (0, "")
    broken.pages = whole
    auditing(capsys, out, "town")
    assert changes(out) == [(0, 0, 0, 1), (0, 0, 1, 0), (1, 0, 0, 0)]
    with open_store(str(out / "office.sqlite")) as store, store.reading() as session:
        [found] = findings_of(session, "town")
    told = json.loads((latest(out) / "audit.json").read_text(encoding="utf-8"))
    assert datetime.fromisoformat(told["findings"][0]["first_seen"]) == found.first_seen
    assert found.first_seen < datetime.fromisoformat(told["since"]["finished"])


def test_contacts_stay_in_the_store(out: Path, capsys: Capture) -> None:
    auditing(capsys, out, "town")
    for file in latest(out).iterdir():
        assert "张三" not in file.read_bytes().decode("utf-8", "replace")


def test_judging_again_replaces_what_was_recorded(out: Path, capsys: Capture) -> None:
    auditing(capsys, out, "town")
    assert said(capsys, "judge", "town", "--out", out, "--quiet")[0] == 1
    assert changes(out) == [(1, 0, 0, 0)]


def test_a_site_that_the_store_does_not_have_is_audited_all_the_same(
    out: Path, broken: Loopback, capsys: Capture
) -> None:
    code, err = auditing(capsys, out, broken.url, command="scan")
    assert code in (0, 1)
    assert "没有记入" in err
    assert changes(out) == []


def test_an_id_that_the_store_does_not_have(out: Path, capsys: Capture) -> None:
    code, err = auditing(capsys, out, "village")
    assert code == 2
    assert "village" in err


def test_a_store_that_cannot_be_opened_is_told_before_anything_is_fetched(
    out: Path, broken: Loopback, capsys: Capture
) -> None:
    asked = broken.pages_asked
    code, err = auditing(capsys, out, "town", "--store", out / "none.sqlite")
    assert code == 2
    assert "none.sqlite" in err
    assert broken.pages_asked == asked
