"""The phone of the disclosure office: listed on the guide, valid, and the same everywhere."""

from collections.abc import Iterable, Sequence
from typing import Any

from auditbot.check import About, Check, Crawl, Message, Needs, Note, Outcome, Page, Tally, Text
from auditbot.extract.contact.phone_faults import digits_of, fault_of, same_number
from auditbot.model.finding import Evidence, Finding
from auditbot.model.page import PageFacts, PageKind, PhoneOwner, Region
from auditbot.url import Url
from checks.shared.guides import Told, guides, no_guide
from checks.shared.phones import FAULTS


class Listed(Note):
    """A number that a page gives as that of the disclosure office."""

    digits: str
    written: str
    label: str
    excerpt: str
    called: str = ""
    title: str = ""


class DisclosurePhone(Check):
    """Remembers numbers of the disclosure office, page by page, and compares them in the end."""

    id = "disclosure-phone"
    title = "政府信息公开联系电话"
    counted = "个号码"
    needs = Needs.PHONES | Needs.GUIDE | Needs.FILES
    about = About(
        "在公开指南中查找政府信息公开工作机构的联系电话，核对号码是否有效，"
        "与登记的号码、年度报告和其他页面是否一致。页脚等处的其他电话不算。"
        "指南只以附件提供的，读取附件的文字。",
        "电话缺失、错误、前后不一，群众找不到人；是否有人接听须人工拨测。",
        "在指南中写明公开工作机构的联系电话，号码变动后同步修改所有页面。",
    )
    messages = {
        "no-phone": Message(
            "公开指南中没有政府信息公开联系电话。",
            "写明公开工作机构的联系电话",
            "{why}",
            "在指南中补充联系电话",
        ),
        "no-guide": Message(
            "没有找到公开指南，其中应有的政府信息公开联系电话也就没有看到。",
            "在公开指南中写明公开工作机构的联系电话",
            "{why}",
            "发布公开指南，并写明联系电话",
        ),
        "not-attributed": Message(
            "公开指南中有电话，但没有说明是公开工作机构的。",
            "标明“政府信息公开联系电话”",
            "{numbers}",
            "在号码前标明所属机构",
        ),
        "invalid": Message(
            "政府信息公开联系电话 {written} {fault}。", "带区号的有效号码", "{excerpt}", "更正号码"
        ),
        "placeholder": Message(
            "政府信息公开联系电话 {written} 是占位号码。", "真实有效的号码", "{excerpt}", "更正号码"
        ),
        "differs-registered": Message(
            "公开指南中的联系电话 {written} 与登记的 {registered} 不一致。",
            "{registered}",
            "{excerpt}",
            "核实后更正网页或登记信息",
        ),
        "differs-page": Message(
            "政府信息公开联系电话前后不一：本页为 {written}，指南为 {guide}。",
            "与指南一致：{guide}",
            "{excerpt}",
            "核实后统一为正确的号码",
        ),
        "tel-differs": Message(
            "点击拨打的号码 {called} 与显示的 {written} 不一致。",
            "{written}",
            "tel:{called}",
            "更正链接中的号码",
        ),
    }

    def visit(self, page: Page) -> Iterable[Note]:
        """Remember the disclosure office's numbers of a page that is no guide."""
        return _listed(page.facts) if page.kind is not PageKind.GUIDE else ()

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge each guide's numbers, then what other pages say against them."""
        known: list[tuple[Told, Listed]] = []
        found = False
        for guide in guides(crawl):
            found = True
            listed = _listed(guide.facts)
            known += ((guide, note) for note in listed)
            if guide.why:
                yield Tally(1, Outcome.UNTESTED, guide.why)
            elif not listed:
                yield self._silent(guide, crawl)
        if not found:
            outcome, why = no_guide(crawl, Text("没有找到公开指南", "no guide was found"))
            yield self.finding("no-guide", str(crawl.site.home), outcome, why=why)
        together: dict[Url, list[Listed]] = {}
        for guide, note in known:
            together.setdefault(guide.page, []).append(note)
        for guide, note in known:
            yield from self._judge(guide, note, together[guide.page], crawl)
        for url, note in crawl.notes(Listed):
            if url:
                yield from self._compare(url, note, known, crawl)

    def _silent(self, guide: Told, crawl: Crawl) -> Finding:
        """A guide without a number of the disclosure office."""
        numbers = _others(guide.facts)
        if numbers:
            evidence = [guide.evidence(crawl, words=numbers[0])]
            return self.finding(
                "not-attributed", guide.url, Outcome.CANT_TELL, evidence=evidence, numbers=numbers
            )
        reason = Text("指南全文中没有", "nowhere in the guide")
        return self.finding("no-phone", guide.url, evidence=[guide.evidence(crawl)], why=reason)

    def _judge(
        self, guide: Told, note: Listed, beside: Sequence[Listed], crawl: Crawl
    ) -> Iterable[Finding | Tally]:
        """``beside``: all numbers of the same guide, of which one may be the registered one."""
        fault = fault_of(note.digits)
        evidence = [guide.evidence(crawl, words=note.written)]
        unit = crawl.site.unit_at(guide.page)
        registered = unit.phone if unit else crawl.site.phone
        if fault:
            message = "placeholder" if fault == "placeholder" else "invalid"
            yield self._say(message, guide.url, note, evidence, fault=FAULTS[fault])
        elif registered and not any(same_number(digits_of(registered), one.digits) for one in beside):
            yield self._say("differs-registered", guide.url, note, evidence, registered=registered)
        else:
            yield Tally(1)
        if note.called and not same_number(digits_of(note.called), note.digits):
            yield self._say("tel-differs", guide.url, note, evidence, called=note.called)

    def _compare(
        self, url: Url, note: Listed, known: Sequence[tuple[Told, Listed]], crawl: Crawl
    ) -> Iterable[Finding | Tally]:
        """Against the guides; a contradiction is one only within the pages of one unit."""
        unit = crawl.site.unit_at(url)
        own = [(guide, said) for guide, said in known if crawl.site.unit_at(guide.page) == unit]
        if any(same_number(note.digits, said.digits) for _, said in known):
            yield Tally(1)
        elif own:
            guide, said = own[0]
            here, there = crawl.evidence(url, words=note.written), guide.evidence(crawl, words=said.written)
            yield self._say("differs-page", url, note, [here, there], guide=said.written)

    def _say(
        self, message: str, url: Url, note: Listed, evidence: Sequence[Evidence], **parameters: Any
    ) -> Finding:
        return self.finding(
            message,
            url,
            evidence=evidence,
            key=f"{message} {note.written}",
            written=note.written,
            excerpt=note.excerpt,
            label=note.label,
            **parameters,
        )


def _listed(facts: PageFacts) -> list[Listed]:
    """The numbers that a page or a guide gives as those of the disclosure office."""
    own = [phone for phone in facts.phones if phone.owner is PhoneOwner.DISCLOSURE and not phone.fax]
    return [
        Listed(
            digits=phone.digits,
            written=phone.written,
            label=phone.label,
            excerpt=phone.excerpt,
            called=phone.called,
            title=facts.title,
        )
        for phone in own[:20]
    ]


def _others(facts: PageFacts) -> list[str]:
    """Other numbers of a guide."""
    numbers = (phone for phone in facts.phones if phone.region is Region.BODY and not phone.fax)
    return [phone.written for phone in numbers][:5]
