"""``audit``: registered sites."""

from pathlib import Path

import pytest

from auditbot.cli.program import run
from auditbot.model.text import Lang
from tests.audit.loopback import Loopback, audit_json, lines
from tests.cli.auditing import Capture, own


def site_file(folder: Path, home: str, more: str = "") -> Path:
    path = folder / "town.yaml"
    path.write_text(f"id: town\nname: 示例市\nhome: {home}\n{more}", encoding="utf-8")
    return path


def auditing(folder: Path, *arguments: object) -> int:
    quick = ("--limit", "disk_free=0", "--rate", "0", "--render", "never", "--as-of", "2026-11-20", "--quiet")
    return run(
        [
            str(part)
            for part in ("audit", *arguments, "--out", folder, "--allow-network", "127.0.0.1/32", *quick)
        ],
        Lang.ZH,
    )


def test_a_registered_site(site: Loopback, tmp_path: Path) -> None:
    listed = (
        f"  - {{name: 公告, url: {site.url}b/, unit: 办公室}}\n  - {{name: 某镇, url: {site.url}zhen/}}\n"
    )
    assert auditing(tmp_path / "out", site_file(tmp_path, site.url, f"columns:\n{listed}")) in (0, 1)
    audit = audit_json(tmp_path / "out" / "town" / "latest")
    assert audit["site"]["name"] == "示例市"
    assert f"{site.url}zhen/" in lines(tmp_path / "out" / "town" / "latest")
    assert any(one["unit"] == "办公室" for one in audit["columns"])


def test_a_site_names_its_frameworks(site: Loopback, tmp_path: Path) -> None:
    path = site_file(tmp_path, site.url, f"frameworks: [{own(tmp_path)}]\n")
    auditing(tmp_path / "out", path)
    assert [one["id"] for one in audit_json(tmp_path / "out" / "town" / "latest")["frameworks"]] == ["own"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("id: town\nhome: http://a.example/\ncolums: []\n", "columns"),
        ("id: town\n", "home"),
        ("id: town\nhome: http://a.example/\nframeworks: [stat]\n", "state"),
    ],
)
def test_a_wrong_site_file_is_told_with_the_way_out(
    text: str, word: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(text)
    assert auditing(tmp_path / "out", path) == 2
    assert word in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_site_file_that_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    assert auditing(tmp_path / "out", tmp_path / "none.yaml") == 2
    assert "none.yaml" in capsys.readouterr().err
