"""What the head over a list's columns says of their days: those of 成文日期 are no days of publication."""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from auditbot.extract.text.words import squeeze

_OTHER_DAYS = re.compile(
    r"成文|发文|印发|签发|生成|有效|截止|截至|开始|结束|起止|实施|施行|生效|失效|活动|公示期"
)
"""The day on which a letter came in (受理) or was settled is that of its place in a list of letters."""
_DAY = re.compile(r"日期|时间")
_LONGEST = 12
_MOST = 30
_NODES = 12
_NO_CELLS: frozenset[int] = frozenset()


def other_cells(block: LexborNode) -> frozenset[int]:
    """The places of the cells of a row whose head names the day of something else; the first row has none."""
    head = _head(block)
    if head is None or head.mem_id == block.mem_id:
        return _NO_CELLS
    names = [_first_words(cell) for cell in islice(head.iter(), _MOST)]
    return frozenset(
        place
        for place, name in enumerate(names)
        if len(name) <= _LONGEST and _DAY.search(name) and _OTHER_DAYS.search(name)
    )


def _first_words(cell: LexborNode) -> str:
    """What a cell begins with: the name of a column is short, a cell of a layout holds half a page."""
    nodes = islice(cell.traverse(include_text=True), _NODES)
    return squeeze("".join(node.text_content or "" for node in nodes if node.is_text_node), _LONGEST + 1)


def _head(block: LexborNode) -> LexborNode | None:
    """The first row of the list that a row belongs to."""
    holder = block.parent
    if holder is not None and holder.tag == "tbody":
        holder = holder.parent
    if holder is None:
        return None
    if block.tag == "tr":
        return holder.css_first("tr")
    return next((child for child in islice(holder.iter(), 1) if child.tag == block.tag), None)
