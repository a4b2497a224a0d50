"""The foot of a page: who runs the site, its code and registrations, and the marks it must carry."""

import re
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from auditbot.extract.contact.marks import Entry, commented, entry, has_mark
from auditbot.extract.text.words import cut_short, fold, key
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.identity import Identity
from auditbot.model.page import Region

PROVINCES = "京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙陕吉闽贵黔粤青藏川蜀宁琼"
"""Registrations use the second names of some provinces as well."""

_LONGEST = 6_000
"""Letters of a foot that are read; behind some feet stand hundreds of links."""
_TAIL = 1_500
"""Letters at the end of a page without a foot in which its words are looked for."""
_BEFORE = 200
"""Letters before the first words of a long foot that are read with it."""
_BESIDE = 20
"""Letters beside a word that are kept with it."""
_MOST_CODES = 8
_MOST_PICTURES = 50
_GAP = r"\s{0,60}"
_MOST_ORGANISERS = 5
_UNNAMED = re.compile(
    rf"主办(?:单位|方)?{_GAP}[:：][\s|丨｜]{{0,60}}"
    r"(?:版权|承\s{0,8}办|协\s{0,8}办|技术支持|网站标识码|网站地图|标识码|联系|地址|备案|电话|邮编|.?ICP|.?公网安备|[Cc]opyright|©|\Z)"
)
"""The label with nothing behind it but the next one."""
_CODE = re.compile(r"标识码[\s:：;；]{0,60}([A-Za-z]{0,3}\d[0-9A-Za-z]{0,18}|(?:政府)?(?:网站)?标识码)?")
_ICP = re.compile(
    rf"[{PROVINCES}]{_GAP}ICP{_GAP}[备证]{_GAP}[:：]?{_GAP}\d{{6,10}}{_GAP}号(?:{_GAP}[-－—]{_GAP}\d{{1,3}})?"
)
_POLICE = re.compile(rf"[{PROVINCES}]{_GAP}公网安备{_GAP}[:：]?{_GAP}\d{{14}}{_GAP}号")
_POLICE_OTHERWISE = re.compile(rf"公安?(?:机关|联网)?备案?(?:编?号)?{_GAP}[:：]?{_GAP}\d{{8,14}}")
"""The registration with the police under a name that is not its own: 公安备案号：33010602000001."""
_CONTACT = re.compile(r"联系|电话|邮箱|热线|[Ee]-?mail|[Tt](?:el|EL)[\s:：.]")
_SPREAD = re.compile(r"主[ \t\xa0\u3000]{1,8}办(?:[ \t\xa0\u3000]{0,8}单[ \t\xa0\u3000]{0,8}位)?")
"""The label with blanks between its letters, set to the width of its neighbours."""
_NARROW = {
    place: place - 0xFEE0
    for place in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
"""Letters and digits of full width."""
_SIGNS = ("标识码", "ICP", "公网安备", "主办", "版权所有")
_SCRIPT = re.compile(r"""<script\b[^>]{0,300}?\bsrc\s?=\s?["']?([^"'\s>]{1,300})""", re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b|\.load\(|\$\.get\(|\bfetch\(|ajax", re.IGNORECASE)
_KNOWN = re.compile(
    r"jquery|swiper|bootstrap|layui|layer|slide|slick|scroll|carousel|respond|html5|lazy|cookie|datepicker"
    r"|jiucuo|conac|counter|count|tongji|hm\.js|hm\.baidu|cnzz|51\.la|trs_?ta|ta-\d|share|print|font|style",
    re.IGNORECASE,
)
"""Scripts that write no foot: libraries, counters, the marks themselves."""
_MOST_SCRIPTS = 60
_FRAME_TAGS = ("<html", "<HTML", "<body", "<BODY", "<head>", "<HEAD>", "<title", "<TITLE")
_AFTER = 1_500
"""Letters of markup after the last words of the foot in which its scripts stand."""
_IN_SOURCE = ("标识码", "ICP备", "公网安备", "主办", "版权所有")


def identity(
    document: Document, outline: Outline, tagged: str = "", column: str = "", named: Sequence[str] = ()
) -> Identity:
    """The marks of a page.

    ``tagged``, ``column``: the title, and name of a column, that its tags give it; ``named``: what it shows
    as its own name, the surest first.
    """
    text = _foot(document, outline)
    source = document.html
    found = entry(source)
    if found.present and not found.codes and document.expanded is not source:
        found = Entry(True, entry(document.expanded).codes)
    return Identity(
        organiser=_organiser(text),
        codes=tuple(_codes(text)),
        icp=_number(text.replace("icp", "ICP"), _ICP, "ICP"),
        police=_number(text, _POLICE, "公网安备") or _police_otherwise(text),
        contact=bool(_CONTACT.search(text)),
        mark=has_mark(source),
        entry=found.present,
        entry_codes=found.codes[:_MOST_CODES],
        scripted=_scripted(source),
        wordless=_wordless(document),
        whole=_is_whole(source),
        title_shown=_shown(tagged, outline.text),
        column_otherwise=_otherwise(column, named, outline.text),
    )


def _is_whole(source: str) -> bool:
    """Whether this is a page, not a piece that a script puts into one: answers to scripts have no frame."""
    return any(tag in source for tag in _FRAME_TAGS)


def _shown(title: str, text: str) -> bool:
    """Whether a title can be read, but for blanks and marks; one that was cut short is not looked for."""
    return cut_short(title) or title in text or key(title) in key(text)


def _otherwise(column: str, named: Sequence[str], text: str) -> str:
    """The page's own name, if it has one and the other can neither be read in it nor on the page."""
    if not column or _shown(column, text) or any(key(column) in key(name) for name in named):
        return ""
    return named[0] if named else ""


def _as_usual(text: str) -> str:
    """A foot as most sites write it: letters and digits narrow, no blanks within a label."""
    return _SPREAD.sub(lambda label: re.sub(r"\s", "", label[0]), text.translate(_NARROW))


def _feet(document: Document) -> list[LexborNode]:
    regions = document.regions
    return [node for node in regions.outside if regions.region_of(node) is Region.FOOT]


def _wordless(document: Document) -> bool:
    """Whether a picture in the foot may be any mark: nothing says what it shows or where it leads."""
    pictures = (node for foot in _feet(document) for node in foot.css("a > img")[:_MOST_PICTURES])
    return any(_says_nothing(node) for node in pictures)


def _says_nothing(picture: LexborNode) -> bool:
    link = picture.parent
    if link is None or link.text().strip() or link.attributes.get("title"):
        return False
    if picture.attributes.get("alt") or picture.attributes.get("title"):
        return False
    return (link.attributes.get("href") or "").strip().lower().startswith(("javascript:", "#"))


def _foot(document: Document, outline: Outline) -> str:
    """The text from the first part of the foot on; of a page without one its end, if that reads like one."""
    text = outline.text
    begins = [start for start, end in map(outline.span, _feet(document)) if end]
    foot = _from_first_sign(_as_usual(text[min(begins) :])) if begins else ""
    if foot:
        return foot
    tail = _as_usual(text[-_TAIL:])
    return tail if _signs(tail) > 1 else ""


def _from_first_sign(text: str) -> str:
    """What is read of a foot; where it is very long, from its first words on. Empty if it has none."""
    places = [place for place in map(text.find, _SIGNS) if place >= 0]
    if not places:
        return ""
    start = 0 if len(text) <= _LONGEST else max(0, min(places) - _BEFORE)
    return text[start : start + _LONGEST]


def _signs(text: str) -> int:
    return sum(sign in text for sign in _SIGNS)


def _codes(text: str) -> list[str]:
    matches = list(_CODE.finditer(text))[:_MOST_CODES]
    return list(dict.fromkeys(match[1] or "" for match in matches))


def _number(text: str, whole: re.Pattern[str], word: str) -> str:
    """A registration: one that is well formed before any other."""
    found = whole.search(text) if word in text else None
    return re.sub(r"[\s:：]", "", found[0]) if found else _around(text, word)


def _police_otherwise(text: str) -> str:
    found = _POLICE_OTHERWISE.search(text)
    return _around(text, found[0]) if found else ""


def _organiser(text: str) -> str:
    """The words around 主办, unless nobody is named there."""
    matches = islice(re.finditer("主办", text), _MOST_ORGANISERS)
    place = next((match.start() for match in matches if not _UNNAMED.match(text, match.start())), -1)
    return _beside(text, place) if place >= 0 else ""


def _around(text: str, word: str) -> str:
    """The words of the line around a word; empty where it does not stand."""
    place = text.find(word)
    return _beside(text, place) if place >= 0 else ""


def _beside(text: str, place: int) -> str:
    """The words of the line around a place."""
    before = text[max(0, place - _BESIDE) : place].rpartition("\n")[2]
    after = text[place : place + 2 * _BESIDE].partition("\n")[0]
    return fold(before + after, 80)


def _scripted(source: str) -> bool:
    """Whether script files stand in or after the foot, or anywhere if the source has no foot."""
    places = [place for place in map(source.rfind, _IN_SOURCE) if place >= 0]
    last = max(places, default=-1)
    begin, end = 0, len(source)
    if places:
        begin, end = max(0, min(places) - _BEFORE, last - _LONGEST), last + _AFTER
    for number, match in enumerate(_SCRIPT.finditer(source, begin, end)):
        if number >= _MOST_SCRIPTS:
            return True
        if not _KNOWN.search(match[1]) and not commented(source, match.start()):
            return True
    return last < 0 and bool(_FRAME.search(source))
