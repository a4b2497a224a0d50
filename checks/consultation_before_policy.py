"""Policies whose draft was put out for opinion first, on the right site."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from auditbot.check import (
    About,
    Check,
    CheckOptions,
    Crawl,
    Message,
    Needs,
    Note,
    Outcome,
    Page,
    Tally,
    Text,
)
from auditbot.extract.policies.levels import is_higher
from auditbot.model.finding import Finding
from auditbot.model.page import Region
from auditbot.model.policy import PolicyPage
from auditbot.model.site import SiteKind
from auditbot.url import bare, split
from checks.shared.consultations import Consultations, Consulted, may_mean, remembered
from checks.shared.document_search import absent
from checks.shared.interpretations import Issuer, issuer_of, same_unit
from checks.shared.policies import sets_rules

_EXEMPT = Text(
    "人事、批复、转载等文件不需要征求意见", "staff matters, replies, reprints and the like need none"
)
_OLD = Text("早于网站最早的征求意见", "older than the site's first consultation")
_NO_CALLS = Text("站内没有征求意见的信息，无从比较", "the site shows no consultation to compare with")
_NO_POLICIES = Text("站内没有应征求意见的文件", "the site holds no document that needs one")


class ConsultationBeforePolicy(Check):
    """Looks for the consultation that came before each of the site's own policies."""

    id = "consultation-before-policy"
    title = "出台前征求意见"
    counted = "份政策文件"
    needs = Needs.CONSULTATIONS | Needs.DOCUMENTS | Needs.DATES | Needs.COLUMNS
    about = About(
        "为每份本级规范性文件查找出台前的征求意见：按标题（不计征求意见稿、草案等字样）或页面间的链接；"
        "并看是否发布在应当发布的网站上：政府及其办公室的在门户网站，部门的在本部门网站。"
        "早于网站最早一次征求意见的文件、人事和转载文件不判。",
        "涉及公众利益的文件出台前应当听取意见。",
        "在应当发布的网站公开征求意见；文件发布后，在文件页链接征求意见的页面。",
    )
    messages = {
        "none": Message(
            "政策文件《{policy}》出台前没有看到征求意见。",
            "出台前公开征求过意见",
            "站内 {calls} 项征求意见中没有对应的；文件发布日期 {day}",
            "今后先征求意见再出台；征求过的，在文件页链接",
        ),
        "wrong-site": Message(
            "政策文件《{policy}》的征求意见没有发布在应当发布的网站。",
            "{wanted}",
            "{url}",
            "在应当发布的网站征求意见",
        ),
    }

    class Options(CheckOptions):
        """Where else consultations may stand."""

        chinese = {"platforms": "同样算数的上级平台主机名；其中的内容不读取"}

        platforms: tuple[str, ...] = ()
        """Hosts of a superior platform that count as well; what stands there is not read."""

    def visit(self, page: Page) -> Iterable[Note]:
        """Remember the pages of consultations."""
        return remembered(page)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every policy of the site's own."""
        known = Consultations.of(crawl)
        first = min((call.published for call in known.calls if call.published), default=None)
        policies = _policies(crawl)
        if not policies:
            whole = crawl.absence()[0] is Outcome.FAILED
            yield Tally(1, Outcome.INAPPLICABLE if whole else Outcome.UNTESTED, _NO_POLICIES)
        for policy in policies:
            yield self._judge(policy, known, first, crawl)

    def _judge(
        self, policy: PolicyPage, known: Consultations, first: date | None, crawl: Crawl
    ) -> Finding | Tally:
        if not sets_rules(policy) or is_higher(crawl.site, policy.title, policy.number, policy.issuer):
            return Tally(1, Outcome.INAPPLICABLE, _EXEMPT)
        pages = _earlier(policy, known, crawl)
        if pages:
            return self._placed(policy, pages, crawl)
        if not known.calls:
            whole = crawl.absence()[0] is Outcome.FAILED
            return Tally(1, Outcome.CANT_TELL if whole else Outcome.UNTESTED, _NO_CALLS)
        if first and policy.published and policy.published < first:
            return Tally(1, Outcome.INAPPLICABLE, _OLD)
        if self._is_on_platform(policy, crawl):
            return Tally(1)
        return self._say(
            "none",
            policy,
            crawl,
            self._absent(policy, crawl),
            calls=len(known.calls),
            day=policy.published or Text("无", "none"),
        )

    def _placed(self, policy: PolicyPage, pages: Sequence[Consulted], crawl: Crawl) -> Finding | Tally:
        wanted = _wanted_hosts(policy, crawl)
        if wanted is None or any(bare(split(page.url).host) in wanted for page in pages):
            return Tally(1)
        return self._say(
            "wrong-site",
            policy,
            crawl,
            Outcome.FAILED,
            pages=pages,
            url=pages[0].url,
            wanted=Text(
                f"发布在 {'、'.join(sorted(wanted)) or '门户网站'}",
                f"published on {', '.join(sorted(wanted)) or 'the portal'}",
            ),
        )

    def _absent(self, policy: PolicyPage, crawl: Crawl) -> Outcome:
        """What may be said where none was found: it may stand on a platform, or on a unit's own site."""
        outcome, _ = absent(crawl)
        portal = crawl.site.kind in (SiteKind.PORTAL, None)
        elsewhere = (
            issuer_of(policy) is Issuer.DEPARTMENT if portal else issuer_of(policy) is not Issuer.DEPARTMENT
        )
        if outcome is Outcome.FAILED and (elsewhere or self.options.platforms or policy.published is None):
            return Outcome.CANT_TELL
        return outcome

    def _is_on_platform(self, policy: PolicyPage, crawl: Crawl) -> bool:
        """Whether the policy's page links to one of the platforms from its own part."""
        page = crawl.page(policy.url)
        platforms = {bare(host) for host in self.options.platforms}
        return any(
            link.target and link.region is Region.BODY and bare(split(link.target).host) in platforms
            for link in (page.links if page and platforms else ())
        )

    def _say(
        self,
        message: str,
        policy: PolicyPage,
        crawl: Crawl,
        outcome: Outcome,
        *,
        pages: Sequence[Consulted] = (),
        **parameters: Any,
    ) -> Finding:
        shown = [policy.url, *(page.url for page in pages[:3])]
        return self.finding(
            message,
            policy.url,
            outcome,
            key="consulted",
            evidence=[crawl.evidence(url) for url in shown],
            policy=policy.title,
            **parameters,
        )


