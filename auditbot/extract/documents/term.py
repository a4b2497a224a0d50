"""How long a document is in force by its own words, and which others it declares void or prolongs.

自2021年3月1日起施行，有效期五年 · 有效期至2025年12月31日 · 《…办法》（青政规〔2018〕3号）同时废止.
What is said of other things (有效期内的身份证, 证书有效期三年) is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from auditbot.extract.policies.titles import QUOTED
from auditbot.extract.text.dates import LATEST, day_at
from auditbot.extract.text.document_numbers import find
from auditbot.extract.text.words import fold
from auditbot.model.document_text import Abolished

MOST_NAMED = 40
_LONGEST = 200
_LONGEST_SENTENCE = 1200

_SENTENCE = re.compile(r"[^。；;\n]+")
_ORDINAL = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百\d]{1,5}[条、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）])\s*"
)
_FROM = re.compile(r"自\s?")
_ISSUED = re.compile(r"(?:本文件?|文件)?(?:印发|发布|公布|颁布|发文|下发|签发|成文)之日起?")
_IN_FORCE = re.compile(
    r"\s?起?\s?(?:(?P<later>[一二三四五六七八九十\d]{1,3})日?(?:后|之后)(?:起)?)?(?:开始|正式|试)?"
    r"(?:施行|实施|执行|生效|有效|试行)"
)
_THROUGH = re.compile(r"\s?起?\s?至\s?")
_TO_THE_END = re.compile(r"\s?(?:止|期间)?\s?(?:施行|实施|执行|试行|有效)")
_OWN = re.compile(r"^(?:本|此|以上|该)[一-鿿《》（）()]{0,20}$")
_LASTS = re.compile(
    r"(?:有效期|(?:实施|施行|执行|试行)期)限?(?:暂定)?(?:为|是|:|：)?\s?"
    r"(?P<count>[一二两三四五六七八九十\d]{1,3})\s?(?P<unit>年|个月)"
)
_UNTIL = re.compile(r"有效期限?(?:为|是|:|：)?(?:截止|截至|至|到)+\s?|(?:(?<=起)|(?<=行)|(?<=日))[，,]?至\s?")
_OWN_TERM = re.compile(r"(?:^|[，,：:\s])本[一-鿿]{1,8}?的?有效期")
_VOID = re.compile(r"同时(?:废止|失效|停止执行)|予以废止|即行废止|现予废止|自行废止|宣布失效|宣布废止")
_PROLONGED = re.compile(r"有效期[^，,。]{0,6}延[长续]|延[长续][^，,。]{0,6}有效期|继续有效")
_IN_TITLE = re.compile(r"废止《|《[^《》]+》(?:等[^《》]{0,8})?(?:的)?(?:废止|失效)")
_PART = re.compile(r"第[一二三四五六七八九十百\d]{1,5}[条款项章]|部分条款|有关条款|相关规定")
_COUNTS = {mark: n for n, mark in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Term:
    """How long a document is in force; ``words`` is the sentence that tells it."""

    words: str = ""
    starts: date | None = None
    ends: date | None = None
    limited: bool = False
    """It is said how long, though the last day may not be known."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What a document does to its own validity and to that of others."""

    abolishes: tuple[Abolished, ...] = ()
    prolongs: tuple[Abolished, ...] = ()
    extended: str = ""


def term(text: str, issued: date | None) -> Term:
    """The stated term. ``issued``: from when 自印发之日起 counts. Two terms that disagree are none."""
    told: list[Term] = []
    starts: tuple[bool, date | None] = (False, None)
    for sentence in _sentences(text):
        begun = _start(sentence, issued)
        if begun[0] or not sentence.lstrip().startswith("有效期"):
            starts = begun
        if not starts[0] and not _OWN_TERM.search(sentence):
            continue
        ends, limited = _end(sentence, starts[1])
        if begun[0] or limited:
            told.append(Term(fold(sentence, _LONGEST), starts[1], ends, limited))
    ending = [one for one in told if one.limited]
    if len({one.ends for one in ending}) > 1:
        return Term(limited=True)
    return next(iter(ending or told), Term())


