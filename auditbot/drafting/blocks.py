"""The text of a notice as numbered blocks: headings, clauses, cells that hold units, and the rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 400_000
"""Characters of a notice that are read."""
_NUMERALS = "一二三四五六七八九十百"
_PART = re.compile(rf"(?P<number>[{_NUMERALS}]{{1,4}})、\s*(?P<text>.+)")
_CHAPTER = re.compile(rf"[（(](?P<number>[{_NUMERALS}]{{1,4}})[)）]\s*(?P<text>.+)")
_ITEM = re.compile(r"(?P<number>\d{1,3})\s?[.．、](?=\s|\D|20\d\d)\s*(?P<text>.+)")
_LABELLED = re.compile(r"[（(]\s*(?:牵头|责任|配合|完成|主办|协办|负责)[^（()）]{0,6}[:：]")
_UNIT = re.compile(
    r"(?:委|局|办|室|厅|(?:宣传|组织|统战|武装)部|处|院|中心|部门|单位|政府|镇|镇街|街道|机构|集团|公司|馆|社|会|站|大队|区|校|银行|分局"
    r"|党校|机关|管委会|等)(?:[（(][^（()）]{1,30}[)）])?$"
)
_PARTS_OF_LIST = re.compile(r"[、，,;；]")
_STOPS = re.compile(r"[。！？:：]")
_LONG = 24
"""Letters after a heading that say what is to be done."""
_SENTENCE = 60
"""Letters that no heading has."""
_COLUMNS = 3
"""Columns of a table of tasks: matter, task, units."""
_FURNITURE = re.compile(
    r"版权所有|网站标识码|ICP备|公网安备|扫一扫|免责声明|返回顶部|不良信息举报|总访问量|打印本页|关闭窗口"
)
"""What a page around the notice says of itself."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


class Kind(StrEnum):
    """What a block is."""

    PART = "part"
    CHAPTER = "chapter"
    ITEM = "item"
    UNITS = "units"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Block:
    """One line or cell of the text."""

    kind: Kind
    number: str
    text: str
    cell: int = 0
    """Its place in a row of a table; 0 where the line is no row."""

    @property
    def is_prose(self) -> bool:
        """It says more than a heading does."""
        said = self.text.partition("。")[2]
        return len(said) >= _LONG or len(self.text) >= _SENTENCE or bool(_LABELLED.search(self.text))


def blocks(text: str) -> Iterator[Block]:
    """The lines and cells of a text, each with what it is."""
    for line in _TAG.sub(" ", text[:LARGEST]).splitlines():
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        if len(cells) == 1:
            if cells[0] and not _FURNITURE.search(cells[0]):
                yield _block(cells[0], 0)
            continue
        for place, cell in enumerate(cells, 1):
            if cell:
                last = place == len(cells) and place >= _COLUMNS
                yield Block(Kind.UNITS, "", cell, place) if last else _block(cell, place)


def is_units(text: str) -> bool:
    """Whether a text is nothing but the names of units."""
    if len(text) > 400 or _STOPS.search(text.rstrip("。")):
        return False
    names = [
        name.strip() for name in _PARTS_OF_LIST.split(without_brackets(text.rstrip("。"))) if name.strip()
    ]
    named = [
        name
        for name in names
        if len(name) <= 24 and _UNIT.search(name.removesuffix("牵头").removesuffix("负责"))
    ]
    return bool(names) and len(named) >= len(names) - len(names) // 4


def without_brackets(text: str) -> str:
    """A text without what stands in brackets: lists in them are not lists of the text."""
    return re.sub(r"[（(][^（()）]{0,60}[)）]", "", text)


def _block(text: str, cell: int) -> Block:
    for kind, pattern in ((Kind.PART, _PART), (Kind.CHAPTER, _CHAPTER), (Kind.ITEM, _ITEM)):
        match = pattern.match(text)
        if match:
            return Block(kind, match["number"], match["text"].strip(), cell)
    return Block(Kind.UNITS if is_units(text) else Kind.TEXT, "", text, cell)
