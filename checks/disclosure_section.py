"""The parts of the disclosure section, each reachable and holding something."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.column import ColumnState
from auditbot.model.finding import Finding
from checks.shared.apply_online import Online, offered
from checks.shared.columns import UNSEEN, evidence, shown, unit_of
from checks.shared.contents import contents
from checks.shared.disclosure_parts import NAMES, Found, Part, Parts
from checks.shared.document_search import absent
from checks.shared.links import OwnLine, blocked, broken_class, is_dead, unasked
from checks.shared.section_elsewhere import section_elsewhere
from checks.shared.wanted import Topic

_BARE = (ColumnState.EMPTY, ColumnState.PLACEHOLDER)
_NOWHERE = Text("栏目和链接中没有", "no column or link has that name")
_NO_COLUMN = Text(
    "制度不是本站的栏目，未能逐项核对", "the rules are no column of this site, so none was looked for"
)


class DisclosureSection(Check):
    """Judges each part, then the form of 依申请公开 and the kinds of rules if asked."""

    id = "disclosure-section"
    title = "政府信息公开专栏"
    counted = "项"
    needs = Needs.COLUMNS | Needs.RENDERING | Needs.GUIDE | Needs.FORMS
    about = About(
        "查找政府信息公开专栏的各个部分：指南、制度、法定主动公开内容、年报、依申请公开，核对能否打开、是否有内容；"
        "按要求核对依申请公开是否提供在线申请表（不提交），制度中是否列有规定的各类制度。",
        "专栏是法定的公开平台，缺少部分或打不开，公众找不到应公开的信息，也无法提出申请。",
        "按规定设齐专栏各部分并充实内容，依申请公开提供在线申请。",
    )
    messages = {
        "missing": Message(
            "没有找到“{part}”。", "政府信息公开专栏设有“{part}”", "{why}", "在专栏中设置该部分"
        ),
        "near": Message(
            "没有找到“{part}”，有名称相近的“{found}”，是否就是它须人工确认。",
            "政府信息公开专栏设有“{part}”",
            "{path}",
            "确认后改用规范名称",
        ),
        "dead": Message("“{part}”打不开。", "可以打开", "{url}", "修正链接或恢复页面"),
        "empty": Message("“{part}”中没有内容。", "至少有一条信息", "{path}", "发布相应内容"),
        "unseen": Message("“{part}”的内容未能看到。", seen="{url}"),
        "no-form": Message(
            "“依申请公开”没有可用的在线申请表或申请系统。",
            "可以在线提出申请",
            "{url}",
            "在依申请公开页面提供在线申请表或申请系统的链接",
        ),
        "form-unsure": Message(
            "“依申请公开”能否在线申请未能确认，须人工打开核对。",
            "可以在线提出申请",
            "{url}",
            "确认页面上可以在线填写申请",
        ),
        "rules-missing": Message(
            "“政府信息公开制度”中没有看到：{missing}，须人工确认。",
            "列有 {asked}",
            "有 {items} 条信息",
            "发布缺少的制度",
        ),
    }

    class Options(CheckOptions):
        """What is looked for."""

        chinese = {
            "parts": "专栏应有的部分",
            "named": "规定点名要求各部分：没有即不符合；否则由人工确认",
            "form": "依申请公开应能在网上提交",
            "rules": "“制度”中应列出的制度种类",
        }

        parts: tuple[Part, ...] = Field(default=tuple(Part), min_length=1)
        """The parts that the section must have."""
        named: bool = False
        """The rule itself names the parts: absent is ``failed``; otherwise ``cantTell``."""
        form: bool = False
        """依申请公开 must offer a form online."""
        rules: tuple[Topic, ...] = ()
        """Kinds of rules that 制度 should list."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Look for each part, then into two of them."""
        asked, line = dict.fromkeys(self.options.parts), OwnLine(crawl)
        if self.options.form:
            asked[Part.REQUEST] = None
        if self.options.rules:
            asked[Part.RULES] = None
        parts = Parts(crawl, tuple(asked))
        for part in asked:
            found = parts.find(part)
            if found is None:
                yield self._absent(part, parts, crawl)
                continue
            said = self._judge(part, found, crawl, line)
            yield said
            if isinstance(said, Tally):
                yield from self._inside(part, found, crawl, line)

    def _absent(self, part: Part, parts: Parts, crawl: Crawl) -> Finding:
        near = parts.near(part)
        if near:
            return self.finding(
                "near",
                NAMES[part].zh,
                Outcome.CANT_TELL,
                evidence=evidence(crawl, near),
                key=part,
                part=NAMES[part],
                found=near.name,
                path=shown(near),
            )
        outcome, why = absent(crawl, breach=self.options.named, listed=False, nowhere=_NOWHERE)
        elsewhere = section_elsewhere(crawl) if why is _NOWHERE else None
        if elsewhere:
            outcome, why = Outcome.CANT_TELL, elsewhere
        return self.finding("missing", NAMES[part].zh, outcome, key=part, part=NAMES[part], why=why)

    def _judge(self, part: Part, found: Found, crawl: Crawl, line: OwnLine) -> Finding | Tally:
        column = found.column
        away = column is None or column.state is ColumnState.ELSEWHERE
        target = found.target or (crawl.target(found.url) if away else None)
        if is_dead(target, line) or (column and column.state is ColumnState.UNREACHABLE):
            return self._say("dead", part, found, crawl)
        if target and (unasked(target) or blocked(target) or broken_class(target)):
            return self._say("unseen", part, found, crawl, Outcome.UNTESTED)
        if column and column.state in UNSEEN:
            return self._say("unseen", part, found, crawl, Outcome.UNTESTED)
        if column and column.state in _BARE and not column.children and not _fillable(found, crawl):
            return self._say("empty", part, found, crawl)
        return Tally(1)

    def _inside(self, part: Part, found: Found, crawl: Crawl, line: OwnLine) -> Iterator[Finding | Tally]:
        if part is Part.REQUEST and self.options.form:
            online = self._online(found, crawl, line)
            if online is Online.YES:
                yield Tally(1)
            elif online is Online.NO:
                yield self._say("no-form", part, found, crawl)
            else:
                yield self._say("form-unsure", part, found, crawl, Outcome.CANT_TELL)
        if part is Part.RULES and self.options.rules:
            yield from self._rules(found, crawl)

    def _online(self, found: Found, crawl: Crawl, line: OwnLine) -> Online:
        """The page of the part, then its sub-columns."""
        children = found.column.children if found.column else ()
        ways = {offered(url, crawl, line) for url in (found.url, *children[:10])}
        return next((way for way in (Online.YES, Online.UNSURE) if way in ways), Online.NO)

    def _rules(self, found: Found, crawl: Crawl) -> Iterator[Finding | Tally]:
        asked = self.options.rules
        if found.column is None:
            yield Tally(len(asked), Outcome.UNTESTED, _NO_COLUMN)
            return
        held = contents((found.column,), crawl)
        missing = [topic.name for topic in asked if not any(map(topic.told_by, held.words))]
        if len(missing) < len(asked):
            yield Tally(len(asked) - len(missing))
        if missing:
            yield self._say(
                "rules-missing",
                Part.RULES,
                found,
                crawl,
                Outcome.CANT_TELL,
                missing=missing,
                asked=[topic.name for topic in asked],
                items=held.items,
            )

    def _say(
        self,
        message: str,
        part: Part,
        found: Found,
        crawl: Crawl,
        outcome: Outcome = Outcome.FAILED,
        **parameters: Any,
    ) -> Finding:
        column = found.column
        seen = evidence(crawl, column) if column else (crawl.evidence(found.url),)
        return self.finding(
            message,
            found.url,
            outcome,
            evidence=seen,
            key=f"{part} {message}",
            unit=unit_of(column) if column else "",
            part=NAMES[part],
            url=found.url,
            path=shown(column) if column else found.url,
            **parameters,
        )


def _fillable(found: Found, crawl: Crawl) -> bool:
    """Whether the page holds a form: that is content too."""
    page = crawl.page(found.url)
    return page is not None and bool(page.facts.forms)
