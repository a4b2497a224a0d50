"""``judge``, ``report`` and ``resume``: what is done with an audit that is there."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from pydantic import TypeAdapter

from auditbot.audit import folder as folders
from auditbot.audit.recorded import recorded
from auditbot.cli.program import run
from auditbot.crawl.archive import Archive
from auditbot.demo.parts import PORTAL
from auditbot.model.site import Site
from auditbot.model.text import Lang
from tests.audit.loopback import Loopback, audit_json, lines
from tests.cli.auditing import Capture, own
from tests.cli.jsonschema import violations


def after(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    code = run([str(part) for part in arguments], Lang.ZH)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_stored_audit_keeps_to_the_published_schema(done: Path, capsys: Capture) -> None:
    code, out, _ = after(capsys, "schema", "audit")
    schema = json.loads(out)
    stored = audit_json(done)
    assert code == 0
    assert stored["schema"] == "auditbot/audit/1"
    assert list(violations(stored, schema, schema)) == []
    promised = "site frameworks vantage crawl verdicts findings score coverage warnings".split()
    assert set(promised) <= set(schema["required"]) | set(schema["properties"])


def test_the_schema_is_no_empty_promise(done: Path, capsys: Capture) -> None:
    schema = json.loads(after(capsys, "schema", "audit")[1])
    harms: list[dict[str, object]] = [{"id": 3}, {"verdicts": [{}]}, {"more": 1}, {"schema": "other"}]
    for harm in harms:
        assert list(violations({**audit_json(done), **harm}, schema, schema)), harm


def test_lines_of_pages_have_the_promised_keys(done: Path) -> None:
    promised = (
        "url final_url outcome status failure kind title published published_source depth found_on"
        " fetched_at bytes"
    ).split()
    for line in lines(done).values():
        assert set(promised) <= set(line)


def test_judging_again_comes_to_the_same(done: Path, site: Loopback, capsys: Capture) -> None:
    before = audit_json(done)
    site.asked.clear()
    code, _, _ = after(capsys, "judge", done)
    assert code in (0, 1)
    assert not site.asked
    again = audit_json(done)
    for key in ("findings", "verdicts", "score", "coverage", "columns", "crawl", "id", "vantage"):
        assert again[key] == before[key], key


def test_judging_by_another_framework(done: Path, tmp_path: Path, capsys: Capture) -> None:
    before = (done / "audit.json").read_bytes()
    code, _, _ = after(capsys, "judge", done, "--framework", own(tmp_path))
    assert code == 0
    assert [one["id"] for one in audit_json(done)["verdicts"]] == ["own/r"]
    (done / "audit.json").write_bytes(before)


def test_reports_are_rendered_again(done: Path, capsys: Capture) -> None:
    (done / "report.html").unlink()
    code, out, _ = after(capsys, "report", done, "--format", "html")
    assert code == 0
    assert str(done / "report.html") in out
    assert (done / "report.html").is_file()


def test_a_report_in_english(done: Path, capsys: Capture) -> None:
    assert run(["report", str(done), "--format", "html", "--lang", "en"], Lang.EN) == 0
    assert 'lang="en"' in (done / "report.html").read_text(encoding="utf-8")


def test_resuming_what_is_finished_changes_nothing(done: Path, site: Loopback, capsys: Capture) -> None:
    before = audit_json(done)
    site.asked.clear()
    assert after(capsys, "resume", done)[0] in (0, 1)
    assert site.pages_asked == 0
    for key in ("verdicts", "score", "coverage"):
        assert audit_json(done)[key] == before[key], key


def test_an_audit_without_its_archive_can_still_be_reported(
    done: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "audit.json").write_bytes((done / "audit.json").read_bytes())
    code, _, _ = after(capsys, "report", tmp_path)
    assert code == 0
    assert (tmp_path / "report.html").is_file()
    for name in ("judge", "resume"):
        assert after(capsys, name, tmp_path)[0] == 4


@pytest.mark.parametrize("name", ["judge", "report", "resume"])
def test_an_audit_that_is_not_there(name: str, tmp_path: Path, capsys: Capture) -> None:
    code, out, err = after(capsys, name, tmp_path / "none", "--out", tmp_path)
    assert (code, out) == (2, "")
    assert str(tmp_path) in err


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"schema": "auditbot/audit/2"}'])
def test_a_stored_audit_that_cannot_be_read(content: bytes, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "audit.json").write_bytes(content)
    code, _, err = after(capsys, "report", tmp_path)
    assert code == 4
    assert "judge" in err


def test_the_example_town_is_gone_when_its_audit_is_resumed(
    done: Path, tmp_path: Path, capsys: Capture
) -> None:
    place = tmp_path / "demo"
    copytree(done, place)
    with Archive.open(place / folders.ARCHIVE) as archive:
        town = recorded(archive, "site", TypeAdapter(Site)).model_copy(update={"home": f"http://{PORTAL}/"})
        archive.put_meta("site", town.model_dump_json())
    code, out, err = after(capsys, "resume", place)
    assert (code, out) == (2, "")
    assert "auditbot demo" in err
