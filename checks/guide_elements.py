"""Service guides that tell what a citizen needs."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import Field, model_validator

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally
from auditbot.model.finding import Finding
from auditbot.model.page import PageFacts
from auditbot.model.service import Element, ServiceGuide
from auditbot.model.text import Fault
from auditbot.model.unseen import CUT
from checks.shared.columns import shown
from checks.shared.services import NAMES, guides, listed_as_guides, no_guides

_USUAL = (
    Element.BASIS,
    Element.CONDITIONS,
    Element.FLOW,
    Element.MATERIALS,
    Element.UNIT,
    Element.CONTACT,
)
_LIMITS = {Element.LEGAL_TIME, Element.PROMISED_TIME}
"""A guide with one limit may not say of which kind it is."""
_NAMED_COLUMNS = 10
_FREE = re.compile(r"\s*(?:不收|免费|否|无)")
"""What costs nothing needs no basis of its fees."""


class GuideElements(Check):
    """Judges each guide by its labelled elements."""

    id = "guide-elements"
    title = "办事指南要素"
    counted = "份办事指南"
    needs = Needs.SERVICES | Needs.COLUMNS
    about = About(
        "查看每份办事指南有没有要求的要素：按标签或小标题查找，后面有内容才算。写“无”“不收费”也算有内容。"
        "网站上没有办事指南的（可能在政务服务网），不作判定。",
        "要素不全，群众要多跑路；多个事项缺少多类要素的，单项否决。",
        "按事项清单补齐要素，与政务服务网保持一致。",
    )
    messages = {
        "missing": Message(
            "办事指南《{title}》缺少：{missing}。", "{wanted}", "已有：{found}", "补充缺少的要素"
        ),
        "empty": Message(
            "办事指南《{title}》中这些要素没有内容：{empty}。",
            "要素后有内容",
            "只有标签",
            "补充内容；没有的写“无”",
        ),
        "untold-limit": Message(
            "办事指南《{title}》写了办理时限，没有写明是法定时限还是承诺时限。",
            "分别写明法定时限和承诺时限",
            "{words}",
            "分别写明",
        ),
        "unlabelled": Message(
            "办事指南栏目列出的 {count} 个页面都没有认出逐项标明的要素，须人工核对。",
            "每份办事指南逐项写明要素",
            "栏目：{columns}",
            "按要求的要素逐项写明",
        ),
        "few-online": Message(
            "{count} 份办事指南中 {online} 份有网上办理入口（{share}%），低于 {percent}%，须人工确认。",
            "{percent}% 以上可以网上办理",
            "{share}%",
            "为能够网上办理的事项加上入口",
        ),
    }

    class Options(CheckOptions):
        """Which elements, of which guides."""

        chinese = {
            "elements": "指南应有的要素；只有要求了网上咨询的比例时才可以不写",
            "within": "标题或所在栏目含有其中一词的指南才看",
            "online_percent": "应能在网上咨询的指南占百分之几；从指南看到的只作为线索",
        }

        elements: tuple[Element, ...] = _USUAL
        """None only where the share is asked for."""
        within: tuple[str, ...] = ()
        """Words of which title or menu path must hold one: only such guides."""
        online_percent: float | None = Field(default=None, ge=0, le=100)
        """Share of guides that must have a way to ask online; what the guides show is evidence only."""

        @model_validator(mode="after")
        def _something_asked(self) -> "GuideElements.Options":
            if not self.elements and self.online_percent is None:
                raise Fault(
                    "elements 与 online_percent 至少写明一项", "ask for elements, or for a share online"
                )
            return self

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every guide, then all of them together."""
        count = online = 0
        for facts, guide in guides(crawl, self.options.within):
            count += 1
            online += guide.online is not None
            found = list(self._judge(facts, guide, crawl))
            yield from found
            if not found:
                yield Tally(1)
        if not count:
            yield self._unlabelled(crawl) or no_guides()
        elif self.options.online_percent is not None:
            yield self._online(count, online, crawl)

    def _unlabelled(self, crawl: Crawl) -> Finding | None:
        """Columns of guides of which no page could be told to be one: a person must read them."""
        listed = list(listed_as_guides(crawl, self.options.within)) if self.options.elements else []
        if not listed:
            return None
        pages = [url for _, urls in listed for url in urls]
        return self.finding(
            "unlabelled",
            listed[0][0].url,
            Outcome.CANT_TELL,
            key="unlabelled",
            evidence=[crawl.evidence(pages[0])],
            found_on=pages,
            columns=[shown(column) for column, _ in listed[:_NAMED_COLUMNS]],
            count=len(pages),
        )

    def _judge(self, facts: PageFacts, guide: ServiceGuide, crawl: Crawl) -> Iterable[Finding]:
        told = _told(guide)
        wanted = self.options.elements
        empty = [element for element in wanted if element in guide.empty and element not in told]
        missing = [element for element in wanted if element not in told and element not in guide.empty]
        unclear = [element for element in missing if element in _LIMITS and guide.words(Element.TIME)]
        missing = [element for element in missing if element not in unclear]
        shared: dict[str, Any] = {
            "title": facts.title,
            "wanted": _named(wanted),
            "found": _named(sorted(told)),
        }
        evidence = [crawl.evidence(facts.url)]
        if missing:
            outcome = Outcome.CANT_TELL if facts.unseen == CUT else Outcome.FAILED
            named = _named(missing)
            yield self.finding("missing", facts.url, outcome, evidence=evidence, missing=named, **shared)
        if empty:
            yield self.finding("empty", facts.url, evidence=evidence, empty=_named(empty), **shared)
        if unclear:
            words = guide.words(Element.TIME)[:80]
            yield self.finding(
                "untold-limit", facts.url, Outcome.CANT_TELL, evidence=evidence, words=words, **shared
            )

    def _online(self, count: int, online: int, crawl: Crawl) -> Finding | Tally:
        share = 100 * online / count
        percent = self.options.online_percent or 0
        if share >= percent:
            return Tally(1)
        return self.finding(
            "few-online",
            crawl.site.home,
            Outcome.CANT_TELL,
            count=count,
            online=online,
            share=f"{math.floor(10 * share) / 10:g}",
            percent=f"{percent:g}",
        )


def _told(guide: ServiceGuide) -> set[Element]:
    """The elements that a guide tells, and those that they imply."""
    told = {element for element, _ in guide.elements}
    if told & _LIMITS:
        told.add(Element.TIME)
    if _FREE.match(guide.words(Element.FEES)):
        told.add(Element.FEE_BASIS)
    return told


def _named(elements: Sequence[Element]) -> list[object]:
    return [NAMES[element] for element in elements]
