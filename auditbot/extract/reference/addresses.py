"""What an address tells about its page: the day in it, and what kind of page its platform puts there."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from auditbot.extract.text.dates import make
from auditbot.url import Url


class AddressDate(NamedTuple):
    """The date in an address; ``day`` is ``None`` where only year and month stand there (``/202208/``)."""

    year: int
    month: int
    day: int | None

    @property
    def value(self) -> date | None:
        """The day, where there is a whole one."""
        return make(self.year, self.month, self.day) if self.day else None


class Shape(StrEnum):
    """What the platform's way of naming pages says of a page."""

    ARTICLE = "article"
    LIST = "list"
    UNKNOWN = "unknown"


_DAYS = (
    re.compile(r"/[tT](\d{4})(\d\d)(\d\d)_\d+"),
    re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})[/_.-]"),
    re.compile(r"/(\d{4})/(\d\d)(\d\d)/"),
    re.compile(r"/(20\d\d)(\d\d)/?(\d\d)/"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)(?:[01]\d|2[0-3])[0-5]\d\d*\.s?html?$"),
)
_MONTH = re.compile(r"/(20\d\d)[/-]?(0[1-9]|1[0-2])/")
_FILE_ENDING = re.compile(r"\.(?:s?html?|aspx?|jsp|php|do)$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"/[tT]\d{8}_\d+\.|/art_[\w-]+\.|/art/\d|/contents?[/_]\d|/content/post_|/post_\d+"
    r"|/content_\d+|/article/\d"
    r"|/20\d\d(?:/(?:0?[1-9]|1[0-2])/[0-3]?\d|/?(?:0[1-9]|1[0-2])[0-3]\d)/\d{3,}\.s?html?$"
    r"|/info/\d+/\d+|/\d{6}/(?:t\d+_)?[0-9a-f]{32}\.|/\d{6}/\d{5,}\.|/\d{8}/[0-9a-zA-Z-]{8,}\.|/i\d{5,}\.",
)
_LIST = re.compile(
    r"/(?:index|list|default|node|more|zwgklist|common_list)(?:_\d+)?(?:\.\w+)?$|/col/col\d+/?"
    r"|/channels?/\d+(?:_\d+)?\."
    r"|/lists?\d*[./]|/(?:node|col)_?\d+(?:_\d+)?\.|/$",
)


def day_in(url: Url) -> AddressDate | None:
    """The date that an address carries, as platforms write it: ``t20220801_1.html``, ``/art/2022/8/1/``."""
    path = _path(url)
    for pattern in _DAYS:
        match = pattern.search(path)
        if match:
            year, month, day = map(int, match.groups())
            if make(year, month, day) and year >= 1990:
                return AddressDate(year, month, day)
    match = _MONTH.search(path)
    return AddressDate(int(match[1]), int(match[2]), None) if match else None


@lru_cache(maxsize=2048)
def shape(url: Url) -> Shape:
    """Whether platforms give such an address to an article or to a list."""
    path = _path(url)
    if _ARTICLE.search(path):
        return Shape.ARTICLE
    return Shape.LIST if _LIST.search(path) else Shape.UNKNOWN


def is_page(url: Url) -> bool:
    """Whether the address looks like a page rather than a file to download."""
    path = _path(url)
    last = path.rpartition("/")[2]
    return "." not in last or _FILE_ENDING.search(path) is not None


def _path(url: Url) -> str:
    """The path, without taking the whole address apart: this is asked of every item of every list."""
    start = url.find("/", 8)
    return url[start:].partition("?")[0]