def _policies(crawl: Crawl) -> list[PolicyPage]:
    """All policies of the site, each page once."""
    graph = crawl.graph()
    known = {pair.policy.url: pair.policy for pair in graph.pairs if pair.policy}
    known |= {policy.url: policy for policy in graph.alone}
    return [policy for _, policy in sorted(known.items())]


def _earlier(policy: PolicyPage, known: Consultations, crawl: Crawl) -> list[Consulted]:
    """Calls and outcomes about the policy that are not younger: by title, else by a link of either."""
    found = {
        page.url: page for page in (*known.about(policy.title), *known.linking_to(policy.url, policy.title))
    }
    if not found:
        page = crawl.page(policy.url)
        own = [link for link in page.links if link.region is Region.BODY] if page else []
        targets = {link.target for link in own if link.target and may_mean(link.text, policy.title)}
        found = {target: call for target in sorted(targets) if (call := known.at(target))}
    return [
        page
        for page in found.values()
        if not (page.published and policy.published and page.published > policy.published)
    ]


def _wanted_hosts(policy: PolicyPage, crawl: Crawl) -> set[str] | None:
    """The hosts on which the draft belongs; ``None`` where nothing is known of it.

    That of the portal for the government and its office; a department's own pages where the register of a
    portal names a host of its own for it.
    """
    home = bare(split(crawl.site.home).host)
    of_department = issuer_of(policy) is Issuer.DEPARTMENT
    if crawl.site.kind is SiteKind.PORTAL and not of_department:
        return {home}
    if crawl.site.kind is SiteKind.DEPARTMENT:
        return {home} if of_department else set()
    units = [unit for unit in crawl.site.units if same_unit(unit.name, policy.issuer)]
    hosts = {bare(split(page).host) for unit in units for page in unit.pages}
    return hosts if of_department and hosts and home not in hosts else None
