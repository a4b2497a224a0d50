"""An audit that is cut off, however that happens, goes on where it was and comes to the same end."""

import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.audit.loopback import (
    Loopback,
    audit_json,
    command,
    environment,
    latest,
    lines,
    run,
    scanning,
    served,
    town,
)

WORKERS = 16
"""Requests under way at once with ``--rate 0``."""


@dataclass(frozen=True)
class Whole:
    """The site, and what an undisturbed audit of it comes to."""

    site: Loopback
    folder: Path
    code: int
    pages_asked: int


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    with served(town()) as made:
        yield made


@pytest.fixture(scope="module")
def whole(site: Loopback, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    out = tmp_path_factory.mktemp("whole")
    done = run(scanning(site, out))
    assert done.returncode in (0, 1), done.stderr
    return Whole(site, latest(out), done.returncode, site.pages_asked)


@pytest.fixture(autouse=True)
def fresh(site: Loopback, whole: Whole) -> Iterator[None]:
    site.asked.clear()
    site.pause = 0.01
    yield
    site.pause = 0.0
    site.gate = lambda _: None


def started(arguments: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    )


def wait_for(said: Callable[[], bool], child: "subprocess.Popen[str]", seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not said() and child.poll() is None:
        assert time.monotonic() < end, "it never came so far"
        time.sleep(0.005)


def findings(folder: Path) -> list[dict[str, Any]]:
    """Without what must differ between two audits: moments, and how long visits took."""
    rows: list[dict[str, Any]] = audit_json(folder)["findings"]
    for row in rows:
        del row["first_seen"]
        if row["message_id"] == "times":
            del row["message"], row["texts"], row["parameters"]
        for evidence in row["evidence"]:
            del evidence["seen_at"]
    return rows


def outcomes(folder: Path) -> dict[str, tuple[object, ...]]:
    kept = ("outcome", "status", "failure", "kind", "title", "published", "depth", "bytes")
    return {url: tuple(row[key] for key in kept) for url, row in lines(folder).items()}


def assert_same(folder: Path, whole: Whole) -> None:
    assert findings(folder) == findings(whole.folder)
    assert outcomes(folder) == outcomes(whole.folder)
    ours, theirs = audit_json(folder), audit_json(whole.folder)
    for key in ("verdicts", "score", "coverage", "columns"):
        assert ours[key] == theirs[key], key
    for key in ("found", "outcomes", "failures", "kinds", "pages", "links", "targets_verified", "stopped"):
        assert ours["crawl"][key] == theirs["crawl"][key], key


def assert_sum(folder: Path) -> None:
    crawl = audit_json(folder)["crawl"]
    assert crawl["found"] == sum(crawl["outcomes"].values()) == len(lines(folder))


def test_the_undisturbed_audit_is_worth_comparing_with(whole: Whole) -> None:
    audit = audit_json(whole.folder)
    assert audit["crawl"]["stopped"] == "exhausted"
    assert audit["crawl"]["pages"] >= 150
    assert sum(one["check"] == "broken-links" for one in audit["findings"]) == 12
    assert_sum(whole.folder)


def test_killed_at_random_moments(whole: Whole, tmp_path: Path) -> None:
    site = whole.site
    moments = sorted(random.Random(20261120).sample(range(3, 150), 3))
    arguments = scanning(site, tmp_path)

    def asked(pages: int) -> bool:
        return site.pages_asked >= pages

    for moment in moments:
        child = started(arguments)
        wait_for(partial(asked, moment), child)
        child.kill()
        child.communicate()
        arguments = command("resume", latest(tmp_path), "--out", tmp_path)
    done = run(arguments)
    assert done.returncode == whole.code, done.stderr
    folder = latest(tmp_path)
    assert_same(folder, whole)
    assert_sum(folder)
    assert audit_json(folder)["crawl"]["sessions"] == len(moments) + 1
    assert site.pages_asked - whole.pages_asked <= len(moments) * WORKERS
    assert not (folder / ".unfinished").exists()


def test_killed_before_the_homepage_opened(whole: Whole, tmp_path: Path) -> None:
    site, closed = whole.site, threading.Event()
    site.gate = lambda _: closed.wait(10)
    child = started(scanning(site, tmp_path))
    wait_for(lambda: "/" in site.under_way, child)
    child.kill()
    child.communicate()
    closed.set()
    done = run(command("resume", latest(tmp_path), "--out", tmp_path))
    assert done.returncode == whole.code, done.stderr
    assert_same(latest(tmp_path), whole)


def test_one_signal_ends_with_a_partial_report(whole: Whole, tmp_path: Path) -> None:
    site = whole.site
    child = started(scanning(site, tmp_path))
    wait_for(lambda: site.pages_asked > 40, child)
    child.send_signal(signal.SIGINT)
    said, _ = child.communicate(timeout=30)
    folder = latest(tmp_path)
    audit = audit_json(folder)
    assert child.returncode == 3
    assert audit["crawl"]["stopped"] == "interrupted"
    assert audit["crawl"]["outcomes"]["pending"] > 0
    assert not audit["coverage"]["complete"]
    assert "interrupted" in audit["coverage"]["reasons"]
    assert audit["score"]["grade"] != "qualified"
    assert (folder / "report.html").stat().st_size > 1000
    assert "report.html" in said
    assert_sum(folder)
    told = [one for one in audit["findings"] if one["check"] == "required-columns"]
    assert not any(one["outcome"] == "failed" for one in told), "what was not walked proves no absence"

    again = run(command("resume", folder, "--out", tmp_path))
    assert again.returncode == whole.code, again.stderr
    assert_same(folder, whole)
    assert site.pages_asked == whole.pages_asked, "nothing that was committed is asked again"


def test_the_second_signal_ends_at_once(whole: Whole, tmp_path: Path) -> None:
    site, stuck = whole.site, threading.Event()
    site.gate = lambda path: path.endswith("/7.html") and stuck.wait(25)
    child = started(scanning(site, tmp_path, "--limit", "first_byte_seconds=25", "--lang", "en"))
    try:
        wait_for(lambda: any(path.endswith("/7.html") for path in site.under_way), child)
        child.send_signal(signal.SIGTERM)
        assert child.stderr is not None
        while "Ctrl-C" not in child.stderr.readline():
            assert child.poll() is None
        began = time.monotonic()
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=30)
        assert time.monotonic() - began < 9, "one signal alone waits ten seconds for what is under way"
    finally:
        stuck.set()
    folder = latest(tmp_path)
    assert child.returncode == 3
    assert audit_json(folder)["crawl"]["stopped"] == "interrupted"
    assert_sum(folder)
