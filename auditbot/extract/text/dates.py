"""Days as Chinese sites write them: 2022-08-01, 2022年8月1日, 二〇二二年八月一日, [2022.08.01], 08-01.

A day is read only where a whole one stands: never from a document number (〔2022〕81号), a bare run of
digits (访问量, telephone), or a day that does not exist. Every search is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from auditbot.model.zone import CHINA

EARLIEST = 1949
LATEST = 2099

_NUMERAL = "〇○ОOＯo零一二三四五六七八九"
_DIGITS = dict.fromkeys("〇○ОOＯo零", 0) | {mark: n for n, mark in enumerate("一二三四五六七八九", 1)}
_DAY_NUMERAL = "一二三四五六七八九十廿卅"
_DASH = r"[-–—－‐‑./．／]"

_DATE = re.compile(
    rf"""(?<![\d./])(?<!\d-)(?:
        (\d{{4}})\s*年\s*(\d{{1,2}})\s*[月⽉]\s*(\d{{1,2}})\s*[日⽇号]
      | (\d{{4}})\s?({_DASH}{{1,2}})\s?(\d{{1,2}})\s?\5\s?(\d{{1,2}})(?=\d{{1,2}}:\d\d|(?!\d|[-./]\d))
      | ([{_NUMERAL}]{{4}})\s*年\s*([{_DAY_NUMERAL}元]{{1,2}})\s*[月⽉]\s*([{_DAY_NUMERAL}]{{1,3}})\s*[日⽇号]
    )""",
    re.VERBOSE,
)
_CLOCK = re.compile(
    r"\s{0,3}(?:T|[(（]?(?:星期|周)[一二三四五六日天][)）]?\s?)?\s?(\d{1,2})[:：](\d{2})(?!\d)"
)
_MONTH_DAY = re.compile(r"(\d{2})\s?[-–—－./／]\s?(\d{2})|(\d{1,2})\s?[月⽉]\s?(\d{1,2})\s?[日⽇号]?")
_BIG_DAY = re.compile(
    r"(?:(\d{1,2})\s*[日⽇]?\s*/?\s*(\d{4})\s?[-./年]\s?(\d{1,2})[月⽉]?"
    r"|(\d{4})\s?[-./年]\s?(\d{1,2})[月⽉]?\s+(\d{1,2})[日⽇]?"
    r"|(\d{1,2})\s?[-./月]\s?(\d{1,2})[日⽇]?\s+(\d{4})年?)"
)
_STAMP = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))"
    r"(?:[T\s]*(\d{1,2}):?(\d\d)(?::?\d\d(?:\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?"
)
_WRAPPING = " \t\r\n\xa0\u3000[]()（）［］【】〔〕<>《》·•|｜,，:：-—"
_PUBLISHED_LABEL = re.compile(
    r"(?:信息|文章|稿件)?(?:发布|发表|发稿|公布|公开|更新|添加|上传|录入)?(?:日期|时间|日间"
    r"|于)\s*[:：\]】]\s*"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a text, at ``text[start:end]``; ``clock`` is HH:MM where one follows."""

    value: date
    start: int
    end: int
    text: str
    clock: str = ""


def days(text: str) -> Iterator[Day]:
    """Every complete day in a text, from left to right."""
    for match in _DATE.finditer(text):
        value = _value(match)
        if value:
            clock, end = _clock(text, match.end())
            yield Day(value, match.start(), end, match[0], clock)


def day_at(text: str, start: int) -> Day | None:
    """The day that begins exactly at ``start``."""
    match = _DATE.match(text, start)
    value = _value(match) if match else None
    if match is None or value is None:
        return None
    clock, end = _clock(text, match.end())
    return Day(value, match.start(), end, match[0], clock)


def only_day(text: str) -> Day | None:
    """The day, if the text is nothing but one: brackets, a label of publication and a clock apart."""
    bare = text.strip(_WRAPPING)
    return _only_day(bare) if 8 <= len(bare) <= 40 else None


