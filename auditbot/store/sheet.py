"""Sites as a worksheet: one row a site, headings as offices use them.

What a cell cannot hold (columns, units, how the site is visited) is not in the sheet; it stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from auditbot.errors import unwritable
from auditbot.model.site import Contact, Site, SiteKind
from auditbot.model.text import Fault
from auditbot.workbook import new_book, write_sheet

SHEET = "网站"
_GUIDE = "填写说明"
NOTHING = "-"
"""Stands for nothing where a cell has a line for each contact."""
KINDS: Mapping[SiteKind, str] = MappingProxyType(
    {
        SiteKind.PORTAL: "门户",
        SiteKind.DEPARTMENT: "部门",
        SiteKind.TOWNSHIP: "镇街",
        SiteKind.SECTION: "频道",
    }
)
_LIST = re.compile(r"[、,，;；\n]")
_LINES = re.compile(r"[\s]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the sheet."""

    title: str
    width: int
    advice: str


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a site, and the columns that hold it."""

    key: str
    headings: tuple[Heading, ...]
    cells: Callable[[Site], tuple[str, ...]]
    value: Callable[[tuple[str, ...]], object]
    """What the cells mean. Raises Fault."""


def _one(key: str, heading: Heading) -> Field:
    """A field that is a text in one cell."""
    return Field(key, (heading,), lambda site: (str(getattr(site, key)),), lambda cells: cells[0])


def _many(key: str, heading: Heading, apart: "re.Pattern[str]", joined: str) -> Field:
    """A field that is several texts in one cell."""

    def value(cells: tuple[str, ...]) -> object:
        return tuple(part.strip() for part in apart.split(cells[0]) if part.strip())

    return Field(key, (heading,), lambda site: (joined.join(getattr(site, key)),), value)


def _kind(cells: tuple[str, ...]) -> object:
    for kind, word in KINDS.items():
        if cells[0] in (word, kind.value):
            return kind
    words = "、".join(KINDS.values())
    raise Fault(f"应为{words}之一", f"must be one of {words}")


def _answer(cells: tuple[str, ...]) -> object:
    if cells[0] not in ("是", "否"):
        raise Fault("应为“是”或“否”", "must be 是 or 否")
    return cells[0] == "是"


def _contacts(site: Site) -> tuple[str, ...]:
    """Four cells with a line for each contact."""
    kinds: list[list[str]] = [
        [one.name for one in site.contacts],
        [one.phone for one in site.contacts],
        [one.email for one in site.contacts],
        [one.chat or "" for one in site.contacts],
    ]
    alone = len(site.contacts) == 1
    return tuple("\n".join(part if alone else part or NOTHING for part in parts) for parts in kinds)


def _contact_list(cells: tuple[str, ...]) -> object:
    lines = ([line.strip() for line in cell.splitlines()] for cell in cells)
    rows = zip_longest(*lines, fillvalue="")
    told = ([("" if part == NOTHING else part) for part in row] for row in rows)
    return tuple(
        {"name": name, "phone": phone, "email": email, "chat": chat or None}
        for name, phone, email, chat in told
        if name or phone or email or chat
    )


CONTACT_KEYS = tuple(Contact.model_fields)
"""The keys of a contact, in the order of their cells."""

FIELDS: tuple[Field, ...] = (
    _one("id", Heading("编号", 20, "网站的编号，也是检查结果的目录名；留空时按首页网址对应或生成。")),
    _one("name", Heading("名称", 32, "网站名称。")),
    _one("home", Heading("首页网址", 40, "必填。")),
    _one("code", Heading("标识码", 16, "网站标识码，按文本填写。")),
    Field(
        "kind",
        (Heading("类型", 10, "、".join(KINDS.values()) + "之一。"),),
        lambda site: (KINDS[site.kind] if site.kind else "",),
        _kind,
    ),
    _one("unit", Heading("主办单位", 28, "主办单位。")),
    _one("supervisor", Heading("主管单位", 28, "主管单位。")),
    Field(
        "contacts",
        (
            Heading("联系人", 14, f"有几位的每位一行；下面三列逐行对应，没有的填“{NOTHING}”。"),
            Heading("联系电话", 18, "联系人的电话。"),
            Heading("邮箱", 26, "联系人的邮箱。"),
            Heading("群消息地址", 30, "群消息机器人的网址；含有密钥，转发表格前请删去此列。"),
        ),
        _contacts,
        _contact_list,
    ),
    _many("tags", Heading("标签", 20, "用顿号分开。"), _LIST, "、"),
    _many("frameworks", Heading("指标体系", 24, "编号或文件，每行一个。"), _LIST, "\n"),
    _many("hosts", Heading("检查主机", 32, "主机名，每行一个；与检查目录只填一列。"), _LINES, "\n"),
    _many("prefixes", Heading("检查目录", 40, "目录的网址，每行一个。"), _LINES, "\n"),
    _one("phone", Heading("公开电话", 18, "登记的政府信息公开联系电话。")),
    _many("apps", Heading("移动端主机", 28, "移动客户端的主机名，每行一个。"), _LINES, "\n"),
    _one("sheet", Heading("评分表", 18, "评分表的编号或文件。")),
    Field(
        "services",
        (Heading("对外办事", 10, "不直接为公众办事的填“否”。"),),
        lambda site: ("是" if site.services else "否",),
        _answer,
    ),
)
HEADINGS = tuple(heading for field in FIELDS for heading in field.headings)
_ADVICE = (
    ("空格子", "不改动库中原有的内容。"),
    ("没有的列", "可以整列删去，不影响库中原有的内容；栏目台账、责任单位等不在本表中。"),
    ("读回", "auditbot sites import 本文件.xlsx（先加 --dry-run 看会改动什么）"),
)


def cells_of(site: Site) -> dict[str, str]:
    """The cells of a site by heading."""
    return {
        heading.title: cell
        for field in FIELDS
        for heading, cell in zip(field.headings, field.cells(site), strict=True)
    }


def write_sites(sites: Iterable[Site], path: Path) -> None:
    """Write a workbook of sites. Raises ConfigError where it cannot be written."""
    book, page = new_book(SHEET)
    rows = (tuple(cell or None for cell in cells_of(site).values()) for site in sites)
    write_sheet(page, [heading.title for heading in HEADINGS], rows, [one.width for one in HEADINGS])
    advice = (*((heading.title, heading.advice) for heading in HEADINGS), *_ADVICE)
    write_sheet(book.create_sheet(_GUIDE), ("列", "怎样填写"), advice, (18, 80))
    try:
        book.save(path)
    except OSError as error:
        raise unwritable(path, error) from error
