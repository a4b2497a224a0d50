"""Whether a page lets one apply for information online: by a form on it, or by a system it links to."""

import re
from collections.abc import Iterator
from enum import StrEnum

from auditbot.check import Crawl, Page
from auditbot.model.page import Link, Region
from auditbot.url import Url, extension
from checks.shared.links import OwnLine, blocked, broken_class, unasked

_PURPOSE = re.compile(r"申请|姓名|名称|证件|身份证|联系|描述|所需|获取方式|登录|用户名|账号|密码")
_ENTRY = re.compile(
    r"(?:在线|网上|我要|开始|进入|点击|立即)(?:进行)?(?:依)?(?:申请|填写|填报|提交)|填写申请|提交申请|申请入口|申请系统|申请平台"
    r"|依申请公开(?:系统|平台|申请|入口)|信息公开申请(?:系统|平台)|^(?:公民|法人|个人|法人或?(?:者|其他组织).{0,6})(?:申请)?$"
)
_FRAMES = ("iframe", "frame")
_FILES = frozenset("doc docx wps pdf xls xlsx rar zip ofd".split())
_MOST_LINKS = 40
_FEWEST = 3
"""Who, how to be reached, and what is asked for."""


class Online(StrEnum):
    """What a page offers."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    """Something that could be the form was not opened, or a script opens it."""


def offered(url: Url, crawl: Crawl, line: OwnLine) -> Online:
    """Whether one can apply from a page, by a form of its own or one step further."""
    page = crawl.page(url)
    if page is None:
        return _behind(url, crawl, line)
    own = _by_forms(page)
    if own is Online.YES:
        return own
    ways = [own, *(_way(link, page, crawl, line) for link in _entries(page))]
    if Online.YES in ways:
        return Online.YES
    return Online.UNSURE if page.facts.unseen or Online.UNSURE in ways else Online.NO


def _by_forms(page: Page) -> Online:
    """Whether a form asks who applies and for what; a way in to such a form counts as well.

    A form of two fields may only look up what became of an application.
    """
    fits = [form for form in page.facts.forms if form.login or _PURPOSE.search(form.words)]
    if any(form.login or form.fields >= _FEWEST for form in fits):
        return Online.YES
    return Online.UNSURE if any("查询" not in form.words for form in fits) else Online.NO


def _entries(page: Page) -> Iterator[Link]:
    """Links that could lead to the form, frames included; none to a file."""
    kept = 0
    for link in page.links:
        frame = link.element in _FRAMES
        named = link.element in ("a", "area") and link.region is Region.BODY and _ENTRY.search(link.text[:60])
        file = link.target and extension(link.target) in _FILES
        if (frame or named) and not file and kept < _MOST_LINKS:
            kept += 1
            yield link


def _way(link: Link, page: Page, crawl: Crawl, line: OwnLine) -> Online:
    if link.target is None:
        return Online.NO if link.element in _FRAMES else Online.UNSURE
    inner = crawl.page(link.target)
    if inner is None:
        return _behind(link.target, crawl, line)
    if inner.url == page.url:
        return Online.NO
    own = _by_forms(inner)
    return Online.UNSURE if own is Online.NO and inner.facts.unseen else own


def _behind(url: Url, crawl: Crawl, line: OwnLine) -> Online:
    """A system that was not looked into: a link that is known to open will do."""
    target = crawl.target(url)
    if target is None or unasked(target) or blocked(target) or line.kills(target):
        return Online.UNSURE
    return Online.NO if broken_class(target) else Online.YES