@lru_cache(maxsize=4096)
def _only_day(bare: str) -> Day | None:
    label = _PUBLISHED_LABEL.match(bare)
    start = label.end() if label else 0
    found = day_at(bare, start) or _big_day(bare, start)
    if found is None or _rest(bare, found.end):
        return None
    return found


def only_month_day(text: str) -> tuple[int, int] | None:
    """Month and day, if the text is nothing but a day without a year, such as ``[08-01]``."""
    bare = text.strip(_WRAPPING)
    match = _MONTH_DAY.fullmatch(bare) if len(bare) <= 8 else None
    if match is None:
        return None
    month, day = int(match[1] or match[3]), int(match[2] or match[4])
    return (month, day) if make(2000, month, day) else None


def stamp(text: str) -> Day | None:
    """The day of a machine's time stamp, as in page tags: 2022-08-01 10:22, 20220801, 2022-08-01T02:00:00Z.

    The annex of the State's guideline prints long dashes; copies of it differ, and all are read.
    """
    bare = re.sub(r"[–—－]{1,2}", "-", text.strip()[:40])
    match = _STAMP.fullmatch(bare)
    if match is None:
        return next(days(bare), None)
    value = make(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
    if value is None:
        return None
    hour, minute = int(match[6] or 0), int(match[7] or 0)
    if hour > 23 or minute > 59:
        return Day(value, 0, len(text), text)
    if match[8]:
        value, hour, minute = _in_china(value, hour, minute, match[8])
    return Day(value, 0, len(text), text.strip(), f"{hour:02}:{minute:02}" if match[6] else "")


def make(year: int, month: int, day: int) -> date | None:
    """The day, if it exists and lies within the years in which pages can speak of publication."""
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _value(match: re.Match[str]) -> date | None:
    if match[1]:
        return make(int(match[1]), int(match[2]), int(match[3]))
    if match[4]:
        return make(int(match[4]), int(match[6]), int(match[7]))
    year = int("".join(str(_DIGITS[mark]) for mark in match[8]))
    month = 1 if match[9] == "元" else _small_number(match[9])
    return make(year, month, _small_number(match[10]))


def _small_number(text: str) -> int:
    """The value of a Chinese numeral below 100; 0 for what is none."""
    spelt = text.replace("廿", "二十").replace("卅", "三十")
    tens, mark, ones = spelt.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "元" in spelt:
        return 0
    return (_DIGITS.get(tens, 1) * 10 if mark else 0) + (_DIGITS[ones] if ones else 0)


def _clock(text: str, position: int) -> tuple[str, int]:
    match = _CLOCK.match(text, position)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return "", position
    return f"{int(match[1]):02}:{match[2]}", match.end()


def _rest(text: str, position: int) -> bool:
    """Whether anything but seconds, a weekday and brackets follows the day."""
    return re.fullmatch(r"(?::\d\d(?:\.\d+)?)?\s*(?:[(（]?(?:星期|周).[)）]?)?\s*", text[position:]) is None


def _big_day(text: str, start: int) -> Day | None:
    """Day and month in two blocks, as new designs set them: ``29`` over ``2020-12``."""
    match = _BIG_DAY.match(text, start)
    if match is None:
        return None
    groups = match.groups()
    if groups[0]:
        day, year, month = map(int, groups[:3])
    elif groups[3]:
        year, month, day = map(int, groups[3:6])
    else:
        month, day, year = map(int, groups[6:])
    value = make(year, month, day)
    return Day(value, match.start(), match.end(), match[0]) if value else None


def _in_china(value: date, hour: int, minute: int, zone: str) -> tuple[date, int, int]:
    offset = timedelta()
    if zone != "Z":
        sign = -1 if zone[0] == "-" else 1
        offset = sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    try:
        moment = datetime(value.year, value.month, value.day, hour, minute, tzinfo=timezone(offset))
    except ValueError:
        return value, hour, minute
    local = moment.astimezone(CHINA)
    return local.date(), local.hour, local.minute
