"""Slips of the pen that no reader could take for meant: placeholders, doubled marks, days that are none.

Each pattern is one that honest text does not have: a doubled mark is one of Chinese punctuation with nothing
between, an impossible day has a year or stands alone, a name of an entity is what an editor escaped twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

LONGEST = 200_000
"""Letters of a text that are looked at."""
MOST = 20
"""Slips kept of one text."""

_PAIRS = ("，，", "、、", "；；", "：：", "。。", "，。", "。，", "、。", "，、", "、，")
_PAUSE = re.compile(r"。{3,}")
"""Full stops set for an ellipsis."""
_DAY = re.compile(r"年(?:\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?|(\d{3,4})(?!\S))")
_CUT = re.compile(r"(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\d|3[01])")
"""Month and day run together: 727. Behind other digits a year has a figure: 2019年100 万元."""
_YEAR = re.compile(r"(?:^|\D)((?:19|20)\d\d)\s?$")
_SHORT_DAY = re.compile(r"月(3\d|[4-9]\d)日")
_YEAR_AS_MONTH = re.compile(r"月(?<=(?:19|20)\d\d月)(?<!\d{5}月)\s?\d{1,2}月\s?\d{1,2}日")
"""月 typed for 年, and what follows: 2021月1月9日."""
_MONTH = re.compile(r"(?:^|[^\d年])(1[0-2]|[1-9])$")
_BEFORE = re.compile(r"[\d年\-–—~～]+$")
"""What belongs to the day and stands before its month: 2009年1-2月31日."""
_GARBLED = re.compile(r"锟斤拷|烫烫烫|屯屯屯|\ufffd{2,}|(?:[ÃÂ][\x80-\xbf]){3,}")
_ENTITY = re.compile(r"&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|middot|#\d{2,5});")
_FILLER = re.compile(r"(?i:lorem ipsum)|此处(?:输入|填写)(?:内容|文字|标题)|请在此(?:输入|填写)")
_LEAP_YEAR = 2024
"""For days without a year: 29 February is one."""
_AROUND = 6
_WORDS = re.compile(r"[^，。、；：\s]*$")
_NO_TITLE = re.compile(
    r"(?:测试(?:标题|文章|页面|信息|数据|栏目|新闻)?|test|新建(?:文章|页面|栏目)|无标题(?:文档)?|标题)\d{0,6}",
    re.IGNORECASE,
)


class SlipKind(StrEnum):
    """What went wrong."""

    PLACEHOLDER = "placeholder"
    MARKS = "marks"
    DATE = "date"
    GARBLED = "garbled"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip, with the words that show it."""

    kind: SlipKind
    words: str


def slips(text: str) -> tuple[Slip, ...]:
    """The slips of a text in their order, at most ``MOST``, equal ones once."""
    found: dict[Slip, None] = {}
    for slip in _found(text[:LONGEST]):
        found.setdefault(slip)
        if len(found) == MOST:
            break
    return tuple(found)


def is_placeholder(title: str) -> bool:
    """Whether a title is what somebody typed to try the editor."""
    return _NO_TITLE.fullmatch(title.strip()) is not None


_PATTERNS = (
    (SlipKind.GARBLED, _GARBLED, ("锟", "烫", "屯", "\ufffd", "Ã", "Â")),
    (SlipKind.ENTITY, _ENTITY, ("&",)),
    (SlipKind.PLACEHOLDER, _FILLER, ("此处", "请在此", "orem")),
)
"""Each with what a text must hold for the pattern to be worth a look."""


def _found(text: str) -> Iterator[Slip]:
    for pair in _PAIRS:
        if pair in text:
            yield from _doubled(_PAUSE.sub("", text), pair)
    yield from _days(text)
    for kind, pattern, signs in _PATTERNS:
        if any(sign in text for sign in signs):
            for match in pattern.finditer(text):
                yield Slip(kind, match[0])


def _days(text: str) -> Iterator[Slip]:
    """Days that are none, found from the 年 or 月 in them, which is quicker than from their digits."""
    for match in _DAY.finditer(text):
        year = _YEAR.search(text, max(0, match.start() - 6), match.start())
        month, day, cut = match.groups()
        if year is None:
            continue
        wrong = _CUT.fullmatch(cut) if cut else not _possible(int(year[1]), int(month), int(day or 1))
        if wrong:
            yield Slip(SlipKind.DATE, "".join(text[year.start(1) : match.end()].split()))
    for match in _YEAR_AS_MONTH.finditer(text):
        yield Slip(SlipKind.DATE, "".join(text[match.start() - 4 : match.end()].split()))
    for match in _SHORT_DAY.finditer(text):
        named = _MONTH.search(text, max(0, match.start() - 3), match.start())
        if named and not _possible(_LEAP_YEAR, int(named[1]), int(match[1])):
            begin = _BEFORE.search(text, max(0, named.start(1) - 10), named.start(1))
            yield Slip(SlipKind.DATE, text[begin.start() if begin else named.start(1) : match.end()])


def _doubled(text: str, pair: str) -> Iterator[Slip]:
    """Each place where two marks meet, with the words before it."""
    for found in islice(re.finditer(re.escape(pair), text), MOST):
        before = _WORDS.search(text, max(0, found.start() - _AROUND), found.start())
        yield Slip(SlipKind.MARKS, f"{before[0] if before else ''}{pair}")


def _possible(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
