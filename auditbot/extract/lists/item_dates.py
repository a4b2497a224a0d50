"""The day that a list gives an item, and the year of days that a list writes without one (``08-01``)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from auditbot.extract.reference.addresses import day_in
from auditbot.extract.text.dates import Day, days, make, only_day, only_month_day
from auditbot.model.page import Confidence, Dated, DateSource
from auditbot.url import Url

_TRAILING = re.compile(r"\s*[\[(（【]([^\[\](（）【】)]{5,20})[\])）】]\s*$")
_CLOSING = ("]", ")", "）", "】")
_OTHER_DAYS = re.compile(
    r"成文|发文|印发|签发|生成|有效|截止|截至|开始|结束|起止|实施|施行|生效|失效|活动|征集|公示期|办结|受理"
)
_FIELD = re.compile(
    r"(?:信息|文章|稿件)?来\s?源\s?[:：]|作者\s?[:：]|(?:浏览|点击|阅读|访问)[量次数]{0,3}\s?[:：]"
)
"""What else links hold besides their title."""
_MOST_JOINED = 3
_FEW = 12
"""Pieces of text in which a day may be cut up."""
_SHORT = 10
"""Letters of a piece of such a day."""
_PUBLISHED = re.compile(r"发布|公开|发表|公布|更新")


@dataclass(frozen=True, slots=True)
class SeenDay:
    """A day as a list shows it; without ``value`` only month and day stand there."""

    text: str
    value: date | None = None
    month: int = 0
    day: int = 0
    clock: str = ""


def seen_day(pieces: Sequence[str]) -> SeenDay | None:
    """The one day of publication among the pieces of an item's text, its title left out.

    Two different days without a label of publication leave it open which is meant, and nothing is told.
    """
    whole = _whole_days(pieces)
    if whole:
        return _one_of(whole)
    joined = "".join(pieces) if len(pieces) < _FEW else ""
    spaced = " ".join(pieces) if len(pieces) < _FEW else ""
    for text in (joined, spaced):
        day = only_day(text)
        if day:
            return SeenDay(day.text, day.value, clock=day.clock)
    for text in (*pieces, joined):
        short = only_month_day(text)
        if short:
            return SeenDay(text.strip(), None, *short)
    return _within(spaced) or _in_two(pieces)


def _in_two(pieces: Sequence[str]) -> SeenDay | None:
    """The one day that two pieces side by side make: ``29`` over ``2020-12``, beside a summary."""
    found = [
        day for pair in pairwise(pieces) if max(map(len, pair)) < _SHORT and (day := only_day(" ".join(pair)))
    ]
    return SeenDay(found[0].text, found[0].value, clock=found[0].clock) if len(found) == 1 else None


def days_beside(pieces: Sequence[str]) -> tuple[int, int]:
    """Between which places the pieces of a link's text are its title: days may stand before and behind it."""
    last = _without_fields(pieces, len(pieces))
    behind = _as_day(pieces[1:last], behind=True)
    if behind:
        return 0, _without_fields(pieces, last - behind)
    before = _as_day(pieces[: last - 1], behind=False)
    return (before, last) if before else (0, len(pieces))


def _without_fields(pieces: Sequence[str], last: int) -> int:
    while last > 1 and _FIELD.match(pieces[last - 1]):
        last -= 1
    return last


def _as_day(pieces: Sequence[str], *, behind: bool) -> int:
    """How many pieces at the beginning, or ``behind`` at the end, are together one day."""
    for count in range(min(_MOST_JOINED, len(pieces)), 0, -1):
        part = pieces[-count:] if behind else pieces[:count]
        if only_day("".join(part)) or only_day(" ".join(part)) or only_month_day("".join(part)):
            return count
    return 0


def trailing_day(title: str) -> tuple[str, SeenDay | None]:
    """A title and the day that stands in brackets at its end: 关于……的通知(2020-06-03)."""
    match = _TRAILING.search(title) if title.rstrip().endswith(_CLOSING) else None
    if match is None:
        return title, None
    day = only_day(match[1])
    if day:
        return title[: match.start()], SeenDay(day.text, day.value, clock=day.clock)
    short = only_month_day(match[1])
    return (title[: match.start()], SeenDay(match[1], None, *short)) if short else (title, None)


def dated(seen: Sequence[SeenDay | None], targets: Sequence[Url | None], today: date) -> list[Dated | None]:
    """The days of a list's items in order. A year is taken from the item's address, else from its neighbours.

    The address counts only if its month and day agree with what is shown: a move to a new platform gives
    all old articles the address of the day of the move. Neighbours count in a list that runs from new to
    old, and only where a single year lies between them.
    """
    found = [_with_address(shown, target) for shown, target in zip(seen, targets, strict=True)]
    if any(shown and not one for shown, one in zip(seen, found, strict=True)) and _descends(found):
        return _between_neighbours(seen, found, today)
    return found


def _whole_days(pieces: Sequence[str]) -> list[tuple[str, Day]]:
    found = []
    label = ""
    for piece in pieces:
        if len(piece) <= 40:
            day = only_day(piece)
            if day:
                found.append((label + piece, day))
        label = piece if piece.endswith((":", "：")) else ""
    return found


def _one_of(found: list[tuple[str, Day]]) -> SeenDay | None:
    labelled = [day for text, day in found if _PUBLISHED.search(text)]
    meant = labelled or [day for text, day in found if not _OTHER_DAYS.search(text)]
    if not meant or len({day.value for day in meant}) > 1:
        return None
    return SeenDay(meant[0].text, meant[0].value, clock=meant[0].clock)


def _within(text: str) -> SeenDay | None:
    """A day among a few other words: 来源：办公室　2022-08-01　浏览：12."""
    if len(text) > 60 or _OTHER_DAYS.search(text):
        return None
    found = list(days(text))
    return SeenDay(found[0].text, found[0].value, clock=found[0].clock) if len(found) == 1 else None


def _with_address(shown: SeenDay | None, target: Url | None) -> Dated | None:
    if shown is None:
        return None
    if shown.value:
        return Dated(shown.value, DateSource.LIST, Confidence.HIGH, shown.text, shown.clock)
    address = day_in(target) if target else None
    if address is None or address.month != shown.month or address.day not in (None, shown.day):
        return None
    value = make(address.year, shown.month, shown.day)
    return Dated(value, DateSource.LIST, Confidence.MEDIUM, shown.text) if value else None


def _descends(found: Iterable[Dated | None]) -> bool:
    known = [one.value for one in found if one]
    return all(later >= earlier for later, earlier in pairwise(known))


def _between_neighbours(
    seen: Sequence[SeenDay | None], found: list[Dated | None], today: date
) -> list[Dated | None]:
    below: list[date | None] = []
    known: date | None = None
    for one in reversed(found):
        below.append(known)
        known = one.value if one else known
    below.reverse()
    above = today
    filled = list(found)
    for position, shown in enumerate(seen):
        if found[position] is None and shown is not None:
            value = _only_year(shown, below[position], above)
            filled[position] = Dated(value, DateSource.LIST, Confidence.MEDIUM, shown.text) if value else None
        here = filled[position]
        above = min(above, here.value) if here else above
    return filled


def _only_year(shown: SeenDay, earliest: date | None, latest: date) -> date | None:
    """The day, if exactly one year puts it between the neighbours."""
    if earliest is None:
        return None
    fitting = [
        value
        for year in range(earliest.year, latest.year + 1)
        if (value := make(year, shown.month, shown.day)) and earliest <= value <= latest
    ]
    return fitting[0] if len(fitting) == 1 else None
