"""Who a page says it comes from: 来源 under the title, the table's issuer, or the tag ContentSource."""

import re

from auditbot.extract.about.meta import Tags
from auditbot.extract.about.titles import Heading
from auditbot.extract.text.words import fold
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Metadata

_BLANK = r"[^\S\n]{0,8}"
_VALUE = r"(?P<value>[^\n|｜\]】]{0,60})"
_LABEL = re.compile(rf"(?:信息|文章|稿件|新闻)?来{_BLANK}源{_BLANK}[:：\]】]{_BLANK}{_VALUE}")
_ISSUER = re.compile(rf"发布(?:机构|单位|部门){_BLANK}[:：\]】]{_BLANK}{_VALUE}")
_NEXT_FIELD = re.compile(
    r"(?:^|\s)(?:作者|编辑|责任编辑|发布|日\s{0,8}期|时\s{0,8}间|浏览|阅读|点击|访问|字[体号]|【|打印|分享"
    r"|文章|审核|更新)|\s[一-鿿]{2,6}\s?[:：]|(?:发布|更新)?(?:日期|时间)\s?[:：]|\s{2,}|[\xa0\u3000]{2,}"
    r"|(?:作者|(?:责任)?编辑|浏览|阅读|点击|访问|字[体号]|审核)[一-鿿]{0,4}\s?[:：]|【"
    r"|(?:19|20)\d\d[-年]"
)
_NEXT_LINE = re.compile(r"\s{1,80}(?P<value>\S[^\n|｜\]】]{0,60})")
_REACH = 400
_CELLS = frozenset({"td", "th", "dt"})
_STEPS_UP = 3


def source(outline: Outline, heading: Heading | None, metadata: Metadata | None, tags: Tags) -> str:
    """The words as shown, at most 60 characters."""
    shown = _shown(_LABEL, outline, heading)
    if shown:
        return shown
    if metadata and metadata.issuer:
        return metadata.issuer[:60]
    return _shown(_ISSUER, outline, heading) or tags.get("contentsource", "")[:60]


def _shown(label: re.Pattern[str], outline: Outline, heading: Heading | None) -> str:
    """What stands behind a label below the title, or in the cell beside that of the label."""
    match = label.search(outline.text, heading.end, heading.end + _REACH) if heading else None
    if match is None:
        return ""
    value = match["value"].strip() or _after_break(outline, match) or _in_next_cell(outline, match.start())
    end = _NEXT_FIELD.search(value)
    return fold(value[: end.start()] if end else value, 60).strip(" :：")


def _after_break(outline: Outline, label: re.Match[str]) -> str:
    """What stands on the next line of the markup, but in the line of the label for a reader."""
    value = _NEXT_LINE.match(outline.text, label.end())
    node = outline.node_at(label.start())
    other = outline.node_at(value.start("value")) if value else None
    if value is None or node is None or other is None:
        return ""
    return value["value"].strip() if node.mem_id == other.mem_id else ""


def _in_next_cell(outline: Outline, place: int) -> str:
    node = outline.node_at(place)
    for _ in range(_STEPS_UP):
        if node is None or node.tag in _CELLS:
            break
        node = node.parent
    beside = node.next if node is not None and node.tag in _CELLS else None
    while beside is not None and beside.tag == "-text":
        beside = beside.next
    return fold(outline.text_of(beside), 60) if beside is not None else ""
