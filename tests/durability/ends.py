"""What an audit came to, without what may differ between two audits of the same site: times and ids."""

import json
import shutil
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

_TIMES = frozenset({"started", "finished", "seconds", "seen_at", "first_seen", "fetched_at", "timing", "at"})
_OF_ONE_RUN = frozenset({"bytes", "sessions", "delay", "slowed", "requests", "vantage", "since", "found_on"})
"""How often was asked is no part of the outcome; which page led to an address first is chance."""


_TIMED = "site-availability"
"""What it says are the seconds of visits, which no two audits share."""


def comparable(place: Path) -> str:
    """The result in ``audit.json`` and every line of ``pages.jsonl``, as one text."""
    audit = json.loads((place / "audit.json").read_bytes())
    audit["id"] = ""
    audit["crawl"]["hosts"].sort(key=lambda one: str(one["host"]))
    lines = [json.loads(line) for line in (place / "pages.jsonl").read_text("utf-8").splitlines()]
    for line in lines:
        line["found_on"] = None
        line["detail"] = ""
        if line["kind"] in ("asset", "attachment"):
            line["depth"] = None  # of the page that led there first: no click does
        if line["kind"] in ("asset", "attachment", "other"):
            line["bytes"] = 0  # nobody reads it: HEAD may have been enough, or not
    findings = audit.pop("findings")
    for finding in findings:
        if finding["check"] == _TIMED:
            finding["message"], finding["texts"], finding["parameters"] = "", {}, {}
    whole = {"findings": findings, "pages": lines}
    kept = {"audit": _stripped(audit, _TIMES | _OF_ONE_RUN), **_stripped(whole, _TIMES)}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=0)


def _stripped(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _stripped(inner, names) for name, inner in value.items() if name not in names}
    if isinstance(value, list):
        return [_stripped(inner, names) for inner in value]
    return value


def stored(place: Path) -> dict[str, Counter[object]]:
    """What lies in the archive, with addresses instead of ids: nothing lost and nothing doubled."""
    with _copied(place) as database:
        ask = database.execute
        return {
            "url": Counter(ask("SELECT url, task, done, outcome, failure, soft_404 FROM url")),
            "page": Counter(ask("SELECT url, kind, barren, sha256, links_found FROM page")),
            "form": Counter(ask("SELECT raw, bad, fragment, text, element, attribute, region FROM form")),
            "note": Counter(
                ask(
                    "SELECT assignment, page.url, note.kind, data FROM note"
                    " LEFT JOIN page ON page.id = note.page WHERE note.page IS NOT NULL"
                )
            ),
            "limit": Counter(ask("SELECT name, sample FROM limit_hit")),
            "trap": Counter(ask("SELECT kind, pattern FROM trap")),
            "fault": Counter(ask("SELECT assignment, page, what FROM fault")),
        }


def done(place: Path) -> frozenset[str]:
    """Addresses that are done in the archive as it lies on disk."""
    if not (place / "archive.sqlite").is_file():
        return frozenset()
    with _copied(place) as database:
        return frozenset(row[0] for row in database.execute("SELECT url FROM url WHERE done"))


_FORBIDDEN = {
    "an address with an outcome that is not done, or the other way round": (
        "SELECT count(*) FROM url WHERE done = (outcome = 'pending')"
    ),
    "an address that was asked and has no answer": (
        "SELECT count(*) FROM url WHERE done AND task < 2 AND fetch IS NULL AND failure = ''"
    ),
    "an address that leads to a page that is not there": (
        "SELECT count(*) FROM url WHERE page IS NOT NULL AND page NOT IN (SELECT id FROM page)"
    ),
    "a page that no address led to": (
        "SELECT count(*) FROM page WHERE id NOT IN (SELECT page FROM url WHERE page IS NOT NULL)"
    ),
    "a page whose own address is not done": (
        "SELECT count(*) FROM page WHERE id NOT IN (SELECT id FROM url WHERE done)"
    ),
    "a reference to an address that is not there": (
        "SELECT count(*) FROM form WHERE target IS NOT NULL AND target NOT IN (SELECT id FROM url)"
    ),
    "a parent that is not there": (
        "SELECT count(*) FROM url WHERE parent IS NOT NULL AND parent NOT IN (SELECT id FROM url)"
    ),
    "a note on a page that is not there": (
        "SELECT count(*) FROM note WHERE page IS NOT NULL AND page NOT IN (SELECT id FROM page)"
    ),
    "a fault on a page that is not there": (
        "SELECT count(*) FROM fault WHERE page IS NOT NULL AND page NOT IN (SELECT id FROM page)"
    ),
    "a measurement noted without its mark": (
        "SELECT count(*) FROM note WHERE page IS NULL"
        " AND 'probed ' || assignment NOT IN (SELECT key FROM meta)"
    ),
}


def broken_rules(place: Path) -> list[str]:
    """What is wrong with the archive as it lies on disk: nothing, whatever happened to the process."""
    if not (place / "archive.sqlite").is_file():
        return []
    with _copied(place) as database:
        said = [name for name, sql in _FORBIDDEN.items() if database.execute(sql).fetchone()[0]]
        integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
        known = {row[0] for row in database.execute("SELECT id FROM form")}
        links = (row[0] for row in database.execute("SELECT links FROM page"))
        if any(not known.issuperset(_forms(blob)) for blob in links):
            said.append("a page with a link that is not there")
    return said if integrity == "ok" else [*said, integrity]


def unsummed(place: Path) -> str:
    """Why the sums of the report do not come out; empty when they do."""
    crawl = json.loads((place / "audit.json").read_bytes())["crawl"]
    lines = (place / "pages.jsonl").read_text("utf-8").splitlines()
    urls = [json.loads(line)["url"] for line in lines]
    if len(urls) != len(set(urls)):
        return "an address has two lines"
    counted = Counter(json.loads(line)["outcome"] for line in lines)
    if not crawl["found"] == sum(crawl["outcomes"].values()) == len(urls) or counted != crawl["outcomes"]:
        return f"found {crawl['found']}, lines {len(urls)}, outcomes {crawl['outcomes']}"
    return ""


def _forms(blob: bytes) -> "array[int]":
    forms = array("q")
    forms.frombytes(blob)
    return forms


@contextmanager
def _copied(place: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the archive: looking must not mend what a killed process left (its log of writes)."""
    copy = place.with_name(f"{place.name}.copy")
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    try:
        for name in ("archive.sqlite", "archive.sqlite-wal"):
            if (place / name).is_file():
                shutil.copyfile(place / name, copy / name)
        with closing(sqlite3.connect(copy / "archive.sqlite")) as database:
            yield database
    finally:
        shutil.rmtree(copy)
