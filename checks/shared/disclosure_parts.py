"""The parts of the disclosure section, and where each of them is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditbot.check import Crawl, Target, Text
from auditbot.model.column import FoundColumn
from auditbot.model.page import PageKind
from auditbot.url import Url
from checks.shared.columns import names_of, plain
from checks.shared.wanted import Place, Wanted, best, columns_named, similar, stands


class Part(StrEnum):
    """One part of the section."""

    GUIDE = "guide"
    RULES = "rules"
    CONTENT = "content"
    REPORTS = "reports"
    REQUEST = "request"


NAMES = {
    Part.GUIDE: Text("政府信息公开指南", "the guide"),
    Part.RULES: Text("政府信息公开制度", "the rules"),
    Part.CONTENT: Text("法定主动公开内容", "the statutory content"),
    Part.REPORTS: Text("政府信息公开年报", "the annual reports"),
    Part.REQUEST: Text("依申请公开", "the way to apply"),
}
_WANTED = {
    Part.GUIDE: Wanted(
        name="政府信息公开指南",
        aliases=("信息公开指南", "公开指南", "政务公开指南"),
        near=("公开说明",),
    ),
    Part.RULES: Wanted(
        name="政府信息公开制度",
        aliases=(
            "信息公开制度",
            "公开制度",
            "政务公开制度",
            "信息公开规定",
            "政府信息公开规定",
            "政府信息公开工作制度",
            "信息公开工作制度",
        ),
        near=("规章制度", "工作制度"),
    ),
    Part.CONTENT: Wanted(
        name="法定主动公开内容",
        aliases=("主动公开内容", "法定主动公开", "法定公开内容", "政府信息主动公开内容"),
        near=("信息公开目录", "主动公开目录", "政府信息公开目录", "主动公开", "公开目录"),
    ),
    Part.REPORTS: Wanted(
        name="政府信息公开年报",
        aliases=(
            "公开年报",
            "信息公开年报",
            "政务公开年报",
            "政府信息公开工作年报",
            "政府信息公开年度报告",
            "政府信息公开工作年度报告",
            "信息公开年度报告",
        ),
    ),
    Part.REQUEST: Wanted(
        name="依申请公开",
        aliases=(
            "我要申请信息公开",
            "网上依申请公开",
            "信息公开申请",
            "政府信息公开申请",
            "我要申请公开",
            "申请公开",
            "依申请公开系统",
            "依申请公开平台",
        ),
        near=("依申请公开说明", "申请指南"),
    ),
}
"""Names that stand for a part wherever they are found."""
_SHORT = {
    Part.GUIDE: ("指南",),
    Part.RULES: ("制度", "公开规定"),
    Part.CONTENT: (),
    Part.REPORTS: ("年报", "年度报告", "公开报告"),
    Part.REQUEST: (),
}
"""Names that stand for a part only inside the section."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a part stands: a column, or what a link of its name leads to."""

    url: Url
    column: FoundColumn | None = None
    target: Target | None = None


class Parts:
    """Finds parts; links are looked through once."""

    def __init__(self, crawl: Crawl, asked: Sequence[Part]) -> None:
        self._crawl = crawl
        known = {name: part for part in asked for name in _WANTED[part].known}
        self._linked: dict[Part, Target] = {}
        for target in crawl.targets():
            part = known.get(plain(target.text)) if len(target.text) < 40 else None
            if part and ("a" in target.elements or "area" in target.elements):
                self._linked.setdefault(part, target)

    def find(self, part: Part) -> Found | None:
        """The column of the part, else a page, else what a link of its name leads to."""
        column = self._column(part)
        if column:
            return Found(column.url, column)
        if part is Part.GUIDE:
            facts = next(self._crawl.facts(PageKind.GUIDE), None)
            if facts:
                return Found(facts.url)
        target = self._linked.get(part)
        return Found(target.url, target=target) if target else None

    def near(self, part: Part) -> FoundColumn | None:
        """A column with a name to ask about."""
        return similar(_WANTED[part], self._crawl)

    def _column(self, part: Part) -> FoundColumn | None:
        found = columns_named(_WANTED[part], self._crawl)
        short = {plain(name) for name in _SHORT[part]}
        inside = [
            column
            for column in self._crawl.columns()
            if short & names_of(column) and stands(column, Place.DISCLOSURE)
        ]
        return best([*found, *inside]) if found or inside else None
