"""Large pages that were made to cost much: all are read in a time that goes with their size."""

from collections.abc import Callable
from functools import partial
from time import process_time

import pytest
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from auditbot.extract.page import read_page
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.hazard import suspicious
from auditbot.extract.tree.links import LinkReader
from auditbot.extract.tree.outline import MOST_NODES, Outline
from auditbot.model.page import PageFacts
from auditbot.settings import MIB, Limits
from auditbot.url import Url
from tests.extract.pages import EVERYTHING, SITE, TODAY

TEXT = 2 * MIB
MARKUP = MIB // 2
TIMES_PARSING = 40
"""How many times the parsing of plain markup of the same size a page may cost; real pages cost ten times."""

COLUMN = Url(f"{SITE}/zwgk/tzgg/")
ARTICLE = Url(f"{SITE}/zwgk/tzgg/t20220801_1.html")


def of(unit: str, size: int) -> str:
    return unit * (size // len(unit.encode()))


def numbered(unit: str, count: int) -> str:
    return "".join(unit.replace("#", str(number)) for number in range(count))


TEXTS = {
    "digits": "1",
    "groups of digits": "123 ",
    "dates": "2022-08-01 ",
    "dates in Chinese": "2022年8月1日",
    "ordinals": "第",
    "totals": "共",
    "counts": "共1页 ",
    "next pages": "下页",
    "ways": "当前位置：",
    "published": "发布日期：",
    "phones": "电话：0571-86660000 ",
    "phone words": "电话",
    "labels": "索引号：甲 ",
    "opened titles": "《",
    "titles in marks": "《关于甲乙丙丁的通知》",
    "titles": "关于印发甲乙丙丁的通知",
    "numbers": "甲政发〔2020〕1号",
    "brackets": "〔",
    "wide blanks": "\u3000",
    "templates": "{{",
}
MARKUPS = {
    "ways in blocks": "<p>当前位置：</p>",
    "ways in lines": "当前位置：<br>",
    "feet": "<div>网站标识码 版权所有</div>",
    "cells": "<tr><td>索引号</td><td>文号</td></tr>",
    "empty lists": '<div class="list"></div>',
    "headings": "<h1>题题题题</h1>",
    "scripts": "<script>document.write('x');</script>",
    "scripts from elsewhere": '<div><script src="/a.js"></script></div>',
    "frames": '<iframe src="/a"></iframe>',
    "comments": "<!-- x -->甲",
    "unclosed": "<p>",
    "named": '<p class="c nav" id="m">x</p>',
    "tabs": '<div class="tab"><a href="/">更多</a></div><div class="p"><a href="/y">甲乙丙丁戊己</a></div>',
}
MADE: dict[str, Callable[[], str]] = {
    "a long title": lambda: f"<title>{of('甲-', TEXT)}</title>",
    "a long heading": lambda: f"<h1>{of('题', TEXT)}</h1>",
    "a long class": lambda: f'<div class="{of("nav ", TEXT)}">x</div>',
    "a long tag": lambda: f'<meta name="description" content="{of("甲", TEXT)}">',
    "a long srcset": lambda: f'<img srcset="{of("a.png 1x, ", TEXT)}">',
    "a long handler": lambda: f'<div onclick="{of("location.href=", MARKUP)}">x</div>',
    "a long script": lambda: f"<script>{of('var a = 1;', TEXT)}document.write(a)</script>",
    "a script that grows": lambda: f"<script>var s='x';{'s=s+s;' * 100_000}document.write(s)</script>",
    "deep menus": lambda: '<div class="nav">' * 15_000 + of("甲", MARKUP),
    "deep ways": lambda: "<div>" * 15_000 + of("当前位置：首页 ", MARKUP),
    "deep headings": lambda: '<div class="tit">' * 15_000 + of("甲", MARKUP),
    "nested lists": lambda: (
        numbered('<div><a href="/#">甲乙丙丁戊己#</a>', 100) + of("<b>2022-01-01</b>", MARKUP)
    ),
    "list items": lambda: "<ul>" + of("<li>项</li>", MARKUP),
    "linked items": lambda: numbered('<li><a href="/#">标题标题#</a>2022-01-01</li>', 10_000),
    "pagers": lambda: numbered('<a href="/#">下一页</a>', 15_000),
    "files": lambda: numbered('<a href="/#.doc">附件#.doc</a>', 10_000),
    "dialled numbers": lambda: numbered('<a href="tel:#">0571-86660000</a> ', 10_000),
    "options": lambda: "<select>" + numbered("<option value='/#.html'>x</option>", 15_000),
    "records": lambda: "<datastore>" + of("<record><![CDATA[<li><a href=/a>x</a></li>]]></record>", MARKUP),
}
PAGES: dict[str, Callable[[], str]] = {
    **{name: partial(of, unit, TEXT) for name, unit in TEXTS.items()},
    **{name: partial(of, unit, MARKUP) for name, unit in MARKUPS.items()},
    **MADE,
}


def seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def parse(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html, options=LexborDocumentOptions.WO_EVENTS)


@pytest.fixture(scope="module")
def allowed() -> float:
    """Seconds that the reading of a page of ``TEXT`` bytes may cost on this machine."""
    html = of("<p>甲乙</p>", MARKUP)
    return TIMES_PARSING * min(seconds(lambda: parse(html)) for _ in range(5)) * TEXT / MARKUP


def read(html: str, url: Url) -> PageFacts:
    document = Document(url, html)
    found = LinkReader(Limits()).read(document)
    assert len(found.links) <= Limits().links_per_page
    assert found.found >= len(found.links)
    return read_page(document, needs=EVERYTHING, today=TODAY)


@pytest.mark.parametrize("name", PAGES)
def test_the_cost_goes_with_the_size(name: str, allowed: float) -> None:
    html = f"<html><body>{PAGES[name]()}"
    assert seconds(lambda: read(html, COLUMN)) < allowed


@pytest.mark.parametrize(
    "name", ["titles", "titles in marks", "opened titles", "numbers", "brackets", "labels"]
)
def test_the_cost_of_an_article(name: str, allowed: float) -> None:
    html = f"<html><body><h1>关于甲乙的通知</h1>{PAGES[name]()}"
    assert seconds(lambda: read(html, ARTICLE)) < allowed


def test_facts_are_bounded() -> None:
    facts = read(f"<ul>{PAGES['linked items']()}</ul>", COLUMN)
    assert sum(len(listing.items) for listing in facts.listings) <= 2000
    assert len(read(PAGES["phones"](), COLUMN).phones) <= 100
    assert len(read(PAGES["titles in marks"](), ARTICLE).mentions) <= 100
    assert len(read(PAGES["files"](), ARTICLE).attachments) <= 100
    assert len(read(PAGES["a long title"](), ARTICLE).title) <= 300


def test_links_beyond_the_limit_are_counted() -> None:
    document = Document(COLUMN, PAGES["pagers"]())
    read = LinkReader(Limits(links_per_page=10)).read(document)
    assert (len(read.links), read.found) == (10, 15_000)


def test_a_limit_within_the_references_of_one_element() -> None:
    document = Document(COLUMN, '<a href="/1">x</a><img src="/2" srcset="/3 1x, /4 2x"><a href="/5">y</a>')
    read = LinkReader(Limits(links_per_page=2)).read(document)
    assert ([link.raw for link in read.links], read.found) == (["/1", "/2"], 5)


def test_what_is_written_behind_so_many_tags_is_not_parsed_but_counted() -> None:
    document = Document(COLUMN, "<a href=/1>x</a>" * 10 + "<p src>" + "<img src=/2>", most_tags=6)
    assert len(document.tree.css("a")) == 3
    assert document.parsed < len(document.html)
    read = LinkReader(Limits()).read(document)
    assert (len(read.links), read.found) == (3, 11)
    read = LinkReader(Limits(links_per_page=2)).read(document)
    assert (len(read.links), read.found) == (2, 11)


def test_a_page_of_so_many_tags_is_parsed_whole() -> None:
    document = Document(COLUMN, "<a href=/1>x</a>" * 3, most_tags=6)
    assert document.parsed == len(document.html)
    assert LinkReader(Limits()).read(document).found == 3


def test_what_is_not_parsed_is_counted_in_linear_time() -> None:
    for piece in ("<a ", "<a href", "<a\t", '<a href="'):
        document = Document(COLUMN, f"<p>x{piece * 400_000}", most_tags=1)
        began = process_time()
        LinkReader(Limits()).read(document)
        assert process_time() - began < 5


def test_outline_and_text_end_after_so_many_nodes() -> None:
    document = Document(COLUMN, f"<body>{'<b>x</b> ' * MOST_NODES}")
    assert len(Outline(document.tree).text) <= MOST_NODES
    assert len(document.text) <= MOST_NODES


def test_trees_deeper_than_that_are_tried_first() -> None:
    assert suspicious("<div>" * 100_000)
    assert suspicious("<table><tr><td>" * 100_000)
