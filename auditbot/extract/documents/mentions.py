"""The policies that a text names: 《…》 with or without a number, 关于…的通知, and bare document numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter

from auditbot.extract.policies.titles import QUOTED
from auditbot.extract.text.document_numbers import find
from auditbot.extract.text.words import excerpt, fold, key
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Mention, Region
from auditbot.url import Url

MOST = 60
_MOST_LOOKED_AT = 1000
"""Of each kind: titles in marks, titles without, numbers."""
_SCANNED = 60_000

_KINDS = (
    "通知|通告|公告|意见|办法|规定|条例|方案|规划|纲要|决定|决议|细则|计划|批复|规则|制度|标准"
    "|规范|指南|指引|目录|清单|措施|要点|准则"
    "|章程|解释|预案|令|函|法|政策|十条|条|报告|目标|机制|政策措施|行动|体系|名录|基准"
)
_POLICY_NAME = re.compile(
    rf"(?:{_KINDS})(?:\s*[（(〔][^（()）〔〕]{{1,24}}[)）〕])*(?:\s*[（(]?(?:19"
    rf"|20)\d\d\s?[-—–－~至]\s?(?:19|20)\d\d\s?年?[)）]?)?$"
)
_ISSUER = re.compile(r"[一-鿿]{2,20}(?:人民政府|政府|办公[室厅]|委员会|[局厅部委院])$")
_LONGEST_ISSUER = 26
_UNQUOTED = re.compile(
    r"关于[^《》〈〉。，,；;！!？?\n]{4,80}?的"
    r"(?:实施意见|指导意见|实施方案|实施办法|若干措施|若干意见|通知|意见|决定|办法|批复|通告|公告"
    r"|规定|方案|复函)"
)
_SHORT_FORMS = frozenset(
    "办法 通知 意见 条例 规定 方案 细则 规划 决定 纲要 计划 公告 通告 措施 清单 目录 指南 标准"
    " 制度 实施意见 实施方案 实施办法 实施细则"
    " 若干措施 若干意见 若干规定 指导意见 行动计划 工作方案 管理办法 暂行办法 暂行规定 行动方案"
    " 三年行动计划 政策措施 规则 规程 预案 法".split()
)
_NUMBER_NEAR = 40
_NEIGHBOUR = re.compile(r"[上下]一(?:条|篇|则|个|页)\s?[：:]?\s{0,9}[^。；;\n]{0,80}$")
"""Words that lead to the page before or after this one: 上一条：《…》政策解读."""
_NEIGHBOUR_NEAR = 100


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    title: str = ""
    number: str = ""


def mentions(document: Document, outline: Outline, start: int, own: str) -> tuple[Mention, ...]:
    """The policies named in the text from offset ``start`` on, each once; ``own``: the page's own number."""
    text = outline.text[: start + _SCANNED]
    found: dict[tuple[str, str], Mention] = {}
    for one in _named(text, start):
        if (one.number == own and not one.title) or _names_neighbour(text, one.start):
            continue
        node = outline.node_at(one.start)
        if node is None or document.regions.region_of(node) is not Region.BODY:
            continue
        mention = Mention(
            one.title, one.number, _link_at(document, outline, one), excerpt(text, one.start, one.end)
        )
        same = (key(one.title), one.number if not one.title else "")
        known = found.get(same)
        if known is None:
            found[same] = mention
        else:
            found[same] = replace(
                known, number=known.number or mention.number, target=known.target or mention.target
            )
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _named(text: str, start: int) -> list[_Found]:
    quoted = list(islice(_quoted(text, start), _MOST_LOOKED_AT))
    taken = [(one.start, one.end) for one in quoted]
    unquoted = [one for one in islice(_unquoted(text, start), _MOST_LOOKED_AT) if not _within(one, taken)]
    taken += [(one.start, one.end) for one in unquoted]
    told = {one.number for one in (*quoted, *unquoted)}
    numbers = [
        _Found(number.start, number.end, "", number.written)
        for number in islice(find(text[start:]), _MOST_LOOKED_AT)
        if number.written not in told
    ]
    shifted = [_Found(one.start + start, one.end + start, "", one.number) for one in numbers]
    return sorted(quoted + unquoted + shifted, key=lambda one: one.start)


def _quoted(text: str, start: int) -> Iterator[_Found]:
    for match in QUOTED.finditer(text, start):
        title = fold(match[1])
        if title in _SHORT_FORMS:
            continue
        number = _number_after(text, match.end())
        if number or _POLICY_NAME.search(title):
            yield _Found(match.start(), match.end(), title, number)


def _unquoted(text: str, start: int) -> Iterator[_Found]:
    for match in _UNQUOTED.finditer(text, start):
        issuer = _ISSUER.search(text, max(start, match.start() - _LONGEST_ISSUER), match.start())
        begin = issuer.start() if issuer else match.start()
        yield _Found(begin, match.end(), fold(text[begin : match.end()]), _number_after(text, match.end()))


def _number_after(text: str, position: int) -> str:
    """The number in brackets right behind a title."""
    rest = text[position : position + _NUMBER_NEAR]
    if not rest.lstrip(" 》的\xa0").startswith(("（", "(", "〔", "[")):
        return ""
    number = next(find(rest), None)
    return number.written if number else ""


def _names_neighbour(text: str, start: int) -> bool:
    return bool(_NEIGHBOUR.search(text, max(0, start - _NEIGHBOUR_NEAR), start))


def _within(one: _Found, spans: list[tuple[int, int]]) -> bool:
    return any(start <= one.start < end or start < one.end <= end for start, end in spans)


def _link_at(document: Document, outline: Outline, one: _Found) -> Url | None:
    """Where the words lead, if they are a link or a link stands inside them."""
    first = max(0, bisect_right(outline.anchors, one.start, key=itemgetter(1)) - 1)
    for anchor, offset in outline.anchors[first : first + 3]:
        if offset > one.end:
            break
        begins, ends = outline.span(anchor)
        if ends and begins < one.end and one.start < ends:
            href = anchor.attributes.get("href")
            return document.resolve(href or "")
    return None
