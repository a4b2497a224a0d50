"""From when until when opinions are taken, as the page's words give it."""

import re
from datetime import date

from auditbot.extract.text.dates import Day, day_at, days, make
from auditbot.extract.text.words import fold

_AROUND = 60
_MOST_DAYS = 200
_WORDS = 80
_TO = re.compile(
    r"\s{0,3}(?:[（(][^（()）\n]{0,8}[)）])?\s{0,3}起?\s{0,3}(?:至|到|—{1,2}|-|－|–|~|～)\s{0,3}"
)
_REST = re.compile(r"(?:(?P<month>\d{1,2})\s?月)?(?P<day>\d{1,2})\s?日")
_ASKED = re.compile(r"征求|征集|意见|建议|公示|反馈|期限|起止")
_LABELLED = re.compile(r"(?:截止|截至|结束)[^。\n]{0,12}$")
_BEFORE = re.compile(
    r"\s{0,3}(?:[（(][^（()）\n]{0,8}[)）])?(?:(?:上午|下午)?\d{1,2}[:：时点]\d{0,2}分?)?(?:之?前|以前|止|截止|为止)"
)
_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_LASTING = re.compile(
    rf"(?:期限|时间|日期|公示期|征集期|时限)(?:为|是|共)?\s?[:：]?\s?(?:自[^。\n]{{0,12}}起)?\s?{_NUMERAL}\s?个?(?:工作日|日|天|月|周)"
    rf"|自[^。\n]{{0,16}}(?:之日|即日)起[^。\n]{{0,6}}{_NUMERAL}\s?个?(?:工作日|日|天|月|周)"
)
_PARTIAL = re.compile(
    r"(?:截止|截至)[^。\n]{0,12}(?<![年\d])\d{1,2}月\d{1,2}日|(?<![年\d])\d{1,2}月\d{1,2}日\s{0,3}(?:[（(][^（()）\n]{0,8}[)）])?(?:(?:上午|下午)?\d{1,2}[:：时点]\d{0,2}分?)?(?:之?前|以前|止|截止)"
)
"""A day without its year."""


def period(text: str) -> tuple[date | None, date | None, str]:
    """First day, last day, and the words that tell until when. Days without a year are words alone."""
    for number, day in enumerate(days(text)):
        if number >= _MOST_DAYS:
            break
        found = _range(text, day) or _end(text, day)
        if found:
            starts, ends, stop = found
            return starts, ends, fold(text[max(0, day.start - 20) : stop], _WORDS)
    match = _LASTING.search(text) or _partial(text)
    return None, None, fold(match[0], _WORDS) if match else ""


def _partial(text: str) -> re.Match[str] | None:
    found = _PARTIAL.search(text)
    near = found and _ASKED.search(text, max(0, found.start() - _AROUND), found.end() + _AROUND)
    return found if near else None


def _range(text: str, day: Day) -> tuple[date, date, int] | None:
    """A day, 至, and a second one, of which year and month may be left out."""
    to = _TO.match(text, day.end)
    if to is None or not _ASKED.search(text, max(0, day.start - _AROUND), day.end + _AROUND):
        return None
    second = day_at(text, to.end())
    if second:
        return day.value, second.value, second.end
    rest = _REST.match(text, to.end())
    if rest is None:
        return None
    ends = make(day.value.year, int(rest["month"] or day.value.month), int(rest["day"]))
    return (day.value, ends, rest.end()) if ends and ends >= day.value else None


def _end(text: str, day: Day) -> tuple[None, date, int] | None:
    """A day behind 截止, or before 前 where opinions are spoken of."""
    before = text[max(0, day.start - 20) : day.start]
    if _LABELLED.search(before):
        return None, day.value, day.end
    behind = _BEFORE.match(text, day.end)
    if behind and _ASKED.search(text, max(0, day.start - _AROUND), day.end + _AROUND):
        return None, day.value, behind.end()
    return None
