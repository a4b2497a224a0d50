"""Writes a government site of a given size: the same pages, byte for byte, whenever it is written.

A page on disk is what it has of its own, with includes for the rest, so that a hundred thousand pages of
40 KB take two gigabytes and a minute or two.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from html import escape
from pathlib import Path
from random import Random

from tests.bench.shared import PARTS, SITE
from tests.bench.words import COLUMNS, PAPERS, PLACES, SUBJECTS, UNITS, headline, paragraph

AS_OF = date(2026, 6, 30)
"""The day on which the site is fresh."""
_SHOWN = 20
"""Items on one page of a list."""
_STEP = 2
"""Days between two articles of a column."""
_DEAD_EVERY = 200
_FILES = 20
_ASSETS = (
    "css/base.css", "css/page.css", "js/base.js", "js/foot.js", "images/logo.png", "images/badge.png",
    "images/list.png",
)  # fmt: skip
_PAPERS, _READINGS = "zfwj", "zcjd"


@dataclass(frozen=True, slots=True)
class Article:
    """One document. ``number`` is its own; ``index`` its place in the column, the newest being 0."""

    number: int
    folder: str
    column: str
    index: int
    title: str
    day: date

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"/{self.folder}/{self.day:%Y%m}/t{self.day:%Y%m%d}_{100_000 + self.number}.html"


class Town:
    """A site of about ``pages`` pages."""

    def __init__(self, pages: int) -> None:
        self._each = _articles_a_column(pages)
        self.pages = 1 + len(COLUMNS) * (self._each + _lists(self._each))
        """The true number of its pages."""

    @cached_property
    def dead(self) -> dict[str, str]:
        """Addresses that lead nowhere, with the page that refers to each."""
        places = ((place, index) for place in range(len(COLUMNS)) for index in range(self._each))
        articles = (self.article(place, index) for place, index in places)
        return {_dead(one): one.path for one in articles if _dead(one)}

    def article(self, place: int, index: int) -> Article:
        """The article of a column, counted from the newest."""
        folder, column = COLUMNS[place]
        number = place * self._each + index
        title = _title(folder, index) or headline(Random(number), number)
        return Article(number, folder, column, index, title, AS_OF - timedelta(days=index * _STEP + 1))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every page with its path, written out except for what all pages share."""
        yield "/index.html", self._home()
        for place, (folder, name) in enumerate(COLUMNS):
            for page in range(_lists(self._each)):
                yield f"/{folder}/{_page_name(page) or 'index.html'}", self._list(place, folder, name, page)
            for index in range(self._each):
                one = self.article(place, index)
                yield one.path, self._text(place, one)

    def _home(self) -> str:
        blocks = "".join(
            f'<div class="block"><h2><a href="/{folder}/">{name}</a></h2>'
            f"{self._items(place, range(6))}</div>\n"
            for place, (folder, name) in enumerate(COLUMNS[5:15], start=5)
        )
        head = f'<title>{SITE}</title>\n<meta name="SiteName" content="{SITE}">\n'
        return _page(head, f'<div class="main home">{blocks}</div>')

    def _list(self, place: int, folder: str, name: str, page: int) -> str:
        first = page * _SHOWN
        items = self._items(place, range(first, min(first + _SHOWN, self._each)))
        body = (
            f'{_crumbs(folder, name)}<div class="main"><h2 class="column">{name}</h2>\n'
            f'<div class="list">{items}</div>\n{_pager(page, _lists(self._each))}</div>'
        )
        return _page(_meta(name, ColumnName=name, ColumnType="信息列表"), body)

    def _items(self, place: int, indexes: range) -> str:
        articles = [self.article(place, index) for index in indexes if index < self._each]
        rows = "\n".join(
            f'<li class="item"><img src="/images/list.png" alt=""><a href="{one.path}" target="_blank"'
            f' title="{one.title}">{one.title}</a><span class="date">{one.day}</span></li>'
            for one in articles
        )
        return f'<ul class="news-list">\n{rows}\n</ul>'

    def _text(self, place: int, one: Article) -> str:
        draw = Random(one.number)
        words = "\n".join(
            '<p style="text-indent: 2em; line-height: 2; margin: 0px 0px 10px; text-align: justify;">'
            f'<span style="font-family: 仿宋_GB2312; font-size: 16pt;">{paragraph(draw, 5)}</span></p>'
            for _ in range(13)
        )
        beside = self._items(place, range(one.index + 2, one.index + 10))
        body = (
            f'{_crumbs(one.folder, one.column)}<div class="main">{_register(one)}'
            f'<h1 class="title">{one.title}</h1>\n'
            f'<div class="info"><span>发布时间：{one.day}</span>　<span>来源：{_unit(one)}</span></div>\n'
            f'<div class="content TRS_Editor">\n{words}\n{self._appended(one)}</div>\n'
            f"{self._neighbours(place, one)}</div>\n"
            f'<div class="side sidebar"><h3>最新信息</h3>{beside}</div>'
        )
        head = _meta(
            one.title,
            ArticleTitle=one.title,
            PubDate=f"{one.day} 09:00",
            ContentSource=_unit(one),
            ColumnName=one.column,
        )
        return _page(head, body)

    def _appended(self, one: Article) -> str:
        """Attachment, counterpart and, on some pages, a dead link."""
        parts = []
        if one.folder == _PAPERS:
            parts.append(f'<p>附件：<a href="/files/{one.number % _FILES}.pdf">{one.title}.pdf</a></p>')
        if one.folder in (_PAPERS, _READINGS):
            other = _READINGS if one.folder == _PAPERS else _PAPERS
            pair = self.article([folder for folder, _ in COLUMNS].index(other), one.index)
            name = "相关解读" if other == _READINGS else "相关文件"
            parts.append(f'<p>{name}：<a href="{pair.path}">{pair.title}</a></p>')
        dead = _dead(one)
        if dead:
            parts.append(f'<p>详见：<a href="{dead}">有关材料</a></p>')
        return "\n".join(parts)

    def _neighbours(self, place: int, one: Article) -> str:
        lines = []
        for name, index in (("上一篇", one.index - 1), ("下一篇", one.index + 1)):
            if 0 <= index < self._each:
                other = self.article(place, index)
                lines.append(f'<p>{name}：<a href="{other.path}">{other.title}</a></p>')
        far = (one.index * 7 + 11) % self._each
        related = self._items((place + 1) % len(COLUMNS), range(far, far + 6))
        turn = f'<div class="turn">{"".join(lines)}</div>\n'
        return f'{turn}<div class="related"><h3>相关信息</h3>{related}</div>\n'


