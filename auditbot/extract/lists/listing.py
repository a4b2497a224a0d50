"""The lists of a page: items with their days, the name over each list, and which list the page exists for."""

import re
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborNode

from auditbot.extract.lists.entries import Group, groups
from auditbot.extract.lists.headings import ListHeading, heading_over, is_panel
from auditbot.extract.lists.item_dates import dated
from auditbot.extract.lists.rows import Row, rows
from auditbot.extract.text.words import fold, key, squeeze
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Crumb, Item, Listing, ListState, Region
from auditbot.url import Url, split

MOST_LISTS = 80
MOST_ITEMS = 300

_OPERATIONS = frozenset(
    "打印 关闭 打印本页 关闭本页 关闭窗口 返回 返回顶部 回顶部 首页 上一页 下一页 尾页 末页"
    " 上一篇 下一篇 收藏 分享 详情 查看 查看详情"
    " 详细 [详细] 更多 下载 登录 注册 搜索 大 中 小 纠错 网站纠错 我要推荐 上页 下页 跳转 确定"
    " 前一页 后一页".split()
)
_PAGER_MARKS = frozenset({"上一页", "下一页", "尾页", "末页", "上页", "下页", "前一页", "后一页"})
_DAY_SIGNS = re.compile(r"\d{1,4}[-/.年月]\s?\d{1,2}")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEAST_LETTERS = 8
"""Letters of an average title; undated links with fewer are a menu unless a heading names them."""


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list with the element it stands in."""

    listing: Listing
    holder: LexborNode
    shown: int
    """Items that show a day, with or without its year."""
    pictured: bool
    """Most items show a picture."""

    @property
    def items(self) -> tuple[Item, ...]:
        """The list's items."""
        return self.listing.items


def found_lists(
    document: Document, outline: Outline, steps: tuple[Crumb, ...], today: date
) -> list[FoundList]:
    """The lists of a page in document order; menus, headings, the breadcrumb ``steps`` and pagers are none.

    Items with days are a list even where the place is called a menu or a path: neither has days.
    """
    found: list[FoundList] = []
    names = {step.name for step in steps}
    for group in _merged(_split(_candidates(document, outline)), outline):
        if _is_heading(group):
            continue
        own = document.regions.region_of(group.holder) is Region.BODY
        dated_signs = _DAY_SIGNS.search(outline.text_of(group.holder)) is not None
        read_rows = rows(document, group.entries[:MOST_ITEMS], dated=dated_signs)
        if _is_pager(read_rows) or _is_path(read_rows, names):
            continue
        kept = [
            row for row in read_rows if (row.title or row.target) and squeeze(row.title) not in _OPERATIONS
        ]
        heading = heading_over(group.entries[0].block, outline)
        if kept and _is_list(kept, heading, split(document.url).host) and (own or _mostly_dated(kept)):
            found.append(_found(document, group, kept, heading, today))
        if len(found) >= MOST_LISTS:
            break
    return found


def _candidates(document: Document, outline: Outline) -> list[Group]:
    """The groups in the page's own part, and those of menus and paths between whose links days stand."""
    candidates = []
    for group in groups(outline):
        region = document.regions.region_of(group.holder)
        if region is Region.BODY:
            # a breadcrumb and a foot side by side may look like two rows of one list
            group.entries = [
                one for one in group.entries if document.regions.region_of(one.block) is Region.BODY
            ]
        if region is Region.BODY or (region in (Region.NAV, Region.PATH) and _shows_days(group, outline)):
            candidates.append(group)
    return candidates


def _shows_days(group: Group, outline: Outline) -> bool:
    if len(group.entries) == 1:
        return _DAY_SIGNS.search(outline.text_of(group.holder)) is not None
    first, last = (outline.anchors[group.entries[place].position][1] for place in (0, -1))
    return _DAY_SIGNS.search(outline.text, first, last) is not None


def _found(document: Document, group: Group, kept: list[Row], heading: ListHeading, today: date) -> FoundList:
    days = dated([row.seen for row in kept], [row.target for row in kept], today)
    items = tuple(Item(row.title, row.target, day) for row, day in zip(kept, days, strict=True))
    more = _address(document, heading.more or group.more)
    shown = sum(row.seen is not None for row in kept)
    pictured = 2 * sum(row.picture for row in kept) > len(kept)
    return FoundList(Listing(ListState.ITEMS, items, heading.text, more), group.holder, shown, pictured)


def _address(document: Document, anchor: LexborNode | None) -> Url | None:
    href = anchor.attributes.get("href") if anchor is not None else None
    return document.resolve(href or "")


def _split(found: list[Group]) -> list[Group]:
    """Groups cut where a link “more” stands between their items: a new list begins there."""
    parts: list[Group] = []
    for group in found:
        part = Group(group.holder)
        for entry in group.entries:
            if not entry.is_more:
                part.entries.append(entry)
            elif part.entries:
                part.more = entry.anchors[0]
                parts.append(part)
                part = Group(group.holder)
        if part.entries:
            parts.append(part)
    return parts


def _merged(found: list[Group], outline: Outline) -> list[Group]:
    """Groups with neighbours of the same make in one: lists set in several ``ul``, rows that are tables."""
    merged: list[Group] = []
    last: LexborNode | None = None
    for group in found:
        if last is not None and _alike(last, group.holder) and not is_panel(group.holder, outline):
            merged[-1].entries.extend(group.entries)
        else:
            merged.append(group)
        last = group.holder
    return merged


def _alike(one: LexborNode, other: LexborNode) -> bool:
    """Whether two holders follow each other in one element and have the same name and class."""
    parent, outer = other.parent, one.parent
    if parent is None or outer is None or parent.mem_id != outer.mem_id or one.mem_id == other.mem_id:
        return False
    if one.tag != other.tag or one.attributes.get("class") != other.attributes.get("class"):
        return False
    between = other.prev
    while between is not None and between.mem_id != one.mem_id:
        if between.tag == "-text" and (between.text_content or "").strip():
            return False
        if between.tag not in ("-text", "-comment", "br", "hr", "script") and fold(between.text()):
            return False
        between = between.prev
    return True


def _is_pager(found: list[Row]) -> bool:
    titles = {squeeze(row.title) for row in found}
    numbers = sum(title.isdigit() for title in titles)
    return bool(titles & _PAGER_MARKS) or numbers >= max(2, len(titles) - 2)


def _is_path(found: list[Row], names: set[str]) -> bool:
    return not any(row.seen for row in found) and {row.title for row in found} <= names


def _mostly_dated(found: list[Row]) -> bool:
    return 2 * sum(row.seen is not None for row in found) > len(found)


def _is_heading(group: Group) -> bool:
    """Whether the links are the words of a heading or its tabs."""
    return group.holder.tag in _HEADINGS or (
        len(group.entries) == 1 and group.entries[0].block.tag in _HEADINGS
    )


def _is_list(found: list[Row], heading: ListHeading, host: str) -> bool:
    """Whether links are the items of a list rather than a menu or the links to friends."""
    if any(row.seen for row in found):
        return True
    if all(row.target is not None and split(row.target).path == "/" for row in found):
        return False
    if heading.text and any(row.target is None or split(row.target).host == host for row in found):
        return True
    shown = [row for row in found if row.title or row.picture]
    letters = sum(max(len(key(row.title)), _LEAST_LETTERS * row.picture) for row in shown)
    lone_picture = len(shown) == 1 and shown[0].picture
    return bool(shown) and not lone_picture and letters >= _LEAST_LETTERS * len(shown)
