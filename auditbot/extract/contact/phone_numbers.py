"""Telephone numbers as Chinese sites write them: with area code, mobile, 400, short, local after a label.

Valid ones are taken wherever they stand. After the word for a telephone whatever stands there is taken, so
that a wrong or unfilled number can be told; dates, registration numbers, codes of sites and identities are
not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import decimal

import phonenumbers

_DASH = r"[-—–－‐−﹣ \xa0\u3000]{1,3}"
_AREA = r"(?:010|02\d|0[3-9]\d\d)"
_EXTENSION = r"(?:\s?(?:转|分机|[-—－]|ext\.?)\s?(?P<extension>\d{1,6})(?!\d))?"
_NUMBER = re.compile(
    rf"""(?<![\d.])(?:
        [（(]?(?P<area>{_AREA})[)）]?(?:{_DASH}|[/.])?(?P<local>\d{{7,8}}|\d{{3,4}}[ \xa0-]\d{{4}}|12\d{{3}})
      | (?:\+|00)86{_DASH}?(?P<abroad>10|2\d|[3-9]\d\d){_DASH}?(?P<rest>\d{{7,8}})
      | (?:(?:\+|00)86[-—\s]?)?(?P<mobile>1[3-9]\d[-\s]?\d{{4}}[-\s]?\d{{4}})
      | (?P<free>[48]00{_DASH}?\d{{3,4}}{_DASH}?\d{{3,4}})
      | (?P<short>12\d{{3}}|1(?:10|19|20|22))
    )(?![\d%]|\.\d){_EXTENSION}""",
    re.VERBOSE,
)
_ANYTHING = re.compile(
    r"[（(]?(?P<any>(?:\+?86[-\s]?)?[（(]?\d{2,4}[)）]?[-—–－ ]{0,3}\d{5,10}|\d{5,13}"
    rf"|(?:\d{{3,4}}|[XxＸ×*＊]{{2,5}})?[-—–－]?[XxＸ×*＊]{{4,12}}){_EXTENSION}"
)
_WORDS = (
    r"(?:电\s{0,8}话|热\s?线|传\s{0,8}真|座\s?机|手\s?机|联系方式|\bTEL\b|\bTel\b|\btel\b|\bFAX\b|\bFax\b)"
)
_LABEL = re.compile(
    rf"[一-鿿]{{0,14}}{_WORDS}(?:号码)?\.?(?:\s?[/／（(及和、与]\s?(?:{_WORDS}"
    rf"|值班)\s?[)）]?)?\s?[:：为是]?[\s（(]{{0,12}}$"
)
_LABEL_REACH = 44
_DIGITS = re.compile(
    r"[0-9０-９XxＸ×*＊+](?:(?<=\d)(?:\d{4,}|\d{2,3}(?=[-—–－‐−﹣\s)）/.XxＸ×*＊])|(?<=1)(?:1[09]|2[02])(?!\d))"
    r"|(?<=\+)86|(?<=[XxＸ×*＊])[XxＸ×*＊]{3,})"
)
"""Where a number may begin. Three or four digits are no number by themselves but 110, 119, 120 and 122."""
_LABEL_NEAR = frozenset("话线真机式LlXx")
_MORE = re.compile(
    r"(?:\s?[（(][一-鿿]{1,12}[)）])?(?:\s?(?P<joint>[/／、，,;；或和])\s?|[ \xa0\u3000]{1,6}|(?<=[)）]))"
    r"(?(joint)|(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d))"
    r"(?P<more>(?P<whole>\d{7,8})(?![\d-])|(?P<tail>\d{1,4})(?![\d年月.-]))"
    r"(?:\s?(?:转|-)\s?(?P<extension>\d{1,6})(?!\d))?"
)
"""Blanks alone join numbers, too, but for what reads like a day."""
_MOST_JOINED = 8
_SHORT_CALLED = re.compile(r"(?:拨打|致电|电话|热线|服务|平台)\D{0,6}$")
_SHORT_NAMED = re.compile(r"\D{0,10}(?:热线|电话|平台)")
_DATE = re.compile(r"(?:19|20)\d\d[-年./]\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``; ``area`` is its area code, ``label`` the words before it."""

    written: str
    digits: str
    start: int
    end: int
    extension: str = ""
    label: str = ""
    area: str = ""


