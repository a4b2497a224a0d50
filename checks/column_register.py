"""The register of columns against the columns there are."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.finding import Evidence, Finding
from auditbot.model.site import Column
from auditbot.register.draft import keeps_list
from auditbot.url import Url
from checks.shared.columns import REASONS, evidence, loose, names_of, shown

_NO_REGISTER = Text("没有登记栏目台账", "no register of columns is given")
_SINGLE = Text(
    "只有一篇文字或只列出下级栏目，不要求登记",
    "a single text, or a mere list of sub-columns, needs no entry",
)
_UNREAD = Text("栏目没有打开", "the column was not opened")
_RETIRED = Text("已归档或已过截止日期", "archived, or past its last day")
_GONE = (404, 410)


class Field(StrEnum):
    """What an entry must tell."""

    URL = "url"
    PERIOD = "period"
    """Not asked of columns that are updated by events, or archived."""
    UNIT = "unit"
    PERSON = "person"


_FIELDS = {
    Field.URL: Text("网址", "address"),
    Field.PERIOD: Text("更新周期", "update period"),
    Field.UNIT: Text("责任单位", "unit"),
    Field.PERSON: Text("责任人", "person"),
}


class ColumnRegister(Check):
    """Compares the register with what the crawl found, entry by entry and column by column."""

    id = "column-register"
    title = "栏目台账"
    counted = "个栏目"
    needs = Needs.COLUMNS | Needs.RENDERING
    about = About(
        "把网站文件中登记的栏目台账与网站上的栏目对照：没有登记的栏目，登记了而已不存在的栏目，"
        "以及更新周期、责任单位、责任人没有填写的登记。",
        "没有台账，栏目由谁更新、多久更新一次就无人负责。",
        "补全台账；可用 auditbot register 生成初稿。已不存在的栏目从台账中删去或标为已归档。",
    )
    messages = {
        "unregistered": Message(
            "栏目“{name}”没有登记在台账中。", "每个栏目都已登记", "{path}", "在台账中登记该栏目"
        ),
        "unregistered-below": Message(
            "栏目“{name}”没有单独登记，其上级栏目“{above}”已登记，是否包含它须人工确认。",
            "每个栏目都已登记",
            "{path}",
            "在台账中单独登记，或注明由上级栏目包含",
        ),
        "gone": Message(
            "台账登记的栏目“{name}”在网站上已不存在。",
            "登记的栏目都在网站上",
            "{why}",
            "恢复该栏目，或从台账中删去、标为已归档",
        ),
        "unsure": Message(
            "台账登记的栏目“{name}”没有看到，是否还在须人工确认。",
            "登记的栏目都在网站上",
            "{why}",
            "核对该栏目，修正台账中的名称或网址",
        ),
        "unfilled": Message(
            "台账中栏目“{name}”没有填写{fields}。", "填写{fields}", "{fields}为空", "补全台账"
        ),
    }

    class Options(CheckOptions):
        """What every entry must tell."""

        chinese = {"fields": "台账每一栏目都应写明的内容"}

        fields: tuple[Field, ...] = (Field.PERIOD, Field.UNIT, Field.PERSON)
        """What the register must tell of every column."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Columns without entry, entries without column, entries with gaps."""
        if not crawl.site.columns:
            yield Tally(1, Outcome.UNTESTED, _NO_REGISTER)
            return
        known = {column.url: column for column in crawl.columns()}
        for column in known.values():
            yield from self._column(column, known, crawl)
        held: dict[Column, list[FoundColumn]] = {}
        for column in known.values():
            if column.registered:
                held.setdefault(column.registered, []).append(column)
        for entry in crawl.site.columns:
            yield self._entry(entry, held.get(entry, []), crawl)
            yield from self._filled(entry)

    def _column(
        self, column: FoundColumn, known: dict[Url, FoundColumn], crawl: Crawl
    ) -> Iterator[Finding | Tally]:
        """A column that nobody registered; what leads off the site is none."""
        if column.registered or column.state in (ColumnState.ELSEWHERE, ColumnState.UNREACHABLE):
            return
        if column.state is ColumnState.NOT_FETCHED and not _is_file(column, crawl):
            yield Tally(1, Outcome.UNTESTED, _UNREAD)
            return
        if not keeps_list(column):
            yield Tally(1, Outcome.INAPPLICABLE, _SINGLE)
            return
        above = _registered_above(column, known)
        sure = above is None and column.state is not ColumnState.UNSEEN and not _may_be_overview(column)
        yield self.finding(
            "unregistered-below" if above else "unregistered",
            column.url,
            Outcome.FAILED if sure else Outcome.CANT_TELL,
            key="unregistered",
            evidence=evidence(crawl, column),
            name=column.name,
            path=shown(column),
            above=above.name if above else "",
        )

    def _entry(self, entry: Column, columns: list[FoundColumn], crawl: Crawl) -> Finding | Tally:
        """Whether what is registered is there."""
        if not _in_use(entry, crawl):
            return Tally(1, Outcome.INAPPLICABLE, _RETIRED)
        if any(column.state is not ColumnState.UNREACHABLE for column in columns):
            return Tally(1)
        if entry.url is None:
            return self._unnamed(entry, columns, crawl)
        page, home = crawl.page(entry.url), crawl.home()
        if page and (home is None or page.url != home.url or entry.url == home.url):
            return Tally(1)
        seen = crawl.evidence(entry.url)
        if page:
            why = Text("网址转到首页", "its address leads to the homepage")
            return self._absent("unsure", entry, Outcome.CANT_TELL, why, seen)
        if seen.status in _GONE:
            why = Text(f"网址返回 {seen.status}", f"its address answers {seen.status}")
            return self._absent("gone", entry, Outcome.FAILED, why, seen)
        why = Text("网址未能打开", "its address could not be opened")
        outcome = Outcome.CANT_TELL if columns else Outcome.UNTESTED
        return self._absent("unsure", entry, outcome, why, seen)

    def _unnamed(self, entry: Column, columns: list[FoundColumn], crawl: Crawl) -> Finding:
        """An entry without address, and no column of its name that opens."""
        roots = {loose(name) for name in (entry.name, *entry.aliases)} - {""}
        near = next((one for one in crawl.columns() if _alike(roots, one)), None)
        if near:
            why = Text(f"有名称相近的栏目“{near.name}”", f"there is a column “{near.name}”")
            return self._absent("unsure", entry, Outcome.CANT_TELL, why, *evidence(crawl, near))
        outcome, reason = crawl.absence()
        count = len(crawl.columns())
        nowhere = Text(f"全站 {count} 个栏目中没有", f"none of {count} columns is it")
        if columns:
            nowhere = Text("栏目打不开", "the column does not open")
            outcome = Outcome.CANT_TELL if outcome is Outcome.FAILED else outcome
        message = "gone" if outcome is Outcome.FAILED else "unsure"
        return self._absent(message, entry, outcome, REASONS[reason] if reason else nowhere)

    def _absent(self, message: str, entry: Column, outcome: Outcome, why: Text, *seen: Evidence) -> Finding:
        return self._about(message, entry, outcome, "gone", evidence=seen, why=why)

    def _filled(self, entry: Column) -> Iterator[Finding | Tally]:
        """What an entry leaves open; the past needs nobody to keep it up."""
        if entry.archived:
            return
        empty = [field for field in self.options.fields if _is_empty(entry, field)]
        if not empty:
            yield Tally(1)
            return
        yield self._about(
            "unfilled", entry, Outcome.FAILED, "unfilled", fields=[_FIELDS[field] for field in empty]
        )

    def _about(self, message: str, entry: Column, outcome: Outcome, key: str, **more: Any) -> Finding:
        return self.finding(
            message, entry.url or entry.name, outcome, key=key, unit=entry.unit, name=entry.name, **more
        )


