"""When a page was published.

Order of trust: what the page shows under a label of publication, the day in its address, the tag PubDate,
a bare day under the title. Moves to a new platform rewrite PubDate, and some platforms fill it with the time
at which they wrote the file. Days of other things (成文日期, 有效期, 活动时间, Maketime …) are never taken,
nor days to come.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from auditbot.extract.about.meta import Tags, generated
from auditbot.extract.about.titles import Heading, Titles
from auditbot.extract.reference.addresses import AddressDate, day_in
from auditbot.extract.text.dates import Day, day_at, days, only_day, stamp
from auditbot.extract.text.words import key
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Confidence, Dated, DateSource, Metadata
from auditbot.url import Url

EARLIEST = date(1990, 1, 1)

_DAY_WORD = r"[^\S\n]{0,4}(?:日[^\S\n]{0,8}期|时[^\S\n]{0,8}间)"
_LABEL = re.compile(
    rf"(?:发(?:[布表稿]{_DAY_WORD}|布于)|公[布开]{_DAY_WORD}|上[网传]{_DAY_WORD})[\s:：\]】)）|>]{{0,80}}"
)
_STORY = ("上午", "下午", "，", "、", "起", "至")
"""What follows a day with which a text begins: the label before it was left empty."""
_QUOTED = re.compile(r"[一-鿿](?<!信息)(?<!文章)(?<!稿件)(?<!网页)(?<!内容)\Z")
"""Before a label far below the title: 标准发布日期 is not that of the page."""
_WEAK_LABEL = re.compile(rf"(?<![一-鿿])(?:更新|添加|录入|创建)?{_DAY_WORD}\s?[:：\]】]\s{{0,12}}")
_WRITTEN = re.compile(r"(?:成文|发文|印发|签发|生成|制发)(?:日期|时间)[\s:：\]】]{1,12}")
_BAR = re.compile(r"来\s{0,8}源|作者|浏览|阅读|点击|访问|字[体号]|打印|分享|编辑")
_NO_DAY = re.compile(r"(?:来\s{0,8}源|作\s{0,8}者|编辑)\s?$")
"""Labels that may be empty, so that the day behind them is not theirs."""
_APART = re.compile(r"(?::\d\d)?(?=[\s\])）】|｜]|$)")
_BAR_END = re.compile(r"相关|关联|附件|地点|。")
_BAR_LENGTH = re.compile(r"(?:\s{0,400}\S){0,180}\s?")
"""The letters that a line of facts may have: templates put many blanks between them."""
_BAR_LINE = 80
_LONG_TITLE = 8
_PUBLICATION_TAGS = ("pubdate", "publishdate", "publish_date", "article:published_time", "publishtime")


@dataclass(frozen=True, slots=True)
class Clues:
    """What publication is read from, gathered by the other extractors."""

    url: Url
    outline: Outline
    tags: Tags
    heading: Heading | None = None
    metadata: Metadata | None = None


def published(clues: Clues, today: date) -> Dated | None:
    """The day of publication, never after ``today``; ``None`` where nothing can be relied on."""
    label = _labelled(clues, today)
    if label:
        return label
    address = day_in(clues.url)
    told = address.value if address else None
    tag = _tagged(clues, today)
    if told and EARLIEST <= told <= today:
        agreed = tag is not None and tag.value == told
        return Dated(told, DateSource.URL, Confidence.HIGH if agreed else Confidence.MEDIUM, clues.url)
    if tag and not _doubtful(tag, address, clues):
        return Dated(tag.value, DateSource.META, Confidence.MEDIUM, tag.text, tag.clock)
    bare = _usable(_under_heading(clues), today)
    if bare:
        return Dated(bare.value, DateSource.BODY, Confidence.LOW, bare.text, bare.clock)
    return None


def written(outline: Outline, metadata: Metadata | None) -> Dated | None:
    """成文日期, from the document's table or a label of its own."""
    if metadata and metadata.written:
        day = next(days(metadata.written), None)
        return Dated(day.value, DateSource.LABEL, Confidence.HIGH, day.text) if day else None
    for match in _WRITTEN.finditer(outline.text):
        day = day_at(outline.text, match.end())
        if day:
            return Dated(day.value, DateSource.LABEL, Confidence.MEDIUM, day.text)
    return None


def is_labelled(outline: Outline, names: Titles) -> bool:
    """Whether a day of publication stands just under a heading, as on articles alone.

    A day without a label of publication (时间：2026-08-01 来源：…) tells only where ``<title>`` is the
    heading as well, and too long for the name of a column.
    """
    if announced(outline, names.heading) is not None:
        return True
    title = key(names.heading.text) if names.heading else ""
    return (
        len(title) >= _LONG_TITLE
        and title == key(names.head)
        and _bar_day(outline, names.heading) is not None
    )


