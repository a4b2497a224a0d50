"""The elements of a service guide: labels at the beginning of a line or in a cell of their own.

A label is followed by its value: after a colon, in the next cell, or on the lines down to the next label.
“无” and “不收费” are values.
"""

import re
from collections.abc import Iterator

from auditbot.extract.text.words import fold
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.extract.tree.tables import tables
from auditbot.model.page import Region
from auditbot.model.service import Element, ServiceGuide
from auditbot.url import Url

LONGEST = 600
"""Letters kept of one element."""
_MOST_LINES = 3_000
_LEAST = 2
"""Labelled elements that make a guide."""

_LABELS = {
    Element.NAME: "事项名称 项目名称 服务事项 办理事项 服务名称",
    Element.BASIS: "设定依据 法律依据 办理依据 实施依据 政策依据 法定依据 审批依据 依据",
    Element.CONDITIONS: "申请条件 受理条件 办理条件 审批条件 准予条件 申报条件"
    " 办理范围 适用范围 受理范围 服务对象 办理对象 申请对象",
    Element.FLOW: "办理流程 办事流程 运行流程 申请流程 服务流程 审批流程 流程图"
    " 办理程序 办事程序 审批程序 办理步骤",
    Element.MATERIALS: "申请材料 办理材料 申报材料 提交材料 所需材料 应提交材料"
    " 材料目录 材料清单 申请资料 办理资料",
    Element.LEGAL_TIME: "法定办结时限 法定办理时限 法定时限 法定期限 法定办结期限",
    Element.PROMISED_TIME: "承诺办结时限 承诺办理时限 承诺时限 承诺期限 承诺办结期限",
    Element.INTERMEDIARY: "中介服务 中介服务事项 涉及中介服务 涉及的中介服务 中介服务机构",
    Element.UNIT: "受理单位 受理机构 受理部门 办理单位 办理机构 办理部门"
    " 实施机关 实施主体 实施部门 承办单位 责任部门",
    Element.SAMPLE: "示范文本 样表 表格下载 填写样例 样本 表格样表 空白表格 材料样本",
    Element.FEES: "收费标准 是否收费 收费情况 办理费用 收费项目 收费标准及依据 收费依据及标准 收费",
    Element.FEE_BASIS: "收费依据 收费标准及依据 收费依据及标准",
    Element.TIME: "办理时限 办结时限 办理期限 办理时间 受理时间 工作时间 办公时间",
    Element.CONTACT: "咨询电话 联系电话 咨询方式 联系方式 咨询渠道 咨询途径 咨询服务",
    Element.PLACE: "办理地点 受理地点 办公地址 办理地址 办理窗口 受理地址 服务地点",
}
_BY_LABEL = {
    label: tuple(element for element, labels in _LABELS.items() if label in labels.split())
    for label in " ".join(_LABELS.values()).split()
}
"""Some labels name two elements at once."""
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s?[.．、)）])\s*"
)
_LINE = re.compile(
    rf"^(?P<label>{'|'.join(sorted(_BY_LABEL, key=len, reverse=True))})(?:[（(][^（()）]{{0,20}}[)）])?"
    r"(?:(?P<colon>\s*[:：])\s*(?P<rest>.*))?$"
)
_BRACKETED = re.compile(r"^[【\[]\s?([^【】\[\]]{2,16}?)\s?[】\]]\s?[:：]?")
_HEAD_ROWS = 3
_LEAST_HEADS = 3
_BLANKS = re.compile(r"\s+")
_ONLINE = re.compile(
    r"在线(?:办理|申报|申请|办事)|网上(?:办理|申报|申请|办事|预约)|我要(?:办|申报)|立即办理|马上办"
)


def service(document: Document, outline: Outline, start: int) -> ServiceGuide | None:
    """The guide of a page, read from an offset of its outline on; ``None`` where it has no labels."""
    region_of = document.regions.region_of
    own = "".join(text for node, text in outline.pieces(start) if region_of(node) is Region.BODY)
    found: dict[Element, list[str]] = {}
    for elements, words in _labelled(own):
        for element in elements:
            found.setdefault(element, []).append(words)
    if len(found) < _LEAST:
        return None
    said = {element: fold(" ".join(parts), LONGEST) for element, parts in found.items()}
    said |= {element: words for element, words in _headed(document) if element in said}
    return ServiceGuide(
        tuple((element, words) for element, words in said.items() if words),
        tuple(element for element, words in said.items() if not words),
        _online(document),
    )


def _labelled(text: str) -> Iterator[tuple[tuple[Element, ...], str]]:
    """Each label with what follows it, down to the next."""
    current: tuple[Element, ...] = ()
    value: list[str] = []
    for line in text.split("\n")[:_MOST_LINES]:
        bare = line.strip()
        label, rest = _label_of(bare)
        if not label:
            if current and bare:
                value.append(bare)
            continue
        if current:
            yield current, " ".join(value)
        current, value = _BY_LABEL[label], [rest] if rest else []
    if current:
        yield current, " ".join(value)


def _label_of(line: str) -> tuple[str, str]:
    """The label with which a line begins, and what follows it there; both empty if it begins with none."""
    bare = _BRACKETED.sub(r"\1：", _NUMBERING.sub("", line), count=1)
    match = _LINE.match(_BLANKS.sub("", bare))
    if match:
        return match["label"], match["rest"] or ""
    label, _, rest = " ".join(bare.split()).partition(" ")
    return (label, rest) if label in _BY_LABEL else ("", "")


def _headed(document: Document) -> Iterator[tuple[Element, str]]:
    """The elements that head the columns of a table, each with the first words below it."""
    for rows in tables(document):
        for place, row in enumerate(rows[:_HEAD_ROWS]):
            heads = [_BLANKS.sub("", cell) for cell in row]
            if not _are_heads(heads):
                continue
            for column, head in enumerate(heads):
                below = (cells[column] for cells in rows[place + 1 :] if column < len(cells))
                words = next(filter(None, below), "")
                yield from ((element, words) for element in _BY_LABEL.get(head, ()))
            break


def _are_heads(cells: list[str]) -> bool:
    """Whether all cells of a row but the first, which may head the numbers of rows, are different labels."""
    labels = cells[1:]
    return len(labels) >= _LEAST_HEADS and len(set(labels)) == len(labels) and all(map(_BY_LABEL.get, labels))


def _online(document: Document) -> Url | None:
    """The first link whose words offer the service online; menus say 网上办事 as well."""
    region_of = document.regions.region_of
    for node in document.tree.css("a[href]")[:1000]:
        if _ONLINE.search(node.text()[:60]) and region_of(node) is Region.BODY:
            target = document.resolve(node.attributes.get("href") or "")
            if target:
                return target
    return None
