"""Where things stand: numbers and addresses of articles, links between pages, text as HTML."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from auditbot.demo.links import CARRIED, Carried
from auditbot.demo.parts import Article, Block, Column, Columns, Style, Table, Tag

_LINK = re.compile(r"\[\[([^|\]]+)\|([^\]]*)\]\]")
_TRS_BASE = 8_800_000


def place(articles: Iterable[Article], columns: Columns) -> dict[str, Article]:
    """Give every article its number and address; within a column the numbers rise with the date."""
    by_column: dict[str, list[Article]] = {key: [] for key in columns}
    for article in articles:
        by_column[article.column].append(article)
    placed: dict[str, Article] = {}
    for order, (key, found) in enumerate(by_column.items()):
        column = columns[key]
        for serial, article in enumerate(sorted(found, key=lambda article: (article.day, article.key)), 1):
            number = _TRS_BASE + order * 500 + serial * 7
            path = _path(column, article, serial, number)
            placed[article.key] = replace(article, number=number, path=path)
    return placed


def _path(column: Column, article: Article, serial: int, number: int) -> str:
    day = article.addressed or article.day
    if not column.show.lists:
        return column.path()
    if column.style is Style.TRS:
        return f"{column.at}{day:%Y%m}/t{day:%Y%m%d}_{number}.html"
    if column.style is Style.SITESERVER:
        return f"/contents/{column.at}/{column.at}{serial:03}.html"
    return f"/art/{day.year}/{day.month}/{day.day}/art_{column.at}_{number}.html"


def listed(articles: Mapping[str, Article], column: Column) -> list[Article]:
    """The articles of a column as its list shows them: newest first, but what is pinned on top."""
    found = [article for article in articles.values() if article.column == column.key]
    found.sort(key=lambda article: (article.day, article.number), reverse=True)
    if column.key == "tzgg":
        found.insert(0, found.pop())
    return found


def relative(page: str, path: str) -> str:
    """The reference from one page to a path of the same host, as a static platform writes it."""
    reference = posixpath.relpath(path, page if page.endswith("/") else posixpath.dirname(page))
    return f"{reference}/" if path.endswith("/") else reference


def referrer(style: Style, page: str) -> Callable[[str], str]:
    """How pages of a style refer to paths: Hanweb absolutely, the others relatively."""
    return (lambda path: path) if style is Style.HANWEB else (lambda path: relative(page, path))


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a text as HTML; ``name`` is ``p`` for paragraphs."""

    name: str
    html: str


def pieces(
    article: Article, articles: Mapping[str, Article], columns: Columns, href: Callable[[str], str]
) -> Sequence[Piece]:
    """The text of an article, with the references that are planted on it at the end."""

    def linked(match: re.Match[str]) -> str:
        # the paragraph is escaped already, and so are the words
        key, words = match.groups()
        if key.startswith("#"):
            return f'<a id="{key[1:]}" name="{key[1:]}"></a>'
        if key.startswith("="):
            return f'<a href="{key[1:]}">{words}</a>'
        target = articles.get(key)
        path = target.path if target else columns[key].path()
        shown = words or (target.extra.get("short", target.title) if target else columns[key].name)
        return f'<a href="{href(path)}" target="_blank">{shown}</a>'

    def piece(block: Block) -> Piece:
        if isinstance(block, Table):
            return Piece("table", _table(block))
        if isinstance(block, Tag):
            return Piece("tag", _element(block.name, block.href, block.text))
        return Piece("p", _LINK.sub(linked, escape(block, quote=False)))

    return [*map(piece, article.body), *(_carried(link) for link in carried(article.key))]


def carried(key: str, *elements: str) -> tuple[Carried, ...]:
    """What is planted on an article or frame; of some kinds of element only, if they are given."""
    kept = [link for link in CARRIED if link.on == key]
    return tuple(link for link in kept if not elements or link.element in elements)


def _carried(link: Carried) -> Piece:
    if link.element == "a":
        return Piece("p", "相关链接：" + _element("a", link.href, link.text))
    if link.element == "unseen":
        return Piece(
            "tag", f'<div style="position:absolute;left:-3000px">{_element("a", link.href, link.text)}</div>'
        )
    elsewhere = link.element in ("written", "text")
    return Piece("tag", "" if elsewhere else _element(link.element, link.href, link.text))


def _element(name: str, href: str, text: str) -> str:
    forms = {
        "a": '<a href="{href}">{text}</a>',
        "img": '<p align="center"><img src="{href}" alt="{text}"></p>',
        "iframe": '<iframe src="{href}" width="300" height="60" title="{text}"></iframe>',
    }
    return forms[name].format(href=escape(href), text=escape(text))


def _table(table: Table) -> str:
    def row(cells: tuple[str, ...], cell: str) -> str:
        return f"<tr>{''.join(f'<{cell}>{escape(text)}</{cell}>' for text in cells)}</tr>"

    heading, *rows = table.rows
    return f'<table border="1">{row(heading, "th")}{"".join(row(cells, "td") for cells in rows)}</table>'
