"""A site of some 120 pages on loopback that counts what it is asked, with faults that an audit finds."""

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from tests.net.zone import Zone

ADDRESS = "127.0.0.1"
DAY = date(2026, 11, 20)
HOST = "www.lasting.example"
HOME = f"http://{HOST}/"
ZONE = ZoneInfo("Asia/Shanghai")

_COLUMNS = {"news": "要闻动态", "notices": "通知公告", "policies": "政策文件", "readings": "政策解读"}
_AGES = {"news": 40, "notices": 5, "policies": 30, "readings": 20}
"""Days since the newest item: the news are stale."""
ITEMS = 24
"""Articles of each column: with these, 111 pages."""
_LISTS = 2
_MENU = "".join(f'<li><a href="/{name}/">{title}</a></li>' for name, title in _COLUMNS.items())
_GONE = "您访问的页面不存在"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


@dataclass(frozen=True, slots=True)
class Page:
    """What is answered for one path."""

    body: bytes
    status: str = "200 OK"
    fields: tuple[str, ...] = ("Content-Type: text/html; charset=utf-8",)


def _html(title: str, body: str, meta: str = "") -> Page:
    return Page(
        f"<!DOCTYPE html><html lang=zh><head><title>{title}</title>{meta}</head><body>"
        f'<div class="header"><ul class="nav"><li><a href="/">首页</a></li>{_MENU}</ul></div>'
        f'<div class="main">{body}</div>'
        '<div class="footer"><a href="/about.html">关于我们</a> <a href="http://other.example/">友情链接</a>'
        "网站标识码：1234567890</div></body></html>".encode()
    )


def _day(column: str, number: int) -> date:
    return DAY - timedelta(days=_AGES[column] + number)


def _title(column: str, number: int) -> str:
    """No two are alike, digits apart: pages that differ in numbers only teach the crawl nothing."""
    return f"关于{_STEMS[number % 10]}{_BRANCHES[number % 12]}工作的{_COLUMNS[column]}"


def _article(column: str, number: int) -> Page:
    title = _title(column, number)
    day = _day(column, number)
    said = f"<p>这是{title}的正文。" + "本文件自发布之日起施行，各单位遵照执行。" * (6 + number % 5) + "</p>"
    if column == "policies":
        said = f"<p>某政发〔2026〕{number}号</p>{said}"
    if column == "readings" and number % 3:
        said += f'<p>原文：<a href="/policies/{number}.html">《{_title("policies", number)}》</a></p>'
    if number % 6 == 0:
        said += f'<p><a href="/files/{column}-{number}.pdf">附件下载</a></p><img src="/files/{column}.png">'
    if number % 7 == 0:
        said += '<p><a href="/news/missing.html">相关报道</a> <a href="/soft/gone.html">更多</a></p>'
    if number % 11 == 0:
        said += '<p><a href="http://gone.example/x">失效</a></p>'
    if number % 11 == 5:
        said += '<p><a href="http://shut.example/">停用</a></p>'
    meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">'
    return _html(title, f"<h1>{title}</h1><p>发布日期：{day}</p>{said}", meta)


def _list(column: str, page: int, items: int) -> Page:
    numbers = range(page * items // _LISTS, (page + 1) * items // _LISTS)
    rows = "".join(
        f'<li><a href="/{column}/{number}.html">{_title(column, number)}</a>'
        f"<span>{_day(column, number)}</span></li>"
        for number in numbers
    )
    paging = "".join(f'<a href="{_name(one)}">{one + 1}</a>' for one in range(_LISTS) if one != page)
    crumbs = f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; {_COLUMNS[column]}</div>'
    return _html(_COLUMNS[column], f'{crumbs}<ul class="list">{rows}</ul><div class="page">{paging}</div>')


def _name(page: int) -> str:
    return f"index_{page}.html" if page else "index.html"


def _pages(items: int) -> Iterator[tuple[str, Page]]:
    front = "".join(
        f'<li><a href="/{column}/{number}.html">{_title(column, number)}</a>'
        f"<span>{_day(column, number)}</span></li>"
        for column in _COLUMNS
        for number in range(3)
    )
    yield "/", _html("长存市人民政府", f'<ul class="list">{front}</ul><a href="/old.html">旧址</a>')
    yield "/about.html", _html("关于我们", "<p>" + "本网站由长存市人民政府办公室主办。" * 12 + "</p>")
    yield "/soft/gone.html", _html(_GONE, f"<p>{_GONE}</p>")
    yield "/old.html", Page(b"", "301 Moved Permanently", ("Location: /about.html",))
    yield "/robots.txt", Page(b"User-agent: *\nAllow: /\n", fields=("Content-Type: text/plain",))
    for column in _COLUMNS:
        yield f"/{column}/", _list(column, 0, items)
        for page in range(_LISTS):
            yield f"/{column}/{_name(page)}", _list(column, page, items)
        for number in range(items):
            yield f"/{column}/{number}.html", _article(column, number)
            yield (
                f"/files/{column}-{number}.pdf",
                Page(b"%PDF-1.7\n" + b"0" * 2000, fields=("Content-Type: application/pdf",)),
            )
        yield f"/files/{column}.png", Page(b"\x89PNG\r\n\x1a\n" * 40, fields=("Content-Type: image/png",))


@dataclass
class Site:
    """Answers by path, whatever the host; ``asked`` counts requests by host, method and path."""

    items: int = ITEMS
    port: int = 0
    dns_port: int = 0
    shut_port: int = 0
    pause: float = 0.004
    """Seconds before each answer, so that requests are under way together."""
    asked: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    pages: dict[str, Page] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pages.update(_pages(self.items))

    @property
    def ports(self) -> tuple[int, int, int]:
        """Of the pages, of the name service, and one that refuses."""
        return self.port, self.dns_port, self.shut_port

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                method, path, _ = head.split(" ", 2)
                host = head.lower().partition("\r\nhost: ")[2].partition("\r\n")[0]
                self.asked[host, method, path] += 1
                await asyncio.sleep(self.pause)
                writer.write(self._answer(method, path))
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, method: str, path: str) -> bytes:
        page = self.pages.get(path) or Page("没有这个页面".encode(), "404 Not Found")
        now = format_datetime(_NOON)
        lines = [f"HTTP/1.1 {page.status}", f"Content-Length: {len(page.body)}", f"Date: {now}", *page.fields]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + (b"" if method == "HEAD" else page.body)


_NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)


@asynccontextmanager
async def serve(items: int = ITEMS) -> AsyncIterator[Site]:
    """Serve the site, its names, and a port that refuses, until the block is left."""
    site = Site(items)
    names = ("lasting.example", HOST, "other.example", "shut.example")
    zone = Zone({(name, "A"): [ADDRESS] for name in names})
    server = await asyncio.start_server(site._serve, ADDRESS, 0, backlog=256)
    with socket.socket() as shut:
        shut.bind((ADDRESS, 0))
        site.shut_port = shut.getsockname()[1]
        site.port = server.sockets[0].getsockname()[1]
        async with zone.run():
            site.dns_port = zone.port
            try:
                yield site
            finally:
                server.close()
                await asyncio.sleep(0)
