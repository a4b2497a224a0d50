"""Where audits lie on disk."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditbot.audit import folder as folders
from auditbot.errors import ConfigError, StoreError
from auditbot.url import Url, parse

NOW = datetime(2026, 11, 20, 8, 30, 5, tzinfo=UTC)
STEM = "20261120-083005"


def audit(out: Path, site: str, name: str, *, result: bool = True, unfinished: bool = False) -> Path:
    folder = out / site / name
    folder.mkdir(parents=True)
    (folder / folders.ARCHIVE).touch()
    if result:
        (folder / folders.AUDIT).touch()
    folders.mark_unfinished(folder, unfinished=unfinished)
    return folder


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://www.a.gov.cn/", "www.a.gov.cn"),
        ("https://www.a.gov.cn/index.html", "www.a.gov.cn"),
        ("http://127.0.0.1:8080/", "127.0.0.1_8080"),
        ("http://www.a.gov.cn/zhen/a.html", "www.a.gov.cn_zhen"),
        ("http://www.a.gov.cn/a/b/../c/", "www.a.gov.cn_a_c"),
    ],
)
def test_a_name_for_a_site(url: str, name: str) -> None:
    address = parse(url)
    assert address
    assert folders.slug(address) == name


def test_names_are_short_safe_and_different() -> None:
    long = [folders.slug(Url(f"http://www.a.gov.cn/{'x' * 90}/{n}/")) for n in range(3)]
    assert len(set(long)) == 3
    assert all(len(name) <= 80 for name in long)
    odd = folders.slug(Url("http://www.a.gov.cn/..%2f..%2fetc/~$;'\"/"))
    assert "/" not in odd
    assert not odd.startswith(".")


def test_a_new_folder_is_named_by_the_time_and_never_reused(tmp_path: Path) -> None:
    made = [folders.new(tmp_path, "a", NOW) for _ in range(3)]
    assert [folder.name for folder in made] == [STEM, f"{STEM}-1", f"{STEM}-2"]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as told:
        folders.new(tmp_path / "file", "a", NOW)
    assert "--out" in told.value.hint.en


def test_too_many_in_one_second(tmp_path: Path) -> None:
    for _ in range(100):
        folders.new(tmp_path, "a", NOW)
    with pytest.raises(StoreError):
        folders.new(tmp_path, "a", NOW)


def test_latest_leads_to_the_last_one(tmp_path: Path) -> None:
    for name in ("20261101-000000", "20261102-000000"):
        folders.point_latest(audit(tmp_path, "a", name))
    assert (tmp_path / "a" / "latest").resolve().name == "20261102-000000"
    assert (tmp_path / "latest").resolve().name == "20261102-000000"
    assert not (tmp_path / "latest").readlink().is_absolute(), "the folder may be moved"
    assert not list(tmp_path.glob("**/.latest*"))


def test_a_file_called_latest_does_no_harm(tmp_path: Path) -> None:
    folder = audit(tmp_path, "a", "20261101-000000")
    (tmp_path / "latest").mkdir()
    (tmp_path / "latest" / "x").touch()
    folders.point_latest(folder)
    assert (tmp_path / "latest" / "x").exists()
    assert (tmp_path / "a" / "latest").resolve() == folder.resolve()


@pytest.mark.parametrize(
    "text",
    ["{out}/a/20261101-000000", "{out}/a/20261101-000000/audit.json", "a", "a/20261101-000000", "a/latest"],
)
def test_an_audit_is_found_by_many_names(text: str, tmp_path: Path) -> None:
    folder = audit(tmp_path, "a", "20261101-000000")
    folders.point_latest(folder)
    assert folders.find(text.format(out=tmp_path), tmp_path) == folder.resolve()


def test_what_is_not_there_is_told_with_an_example(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as told:
        folders.find("b", tmp_path)
    assert str(tmp_path) in told.value.hint.en


def test_only_the_last_audit_can_be_unfinished(tmp_path: Path) -> None:
    assert folders.unfinished(tmp_path, "a") is None
    first = audit(tmp_path, "a", "20261101-000000", unfinished=True)
    folders.point_latest(first)
    assert folders.unfinished(tmp_path, "a") == first
    audit(tmp_path, "a", "20261102-000000")
    assert folders.unfinished(tmp_path, "a") is None


def test_the_audit_before(tmp_path: Path) -> None:
    first = audit(tmp_path, "a", "20261101-000000")
    audit(tmp_path, "a", "20261102-000000", result=False)
    third = audit(tmp_path, "a", "20261103-000000")
    folders.point_latest(third)
    assert folders.earlier(third) == first
    assert folders.earlier(first) is None