def find(text: str) -> Iterator[Number]:
    """The numbers of a text, from left to right."""
    position = 0
    for start in _starts(text):
        number = _at(text, start) if start >= position else None
        if number is None:
            continue
        yield number
        position = number.end
        for more in _joined(text, number):
            yield more
            position = more.end


@lru_cache(maxsize=4096)
def is_valid(digits: str) -> bool:
    """Whether the digits are a number that can exist in China: with area code, mobile, 400, or short."""
    if len(digits) <= 6:
        return (len(digits) == 5 and digits[:2] == "12") or digits in ("110", "119", "120", "122")
    if re.fullmatch(rf"{_AREA}12\d{{3}}", digits):
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, "CN"))
    except phonenumbers.NumberParseException:
        return False


def _starts(text: str) -> list[int]:
    """Where a number may begin, brackets and plus included."""
    starts = [match.start() for match in _DIGITS.finditer(text) if not _is_year(match[0])]
    return [start - 1 if start and text[start - 1] in "(（+" else start for start in starts]


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20")


def _at(text: str, start: int) -> Number | None:
    label = _label_before(text, start)
    match = _NUMBER.match(text, start)
    if match:
        digits = _digits_of(match)
        if match["short"] and not label and not _is_called(text, start, match.end()):
            return None
        if not label and not is_valid(digits):
            return None
        area = match["area"] or (f"0{match['abroad']}" if match["abroad"] else "")
        return Number(_written(match[0]), digits, start, match.end(), match["extension"] or "", label, area)
    match = _ANYTHING.match(text, start) if label else None
    if match is None or _DATE.match(text, start):
        return None
    digits = _plain(match["any"])
    return Number(_written(match[0]), digits, start, match.end(), match["extension"] or "", label)


def _written(text: str) -> str:
    """As written, without a bracket that belongs to the sentence."""
    return text.strip() if ")" in text or "）" in text else text.strip(" \xa0(（")


def _digits_of(match: re.Match[str]) -> str:
    if match["abroad"]:
        return _plain(f"0{match['abroad']}{match['rest']}")
    parts = (match["area"], match["local"], match["mobile"], match["free"], match["short"])
    return _plain("".join(filter(None, parts)))


def _plain(written: str) -> str:
    """The digits of a number, those of full width as plain ones."""
    return "".join(str(decimal(letter)) for letter in written if letter.isdecimal())


def _label_before(text: str, start: int) -> str:
    if _LABEL_NEAR.isdisjoint(text[max(0, start - 16) : start]):
        return ""
    match = _LABEL.search(text[max(0, start - _LABEL_REACH) : start])
    return "".join(match[0].split()).strip(":：(（为是.") if match else ""


def _is_called(text: str, start: int, end: int) -> bool:
    """Whether a few digits are told to be a number to call: 拨打12345, 12345热线."""
    before, after = text[max(0, start - 12) : start], text[end : end + 14]
    return _SHORT_CALLED.search(before) is not None or _SHORT_NAMED.match(after) is not None


def _joined(text: str, first: Number) -> Iterator[Number]:
    """The numbers that share area code and label with the first: 0519-86660000/86660001、86660002."""
    number = first
    for _ in range(_MOST_JOINED):
        match = _MORE.match(text, number.end)
        if match is None or not (first.area or first.label):
            return
        local = match["whole"]
        if local is None:
            if match["joint"] not in ("/", "／") or len(first.digits) < 7:
                return
            local = first.digits.removeprefix(first.area)[: -len(match["tail"])] + match["tail"]
        number = replace(
            first,
            written=text[match.start("more") : match.end()],
            digits=first.area + local,
            start=match.start("more"),
            end=match.end(),
            extension=match["extension"] or "",
        )
        yield number
