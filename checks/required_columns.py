"""Columns that a rule asks for."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from typing import Any

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.finding import Finding
from auditbot.model.page import Link, Region
from auditbot.url import Url, split
from checks.shared.columns import REASONS, UNSEEN, evidence, holds, shown, unit_of
from checks.shared.links import OwnLine, blocked, broken_class, is_dead, unasked
from checks.shared.units import NO_UNITS, OwnPages, own_pages
from checks.shared.wanted import Place, Wanted, columns_named, find, leads_nowhere, similar


class RequiredColumns(Check):
    """Judges each wanted column by name, place, target and content."""

    id = "required-columns"
    title = "应设栏目"
    counted = "个栏目"
    needs = Needs.COLUMNS | Needs.RENDERING
    about = About(
        "按名称或别名查找要求设置的栏目：位置是否符合要求，链接能否打开，栏目中是否有信息，是否指向规定的网站。",
        "要求设置的栏目缺失或打不开，公众找不到应公开的信息。",
        "按要求的名称和位置设置栏目并发布信息；已有名称相近的栏目，改名或在配置中登记为别名。",
    )
    messages = {
        "missing": Message(
            "没有找到栏目“{name}”。", "{place}有“{name}”栏目", "{why}", "设置该栏目并发布信息"
        ),
        "near": Message(
            "没有找到栏目“{name}”，有名称相近的“{found}”，是否就是它须人工确认。",
            "栏目名称为“{name}”",
            "{path}",
            "确认后在配置中登记为别名，或更改栏目名称",
        ),
        "misplaced": Message(
            "栏目“{name}”不在{place}。", "{place}有“{name}”栏目", "{path}", "在{place}增加该栏目的入口"
        ),
        "dead": Message("栏目“{name}”的链接打不开。", "链接可以打开", "{url}", "修正链接或恢复栏目页面"),
        "empty": Message("栏目“{name}”中没有信息。", "至少有一条信息", "{words}", "在该栏目发布信息"),
        "wrong-target": Message(
            "栏目“{name}”没有指向规定的网站。", "指向 {targets}", "指向 {url}", "把链接改为规定的地址"
        ),
        "redirected-away": Message(
            "栏目“{name}”的链接被转到别处。", "指向 {targets}", "{url} 转到 {final}", "把链接改为规定的地址"
        ),
        "unopened": Message(
            "首页“{name}”的入口没有写栏目的网址，是由脚本打开还是没有设置栏目须人工确认。",
            "入口直接链接到栏目",
            "链接地址：{raw}",
            "在入口的链接中写明栏目的网址",
        ),
        "unseen": Message("栏目“{name}”的内容未能看到。", seen="{words}"),
        "unit-missing": Message(
            "{owner}的页面中没有找到栏目“{name}”。",
            "{owner}设有“{name}”栏目",
            "{why}",
            "设置该栏目并发布信息",
        ),
        "unit-unseen": Message("{owner}没有登记页面或页面未能看到，其栏目未能检查。"),
    }

    class Options(CheckOptions):
        """The columns, and whether the rule names them itself."""

        chinese = {
            "columns": "应有的栏目",
            "named": "规定点名要求栏目：没有即不符合；否则由人工确认",
            "per_unit": "各登记单位在自己的页面上都要有，此时不看 place",
        }

        columns: tuple[Wanted, ...] = Field(min_length=1)
        """The columns that are asked for."""
        named: bool = True
        """The rule itself names the column: absent is ``failed``; otherwise ``cantTell``."""
        per_unit: bool = False
        """Every registered unit needs them on its own pages; ``place`` then tells nothing."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Look for each wanted column."""
        line = OwnLine(crawl)
        if self.options.per_unit:
            yield from self._units(crawl, line)
            return
        for wanted in self.options.columns:
            yield self._judge(wanted, crawl, line)

    def _units(self, crawl: Crawl, line: OwnLine) -> Iterable[Finding | Tally]:
        """Look for each wanted column among what stands on the pages of each unit."""
        if not crawl.site.units:
            yield Tally(1, Outcome.UNTESTED, NO_UNITS)
        for pages in own_pages(crawl):
            unit = pages.unit.name
            if not pages.read:
                yield self.finding("unit-unseen", unit, Outcome.UNTESTED, unit=unit, owner=unit)
                continue
            for wanted in self.options.columns:
                placed = pages.find(wanted)
                if placed:
                    yield self._content(wanted, placed, crawl, line, unit)
                else:
                    yield self._unit_lacks(wanted, pages, crawl)

    def _unit_lacks(self, wanted: Wanted, pages: OwnPages, crawl: Crawl) -> Finding:
        near = pages.near(wanted)
        if near:
            unit = pages.unit.name
            return self._say("near", wanted, crawl, near, Outcome.CANT_TELL, unit, found=near.name)
        outcome, why = self._absent(crawl)
        if outcome is Outcome.FAILED and not pages.folders:
            outcome = Outcome.CANT_TELL
        nowhere = Text(f"{len(pages.read)} 个页面中没有", f"on none of {len(pages.read)} pages")
        return self.finding(
            "unit-missing",
            wanted.name,
            outcome,
            key=f"missing {pages.unit.name}",
            unit=pages.unit.name,
            evidence=[crawl.evidence(pages.read[0])],
            name=wanted.name,
            owner=pages.unit.name,
            why=REASONS[why] if why else nowhere,
        )

    def _judge(self, wanted: Wanted, crawl: Crawl, line: OwnLine) -> Finding | Tally:
        placed = find(wanted, crawl)
        if placed:
            return self._content(wanted, placed, crawl, line)
        found = columns_named(wanted, crawl)
        if found:
            return self._say("misplaced", wanted, crawl, found[0], self._absent(crawl)[0])
        entrance = leads_nowhere(wanted, crawl) if wanted.place is not Place.DISCLOSURE else None
        if entrance:
            return self._unopened(wanted, entrance, crawl)
        near = similar(wanted, crawl)
        if near:
            return self._say("near", wanted, crawl, near, Outcome.CANT_TELL, found=near.name)
        return self._missing(wanted, crawl)

    def _unopened(self, wanted: Wanted, entrance: Link, crawl: Crawl) -> Finding:
        home = crawl.site.home
        return self.finding(
            "unopened",
            wanted.name,
            Outcome.CANT_TELL,
            evidence=[crawl.evidence(home, words=entrance.text)],
            name=wanted.name,
            raw=entrance.raw or Text("空", "empty"),
        )

    def _absent(self, crawl: Crawl) -> tuple[Outcome, str]:
        """What may be said of a column that does not stand where it should, and why."""
        outcome, why = crawl.absence()
        home = crawl.home()
        if outcome is Outcome.FAILED and (home is None or home.facts.unseen):
            return Outcome.CANT_TELL, "home-unseen"
        if outcome is Outcome.FAILED and not self.options.named:
            return Outcome.CANT_TELL, ""
        return outcome, why

    def _missing(self, wanted: Wanted, crawl: Crawl) -> Finding:
        outcome, why = self._absent(crawl)
        count = len(crawl.columns())
        return self.finding(
            "missing",
            wanted.name,
            outcome,
            name=wanted.name,
            place=_PLACES[wanted.place],
            why=REASONS[why] if why else Text(f"全站 {count} 个栏目中没有", f"none of {count} columns is it"),
        )

    def _content(
        self, wanted: Wanted, column: FoundColumn, crawl: Crawl, line: OwnLine, unit: str = ""
    ) -> Finding | Tally:
        away = crawl.target(column.url) if column.state is ColumnState.ELSEWHERE else None
        if column.state is ColumnState.UNREACHABLE or is_dead(away, line):
            return self._say("dead", wanted, crawl, column, unit=unit)
        if wanted.targets:
            return self._aim(wanted, column, crawl, unit)
        if away and (unasked(away) or blocked(away) or broken_class(away)):
            return self._say("unseen", wanted, crawl, column, Outcome.UNTESTED, unit)
        if column.state in (ColumnState.EMPTY, ColumnState.PLACEHOLDER) and not column.children:
            return self._say("empty", wanted, crawl, column, unit=unit)
        if column.state in UNSEEN:
            return self._say("unseen", wanted, crawl, column, Outcome.UNTESTED, unit)
        return Tally(1)

    def _aim(self, wanted: Wanted, column: FoundColumn, crawl: Crawl, unit: str) -> Finding | Tally:
        target = crawl.target(column.url)
        final = target.fetch.final_url if target and target.fetch else None
        if _is_aimed(final or column.url, wanted.targets):
            lost = target is not None and (unasked(target) or blocked(target))
            unseen = lost or column.state is ColumnState.NOT_FETCHED
            if not unseen:
                return Tally(1)
            return self._say("unseen", wanted, crawl, column, Outcome.UNTESTED, unit)
        if _holds_link(column, wanted.targets, crawl):
            return Tally(1)
        if column.state is ColumnState.UNSEEN:
            return self._say("unseen", wanted, crawl, column, Outcome.UNTESTED, unit)
        message = "redirected-away" if _is_aimed(column.url, wanted.targets) else "wrong-target"
        key = " ".join((message, unit, *wanted.targets))
        return self._say(
            message, wanted, crawl, column, unit=unit, key=key, targets=wanted.targets, final=final
        )

    def _say(
        self,
        message: str,
        wanted: Wanted,
        crawl: Crawl,
        column: FoundColumn,
        outcome: Outcome = Outcome.FAILED,
        unit: str = "",
        key: str = "",
        **parameters: Any,
    ) -> Finding:
        return self.finding(
            message,
            wanted.name,
            outcome,
            evidence=evidence(crawl, column),
            key=key or (f"{message} {unit}" if unit else ""),
            unit=unit or unit_of(column),
            name=wanted.name,
            place=_PLACES[wanted.place],
            path=shown(column),
            url=column.url,
            words=holds(column),
            **parameters,
        )


_PLACES = {
    Place.ANYWHERE: Text("网站", "the site"),
    Place.HOMEPAGE: Text("首页", "the homepage"),
    Place.DISCLOSURE: Text("政府信息公开专栏", "the disclosure section"),
}


def _is_aimed(url: Url, patterns: Sequence[str]) -> bool:
    """Whether an address lies on one of the hosts, or is one of the pages."""
    parts = split(url)
    return any(fnmatch(f"{parts.host}{parts.path}" if "/" in one else parts.host, one) for one in patterns)


def _holds_link(column: FoundColumn, patterns: Sequence[str], crawl: Crawl) -> bool:
    """Whether a column of the site is one page with such a link, or has such a sub-column."""
    page = crawl.page(column.url)
    links = (link.target for link in page.links if link.region is Region.BODY) if page else ()
    return any(_is_aimed(url, patterns) for url in (*links, *column.children) if url)
