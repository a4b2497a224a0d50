"""The guide as a file, over a real connection: fetched within limits, and again after a kill."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.attachments import files
from tests.audit.loopback import (
    ROBOTS,
    Body,
    Loopback,
    audit_json,
    command,
    latest,
    lines,
    run,
    scanning,
    served,
)
from tests.audit.test_resume import started, wait_for
from tests.checks.guides import MENU, layout
from tests.checks.sites import article
from tests.checks.test_guides_in_files import TITLE, linked
from tests.checks.test_guides_in_files import lines as paragraphs

FILE = "/files/zn.docx"
GUIDES = {"disclosure-guide", "disclosure-phone"}


@pytest.fixture
def site() -> Iterator[Loopback]:
    guide = article(TITLE, linked(FILE), None, MENU, "政府信息公开")
    pages: dict[str, Body] = {path: page for path, page in layout(guide).items() if isinstance(page, str)}
    with served(pages | {FILE: files.docx(*paragraphs(office_phone=""))}) as made:
        yield made


def found(out: Path) -> list[tuple[str, str, Any]]:
    rows = [one for one in audit_json(latest(out))["findings"] if one["check"] in GUIDES]
    return sorted(
        (one["message_id"], one["outcome"], one["parameters"].get("why", {}).get("en")) for one in rows
    )


MISSING = [("no-phone", "failed", "nowhere in the guide"), ("part-missing", "failed", None)]


def test_one_request_for_what_it_says_and_whether_it_is_there(site: Loopback, tmp_path: Path) -> None:
    run(scanning(site, tmp_path))
    assert found(tmp_path) == MISSING
    assert site.asked[FILE] == 1


def test_killed_while_the_file_comes(site: Loopback, tmp_path: Path) -> None:
    come = threading.Event()
    site.gate = lambda path: path == FILE and come.wait(20)
    child = started(scanning(site, tmp_path))
    wait_for(lambda: FILE in site.under_way, child)
    child.kill()
    child.communicate()
    come.set()
    run(command("resume", latest(tmp_path), "--out", tmp_path))
    assert found(tmp_path) == MISSING
    assert site.asked[FILE] == 2


def test_a_file_above_the_limit_is_left_and_its_link_is_good(site: Loopback, tmp_path: Path) -> None:
    run(scanning(site, tmp_path, "--limit", "document_bytes=1100"))
    assert found(tmp_path) == [("in-attachment", "cantTell", "the file is larger than the limit")]
    assert lines(latest(tmp_path))[f"{site.url}{FILE[1:]}"]["outcome"] == "ok"


def test_robots_are_obeyed(site: Loopback, tmp_path: Path) -> None:
    site.pages = {**site.pages, ROBOTS: "User-agent: *\nDisallow: /files/\n"}
    run(scanning(site, tmp_path))
    assert found(tmp_path) == [("in-attachment", "cantTell", "robots.txt does not allow the file")]
    assert site.asked[FILE] == 0
