"""Telephone and fax numbers of a page, and whose they are as far as the words beside them say."""

import re

from selectolax.lexbor import LexborNode

from auditbot.extract.contact.phone_numbers import Number, find
from auditbot.extract.text.words import excerpt
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Phone, PhoneOwner, Region

MOST = 80
_SCANNED = 200_000
_CONTEXT = 400
"""Letters before a number in which the office that it belongs to may be named."""

_STEPS_UP = 20
_FAX = re.compile(r"传真|fax", re.IGNORECASE)
_PHONE_WORD = re.compile(r"电话|热线|手机|tel", re.IGNORECASE)
_BY_DIGITS = {"12388": PhoneOwner.SUPERVISION, "12380": PhoneOwner.SUPERVISION}
_OFFICE = re.compile(
    r"(?P<disclosure>(?:政府信息|政务信息|信息|政务)公开(?:工作)?(?:主管|受理|申请|咨询|联系|依申请|日常)*"
    r"(?:机构|办公室|部门|领导小组办公室|办|[科股处室]|窗口|受理点|电话|联系人)|公开工作机构"
    r"|信息公开(?:申请)?受理(?:单位|机构)?)"
    r"|(?P<receiving>受理机构(?=名称|\s{0,4}[:：\n]))"
    r"|(?P<supervision>监督(?:举报|投诉|检查)?|举报|投诉|申诉|纪检|监察|行政复议|复议机关|行政诉讼)"
    r"|(?P<hotline>热线|12345)"
    r"|(?P<site>技术支持|网站(?:维护|管理|建设|标识码)|主办(?:单位)?[:：]|承办(?:单位)?[:：]"
    r"|版权所有|运维|维护单位)"
)
"""``receiving``: who receives requests for information in a guide, and requests of all kinds elsewhere."""
_OWNERS = {
    "disclosure": PhoneOwner.DISCLOSURE,
    "supervision": PhoneOwner.SUPERVISION,
    "hotline": PhoneOwner.HOTLINE,
    "site": PhoneOwner.SITE,
}
_NEW_SECTION = re.compile(
    r"\n\s*(?:第?[一二三四五六七八九十]{1,3}[、章部.]|[（(][一二三四五六七八九十]{1,3}[)）])"
)


def phones(document: Document, outline: Outline, *, guide: bool = False) -> tuple[Phone, ...]:
    """Every number of the page, foot and menus included, in order. ``guide``: it is a disclosure guide."""
    text = outline.text[:_SCANNED]
    found = []
    for number in find(text):
        node = outline.node_at(number.start)
        if node is None:
            continue
        region = document.regions.region_of(node)
        found.append(
            Phone(
                number.written,
                number.digits,
                number.extension,
                bool(_FAX.search(number.label)) and not _PHONE_WORD.search(number.label),
                _owner(text, number, region, guide=guide),
                number.label,
                excerpt(text, number.start, number.end),
                region,
                _called(node),
            )
        )
        if len(found) >= MOST:
            break
    return tuple(found)


def _called(node: LexborNode) -> str:
    """What the link around a number dials."""
    above = node.parent
    for _ in range(_STEPS_UP):
        if above is None or above.tag in ("a", "body"):
            break
        above = above.parent
    href = (above.attributes.get("href") or "").strip() if above and above.tag == "a" else ""
    return href[4:].strip()[:60] if href[:4].lower() == "tel:" else ""


def _owner(text: str, number: Number, region: Region, *, guide: bool) -> PhoneOwner:
    """The words of the label decide, then the number itself, then the nearest office named before it.

    A number with a label belongs to an office named in its section; one without, to an office in its line.
    """
    named = _last_office(number.label, guide=guide)
    if named:
        return named
    if number.digits in _BY_DIGITS:
        return _BY_DIGITS[number.digits]
    if number.digits[-5:-3] == "12" and len(number.digits.removeprefix(number.area)) == 5:
        return PhoneOwner.HOTLINE
    if region is Region.FOOT:
        return PhoneOwner.SITE
    before = text[max(0, number.start - _CONTEXT) : number.start]
    begin = max((match.start() for match in _NEW_SECTION.finditer(before)), default=0)
    if not number.label:
        begin = max(begin, before.rfind("\n") + 1)
    return _last_office(before[begin:], guide=guide) or PhoneOwner.OTHER


def _last_office(words: str, *, guide: bool) -> PhoneOwner | None:
    owner = None
    for match in _OFFICE.finditer(words):
        if match.lastgroup != "receiving":
            owner = _OWNERS[match.lastgroup or ""]
        elif guide:
            owner = PhoneOwner.DISCLOSURE
    return owner
