"""What a host says when it is asked for a page that cannot exist, and which pages say the same."""

import re
import secrets
from dataclasses import dataclass

from pydantic import TypeAdapter

from auditbot.crawl.scope import is_entrance
from auditbot.crawl.wrecks import wreck
from auditbot.extract.text.digest import digest
from auditbot.model.page import DateSource, PageFacts
from auditbot.url import Url, origin, split

_GONE = re.compile(
    r"(?:您|你)?(?:要|所|想要)?(?:访问|查看|请求|查找|浏览)的(?:页面|网页|内容|信息|文件|文章|地址|资源)"
    r"(?:可能)?(?:已|已经)?(?:不存在|被删除|删除|失效|过期|丢失|找不到|未找到|被移除|下线)"
    r"|(?:页面|网页|内容|信息|文章|文件)(?:可能)?(?:已|已经)?(?:不存在|被删除|丢失|找不到了|未找到|被移除)"
    r"|找不到(?:该|您访问的|您要的|相关)?(?:页面|网页|文件|内容)|无法找到(?:该|您)?.{0,8}(?:页|文件)"
    r"|(?:page|file) not found|the (?:page|requested url) .{0,60}(?:not found|does not exist)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\W*(?:http\W*)?(?:错误|error)?\W*404(?!\d)", re.IGNORECASE)
"""At the very beginning: a page that only speaks of 404 pages is none."""
_LOADING = re.compile(r"加载中|loading", re.IGNORECASE)
_LONGEST = 300
"""Characters of own text above which a page says more than “not found”."""


@dataclass(frozen=True, slots=True)
class Honesty:
    """How a host answers for what it does not have.

    ``status``: of the answer, ``None`` if there was none; ``digest``: of its text, empty where that tells
    nothing; ``to``: where it sent us.
    """

    status: int | None
    digest: str = ""
    title: str = ""
    to: Url | None = None

    @property
    def honest(self) -> bool:
        """It says 404, or anything else that is not success."""
        return self.status is None or self.status >= 400

    @property
    def sends_home(self) -> bool:
        """It sends the visitor to the homepage instead."""
        return self.to is not None and not self.honest and is_entrance(split(self.to).path)


HONESTY = TypeAdapter(Honesty)


def impossible(url: Url) -> Url:
    """An address on the same host, beside ``url``, that nobody can have made."""
    folder = split(url).path.rpartition("/")[0] if split(url).path.count("/") > 1 else ""
    return Url(f"{origin(url)}{folder}/{secrets.token_hex(8)}/{secrets.token_hex(6)}.html")


def text_digest(text: str, asked: Url) -> str:
    """A digest of a page's text that does not mind an echo of the address it was asked for."""
    return digest(text.replace(split(asked).path, ""))


def soft_404(reading: PageFacts, text: str, asked: Url, host: Honesty | None, *, home: bool) -> str:
    """Why a page that came with success is “not found” all the same: an id, or nothing.

    ``text`` is the page's own text, ``asked`` the address before redirects. The homepage is none, but for
    what a server shows of its own in place of the site. A page that a script has yet to fill is none by its
    words: what it would say on failure stands in it all along.
    """
    if not home and host is not None and not host.honest:
        if host.sends_home and is_entrance(split(reading.url).path) and not is_entrance(split(asked).path):
            return "home-redirect"
        if host.digest and not host.sends_home and text_digest(text, asked) == host.digest:
            return "same-as-impossible"
    if _shows_a_day(reading) or reading.unseen or any(part.items for part in reading.listings):
        return ""
    wrecked = wreck(reading.title, text)
    if home or wrecked or reading.text_length > _LONGEST or _LOADING.search(text):
        return wrecked
    return "says-so" if tells_absence(reading.title) or tells_absence(text) else ""


def tells_absence(text: str) -> bool:
    """Whether a page says at its beginning that it is not there."""
    return bool(_GONE.search(text[:_LONGEST]) or _NUMBER.match(text))


def says_gone(title: str, text: str) -> str:
    """The same of a page of somebody else, of which only the opening is known: told by its title."""
    gone = len(text) <= _LONGEST and tells_absence(title)
    return wreck(title, text) or ("says-so" if gone else "")


def _shows_a_day(reading: PageFacts) -> bool:
    """Whether the page itself says when it was published; its address knows that even of a page now gone."""
    day = reading.published
    return day is not None and day.source is not DateSource.URL
