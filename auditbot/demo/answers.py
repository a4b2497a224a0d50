"""What the server says at an address, prebuilt; and the recipes for answers that are not simple pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from auditbot.demo.files import pdf
from auditbot.demo.links import Carried
from auditbot.demo.parts import PORTAL
from auditbot.url import Url, read, split

HTML = "text/html; charset=utf-8"
Pages = dict[str, dict[str, "Answer"]]
"""Host → path with query → answer."""
Small = Callable[[str, str], bytes]
"""Prints a small page from its title and its text."""

TWIN = "twin"
"""The recipe of an index file that answers as its folder does."""
_SLOW = 1.3
_FAR = f"http://{PORTAL}/"


class Act(StrEnum):
    """What the server does instead of answering at once."""

    NOTHING = "nothing"
    SILENCE = "silence"
    """Takes the request and never answers."""
    RESET = "reset"
    RESET_ONCE = "reset-once"
    """Resets the first connection that asks."""
    COOKIE = "cookie"
    """Sets a cookie and sends the visitor back to the same address until the cookie comes along."""
    RECOVERS = "recovers"
    """Answers 503 for a short time after it was first asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. ``over6`` is the body over IPv6 where it differs, ``head`` the status of HEAD."""

    body: bytes = b""
    status: int = 200
    type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    head: int = 0
    wait: float = 0
    """Seconds before it comes."""
    act: Act = Act.NOTHING
    over6: bytes | None = None


def redirect(location: str, status: int = 302) -> Answer:
    """An answer that sends the visitor elsewhere."""
    return Answer(status=status, headers=(("Location", location),))


def add(pages: Pages, url: str, answer: Answer) -> None:
    """Put an answer at a complete address."""
    parts = split(Url(url))
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    pages.setdefault(parts.host, {})[path] = answer


def serve_carried(pages: Pages, link: Carried, target: str, small: Small) -> None:
    """Make the address of a planted reference answer as planted; what stays unknown is not found."""
    if link.answer == TWIN:
        folder = split(Url(target.removesuffix("index.html")))
        add(pages, target, pages[folder.host][folder.path])
    recipe = _RECIPES.get(link.answer)
    if recipe:
        page = small(link.text, f"{link.text}由溪山市统一建设，工作日每天更新，欢迎提出意见。")
        for url, answer in recipe(target, page).items():
            add(pages, url, answer)


def target_of(link: Carried, page: str) -> str:
    """The canonical address of a planted reference on a page; as written if it has none."""
    return read(link.href, Url(page)).url or link.href


_Recipe = Callable[[str, bytes], Mapping[str, Answer]]


def _at(**given: Any) -> _Recipe:
    """The small page itself, with some things changed."""
    return lambda url, page: {url: replace(Answer(page), **given)}


def _always(answer: Answer) -> _Recipe:
    return lambda url, _page: {url: answer}


def _text(title: str, text: str = "") -> bytes:
    head = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head>"
    return f"{head}<body><p>{text or title}</p></body></html>".encode()


def _loop(url: str, _page: bytes) -> Mapping[str, Answer]:
    return {url: redirect(f"{url}index.html"), f"{url}index.html": redirect(url)}


def _login(url: str, page: bytes) -> Mapping[str, Answer]:
    return {url: redirect("/login.html"), f"{_FAR}login.html": Answer(page)}


def _parked(url: str, _page: bytes) -> Mapping[str, Answer]:
    sale = "http://tingfang.example/yuming"
    return {url: redirect(sale), sale: Answer(_text("该域名可转让，欢迎联系"))}


_CHALLENGE = (
    b"<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.cd='q';location.reload();</script>"
    b"</head></html>"
)

_RECIPES: Mapping[str, _Recipe] = {
    "outside": _at(),
    "server-error": _at(status=500),
    "gone": _at(status=410),
    "timeout": _at(act=Act.SILENCE),
    "reset": _at(act=Act.RESET),
    "redirect-loop": _loop,
    "bad-redirect": _always(redirect("http://www.qinghe.example:99999/baoming")),
    "removed": _always(Answer(_text("您访问的信息不存在或者已被删除"))),
    "home-redirect": _always(redirect("/")),
    "empty-file": _always(Answer(type="application/pdf")),
    "wrong-content": _always(Answer(_text("系统维护中"), type="application/pdf")),
    "forbidden": _at(status=403),
    "challenge": _always(Answer(_CHALLENGE, 412)),
    "unstable": _at(act=Act.RECOVERS),
    "head-405": _at(head=405),
    "head-404": _at(head=404),
    "moved": _always(redirect("/channels/1751.html", 301)),
    "download": _always(
        Answer(
            pdf("budget table"),
            type="application/octet-stream",
            headers=(("Content-Disposition", 'attachment; filename="ysb.pdf"'),),
        )
    ),
    "pdf": _always(Answer(pdf("map"), type="application/pdf")),
    "login": _login,
    "cookie": _at(act=Act.COOKIE),
    "slow": _at(wait=_SLOW),
    "reset-once": _at(act=Act.RESET_ONCE),
    "named-404": _always(
        Answer(
            _text(
                "关于404错误提示页改版的说明",
                "网站改版后，地址变动的页面会显示新的404错误提示页，并给出首页和站内搜索的入口，方便继续查找。"
                "改版期间共调整栏目地址一百二十个，常用栏目设置了自动跳转，收藏夹里的旧地址仍然可以使用。"
                "市民在浏览中遇到困难，可以通过首页的找错入口告诉我们，编辑部在三个工作日内答复。",
            )
        )
    ),
    "parked": _parked,
}
