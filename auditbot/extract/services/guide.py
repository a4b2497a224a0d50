"""What a disclosure guide tells (Art. 12 of the Regulation: kinds, arrangement, access, the office's data).

Headings and phrases show the first three; the office's data stand behind labels, and a label with nothing
behind it is told as unfilled. Columns of a table (labels in a row, without colons) count as filled when
text follows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditbot.extract.text.words import excerpt, fold, squeeze
from auditbot.model.page import Guide, GuidePart

_SCANNED = 60_000
_VALUE = 80
_LONGEST_LABEL = 40
_MOST_COLUMNS = 30
_OWN_TEXT = 150
"""Letters of text below which a guide with a file or picture has left everything to that."""

_TOLD = {
    GuidePart.KINDS: (
        r"信息的?分类|分类(?:和|与|及)编排|公开(?:的)?(?:主要)?(?:范围|内容|类别)"
        r"|主动公开的?(?:政府)?信息(?:包括|主要|有|的范围)"
    ),
    GuidePart.ARRANGEMENT: (
        r"编排(?:体系|方式|规则)?|索引号.{0,10}(?:组成|编制|构成|由)|编目|目录(?:体系|编制)|组配分类"
    ),
    GuidePart.ACCESS: (
        r"获取(?:方式|途径|渠道|形式|政府信息)|公开(?:的)?(?:形式|方式|渠道|途径|载体)|查阅(?:点|场所"
        r"|方式|地点)|公众可(?:以)?(?:通过|登录|登陆|在)"
    ),
    GuidePart.HOW_TO_ASK: (
        r"依申请公开|(?:提出|受理|书面|网上|当面)申请|申请(?:的)?(?:提出|方式|程序|步骤|流程|受理|表)"
    ),
    GuidePart.HOW_TO_COMPLAIN: r"监督(?:方式|投诉|救济|保障|和救济)|投诉|举报|行政复议|行政诉讼|救济",
}
_LABELS = {
    GuidePart.OFFICE_NAME: (
        r"(?:工作|受理|公开|主管|办公)?机构(?:的)?名称|(?:受理|工作|办公)机构|受理(?:部门|单位)"
        r"|单位名称|承办机构|机构"
    ),
    GuidePart.OFFICE_ADDRESS: r"(?:办公|通讯|通信|联系|受理|邮寄|单位|详细)?地\s?址|(?:办公|受理)地点",
    GuidePart.OFFICE_HOURS: r"(?:办公|受理|工作|服务|接待|对外)时间",
    GuidePart.OFFICE_PHONE: (
        r"(?:联系|咨询|办公|受理|公开|服务)?电\s?话(?:号码)?(?:\s?[/／(（及和]\s?传真[)）]?)?"
    ),
    GuidePart.OFFICE_FAX: r"传\s?真(?:号码|电话)?",
    GuidePart.OFFICE_INTERNET: (
        r"互联网联系方式|(?:电子)?(?:邮箱|邮件|信箱)(?:地址)?|[Ee]-?[Mm]ail|网\s?址"
        r"|网站(?:地址)?(?=\s?[:：])|在线(?:申请|受理)(?=\s?[:：])"
    ),
    GuidePart.POSTCODE: r"邮政编码|邮\s?编",
}
_LABEL = re.compile(
    "|".join(f"(?P<p{place}>{pattern})" for place, pattern in enumerate(_LABELS.values()))
    + r"|(?P<other>(?:监督|投诉|举报)(?:电话|人|方式|部门)|联系(?:人|方式|部门)"
    r"|(?:常用|值班|便民|应急|信访|维护)(?:服务)?电话|科室|备注|法定代表人|负责人)(?=\s?[:：])"
)
_PARTS = tuple(_LABELS)
_BETWEEN = re.compile(r"[\s:：、/／|]*")
_MARK = re.compile(r"\s?(?:号码)?\s?[:：为是]\s?")
_UNFILLED = re.compile(r"[\s_＿—–\-.…。，、；;()（）\[\]【】xXＸ×*＊/／]*")
_END = re.compile(r"[；;。\n]")
_OLD = re.compile(
    r"(?:国务院)?(?:令)?第?\s?492\s?号(?:令)?|2008\s?年\s?5\s?月\s?1\s?日.{0,6}施行"
    r"|2007\s?年\s?4\s?月\s?5\s?日"
)
_NEW = re.compile(
    r"711\s?号|2019\s?年.{0,12}(?:修订|施行)|新?修订(?:后)?的?[《〈]?(?:中华人民共和国)?政府信息公开条例"
)


@dataclass(frozen=True, slots=True)
class _Labelled:
    part: GuidePart | None
    start: int
    end: int


def guide(text: str, has_file: bool) -> Guide:
    """The parts of a guide. ``text``: what the page says; ``has_file``: it offers a file or a picture."""
    text = text[:_SCANNED]
    if has_file and len(text) < _OWN_TEXT:
        return Guide(in_attachment=True)
    told: dict[GuidePart, str] = {}
    for part, pattern in _TOLD.items():
        match = re.search(pattern, text)
        if match:
            told[part] = excerpt(text, match.start(), match.end())
    filled, unfilled = _office(text)
    parts = told | filled
    return Guide(
        tuple((part, parts[part]) for part in GuidePart if part in parts),
        tuple(part for part in GuidePart if part in unfilled and part not in parts),
        _old_regulation(text),
    )


def with_colons(text: str) -> str:
    """The text with a colon behind each label that has a line of its own, before a line that is none.

    So the label in one cell of a table keeps its value in the next; labels that head columns are left alone.
    """
    lines = [line for line in (line.strip() for line in text[: 4 * _SCANNED].split("\n")) if line]
    labels = [len(line) < _LONGEST_LABEL and _LABEL.fullmatch(squeeze(line)) is not None for line in lines]
    around = [False, *labels, True]
    return "\n".join(
        f"{line}：" if label and not (around[place] or around[place + 2]) else line
        for place, (line, label) in enumerate(zip(lines, labels, strict=True))
    )


def _office(text: str) -> tuple[dict[GuidePart, str], set[GuidePart]]:
    labels = list(_labels(text))
    filled: dict[GuidePart, str] = {}
    unfilled: set[GuidePart] = set()
    for place, label in enumerate(labels):
        if label.part is None:
            continue
        following = labels[place + 1].start if place + 1 < len(labels) else len(text)
        value = _value(text, label, following)
        if value is None:
            continue
        if value or _heads_column(text, labels, place):
            filled.setdefault(label.part, fold(text[label.start : label.end + _VALUE], _VALUE))
        else:
            unfilled.add(label.part)
    return filled, unfilled


def _labels(text: str) -> Iterator[_Labelled]:
    """The labels that introduce something: with a colon behind them, or in a row of labels."""
    for match in _LABEL.finditer(text):
        name = match.lastgroup or "other"
        part = None if name == "other" else _PARTS[int(name[1:])]
        yield _Labelled(part, match.start(), match.end())


def _value(text: str, label: _Labelled, following: int) -> str | None:
    """What stands behind a label; ``None`` where the word is no label but part of a sentence."""
    rest = text[label.end : min(following, label.end + _VALUE)]
    mark = _MARK.match(rest)
    if mark is None and rest[:1] not in ("", " ") and following > label.end:
        return None
    value = rest[mark.end() if mark else 0 :]
    end = _END.search(value)
    value = value[: end.start()] if end else value
    if (
        mark is None
        and not any(letter.isdigit() for letter in value)
        and _stands_in_row(text, label, following) is False
    ):
        return None
    return "" if _UNFILLED.fullmatch(value) else value.strip()


def _stands_in_row(text: str, label: _Labelled, following: int) -> bool:
    return _BETWEEN.fullmatch(text, label.end, following) is not None


def _heads_column(text: str, labels: list[_Labelled], place: int) -> bool:
    """Whether the label is one of three or more in a row without colons, with text behind the last."""
    first = last = place
    while first > max(0, place - _MOST_COLUMNS) and _adjoin(text, labels[first - 1], labels[first]):
        first -= 1
    while last + 1 < min(len(labels), place + _MOST_COLUMNS) and _adjoin(
        text, labels[last], labels[last + 1]
    ):
        last += 1
    return last - first >= 2 and len(text) - labels[last].end > 20


def _adjoin(text: str, one: _Labelled, other: _Labelled) -> bool:
    between = text[one.end : other.start]
    return not between.strip() and ":" not in between and "：" not in between


def _old_regulation(text: str) -> str:
    old = _OLD.search(text)
    return excerpt(text, old.start(), old.end()) if old and not _NEW.search(text) else ""
