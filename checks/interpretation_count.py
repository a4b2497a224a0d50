"""How many interpretations a period has: of the site, by heads of units, or of each policy."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.extract.policies.levels import is_higher
from auditbot.model.finding import Finding
from auditbot.model.page import PageFacts
from auditbot.model.policy import PolicyPage
from auditbot.workdays import months_before
from checks.shared.interpretations import recent, told
from checks.shared.policies import no_pairs, sets_rules

_SHOWN = 30
_EVIDENCE = 20
_NO_POLICIES = Text("期内没有应解读的文件", "no document of the period has to be interpreted")


class By(StrEnum):
    """What is counted."""

    SITE = "site"
    """All interpretations, by unit."""
    HEADS = "heads"
    """Those of which the head of a unit is named as author or speaker."""
    POLICY = "policy"
    """The interpretations of each policy."""


class InterpretationCount(Check):
    """Counts; the number is evidence for a person, who knows what was asked of whom."""

    id = "interpretation-count"
    title = "解读数量"
    counted = "项统计"
    needs = Needs.INTERPRETATIONS | Needs.DOCUMENTS | Needs.DATES | Needs.COLUMNS
    about = About(
        "统计期内的解读：全站按单位计数，或只计页面写明由主要负责人解读的，或按每份文件计数。"
        "结果是供人工核对的数据，不作合格与否的判断。",
        "要求主要负责人带头解读、重要政策分阶段多次解读，需要数字来核对。",
        "按要求的次数安排解读，并在页面写明解读人及职务。",
    )
    messages = {
        "site": Message(
            "近 {months} 个月发布解读 {count} 篇。",
            "{asked}",
            "{units}",
            "数量不足的，补充解读",
        ),
        "heads": Message(
            "近 {months} 个月看到由主要负责人解读的 {count} 篇。",
            "{asked}",
            "{units}",
            "安排主要负责人解读，在页面写明解读人及职务",
        ),
        "policy": Message(
            "近 {months} 个月的 {count} 份文件中，{few} 份的解读少于 {least} 篇。",
            "{asked}",
            "{units}",
            "对重要文件分阶段多次解读",
        ),
    }

    class Options(CheckOptions):
        """What is counted, and what was asked."""

        chinese = {
            "by": "怎样计数：全站、负责人解读，或每份政策",
            "asked": "通知要求的数量；0 为没有写明",
            "months": "统计最近多少个月",
        }

        by: By = By.SITE
        """All, those by heads, or for each policy."""
        asked: int = Field(default=0, ge=0)
        """The number the notice asks for; 0: none named."""
        months: int = Field(default=12, ge=1)
        """How far back is counted."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """One count."""
        if self.options.by is By.POLICY:
            yield self._of_policies(crawl)
            return
        pages = [
            facts
            for facts in told(crawl).values()
            if recent(facts, self.context.as_of, self.options.months)
            and (self.options.by is By.SITE or _by_head(facts))
        ]
        if not pages and not crawl.graph().pairs:
            yield no_pairs(crawl)
            return
        units = Counter(_unit(facts) for facts in pages)
        yield self._say(crawl, pages, len(pages), _listed(units.most_common(_SHOWN)))

    def _of_policies(self, crawl: Crawl) -> Finding | Tally:
        graph = crawl.graph()
        counts = Counter(pair.policy.url for pair in graph.pairs if pair.policy and not pair.draft)
        known = {pair.policy.url: pair.policy for pair in graph.pairs if pair.policy}
        known |= {policy.url: policy for policy in graph.alone}
        policies = [policy for _, policy in sorted(known.items()) if self._is_counted(policy, crawl)]
        if not policies:
            whole = crawl.absence()[0] is Outcome.FAILED
            return Tally(1, Outcome.INAPPLICABLE if whole else Outcome.UNTESTED, _NO_POLICIES)
        least = max(self.options.asked, 1)
        few = [policy for policy in policies if counts[policy.url] < least]
        listed = _listed([(f"《{one.title}》", counts[one.url]) for one in few[:_SHOWN]])
        return self._say(crawl, few, len(policies), listed, few=len(few), least=least)

    def _is_counted(self, policy: PolicyPage, crawl: Crawl) -> bool:
        since = months_before(self.context.as_of, self.options.months)
        return (
            sets_rules(policy)
            and (policy.published is None or policy.published >= since)
            and not is_higher(crawl.site, policy.title, policy.number, policy.issuer)
        )

    def _say(
        self,
        crawl: Crawl,
        pages: Sequence[PageFacts | PolicyPage],
        count: int,
        units: Text,
        **numbers: Any,
    ) -> Finding:
        asked = self.options.asked
        return self.finding(
            str(self.options.by),
            crawl.site.home,
            Outcome.CANT_TELL,
            key=f"count {self.options.by}",
            evidence=[crawl.evidence(page.url) for page in pages[:_EVIDENCE]],
            found_on=[page.url for page in pages],
            months=self.options.months,
            count=count,
            units=units,
            asked=Text(f"要求 {asked} 篇", f"asked for: {asked}")
            if asked
            else Text("未规定数量", "no number named"),
            **numbers,
        )


def _by_head(facts: PageFacts) -> bool:
    return bool(facts.interpretation and facts.interpretation.head)


def _unit(facts: PageFacts) -> str:
    named = facts.interpretation.interpreter if facts.interpretation else ""
    return named or facts.source or "—"


def _listed(counts: Sequence[tuple[str, int]]) -> Text:
    return Text(
        "；".join(f"{name} {count} 篇" for name, count in counts) or "无",
        "; ".join(f"{name}: {count}" for name, count in counts) or "none",
    )
