"""What an audit writes down holds no number of a person in clear; with ``--no-bodies`` nothing does."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from auditbot.crawl.archive import unpack
from tests.attachments import files
from tests.audit.loopback import Body, Loopback, audit_json, command, latest, run, scanning, served
from tests.checks.sites import page
from tests.extract.persons import CARD, ONE, TWO, identity

PHONES = ("13812345678", "13912345678")
THREE = identity("35019919751105042")
FOUR = identity("35019919630520117")
SECRET = (ONE, TWO, THREE, FOUR, CARD, *PHONES)
BODIES = {("page", "body"), ("page", "rendered"), ("url", "opening"), ("file", "told")}
FRAMEWORK = """\
id: own
title: {zh: 自定}
about: {zh: 自定}
clauses:
  - id: c
    title: {zh: 内容}
    says: {zh: 内容}
    see: automatic
    source: {document: 文, trust: S}
    requirements:
      - {id: p, check: personal-data, severity: major}
      - {id: l, check: broken-links, severity: major}
      - {id: s, check: stale-columns, severity: major, options: {types: [notices], days: 14}}
      - {id: i, check: interpretation-linked, severity: major}
      - {id: e, check: empty-columns, severity: major}
"""


def pages() -> dict[str, Body]:
    rows = "".join(
        f"<tr><td>{name}</td><td>{number}</td><td>{phone}</td></tr>"
        for name, number, phone in zip(("张三", "李四"), (TWO, THREE), PHONES, strict=True)
    )
    table = f"<table><tr><th>姓名</th><th>身份证号</th><th>电话</th></tr>{rows}</table>"
    items = (
        f'<li><a href="/tz/{number}.html" title="关于{one}的公示">关于{one[:9]}...</a>'
        f"<span>2020-01-0{number}</span></li>"
        for number, one in enumerate((ONE, TWO), 1)
    )
    lost = f'<p>李四{PHONES[1]}的<a href="/gone.html">{FOUR}不见了</a></p>'
    title = f"关于{ONE}的公示"
    crumbs = f'<a href="/tz/">通知公告</a> &gt; {ONE}'
    tags = f'<meta name="ArticleTitle" content="{title}"><meta name="Keywords" content="{FOUR}">'
    file = f'<a href="/名单.docx">名单{FOUR}</a><img src="/x.png" alt="{THREE}">'
    text = f"{table}{lost}<p>张三 卡号 {CARD}</p>{file}"
    return {
        "/": page("示例市", f'<a href="/tz/">通知公告</a> <a href="/tz/1.html">{title}</a>'),
        "/tz/": page("通知公告", f'<h2>通知公告</h2><ul class="list">{"".join(items)}</ul>'),
        "/tz/1.html": page(title, f"<h1>{title}</h1>{text}", None, crumbs, tags),
        "/tz/2.html": page("办法", f"<h1>《关于{TWO}的通知》政策解读</h1><p>本解读由{TWO}提供。{lost}</p>"),
        "/名单.docx": files.docx(f"张三 {ONE}", f"李四 {FOUR}"),
    }


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    made = pages()
    made["/%E5%90%8D%E5%8D%95.docx"] = made.pop("/名单.docx")
    with served(made) as given:
        yield given


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(FRAMEWORK, encoding="utf-8")
    return path


def leaks(text: str, where: str) -> list[tuple[str, str]]:
    return [(where, number) for number in SECRET if number in text or number[:-3] in text]


def in_files(folder: Path) -> list[tuple[str, str]]:
    plain = (one for one in folder.rglob("*") if one.is_file() and not one.name.startswith("archive."))
    return [leak for one in plain for leak in leaks(one.read_text("utf-8", "replace"), one.name)]


def in_archive(folder: Path, *, bodies: bool) -> list[tuple[str, str]]:
    found = []
    with closing(sqlite3.connect(folder / "archive.sqlite")) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            for row in database.execute(f"SELECT * FROM {table}"):
                for name, value in zip(names, row, strict=True):
                    if bodies or (table, name) not in BODIES:
                        found += leaks(shown(value), f"{table}.{name}")
    return found


def shown(value: object) -> str:
    if not isinstance(value, bytes):
        return str(value)
    packed = value.startswith(b"\x28\xb5\x2f\xfd")
    return (unpack(value) if packed else value).decode("utf-8", "replace")


def test_no_number_is_written_down(site: Loopback, framework: Path, tmp_path: Path) -> None:
    ended = run(scanning(site, tmp_path, "--framework", framework))
    folder = latest(tmp_path)
    checks = {one["check"] for one in audit_json(folder)["findings"]}
    assert checks >= {"personal-data", "broken-links", "stale-columns"}
    assert leaks(ended.stdout + ended.stderr, "display") == []
    assert in_files(folder) == []
    assert in_archive(folder, bodies=False) == []
    assert in_archive(folder, bodies=True) != []
    again = run(command("judge", folder, "--out", tmp_path))
    assert leaks(again.stdout + again.stderr, "display") == []
    assert in_files(folder) == []
    assert in_archive(folder, bodies=False) == []


def test_without_bodies_nothing_is_left(site: Loopback, framework: Path, tmp_path: Path) -> None:
    run(scanning(site, tmp_path, "--framework", framework, "--no-bodies"))
    folder = latest(tmp_path)
    before = audit_json(folder)
    assert "personal-data" in {one["check"] for one in before["findings"]}
    assert in_archive(folder, bodies=True) == []
    raw = b"".join(one.read_bytes() for one in folder.glob("archive.sqlite*"))
    assert not any(number.encode() in raw for number in SECRET)
    for name in ("judge", "resume"):
        refused = run(command(name, folder, "--out", tmp_path))
        assert refused.returncode == 4
        assert "--no-bodies" in refused.stderr
    assert run(command("report", folder, "--out", tmp_path)).returncode == 0
    assert audit_json(folder) == before


def test_an_audit_that_was_cut_off_keeps_its_bodies_until_it_is_finished(
    site: Loopback, framework: Path, tmp_path: Path
) -> None:
    cut = run(scanning(site, tmp_path, "--framework", framework, "--no-bodies", "--deadline", "0.001s"))
    folder = latest(tmp_path)
    assert "resume" in cut.stderr
    ended = run(command("resume", folder, "--out", tmp_path, "--deadline", "60s"))
    assert ended.returncode in (0, 1)
    assert audit_json(folder)["crawl"]["stopped"] == "exhausted"
    assert in_archive(folder, bodies=True) == []
