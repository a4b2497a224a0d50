"""The guide to government information (政府信息公开指南) with what the Regulation wants in it."""

from collections.abc import Iterable
from datetime import timedelta

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.model.page import GuidePart
from checks.shared.guides import Told, guides, no_guide

DEMANDED = {
    GuidePart.KINDS: Text("政府信息的分类", "kinds of information"),
    GuidePart.ARRANGEMENT: Text("编排体系", "how it is arranged"),
    GuidePart.ACCESS: Text("获取方式", "how to get it"),
    GuidePart.OFFICE_NAME: Text("公开工作机构的名称", "name of the disclosure office"),
    GuidePart.OFFICE_ADDRESS: Text("公开工作机构的办公地址", "address of the office"),
    GuidePart.OFFICE_HOURS: Text("公开工作机构的办公时间", "hours of the office"),
    GuidePart.OFFICE_PHONE: Text("公开工作机构的联系电话", "phone of the office"),
    GuidePart.OFFICE_FAX: Text("公开工作机构的传真号码", "fax of the office"),
    GuidePart.OFFICE_INTERNET: Text("公开工作机构的互联网联系方式", "internet contact of the office"),
}
"""The nine things of Art. 12 of the Regulation on Open Government Information (2019)."""
EXTRA = {
    GuidePart.POSTCODE: Text("邮政编码", "post code"),
    GuidePart.HOW_TO_ASK: Text("依申请公开的办法", "how to apply"),
    GuidePart.HOW_TO_COMPLAIN: Text("监督投诉方式", "how to complain"),
}


class DisclosureGuide(Check):
    """Judges the parts that each guide has, be it a page or a file."""

    id = "disclosure-guide"
    title = "政府信息公开指南"
    counted = "项内容"
    needs = Needs.GUIDE | Needs.FILES | Needs.DATES | Needs.COLUMNS
    about = About(
        "查找政府信息公开指南，核对《政府信息公开条例》第十二条要求的九项内容是否齐全，是否仍引用旧条例。"
        "指南只以附件（PDF、Word、OFD 等）提供的，读取附件的文字；扫描件、加密或读不出的附件不下结论。",
        "指南是公众申请公开的入口，内容缺失或过时，通报中常被点名。",
        "按第十二条补全指南内容，引用 2019 年施行的新条例，机构信息变动时及时更新。",
    )
    messages = {
        "no-guide": Message(
            "没有找到政府信息公开指南。", "公开专栏中有政府信息公开指南", "{why}", "编制并发布指南"
        ),
        "part-missing": Message(
            "公开指南中没有写明{part}。", "写明{part}", "全文中没有找到", "在指南中补充{part}"
        ),
        "part-unfilled": Message(
            "公开指南中的{part}只有名目，没有内容。", "写明{part}", "名目之后为空", "在指南中补充{part}"
        ),
        "extra-missing": Message(
            "公开指南中没有写明{part}。", "一般应写明{part}", "全文中没有找到", "建议补充"
        ),
        "old": Message(
            "公开指南发布于 {day}，已超过 {years} 年，内容是否仍然有效须人工确认。",
            "指南内容与现状一致",
            "发布日期 {day}",
            "核对机构、电话、地址等内容，更新后重新发布",
        ),
        "old-regulation": Message(
            "公开指南仍引用 2007 年的旧条例。",
            "引用 2019 年 5 月 15 日起施行的《政府信息公开条例》",
            "{words}",
            "按新条例修订指南",
        ),
        "in-attachment": Message(
            "公开指南的内容未能核对。",
            "网页上可以直接阅读指南全文",
            "{title}：{why}",
            "把指南全文发布为网页",
        ),
    }

    class Options(CheckOptions):
        """When a guide is old."""

        chinese = {"years": "超过多少年的指南由人工确认，不判不符合（本程序自定）"}

        years: int | None = Field(default=5, ge=1)
        """Our own figure: an older guide is put to a person, never failed."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every guide; each unit of a site may have its own."""
        found = False
        for guide in guides(crawl):
            found = True
            yield from self._judge(guide, crawl)
        if not found:
            outcome, why = no_guide(crawl, Text("全站没有找到", "nowhere on the site"))
            yield self.finding("no-guide", str(crawl.site.home), outcome, why=why)

    def _judge(self, told: Told, crawl: Crawl) -> Iterable[Finding | Tally]:
        guide, evidence = told.facts.guide, [told.evidence(crawl)]
        if told.why or guide is None:
            title, why = told.facts.title, told.why
            yield self.finding(
                "in-attachment", told.url, Outcome.CANT_TELL, evidence=evidence, title=title, why=why
            )
            return
        parts = {part for part, _ in guide.parts}
        for part, name in DEMANDED.items():
            if part in parts:
                yield Tally(1)
            else:
                message = "part-unfilled" if part in guide.unfilled else "part-missing"
                yield self.finding(message, told.url, evidence=evidence, key=part, part=name)
        for part, name in EXTRA.items():
            if part not in parts:
                yield self.finding(
                    "extra-missing", told.url, weight=Severity.NOTICE, evidence=evidence, key=part, part=name
                )
        if guide.old_regulation:
            words = guide.old_regulation
            yield self.finding(
                "old-regulation", told.url, evidence=[told.evidence(crawl, words)], words=words
            )
        yield from self._age(told, crawl)

    def _age(self, told: Told, crawl: Crawl) -> Iterable[Finding]:
        published, years = told.facts.published, self.options.years
        if published and years and crawl.as_of - published.value > timedelta(days=365.25 * years):
            yield self.finding(
                "old",
                told.url,
                Outcome.CANT_TELL,
                evidence=[told.evidence(crawl)],
                day=published.value,
                years=years,
            )
