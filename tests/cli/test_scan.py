"""``scan``, on a site on loopback."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditbot.cli.program import run
from auditbot.model.text import Lang
from tests.audit.loopback import Loopback, audit_json, latest, lines, served
from tests.cli.auditing import PAGES, Capture, own


def test_a_scan_leaves_its_files_and_says_where(
    audit: Callable[..., int], tmp_path: Path, capsys: Capture
) -> None:
    assert audit() in (0, 1)
    folder = latest(tmp_path)
    names = {path.name for path in folder.iterdir()}
    assert {"report.html", "audit.json", "pages.jsonl", "findings.csv", "archive.sqlite"} <= names
    assert ".unfinished" not in names
    assert (tmp_path / "latest").resolve() == folder.resolve()
    told = capsys.readouterr()
    assert str(folder / "report.html") in told.out
    assert "示例市" in told.out
    assert (folder / "findings.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    assert list(csv.reader((folder / "findings.csv").read_text(encoding="utf-8-sig").splitlines()))


def test_the_sum_of_all_addresses_is_printed(
    audit: Callable[..., int], tmp_path: Path, capsys: Capture
) -> None:
    audit("--lang", "en", lang=Lang.EN)
    crawl = audit_json(latest(tmp_path))["crawl"]
    assert (
        f"found {crawl['found']} = done {crawl['found']} + failed 0 + skipped 0 + pending 0"
        in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("severity", "level", "code"),
    [
        ("major", None, 1),
        ("minor", None, 0),
        ("minor", "minor", 1),
        ("major", "veto", 0),
        ("veto", "veto", 1),
        ("veto", "never", 0),
    ],
)
def test_the_exit_code_follows_the_gravest_finding(
    severity: str, level: str | None, code: int, broken: Loopback, audit: Callable[..., int], tmp_path: Path
) -> None:
    more = ("--fail-on", level) if level else ()
    framework = own(tmp_path.parent, severity)
    assert audit("--framework", framework, "--limit", "pages=9", *more, url=broken.url) == code
    [finding] = audit_json(latest(tmp_path))["findings"]
    assert (finding["class"] is not None, finding["found_on"], finding["found_on_total"]) == (
        True,
        [broken.url],
        1,
    )


def test_a_clean_site_leaves_with_nought(audit: Callable[..., int], tmp_path: Path) -> None:
    assert audit("--framework", own(tmp_path.parent)) == 0


def test_a_site_that_does_not_open_is_incomplete_with_a_report(
    audit: Callable[..., int], tmp_path: Path
) -> None:
    with served({"/": (500, "出错")}) as closed:
        assert audit(url=closed.url) == 3
    folder = latest(tmp_path)
    assert audit_json(folder)["crawl"]["stopped"] == "unreachable"
    assert (folder / "report.html").is_file()
    assert (folder / ".unfinished").is_file()


def test_pages_that_were_asked_for_are_enough(audit: Callable[..., int], tmp_path: Path) -> None:
    assert audit("--max-pages", 2, "--framework", own(tmp_path.parent)) == 0
    assert audit_json(latest(tmp_path))["crawl"]["stopped"] == "budget"


def test_a_deadline_is_incomplete(audit: Callable[..., int], tmp_path: Path, site: Loopback) -> None:
    site.pause = 0.4
    try:
        assert audit("--deadline", "0.7s", "--concurrency", 1) == 3
    finally:
        site.pause = 0.0
    crawl = audit_json(latest(tmp_path))["crawl"]
    assert (crawl["stopped"], crawl["stop_detail"]) == ("deadline", "seconds")
    assert crawl["outcomes"]["pending"]


def test_depth_is_kept(audit: Callable[..., int], tmp_path: Path) -> None:
    audit("--max-depth", 1)
    assert all(line["status"] is None for line in lines(latest(tmp_path)).values() if line["depth"] == 2)


@pytest.mark.parametrize(("extent", "pages"), [(None, 2), ("folder", 2), ("host", 3)])
def test_an_address_with_a_folder_is_that_folder_unless_told(
    extent: str | None, pages: int, site: Loopback, audit: Callable[..., int], tmp_path: Path
) -> None:
    audit(*(("--scope", extent) if extent else ()), url=f"{site.url}zhen/")
    assert audit_json(latest(tmp_path))["crawl"]["pages"] == pages


def test_only_the_formats_asked_for(audit: Callable[..., int], tmp_path: Path) -> None:
    audit("--format", "csv")
    names = {path.name for path in latest(tmp_path).iterdir()}
    assert "findings.csv" in names
    assert "audit.json" in names, "the source of all others"
    assert not names & {"report.html", "pages.jsonl"}


def test_progress_is_lines_of_json_where_asked(
    audit: Callable[..., int], capsys: Capture, monkeypatch: pytest.MonkeyPatch, site: Loopback
) -> None:
    monkeypatch.setattr("auditbot.cli.display.Lines.every", 0.05)
    site.pause = 0.1
    try:
        audit("--log-json")
    finally:
        site.pause = 0.0
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert told
    assert {"stage", "pages", "waiting", "slowest", "trouble"} <= set(told[-1])


def test_progress_without_a_terminal_is_a_line_now_and_then(
    audit: Callable[..., int], capsys: Capture, monkeypatch: pytest.MonkeyPatch, site: Loopback
) -> None:
    monkeypatch.setattr("auditbot.cli.display.Lines.every", 0.05)
    site.pause = 0.1
    try:
        audit("--lang", "en", lang=Lang.EN)
    finally:
        site.pause = 0.0
    told = capsys.readouterr().err
    assert "pages" in told
    assert "\x1b" not in told


def test_quiet_says_nothing_on_the_way(
    audit: Callable[..., int], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.cli.display.Lines.every", 0.01)
    audit("--quiet")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "more",
    [
        ("--format", "htlm"),
        ("--framework", "stat"),
        ("--framework", "none.yaml"),
        ("--as-of", "tomorrow"),
        ("--limit", "x=1"),
        ("--allow-network", "10.0.0.1/8"),
    ],
)
def test_wrong_settings_stop_before_anything_is_asked(
    more: tuple[str, str], site: Loopback, audit: Callable[..., int], tmp_path: Path, capsys: Capture
) -> None:
    site.asked.clear()
    assert audit(*more) == 2
    assert not site.asked
    assert list(tmp_path.iterdir()) == []
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err


@pytest.mark.parametrize(
    "text",
    ["", "http://", "ftp://a.example/", "javascript:alert(1)", "http://a b/", "/a/path", "http://[::1"],
)
def test_what_is_no_address(text: str, tmp_path: Path, capsys: Capture) -> None:
    assert run(["scan", text, "--out", str(tmp_path)], Lang.ZH) == 2
    assert "https://" in capsys.readouterr().err


def test_one_wrong_address_of_several_stops_all(site: Loopback, tmp_path: Path) -> None:
    site.asked.clear()
    assert run(["scan", site.url, "no address", "--out", str(tmp_path)], Lang.ZH) == 2
    assert not site.asked


def test_several_sites_leave_with_the_gravest(
    audit: Callable[..., int], broken: Loopback, tmp_path: Path
) -> None:
    assert audit(broken.url, "--framework", own(tmp_path.parent)) == 1
    assert len([path for path in tmp_path.iterdir() if path.is_dir() and not path.is_symlink()]) == 2


def test_the_inner_network_is_refused_unless_allowed(site: Loopback, tmp_path: Path) -> None:
    site.asked.clear()
    assert (
        run(
            [
                "scan",
                site.url,
                "--out",
                str(tmp_path),
                "--quiet",
                "--render",
                "never",
                "--limit",
                "disk_free=0",
            ],
            Lang.ZH,
        )
        == 3
    )
    assert not site.asked
    assert audit_json(latest(tmp_path))["crawl"]["failures"] == {"private": 1}


def test_an_output_folder_that_cannot_be_made(
    audit: Callable[..., int], site: Loopback, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "file").touch()
    assert audit("--out", tmp_path / "file" / "deeper") == 4
    assert "--out" in capsys.readouterr().err


def test_a_second_scan_is_compared_with_the_first(
    audit: Callable[..., int], broken: Loopback, tmp_path: Path
) -> None:
    audit("--framework", own(tmp_path.parent), url=broken.url)
    first = audit_json(latest(tmp_path))
    assert first["since"] is None
    broken.pages = {**broken.pages, "/gone.html": PAGES["/a.html"]}
    before = latest(tmp_path)
    audit("--framework", own(tmp_path.parent), url=broken.url)
    assert latest(tmp_path) != before
    since = audit_json(latest(tmp_path))["since"]
    assert since["audit"] == first["id"]
    assert [one["id"] for one in since["gone"]] == [first["findings"][0]["id"]]
    assert since["gone_is_proof"] is True


@pytest.mark.parametrize(("choice", "folders"), [("--resume", 1), ("--fresh", 2), (None, 2)])
def test_an_unfinished_audit_is_taken_up_where_asked(
    choice: str | None, folders: int, audit: Callable[..., int], tmp_path: Path
) -> None:
    with served({"/": (503, "维护")}) as closed:
        audit(url=closed.url)
        closed.pages = dict(PAGES)
        assert audit(*((choice,) if choice else ()), url=closed.url) in (0, 1)
        assert len(list(latest(tmp_path).parent.glob("2*"))) == folders
        assert audit_json(latest(tmp_path))["crawl"]["sessions"] == (2 if folders == 1 else 1)


def test_headers_go_to_the_site_alone_and_are_not_stored(tmp_path: Path) -> None:
    heads: list[dict[str, Any]] = []
    with served(PAGES) as one, served(PAGES) as other:
        one.pages = {
            "/": f'<h1>首页</h1><a href="{other.url}a.html">别处</a><a href="/a.html">此处</a>',
            "/a.html": PAGES["/a.html"],
        }
        one.noted = other.noted = heads.append
        quick = (
            "--limit",
            "disk_free=0",
            "--rate",
            "0",
            "--render",
            "never",
            "--quiet",
            "--allow-network",
            "127.0.0.1/32",
        )
        run(["scan", one.url, "--out", str(tmp_path), *quick, "--header", "Authorization: s3cret"], Lang.ZH)
    told = {(head["Host"], head.get("Authorization")) for head in heads}
    assert (f"127.0.0.1:{one.port}", "s3cret") in told
    assert {given for host, given in told if host == f"127.0.0.1:{other.port}"} == {None}
    files = list(latest(tmp_path).iterdir())
    assert {"audit.json", "archive.sqlite"} < {file.name for file in files}
    assert [file.name for file in files if b"s3cret" in file.read_bytes()] == []
    assert run(["resume", str(latest(tmp_path)), "--quiet"], Lang.ZH) == 2