def announced(outline: Outline, heading: Heading | None) -> date | None:
    """The day under a label of publication just below the heading, even if it is to come."""
    if heading is None:
        return None
    match = _LABEL.search(outline.text, heading.end, _end_of_bar(outline.text, heading.end))
    day = _day_behind(outline.text, match) if match else None
    return day.value if day else None


def _labelled(clues: Clues, today: date) -> Dated | None:
    """The day that a visitor sees under a label of publication."""
    told = _under_sure_label(clues, today)
    table = clues.metadata.published if clues.metadata and told is None else None
    sure = told or _usable(next(days(table or ""), None), today)
    below = clues.heading.end if clues.heading else 0
    bar = None
    if sure is None or (told and told.start > _end_of_bar(clues.outline.text, below)):
        bar = _usable(_bar_day(clues.outline, clues.heading), today)
    if bar:
        return Dated(bar.value, DateSource.LABEL, Confidence.MEDIUM, bar.text, bar.clock)
    return Dated(sure.value, DateSource.LABEL, Confidence.HIGH, sure.text, sure.clock) if sure else None


def _under_sure_label(clues: Clues, today: date) -> Day | None:
    """The first day under a label such as 发布日期, below the title if there is one there.

    Where the label in the line under the title has nothing readable beside it (a script writes it), a
    later one in the text belongs to something that the text quotes.
    """
    text = clues.outline.text
    below = clues.heading.end if clues.heading else 0
    for start in (below, 0) if below else (0,):
        bar = _end_of_bar(text, start)
        for match in _LABEL.finditer(text, start):
            day = _usable(_day_behind(text, match), today)
            far = match.start() >= bar
            if far and _QUOTED.search(text, max(0, match.start() - 2), match.start()):
                continue
            if day or not far:
                return day
    return None


def _day_behind(text: str, label: re.Match[str]) -> Day | None:
    day = day_at(text, label.end())
    return None if day and text.startswith(_STORY, day.end) else day


def _end_of_bar(text: str, start: int) -> int:
    found = _BAR_LENGTH.match(text, start)
    return found.end() if found else start


def _usable(day: Day | None, today: date) -> Day | None:
    return day if day and EARLIEST <= day.value <= today else None


def _bar_day(outline: Outline, heading: Heading | None) -> Day | None:
    """The day in the line under the title that also names source, visits and the like."""
    line = _bar(outline, heading)
    if not _BAR.search(line) or _WRITTEN.search(line) or _LABEL.search(line):
        return None
    label = _WEAK_LABEL.search(line)
    if label:
        return day_at(line, label.end())
    alone = [day for day in map(only_day, re.split(r"\s{2,}|[\n|｜]", line)) if day]
    if not alone:
        alone = [day for one in line.split("\n") if _BAR.search(one) for day in _apart(one)]
    return alone[0] if len({day.value for day in alone}) == 1 else None


def _apart(line: str) -> Iterator[Day]:
    """The days in a line of facts that stand by themselves between blanks, under no label of their own."""
    for day in days(line):
        before = line[: day.start].rstrip(" \t\xa0\u3000[【(（|｜")
        labelled = before.endswith((":", "：")) and not _NO_DAY.search(before[:-1])
        stuck = len(before) == day.start > 0 and not before.endswith((":", "："))
        after = line[day.end :]
        if not labelled and not stuck and _APART.match(after):
            yield day


def _bar(outline: Outline, heading: Heading | None) -> str:
    """The short lines between the title and the text."""
    if heading is None:
        return ""
    text, start = outline.text, heading.end
    rest = text[start : _end_of_bar(text, start)]
    lines = []
    for line in rest.split("\n"):
        if len(" ".join(line.split())) > _BAR_LINE or _BAR_END.search(line):
            break
        lines.append(line)
    return "\n".join(lines)


def _under_heading(clues: Clues) -> Day | None:
    """A day that alone makes the first line under the title; in brackets it dates the document itself."""
    if clues.heading is None:
        return None
    below = clues.outline.text[clues.heading.end : clues.heading.end + 60].strip("\n ")
    first = below.partition("\n")[0].strip()
    return None if first.startswith(("(", "（")) else only_day(first)


def _tagged(clues: Clues, today: date) -> Day | None:
    for name in _PUBLICATION_TAGS:
        day = _usable(stamp(clues.tags.get(name, "")), today)
        if day:
            return day
    return None


def _doubtful(tag: Day, address: AddressDate | None, clues: Clues) -> bool:
    """Whether PubDate only tells when the platform wrote the file, or contradicts the address."""
    made = generated(clues.tags)
    if made and tag.clock and made.startswith(tag.text[:16]):
        return True
    return address is not None and (address.year, address.month) != (tag.value.year, tag.value.month)
