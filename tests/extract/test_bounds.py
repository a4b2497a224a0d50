"""Large pages that were made to cost much: what reading them costs goes with their size."""

from collections.abc import Callable
from functools import partial

import pytest

from auditbot.extract.page import read_page
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.hazard import suspicious
from auditbot.extract.tree.links import LinkReader
from auditbot.extract.tree.outline import MOST_NODES, Outline
from auditbot.model.page import PageFacts
from auditbot.settings import MIB, Limits
from auditbot.url import Url
from tests.extract.pages import EVERYTHING, SITE, TODAY
from tests.growth import STEP, goes_with_size

TEXT = 2 * MIB
MARKUP = MIB // 2
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
MADE: dict[str, Callable[[int], str]] = {
    "a long title": lambda part: f"<title>{of('甲-', TEXT // part)}</title>",
    "a long heading": lambda part: f"<h1>{of('题', TEXT // part)}</h1>",
    "a long class": lambda part: f'<div class="{of("nav ", TEXT // part)}">x</div>',
    "a long tag": lambda part: f'<meta name="description" content="{of("甲", TEXT // part)}">',
    "a long srcset": lambda part: f'<img srcset="{of("a.png 1x, ", TEXT // part)}">',
    "a long handler": lambda part: f'<div onclick="{of("location.href=", MARKUP // part)}">x</div>',
    "a long script": lambda part: f"<script>{of('var a = 1;', TEXT // part)}document.write(a)</script>",
    "a script that grows": lambda part: (
        f"<script>var s='x';{'s=s+s;' * (100_000 // part)}document.write(s)</script>"
    ),
    "deep menus": lambda part: '<div class="nav">' * (4_000 // part) + of("甲", MARKUP // part),
    "deep ways": lambda part: "<div>" * (4_000 // part) + of("当前位置：首页 ", MARKUP // part),
    "deep headings": lambda part: '<div class="tit">' * (4_000 // part) + of("甲", MARKUP // part),
    "nested lists": lambda part: (
        numbered('<div><a href="/#">甲乙丙丁戊己#</a>', 100) + of("<b>2022-01-01</b>", MARKUP // part)
    ),
    "list items": lambda part: "<ul>" + of("<li>项</li>", MARKUP // part),
    "linked items": lambda part: numbered('<li><a href="/#">标题标题#</a>2022-01-01</li>', 10_000 // part),
    "pagers": lambda part: numbered('<a href="/#">下一页</a>', 15_000 // part),
    "files": lambda part: numbered('<a href="/#.doc">附件#.doc</a>', 10_000 // part),
    "dialled numbers": lambda part: numbered('<a href="tel:#">0571-86660000</a> ', 10_000 // part),
    "options": lambda part: "<select>" + numbered("<option value='/#.html'>x</option>", 15_000 // part),
    "records": lambda part: (
        "<datastore>" + of("<record><![CDATA[<li><a href=/a>x</a></li>]]></record>", MARKUP // part)
    ),
}


def made_of(unit: str, size: int, part: int) -> str:
    return of(unit, size // part)


PAGES: dict[str, Callable[[int], str]] = {
    **{name: partial(made_of, unit, TEXT) for name, unit in TEXTS.items()},
    **{name: partial(made_of, unit, MARKUP) for name, unit in MARKUPS.items()},
    **MADE,
}
"""Each makes a page, or the given part of it."""


def read(html: str, url: Url) -> PageFacts:
    document = Document(url, html)
    found = LinkReader(Limits()).read(document)
    assert len(found.links) <= Limits().links_per_page
    assert found.found >= len(found.links)
    return read_page(document, needs=EVERYTHING, today=TODAY)


def cost_goes_with_size(name: str, before: str, url: Url) -> bool:
    small, large = (f"<html><body>{before}{PAGES[name](part)}" for part in (STEP, 1))
    return goes_with_size(partial(read, small, url), partial(read, large, url))


@pytest.mark.parametrize("name", PAGES)
def test_the_cost_goes_with_the_size(name: str) -> None:
    assert cost_goes_with_size(name, "", COLUMN)


@pytest.mark.parametrize(
    "name", ["titles", "titles in marks", "opened titles", "numbers", "brackets", "labels"]
)
def test_the_cost_of_an_article(name: str) -> None:
    assert cost_goes_with_size(name, "<h1>关于甲乙的通知</h1>", ARTICLE)


def test_facts_are_bounded() -> None:
    facts = read(f"<ul>{PAGES['linked items'](1)}</ul>", COLUMN)
    assert sum(len(listing.items) for listing in facts.listings) <= 2000
    assert len(read(PAGES["phones"](1), COLUMN).phones) <= 100
    assert len(read(PAGES["titles in marks"](1), ARTICLE).mentions) <= 100
    assert len(read(PAGES["files"](1), ARTICLE).attachments) <= 100
    assert len(read(PAGES["a long title"](1), ARTICLE).title) <= 300


def test_links_beyond_the_limit_are_counted() -> None:
    document = Document(COLUMN, PAGES["pagers"](1))
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
        small, large = (
            Document(COLUMN, f"<p>x{piece * (400_000 // part)}", most_tags=1) for part in (STEP, 1)
        )
        reader = LinkReader(Limits())
        assert goes_with_size(partial(reader.read, small), partial(reader.read, large))


def test_outline_and_text_end_after_so_many_nodes() -> None:
    document = Document(COLUMN, f"<body>{'<b>x</b> ' * MOST_NODES}")
    assert len(Outline(document.tree).text) <= MOST_NODES
    assert len(document.text) <= MOST_NODES


def test_trees_deeper_than_that_are_tried_first() -> None:
    assert suspicious("<div>" * 100_000)
    assert suspicious("<table><tr><td>" * 100_000)
