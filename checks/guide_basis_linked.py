"""Service guides and power lists that link to the policies they rest on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally
from auditbot.extract.words import key, squeeze
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.model.page import Mention, PageFacts, PageKind
from auditbot.model.service import Element
from auditbot.url import Url, split
from checks._services import guides, no_guides

_POWERS = re.compile(r"(?:权力(?:事项)?|权责)清单")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Library:
    """The documents of the site, by number and by title."""

    by_number: dict[str, Url]
    by_title: dict[str, Url]
    titles: dict[Url, tuple[str, str]]

    @classmethod
    def of(cls, crawl: Crawl) -> "_Library":
        numbers, titles, named = dict[str, Url](), dict[str, Url](), dict[Url, tuple[str, str]]()
        for facts in crawl.facts(PageKind.POLICY):
            named[facts.url] = (facts.number, key(facts.title))
            if facts.number:
                numbers.setdefault(squeeze(facts.number), facts.url)
            if key(facts.title):
                titles.setdefault(key(facts.title), facts.url)
        return cls(numbers, titles, named)

    def holds(self, mention: Mention) -> Url | None:
        """The document of the site that is meant."""
        return self.by_number.get(squeeze(mention.number)) or self.by_title.get(key(mention.title))

    def is_meant(self, mention: Mention, target: Url) -> bool:
        """Whether the page behind a link is the document that its words name, as far as can be told."""
        number, title = self.titles.get(target, ("", ""))
        if not (number or title):
            return True
        meant = key(mention.title)
        by_number = bool(number and mention.number) and squeeze(number) == squeeze(mention.number)
        return by_number or bool(meant and (meant in title or title in meant))


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
            "《{title}》写明的依据没有链接，本网站也没有：{names}。",
            "依据可以点开",
            "没有链接",
            "可链接到法律法规库或政策文件库",
        ),
    }

    class Options(CheckOptions):
        """Where else the documents may stand."""

        library: tuple[str, ...] = ()
        """Hosts of the policy library, such as ``*.cq.gov.cn``: a link there is right."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every guide and power list."""
        library = _Library.of(crawl)
        looked = False
        for facts, mentions in _bases(crawl):
            looked = True
            yield from self._judge(facts, mentions, library, crawl)
        if not looked:
            yield no_guides()

    def _judge(
        self, facts: PageFacts, mentions: Sequence[Mention], library: _Library, crawl: Crawl
    ) -> Iterator[Finding | Tally]:
        good = 0
        bare: dict[Url, str] = {}
        elsewhere: list[str] = []
        for mention in mentions:
            name = mention.title or mention.number
            held = library.holds(mention)
            if mention.target:
                if self._in_library(mention.target) or library.is_meant(mention, mention.target):
                    good += 1
                else:
                    yield self._wrong(facts, name, mention.target, crawl)
            elif held and held != facts.url:
                bare[held] = name
            elif not held:
                elsewhere.append(name)
        if bare:
            yield self._say("not-linked", facts, list(bare.values()), crawl, fix=list(bare)[:_SHOWN])
        if elsewhere:
            yield self._say("not-held", facts, elsewhere, crawl, weight=Severity.NOTICE)
        if good or not (bare or elsewhere):
            yield Tally(max(good, 1), Outcome.PASSED if good else Outcome.INAPPLICABLE)

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

    def _say(
        self,
        message: str,
        facts: PageFacts,
        names: Sequence[str],
        crawl: Crawl,
        *,
        weight: Severity | None = None,
        fix: Sequence[Url] = (),
    ) -> Finding:
        return self.finding(
            message,
            facts.url,
            weight=weight,
            evidence=[crawl.evidence(facts.url, words=names[0])],
            title=facts.title,
            names=names[:_SHOWN],
            fix=list(fix),
        )

    def _in_library(self, target: Url) -> bool:
        return any(fnmatch(split(target).host, name) for name in self.options.library)


def _bases(crawl: Crawl) -> Iterator[tuple[PageFacts, tuple[Mention, ...]]]:
    """Pages that rest on policies, with the documents they name as their basis."""
    for facts, guide in guides(crawl):
        basis = guide.words(Element.BASIS) + guide.words(Element.FEE_BASIS)
        if basis:
            yield facts, tuple(one for one in facts.mentions if (one.title or one.number) in basis)
    for facts in crawl.facts(PageKind.ARTICLE, PageKind.POLICY):
        if _POWERS.search(facts.title) and facts.mentions:
            yield facts, facts.mentions