def _is_file(column: FoundColumn, crawl: Crawl) -> bool:
    """Whether a menu leads to something that opens and is no page."""
    target = crawl.target(column.url)
    return target is not None and target.fetch is not None and target.fetch.ok


def _may_be_overview(column: FoundColumn) -> bool:
    """Whether nothing in its list has a day, as on a site map or a page of links."""
    return column.items > 0 and column.newest is None


def _in_use(entry: Column, crawl: Crawl) -> bool:
    return not (entry.archived or (entry.until and crawl.as_of > entry.until))


def _is_empty(entry: Column, field: Field) -> bool:
    if field is Field.PERIOD and entry.event_driven:
        return False
    return not getattr(entry, field)


def _alike(roots: set[str], column: FoundColumn) -> bool:
    """Whether a column's name holds the registered one, or the other way round."""
    names = {loose(name) for name in names_of(column)}
    return any(root in name or name in root for root in roots for name in names if len(name) > 2 < len(root))


def _registered_above(column: FoundColumn, known: dict[Url, FoundColumn]) -> Column | None:
    """The entry of the nearest column above that has one."""
    above, met = column, {column.url}
    while above.parent and above.parent not in met and above.parent in known:
        above = known[above.parent]
        met.add(above.url)
        if above.registered:
            return above.registered
    return None