def effects(title: str, text: str) -> Effects:
    """The documents that title and text declare void, or whose validity they prolong."""
    abolishes: list[Abolished] = []
    prolongs: list[Abolished] = []
    extended = ""
    if _IN_TITLE.search(title):
        abolishes += _named(title)
    elif _PROLONGED.search(QUOTED.sub("", title)):
        prolongs += _named(title)
    for sentence in _sentences(text):
        if _VOID.search(sentence):
            abolishes += _named(sentence)
        elif _PROLONGED.search(QUOTED.sub("", sentence)):
            found = list(_named(sentence))
            prolongs += found
            extended = extended or ("" if found else fold(sentence, _LONGEST))
    return Effects(tuple(abolishes[:MOST_NAMED]), tuple(prolongs[:MOST_NAMED]), extended)


def _sentences(text: str) -> Iterator[str]:
    return (match[0] for match in _SENTENCE.finditer(text) if len(match[0]) <= _LONGEST_SENTENCE)


def _start(sentence: str, issued: date | None) -> tuple[bool, date | None]:
    """Whether the sentence says from when this document is in force, and from when that is."""
    for match in islice(_FROM.finditer(sentence), 8):
        before = re.split(r"[，,：:\s]", _ORDINAL.sub("", sentence[: match.start()]).rstrip())[-1]
        if before and not _OWN.match(before):
            continue
        day = day_at(sentence, match.end())
        told = _ISSUED.match(sentence, match.end())
        end = day.end if day else told.end() if told else None
        if end is None:
            continue
        first = day.value if day else issued
        force = _IN_FORCE.match(sentence, end)
        if force:
            return True, _later(first, force["later"])
        if _last_day(sentence, end):
            return True, first
    return False, None


def _last_day(sentence: str, position: int) -> date | None:
    """The day behind 至, where it is said that something is in force until then: 自…至…止施行."""
    through = _THROUGH.match(sentence, position)
    day = day_at(sentence, through.end()) if through else None
    return day.value if day and _TO_THE_END.match(sentence, day.end) else None


def _later(first: date | None, written: str | None) -> date | None:
    if first is None or not written:
        return first
    count = _count(written)
    return first + timedelta(count) if count else None


def _end(sentence: str, starts: date | None) -> tuple[date | None, bool]:
    """The last day in force that a sentence states, and whether it states any."""
    lasts = _LASTS.search(sentence)
    if lasts:
        return (_after(starts, _count(lasts["count"]), lasts["unit"]) if starts else None), True
    for match in islice(_UNTIL.finditer(sentence), 4):
        day = day_at(sentence, match.end())
        if day:
            return day.value, True
    return None, False


def _after(starts: date, count: int, unit: str) -> date | None:
    months = starts.year * 12 + starts.month - 1 + (count * 12 if unit == "年" else count)
    year, month = divmod(months, 12)
    if not count or year > LATEST:
        return None
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(1)).day
    return date(year, month + 1, min(starts.day, last)) - timedelta(1)


def _count(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, mark, ones = written.rpartition("十")
    if not mark:
        return _COUNTS.get(written, 0)
    return _COUNTS.get(tens, 1) * 10 + _COUNTS.get(ones, 0)


def _named(words: str) -> Iterator[Abolished]:
    """The documents named in a sentence, unless it speaks of parts of them."""
    if _PART.search(QUOTED.sub("", words)):
        return
    numbers = list(islice(find(words), MOST_NAMED))
    quoted = list(islice(QUOTED.finditer(words), MOST_NAMED))
    taken: set[int] = set()
    for place, match in enumerate(quoted):
        limit = quoted[place + 1].start() if place + 1 < len(quoted) else len(words)
        own = next((one for one in numbers if match.end() <= one.start < min(limit, match.end() + 12)), None)
        if own:
            taken.add(own.start)
        yield Abolished(fold(match[1]), own.written if own else "", fold(words, _LONGEST))
    inside = [(match.start(), match.end()) for match in quoted]
    for one in numbers:
        if one.start not in taken and not any(begin <= one.start < end for begin, end in inside):
            yield Abolished("", one.written, fold(words, _LONGEST))