def write(pages: int, folder: Path) -> Town:
    """Write a site; beside its pages ``planted.json`` holds the dead addresses with their pages."""
    town = Town(pages)
    made: set[str] = set()
    for path, text in town.texts():
        parent, _, name = path.rpartition("/")
        if parent not in made:
            (folder / "www" / parent[1:]).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        (folder / "www" / parent[1:] / name).write_text(text, "utf-8")
    for path in (*_ASSETS, *(f"files/{number}.pdf" for number in range(_FILES))):
        _put(folder / "www" / path, b"%PDF-1.4\n" + path.encode() * 400)
    for name, part in PARTS.items():
        _put(folder / "www" / "parts" / name, part().encode())
    _put(folder / "www" / "robots.txt", b"User-agent: *\nDisallow: /parts/\n")
    _put(folder / "planted.json", json.dumps({"pages": town.pages, "dead": town.dead}).encode())
    return town


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _articles_a_column(pages: int) -> int:
    wanted = max(1, (pages - 1) // len(COLUMNS))
    return next(count for count in range(wanted, 0, -1) if count + _lists(count) <= max(2, wanted))


def _lists(articles: int) -> int:
    return -(-articles // _SHOWN)


def _title(folder: str, index: int) -> str:
    """The titles of papers and of the readings that belong to them."""
    if folder not in (_PAPERS, _READINGS):
        return ""
    subject, kind = SUBJECTS[index % len(SUBJECTS)], PAPERS[index // len(SUBJECTS) % len(PAPERS)]
    place = PLACES[index // len(SUBJECTS) // len(PAPERS) % len(PLACES)]
    name = f"{place}片区{subject}{kind}"
    return f"关于印发{name}的通知" if folder == _PAPERS else f"《{name}》政策解读"


def _dead(one: Article) -> str:
    """The dead address that an article refers to: pages and files by turns; mostly none."""
    if one.number % _DEAD_EVERY != _DEAD_EVERY // 2:
        return ""
    name = f"old{one.number}"
    return f"/{one.folder}/{name}.html" if one.number // _DEAD_EVERY % 2 else f"/files/{name}.pdf"


def _unit(one: Article) -> str:
    return UNITS[one.number % len(UNITS)]


def _register(one: Article) -> str:
    if one.folder != _PAPERS:
        return ""
    cells = (
        ("索引号", f"99000000/2026-{one.number:06}"),
        ("发文机关", SITE),
        ("文号", f"青政发〔{one.day.year}〕{one.index + 1}号"),
        ("成文日期", str(one.day)),
        ("标题", one.title),
        ("发布日期", str(one.day)),
    )
    rows = "".join(f"<tr><td>{name}：</td><td>{escape(value)}</td></tr>" for name, value in cells)
    return f'<table class="xxgk">{rows}</table>\n'


def _crumbs(folder: str, name: str) -> str:
    return (
        '<div class="position">当前位置：<a href="/">首页</a> &gt; '
        f'<a href="/zwyw/">政务公开</a> &gt; <a href="/{folder}/">{name}</a></div>\n'
    )


def _pager(page: int, count: int) -> str:
    near = sorted({0, *range(max(0, page - 4), min(count, page + 5)), *range(0, count, 10), count - 1})
    links = "".join(f'<a href="{_page_name(other) or "./"}">{other + 1}</a> ' for other in near)
    following = f'<a href="{_page_name(page + 1)}">下一页</a>' if page + 1 < count else ""
    return f'<div class="pager">共{count}页 {links}{following}</div>'


def _page_name(page: int) -> str:
    return f"index_{page}.html" if page else ""


def _meta(title: str, **tags: str) -> str:
    lines = "".join(f'<meta name="{name}" content="{value}">\n' for name, value in tags.items())
    return f'<title>{title}_{SITE}</title>\n<meta name="SiteName" content="{SITE}">\n{lines}'


def _page(head: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'{head}<!--# include virtual="/parts/style.html" --></head>\n<body>\n'
        f'<!--# include virtual="/parts/menu.html" -->\n<div class="wrap">{body}</div>\n'
        '<!--# include virtual="/parts/foot.html" -->'
    )


if __name__ == "__main__":
    written = write(int(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(f"{written.pages} pages, {len(written.dead)} dead links\n")
