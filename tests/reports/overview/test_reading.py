"""Audits in folders, whole and damaged."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from auditbot.errors import ConfigError
from auditbot.overview import reading
from auditbot.overview.reading import fleet, read, stored
from tests.reports.overview.fleet import DAY, FIRST, SECOND, audit, store

BEFORE = DAY - timedelta(days=31)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        store(tmp_path, audit(name, finished=BEFORE), FIRST)
        store(tmp_path, audit(name), SECOND)
    return tmp_path


def test_the_newest_audit_of_each_site_counts_and_the_one_before_it(out: Path) -> None:
    seen = fleet(out)
    assert [(one.id, one.folder) for one in seen.sites] == [("a", f"a/{SECOND}"), ("b", f"b/{SECOND}")]
    assert all(one.before and one.before.finished == BEFORE for one in seen.sites)
    assert (seen.absent, seen.troubles) == ((), ())


def test_links_to_the_latest_are_no_audits_of_their_own(out: Path) -> None:
    (out / "a" / "latest").symlink_to(SECOND)
    (out / "latest").symlink_to(f"a/{SECOND}")
    (out / "a" / "20270101-000000").symlink_to(FIRST)
    assert [one.folder for one in fleet(out).sites] == [f"a/{SECOND}", f"b/{SECOND}"]


def test_a_report_is_linked_only_where_there_is_one(out: Path) -> None:
    (out / "b" / SECOND / "report.html").touch()
    assert [one.reported for one in fleet(out).sites] == [False, True]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'{"schema": "other/1"}']
)
def test_a_damaged_audit_is_told_and_harms_nothing(out: Path, content: bytes) -> None:
    (out / "a" / SECOND / "audit.json").write_bytes(content)
    seen = fleet(out)
    assert [one.folder for one in seen.sites] == [f"a/{FIRST}", f"b/{SECOND}"]
    assert [one.path for one in seen.troubles] == [f"a/{SECOND}/audit.json"]


def test_what_is_no_file_is_not_waited_for(out: Path) -> None:
    path = out / "a" / SECOND / "audit.json"
    path.unlink()
    os.mkfifo(path)
    assert [one.path for one in fleet(out).troubles] == [f"a/{SECOND}/audit.json"]


def test_a_link_out_of_the_folder_is_not_followed(
    out: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = store(tmp_path_factory.mktemp("elsewhere"), audit("secret")) / "audit.json"
    path = out / "a" / SECOND / "audit.json"
    path.unlink()
    path.symlink_to(secret)
    assert "secret" not in {one.id for one in fleet(out).sites}


def test_a_file_beyond_all_measure_is_not_read(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 100)
    assert fleet(out).sites == ()


def test_a_site_without_a_result_is_known_to_be_missing(out: Path) -> None:
    (out / "c" / SECOND).mkdir(parents=True)
    (out / "notes").mkdir()
    assert fleet(out).absent == ("c",)


def test_with_a_period_the_audits_before_it_are_for_comparison_only(out: Path) -> None:
    store(out, audit("late", finished=BEFORE), FIRST)
    seen = fleet(out, since=date(2026, 11, 1))
    assert [one.id for one in seen.sites] == ["a", "b"]
    assert seen.absent == ("late",)
    assert fleet(out, since=date(2026, 10, 1)).sites[0].before is None


def test_two_audits_of_one_second_are_told_apart(tmp_path: Path) -> None:
    for stamp in (SECOND, f"{SECOND}-2", f"{SECOND}-10"):
        store(tmp_path, audit("a"), stamp)
    assert [one.name for one in stored(tmp_path)[0].audits] == [f"{SECOND}-10", f"{SECOND}-2", SECOND]


def test_each_newest_audit_is_shown_once(out: Path) -> None:
    seen: list[str] = []
    fleet(out, see=lambda one: seen.append(one.site.id))
    assert seen == ["a", "b"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        fleet(tmp_path / "nowhere")
    assert isinstance(read(tmp_path), tuple)
