"""The town is whole: every link leads somewhere but for what is planted, and it depends on the day alone."""

import ast
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import auditbot.demo
from auditbot.demo.faults.register import GONE
from auditbot.demo.links import CARRIED
from auditbot.demo.parts import PORTAL
from auditbot.demo.town import Town, build
from auditbot.url import read
from tests.demo.walking import Walk, text_of, walk

DAYS = (date(2026, 11, 22), date(2026, 1, 4), date(2024, 2, 29), date(2027, 7, 1))
PACKAGE = Path(auditbot.demo.__file__).parent
LIBRARIES = {"aiohttp", "dns", "jinja2", "auditbot"}
UNANSWERED = {"no-such-name", "not-found", "refused", "tls", "soft-404"}


def planted_dead(town: Town) -> set[str]:
    """Addresses behind which nothing stands, by the table."""
    rows = [row for row in town.planted if row.check == "broken-links"]
    dead = {row.target for row in rows if row.class_ in UNANSWERED}
    return dead | {row.target for row in rows if row.class_ == "private"}


def test_size(town: Town) -> None:
    assert 300 <= len(town.pages) <= 450


@pytest.mark.parametrize("day", DAYS)
def test_every_link_leads_somewhere(day: date) -> None:
    town = build(day)
    walked = walk(town)
    answered = {link.href for link in CARRIED if link.answer in ("gone", "removed")}
    expected = {url for url in planted_dead(town) if not any(url.endswith(href) for href in answered)}
    assert set(walked.dead) == expected


def test_every_page_is_reached(town: Town, walked: Walk) -> None:
    assert {f"http://www.qinghe.example{path}" for path in town.pages} <= set(walked.pages)


@pytest.mark.parametrize("day", DAYS)
def test_nothing_lies_in_the_future(day: date) -> None:
    town = build(day)
    shown = re.compile(r"发布(?:时间|日期)：(\d{4}-\d\d-\d\d)|pubdata='(\d{4})年(\d\d?)月(\d\d?)日'")
    for answer in town.pages.values():
        for iso, *parts in shown.findall(text_of(answer)):
            assert (date.fromisoformat(iso) if iso else date(*map(int, parts))) <= day


def test_same_day_same_town(town: Town) -> None:
    again = build(town.as_of)
    assert again.answers == town.answers
    assert again.planted == town.planted


def test_other_day_other_dates(town: Town) -> None:
    later = build(date(2026, 11, 23))
    assert (
        later.answers["www.qinghe.example"]["/zwdt/qhyw/"]
        != town.answers["www.qinghe.example"]["/zwdt/qhyw/"]
    )
    assert len(later.pages) == len(town.pages)


def own_text(html: str) -> str:
    tree = LexborHTMLParser(html)
    own = tree.css_first(".TRS_Editor, .zhengwen, .zoom")
    return re.sub(r"[\d\s]+", "", own.text()) if own else ""


def test_no_two_articles_are_equal(town: Town) -> None:
    texts = [text for answer in town.pages.values() if (text := own_text(text_of(answer)))]
    assert len(texts) > 250
    assert len(set(texts)) == len(texts)


def test_headlines_differ(town: Town) -> None:
    heads = []
    for answer in town.pages.values():
        tree = LexborHTMLParser(text_of(answer))
        node = tree.css_first(".body_content h1, .biaoti, .xl_title")
        heads += [node.text(strip=True)] if node else []
    twice = {head for head in heads if heads.count(head) > 1}
    assert not twice


def test_gbk_section_declares_another_charset(town: Town) -> None:
    answer = town.answers["www.qinghe.example"]["/tjxx/"]
    assert answer.type == "text/html"
    assert b"charset=utf-8" in answer.body
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode()
    assert "统计公报" in answer.body.decode("gb18030")


def test_register_knows_only_real_addresses(town: Town) -> None:
    known = set(town.addresses.values())
    gone = {f"http://{PORTAL}{GONE[1]}"}
    assert {column.url for column in town.site.columns} - known == gone
    assert {page for unit in town.site.units for page in unit.pages} <= known
    assert read(town.site.home).url == town.addresses["home"]


def test_hosts_of_answers_are_known(town: Town) -> None:
    assert set(town.answers) <= {host.name for host in town.hosts}
    assert all(host.name.endswith(".example") for host in town.hosts)


def test_only_the_named_libraries() -> None:
    used = set()
    for file in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                used.add(node.module.partition(".")[0])
    assert used - set(sys.stdlib_module_names) <= LIBRARIES


def test_package_is_small() -> None:
    files = [file for file in PACKAGE.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    assert sum(file.stat().st_size for file in files) < 450_000
