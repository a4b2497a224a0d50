"""Small sites for the tests of checks: pages of a plain make, put together by what matters to a test."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.testing import DAY, HOME, Answered, Pages
from auditbot.url import Url

NO_MORE: Pages = MappingProxyType({})
"""No pages but those that are always there."""
Page = str | bytes | Answered
FOOT = '<div class="footer">主办：青禾区人民政府 <a href="/about/">关于我们</a></div>'
Rows = Iterable[tuple[str, str, date | None]]


def url(path: str) -> Url:
    return Url(f"{HOME.removesuffix('/')}{path}" if path.startswith("/") else path)


def ago(days: int) -> date:
    return DAY - timedelta(days)


def page(
    title: str, body: str, menu: Mapping[str, str] | None = None, crumbs: str = "", tags: str = ""
) -> str:
    """A page; ``menu`` maps paths to names, ``tags`` stand in the head."""
    links = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in (menu or {}).items())
    nav = f'<div class="nav"><ul><li><a href="/">首页</a></li>{links}</ul></div>' if menu else ""
    where = f'<div class="position">当前位置：<a href="/">首页</a> &gt; {crumbs}</div>' if crumbs else ""
    head = f"<head><title>{title}</title>{tags}</head>"
    return f"<!doctype html><html>{head}<body>{nav}{where}{body}{FOOT}</body></html>"


def home(body: str = "<p>欢迎访问</p>", menu: Mapping[str, str] | None = None) -> str:
    return page("青禾区人民政府", f'<div class="main">{body}</div>', menu)


def rows(items: Rows) -> str:
    """A list of links with their days; none beside those without."""
    lines = (
        f'<li><a href="{path}">{title}</a>{f"<span>{day}</span>" if day else ""}</li>'
        for path, title, day in items
    )
    return f'<ul class="list">{"".join(lines)}</ul>'


def items(folder: str, *days: date | None) -> str:
    """As ``rows``, with addresses and titles of their own."""
    titles = (
        "全区召开重点项目推进会议",
        "区领导调研秋粮收购工作",
        "我区开展消防安全检查",
        "老旧小区改造开工",
    )
    return rows(
        (f"{folder}{number}.html", f"{titles[number % 4]}之{number}", day) for number, day in enumerate(days)
    )


def column(name: str, body: str, menu: Mapping[str, str] | None = None, path: str = "") -> str:
    """A column's page; ``path`` stands in its breadcrumb between homepage and name."""
    crumbs = f"{path} &gt; {name}" if path else name
    return page(f"{name}-青禾区人民政府", f'<div class="main"><h2>{name}</h2>{body}</div>', menu, crumbs)


def article(
    title: str,
    text: str,
    day: date | None = None,
    menu: Mapping[str, str] | None = None,
    under: str = "政务动态",
) -> str:
    bar = f"发布时间：{day}" if day else ""
    body = (
        f'<div class="article"><h1>{title}</h1><div class="bar">{bar}</div>'
        f'<div class="content"><p>{text}</p></div></div>'
    )
    tags = f'<meta name="ArticleTitle" content="{title}">'
    return page(f"{title}-青禾区人民政府", body, menu, f'<a href="/zwdt/">{under}</a>', tags)


def said(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Message and target of each finding, in order."""
    return sorted((one.message_id, one.target.removeprefix(HOME.removesuffix("/"))) for one in findings)


def only(findings: Iterable[Finding]) -> tuple[str, Outcome]:
    """Message and outcome of the one finding there is."""
    (one,) = findings
    return one.message_id, one.outcome
