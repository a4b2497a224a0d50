"""The head of a notice: title, number, day, and the year it is about."""

import re
from collections.abc import Sequence
from datetime import date

from auditbot.drafting.blocks import Block

_TITLE = re.compile(
    r"(?:标\s*题[:：]\s*)?(?P<title>[^\n\t]{4,120}?(?:通知|意见|方案|要点|分工|分解|办法))(?:[（(][^\n]{0,30})?$"
)
_NUMBER = re.compile(
    r"(?:^|文号[:：]\s*|[（(])(?P<number>[\u4e00-\u9fa5]{2,20}\s?[〔（(\[【]\s?20\d\d\s?[〕）)\]】](?:\s?\d{1,4}\s?号)?)[)）]?$"
)
_DAY = re.compile(r"(20\d\d)\s?[年\-./]\s?(\d{1,2})\s?[月\-./]\s?(\d{1,2})")
_ABOUT = re.compile(r"(20\d\d)\s?年(?:度)?[^\n。]{0,12}政务公开|〔(20\d\d)")
_HEAD = 40
"""Blocks among which the head stands."""
_FIRST_PAGE = 6000


def title(every: Sequence[Block]) -> str:
    """The first line that ends as titles of notices do, else the first line."""
    for block in every[:_HEAD]:
        match = _TITLE.match(block.text)
        if match:
            return match["title"].strip()
    return every[0].text[:120] if every else ""


def number(every: Sequence[Block]) -> str:
    """发文字号: on a line of its own, after its label, or in brackets after the title."""
    for block in every[:_HEAD]:
        match = _NUMBER.search(block.text)
        if match:
            return "".join(match["number"].split())
    return ""


def issued(text: str) -> date | None:
    """The first complete day of the first page: that of the head, or of the signature."""
    for match in _DAY.finditer(text[:_FIRST_PAGE]):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None


def year(text: str) -> int | None:
    """The year that the notice is about."""
    match = _ABOUT.search(text)
    return int(match[1] or match[2]) if match else None
