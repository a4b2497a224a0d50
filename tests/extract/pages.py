"""Small pages for tests, and the saved real sites where they are present."""

from collections.abc import Iterator
from datetime import date

from auditbot.extract.page import read_page
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.needs import Needs
from auditbot.model.page import PageFacts
from auditbot.url import Url, parse
from tests.corpus import CORPUS

TODAY = date(2026, 8, 20)
SITE = "http://www.qinghe.example"
EVERYTHING = Needs.DATES | Needs.LISTS | Needs.DOCUMENTS | Needs.PHONES | Needs.GUIDE


def url(text: str) -> Url:
    found = parse(text)
    assert found is not None
    return found


def document(body: str, *, path: str = "/zwgk/tzgg/", head: str = "") -> Document:
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return Document(url(f"{SITE}{path}"), html)


def outline(body: str) -> Outline:
    return Outline(document(body).tree)


def facts(
    body: str,
    *,
    path: str = "/zwgk/tzgg/",
    head: str = "",
    needs: Needs = EVERYTHING,
    home: bool = False,
    today: date = TODAY,
) -> PageFacts:
    page = document(body, path=path, head=head)
    return read_page(page, needs=needs, today=today, home=home)


def column(rows: str, *, name: str = "通知公告", before: str = "", after: str = "") -> str:
    """A column page of a plain make: breadcrumb, heading, ``rows``, what follows."""
    return (
        '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; '
        f'<a href="">{name}</a></div>{before}<div class="main"><h2>{name}</h2>{rows}</div>{after}'
    )


def article(
    text: str, *, title: str = "青禾区召开防汛工作会议", bar: str = "发布时间：2026-08-01", after: str = ""
) -> str:
    """An article page of a plain make."""
    return (
        '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwdt/">政务动态</a></div>'
        f'<div class="article"><h1>{title}</h1><div class="bar">{bar}</div>'
        f'<div class="content">{text}</div></div>{after}'
    )


def saved_site(name: str) -> Iterator[Document]:
    root = CORPUS / "sites" / name
    for file in sorted(root.rglob("*.html")):
        relative = str(file.relative_to(root)).replace("\\", "/")
        address = relative.removesuffix("index.html") if relative.endswith("index.html") else relative
        yield Document(url(f"http://{name}/{address}"), file.read_text(encoding="utf-8", errors="replace"))


def is_home(page: Document) -> bool:
    return page.url.endswith("/") and page.url.count("/") == 3
