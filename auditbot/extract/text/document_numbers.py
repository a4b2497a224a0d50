"""Document numbers (发文字号): 机关代字〔year〕serial号, as GB/T 9704 has them, and as sites break them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

GOOD_OPEN, GOOD_CLOSE = "〔﹝", "〕﹞"
"""The brackets of the standard; a reader cannot tell the small form of a character set from the other."""


class NumberFault(StrEnum):
    """How a document number departs from the standard."""

    BRACKETS = "brackets"
    """(2022), [2022] or 【2022】 instead of 〔2022〕."""
    BROKEN = "broken"
    """A bracket is missing: 〔202259号."""
    LEADING_ZERO = "leading-zero"
    ORDINAL = "ordinal"
    """第 before the serial."""
    SHORT_YEAR = "short-year"


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as written at ``text[start:end]``. Orders and broken numbers have the year 0."""

    written: str
    code: str
    """机关代字: the letters before the year."""
    year: int
    serial: int
    start: int
    end: int
    faults: tuple[NumberFault, ...] = ()

    @property
    def canonical(self) -> str:
        """As it should be written."""
        return f"{self.code}〔{self.year}〕{self.serial}号" if self.year else self.written

    def same(self, other: "DocumentNumber") -> bool:
        """Whether both name one document: running text may run on into the letters before the year."""
        if not self.year or (self.year, self.serial) != (other.year, other.serial):
            return False
        return self.code.endswith(other.code) or other.code.endswith(self.code)


_OPEN, _CLOSE = r"[〔﹝\[［【(（〖〈]", r"[〕﹞\]］】)）〗〉〔\[【]"
_CORE = re.compile(
    rf"(?P<open>{_OPEN})\s?(?P<year>(?:19|20)\d\d|\d\d)\s?年?\s?(?P<close>{_CLOSE})"
    r"\s?(?P<ordinal>第)?\s?(?P<serial>\d{1,5})\s?号"
)
_BROKEN = re.compile(
    r"[〔﹝［【\[]\s?(?:19|20)\d\d\s?\d{0,4}\s?号"
    r"|(?<![\d〔﹝［【\[（(])(?<![〔﹝［【\[（(]\s)(?:19|20)\d\d\s?[〕﹞］】\]]\s?\d{1,4}\s?号"
    r"|[〔﹝]\s?[〕﹞]\s?\d{1,4}\s?号"
)
_ORDER = re.compile(r"(?P<code>[一-鿿]{0,40}令)[（(〔]?第?(?P<serial>\d{1,4})号[)）〕]?")
"""Several ministries may give one order, each with the name of the State before its own."""
_CODE = re.compile(r"[一-鿿]{1,16}(?:[（(][一-鿿]{1,6}[)）][一-鿿]{0,4})?$")
_LONGEST_CODE = 24
_BEFORE_CODE = re.compile(
    r".*(?:根据|按照|依据|依照|执行|落实|贯彻|印发|转发|参照|对照|遵照|废止|和|与|及|见|的|在|由"
    r"|等|将|以|发布|公布|下发|出台|通知"
    r"|意见|办法|方案|规定|文件|要求|精神|附件|办公厅|办公室|人民政府|委员会|国务院)(?=..)"
)
_CODE_ENDINGS = "发函字办规令通告政府委局厅部税教社财文电明公复纪要批请报示党组注审监"
"""Letters in which a code ends; asked for where round brackets could be anything."""


def find(text: str) -> Iterator[DocumentNumber]:
    """Every document number in a text, well formed or not, from left to right."""
    for match in _CORE.finditer(text) if "号" in text else ():
        number = _number(match, _code_before(text, match.start()))
        if number:
            yield number


def broken(text: str) -> Iterator[DocumentNumber]:
    """Every number that has lost a bracket or its year: 〔202259号."""
    for match in _BROKEN.finditer(text):
        code = _code_before(text, match.start())
        start = text.rfind(code, 0, match.start()) if code else match.start()
        written = "".join(text[start : match.end()].split())
        yield DocumentNumber(written, code, 0, 0, start, match.end(), (NumberFault.BROKEN,))


def parse(text: str) -> DocumentNumber | None:
    """The number, if the text is one, as fields of a document's table are; orders (国令第706号) too."""
    bare = "".join(text.split()).strip("。，,;；")
    match = _CORE.search(bare)
    if match and match.end() == len(bare) and _CODE.fullmatch(bare, 0, match.start()):
        return _number(match, bare[: match.start()])
    order = _ORDER.fullmatch(bare)
    if order:
        return DocumentNumber(bare, order["code"], 0, int(order["serial"]), 0, len(bare))
    lost = next(broken(bare), None)
    return lost if lost and lost.end == len(bare) else None


def _number(match: re.Match[str], code: str) -> DocumentNumber | None:
    if not code or (match["open"] in "(（〈" and code[-1] not in _CODE_ENDINGS):
        return None
    year = int(match["year"])
    faults = []
    if match["open"] not in GOOD_OPEN or match["close"] not in GOOD_CLOSE:
        faults.append(NumberFault.BRACKETS)
    if len(match["year"]) < 4:
        faults.append(NumberFault.SHORT_YEAR)
        year += 1900 if year > 70 else 2000
    if match["serial"].startswith("0"):
        faults.append(NumberFault.LEADING_ZERO)
    if match["ordinal"]:
        faults.append(NumberFault.ORDINAL)
    start = match.string.rfind(code, 0, match.start())
    written = "".join(match.string[start : match.end()].split())
    return DocumentNumber(written, code, year, int(match["serial"]), start, match.end(), tuple(faults))


def _code_before(text: str, end: int) -> str:
    """The letters before ``end`` that belong to the number, without the words of the sentence before them."""
    match = _CODE.search(text[max(0, end - _LONGEST_CODE) : end].rstrip(" \xa0"))
    if match is None:
        return ""
    before = _BEFORE_CODE.match(match[0])
    return match[0][before.end() :] if before else match[0]
