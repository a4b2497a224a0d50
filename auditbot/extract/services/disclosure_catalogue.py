"""The table of a catalogue of disclosure (政务公开标准目录): what it lists for the website."""

import re
from collections.abc import Iterable, Sequence

MOST_ITEMS = 3000
_HEAD_ROWS = 8
_LONGEST_NAME = 60
_LEVEL = re.compile(r"(?:[一二三四]级|公开|信息)?(?:事项|类别|目录|栏目)(?:名称)?|公开项目|主题")
_CHANNEL = re.compile(r"渠道|载体|平台")
_OTHER = re.compile(r"依据|时限|时间|主体|单位|对象|方式|层级|要素|要求|内容|格式|备注|序号|编号")
_NUMBERING = re.compile(r"^[（(]?[0-9一二三四五六七八九十]{1,4}[)）.、．]")
_TICKED = re.compile(r"[■√☑✔●◆▇✓]")
_OPEN_SITE = re.compile(r"[□○☐◇]\s?\w{0,8}网")

Item = tuple[str, ...]
"""The names of an item from the widest level down."""


def items_of(rows: Sequence[Sequence[str]]) -> list[Item]:
    """What a table lists, if its head is that of a catalogue; what is not for websites is left out."""
    head = _head(rows)
    if head is None:
        return []
    end, titles = head
    levels = [place for place, title in enumerate(titles) if _is_level(title)]
    channels = [place for place, title in enumerate(titles) if _CHANNEL.search(title)]
    found: dict[Item, None] = {}
    for row in rows[end:]:
        if len(row) != len(titles) or len(set(row)) == 1:
            continue
        names = tuple(dict.fromkeys(filter(None, (_name(row[place]) for place in levels))))
        if names and _is_for_web(row[place] for place in channels):
            found.setdefault(names, None)
    return list(found)[:MOST_ITEMS]


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]] | None:
    """Where the head ends, and the title of each place: those of both rows where it has two."""
    for number, row in enumerate(rows[:_HEAD_ROWS]):
        titles = [_squeezed(cell) for cell in row]
        if not _is_head(titles):
            continue
        below = [_squeezed(cell) for cell in rows[number + 1]] if number + 1 < len(rows) else []
        if len(below) == len(titles) and sum(_LEVEL.fullmatch(cell) is not None for cell in below) > 1:
            return number + 2, [b if b != a else a for a, b in zip(titles, below, strict=True)]
        return number + 1, titles
    return None


def _is_head(titles: list[str]) -> bool:
    others = sum(_OTHER.search(title) is not None for title in titles)
    return any(map(_is_level, titles)) and others > 1


def _is_level(title: str) -> bool:
    return _LEVEL.fullmatch(title) is not None


def _squeezed(cell: str) -> str:
    return "".join(cell.split())[:_LONGEST_NAME]


def _name(cell: str) -> str:
    return _NUMBERING.sub("", _squeezed(cell))


def _is_for_web(cells: Iterable[str]) -> bool:
    """Whether the website is among the channels, where a table tells them."""
    told = " ".join(cells)
    if not told.strip():
        return True
    if _TICKED.search(told):
        return "网" in told and _OPEN_SITE.search(told) is None
    return "网" in told or "平台" in told
