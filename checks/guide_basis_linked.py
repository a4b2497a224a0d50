"""Service guides and power lists that link to the policies they rest on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally
from auditbot.extract.policies.index import PolicyIndex
from auditbot.extract.policies.papers import Name, paper
from auditbot.extract.text.words import key
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.model.page import Mention, PageFacts, PageKind
from auditbot.model.service import Element
from auditbot.url import Url, split
from checks.shared.identity import Carriers
from checks.shared.services import guides, no_guides

_POWERS = re.compile(r"(?:权力(?:事项)?|权责)清单")
_SHOWN = 5


class GuideBasisLinked(Check):
    """Judges each document that a guide or a power list names as its basis."""

    id = "guide-basis-linked"
    title = "办事依据链接"
    counted = "处依据"
    needs = Needs.SERVICES | Needs.DOCUMENTS
    about = About(
        "在办事指南的依据和权力清单中，查看写出名称（《…》）或文号的政策文件有没有链接，链接是否指向该文件。"
        "本网站有该文件而没有链接的，给出应链接的地址；本网站没有的法律和上级文件，只作提示。",
        "依据可以点开核对，群众才能知道事项凭什么设立。",
        "为依据加上链接，指向本网站或政策文件库中的该文件。",
    )
    messages = {
        "not-linked": Message(
            "《{title}》写明的依据没有链接：{names}，本网站有这些文件。",
            "依据链接到文件",
            "没有链接",
            "链接到 {fix}",
        ),
        "wrong-document": Message(
            "《{title}》中依据“{name}”的链接指向另一份文件。", "指向“{name}”", "指向 {url}", "更正链接"
        ),
        "not-held": Message(
            "{count} 个页面写明的依据没有链接，本网站也没有这些文件，如{names}。",
            "依据可以点开",
            "没有链接",
            "可链接到法律法规库或政策文件库",
        ),
    }

    class Options(CheckOptions):
        """Where else the documents may stand."""

        chinese = {"library": "政策库的主机名，如 *.cq.gov.cn：链接到那里算符合"}

        library: tuple[str, ...] = ()
        """Hosts of the policy library, such as ``*.cq.gov.cn``: a link there is right."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every guide and power list; what the site does not hold is told once for all."""
        papers = PolicyIndex(paper(facts, (), ()) for facts in crawl.facts(PageKind.POLICY))
        looked = False
        without, names = Carriers(), dict[str, None]()
        for facts, mentions in _bases(crawl):
            looked = True
            elsewhere = [one for one in mentions if not one.target and not _held(one, papers)]
            if elsewhere:
                without.add(facts.url)
                names.update(dict.fromkeys(_name(one) for one in elsewhere))
            said = list(self._judge(facts, mentions, papers, crawl))
            yield from said
            if not said:
                yield Tally(1, Outcome.PASSED if len(mentions) > len(elsewhere) else Outcome.INAPPLICABLE)
        if without.total:
            yield self._not_held(without, list(names), crawl)
        if not looked:
            yield no_guides()

    def _judge(
        self, facts: PageFacts, mentions: Sequence[Mention], papers: PolicyIndex, crawl: Crawl
    ) -> Iterator[Finding]:
        bare: dict[Url, str] = {}
        for mention in mentions:
            held = _held(mention, papers)
            if not mention.target and held and held != facts.url:
                bare[held] = _name(mention)
            elif mention.target and not self._is_right(mention, mention.target, papers):
                yield self._wrong(facts, _name(mention), mention.target, crawl)
        if bare:
            names = list(bare.values())
            yield self.finding(
                "not-linked",
                facts.url,
                evidence=[crawl.evidence(facts.url, words=names[0])],
                title=facts.title,
                names=names[:_SHOWN],
                fix=list(bare)[:_SHOWN],
            )

    def _wrong(self, facts: PageFacts, name: str, target: Url, crawl: Crawl) -> Finding:
        return self.finding(
            "wrong-document",
            facts.url,
            key=f"wrong {key(name)}",
            evidence=[crawl.evidence(facts.url, link_to=target)],
            title=facts.title,
            name=name,
            url=target,
        )

    def _not_held(self, pages: Carriers, names: Sequence[str], crawl: Crawl) -> Finding:
        return self.finding(
            "not-held",
            crawl.site.home,
            weight=Severity.NOTICE,
            evidence=[crawl.evidence(pages.pages[0], words=names[0])],
            found_on=pages.pages,
            found_on_total=pages.total,
            count=pages.total,
            names=names[:_SHOWN],
        )

    def _is_right(self, mention: Mention, target: Url, papers: PolicyIndex) -> bool:
        """Whether a link leads to the document that its words name, as far as can be told."""
        found = papers.at(target)
        named = Name(mention.title, mention.number)
        return found is None or self._in_library(target) or found.is_called(named)

    def _in_library(self, target: Url) -> bool:
        return any(fnmatch(split(target).host, name) for name in self.options.library)


def _held(mention: Mention, papers: PolicyIndex) -> Url | None:
    """The document of the site that is meant."""
    found = papers.by_number(mention.number) if mention.number else None
    found = found or (papers.by_title(mention.title, None) if mention.title else None)
    return found.page.url if found else None


def _name(mention: Mention) -> str:
    return f"《{mention.title}》" if mention.title else mention.number


def _bases(crawl: Crawl) -> Iterator[tuple[PageFacts, tuple[Mention, ...]]]:
    """Pages that rest on policies, with the documents they name as their basis."""
    for facts, guide in guides(crawl):
        basis = guide.words(Element.BASIS) + guide.words(Element.FEE_BASIS)
        if basis:
            yield facts, tuple(one for one in facts.mentions if (one.title or one.number) in basis)
    for facts in crawl.facts(PageKind.ARTICLE, PageKind.POLICY):
        if _POWERS.search(facts.title) and facts.mentions:
            yield facts, facts.mentions
