"""Interpretations and policies that link to each other."""

from collections.abc import Iterable
from enum import StrEnum

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally
from auditbot.model.finding import Evidence, Finding
from auditbot.model.outcome import Severity
from auditbot.model.policy import Pair, PolicyPage
from auditbot.url import Url
from checks.shared.document_search import absent
from checks.shared.links import OwnLine, is_dead
from checks.shared.policies import no_pairs, sets_rules


class Direction(StrEnum):
    """Which links are demanded."""

    BOTH = "both"
    """One way is ``failed``."""
    EITHER = "either"
    """One way is a notice: policy and interpretation only have to come together."""


class InterpretationLinked(Check):
    """Judges every pair of the policy graph in both directions."""

    id = "interpretation-linked"
    title = "政策与解读相互关联"
    counted = "对政策与解读"
    needs = Needs.DOCUMENTS | Needs.DATES | Needs.COLUMNS
    about = About(
        "把每篇解读与它所解读的政策文件配对，检查两个页面是否相互链接，链接是否指向正确的文件。"
        "解读上级文件的，不要求上级页面回链。",
        "公众从文件找不到解读，或从解读找不到文件，解读就失去作用。",
        "在文件页设“相关解读”，在解读页设“相关文件”，相互链接。",
    )
    messages = {
        "no-link": Message(
            "解读《{interpretation}》与政策文件《{policy}》没有相互链接。",
            "文件页与解读页相互链接",
            "解读中提到“{named}”，两个页面都没有链接对方",
            "在解读页链接 {policy_url}，在文件页链接 {interpretation_url}",
        ),
        "no-back": Message(
            "政策文件《{policy}》没有链接到它的解读。",
            "文件页与解读页相互链接",
            "解读页链接了文件；文件页中没有解读页的链接",
            "在文件页“相关解读”处加上 {interpretation_url}",
        ),
        "no-forward": Message(
            "解读《{interpretation}》没有链接到所解读的政策文件。",
            "文件页与解读页相互链接",
            "文件页链接了解读；解读页中没有文件页的链接",
            "在解读页“相关文件”处加上 {policy_url}",
        ),
        "dead-link": Message(
            "解读《{interpretation}》中政策文件的链接打不开。",
            "链接指向所解读的文件",
            "{wrong}",
            "改为正确的地址",
        ),
        "wrong-document": Message(
            "解读《{interpretation}》中政策文件的链接指向了别的文件。",
            "指向《{policy}》",
            "指向 {wrong}",
            "改为 {policy_url}",
        ),
        "policy-unknown": Message(
            "解读《{interpretation}》解读的是哪个政策文件，无法确定。",
            "解读中写明并链接所解读的文件",
            "文中提到“{named}”，站内没有找到对应文件",
            "写明文件名称和文号，并加上链接",
        ),
        "alone": Message(
            "政策文件《{policy}》没有解读。",
            "应解读的文件都有解读",
            "站内没有找到它的解读",
            "编制并发布解读，与文件相互链接",
        ),
    }

    class Options(CheckOptions):
        """What is demanded of a pair, and of policies without one."""

        chinese = {
            "direction": "要求的链接方向：解读到文件、文件到解读，或相互",
            "alone": "没有解读的规范性文件如何判定；不写为不判定",
        }

        direction: Direction = Direction.BOTH
        """Which way the link must lead."""
        alone: Outcome | None = None
        """What a normative document without interpretation is; none: nothing."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every pair, then policies without interpretation."""
        graph = crawl.graph()
        line = OwnLine(crawl)
        for pair in graph.pairs:
            yield self._judge(pair, crawl, line)
        if not graph.pairs:
            yield no_pairs(crawl)
        if self.options.alone:
            outcome, _ = absent(crawl)
            for policy in filter(sets_rules, graph.alone):
                said = self.options.alone if outcome is Outcome.FAILED else Outcome.CANT_TELL
                yield self.finding(
                    "alone", policy.url, said, evidence=[crawl.evidence(policy.url)], policy=policy.title
                )

    def _judge(self, pair: Pair, crawl: Crawl, line: OwnLine) -> Finding | Tally:
        leads = pair.wrong or pair.forward
        if leads and is_dead(crawl.target(leads), line):
            return self._say("dead-link", pair, crawl, link=leads)
        if pair.wrong:
            return self._say("wrong-document", pair, crawl, link=pair.wrong)
        if pair.policy is None and pair.forward is None:
            if pair.higher or pair.draft:
                return Tally(1, Outcome.INAPPLICABLE)
            return self._say("policy-unknown", pair, crawl, Outcome.CANT_TELL)
        if pair.policy is None:
            return Tally(1)
        if pair.draft and not pair.forward:
            return Tally(1, Outcome.INAPPLICABLE)
        if pair.forward and (pair.back or pair.higher or pair.draft):
            return Tally(1)
        if pair.forward:
            return self._say("no-back", pair, crawl, one_way=True)
        if pair.back:
            return self._say("no-forward", pair, crawl, one_way=True)
        return self._say("no-link", pair, crawl)

    def _say(
        self,
        message: str,
        pair: Pair,
        crawl: Crawl,
        outcome: Outcome = Outcome.FAILED,
        *,
        one_way: bool = False,
        link: Url | None = None,
    ) -> Finding:
        policy = pair.policy
        page = policy if policy and message == "no-back" else pair.interpretation
        lenient = one_way and self.options.direction is Direction.EITHER
        place = link or (pair.forward if message == "no-back" else pair.back)
        other = pair.interpretation if page is policy else policy
        return self.finding(
            message,
            page.url,
            outcome,
            key=f"linked {other.url if other else ''}",
            weight=Severity.NOTICE if lenient else None,
            evidence=_evidence(crawl, page, other, place),
            interpretation=pair.interpretation.title,
            interpretation_url=pair.interpretation.url,
            policy=policy.title if policy else pair.named,
            policy_url=policy.url if policy else "",
            named=pair.named,
            wrong=link or "",
            number=policy.number if policy else "",
        )


def _evidence(crawl: Crawl, page: PolicyPage, other: PolicyPage | None, link: str | None) -> list[Evidence]:
    """The page at fault, then the other one with the place of the link between them."""
    shown = [crawl.evidence(page.url, link)]
    return [*shown, crawl.evidence(other.url, link)] if other else shown
