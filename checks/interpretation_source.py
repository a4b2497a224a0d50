"""Interpretations by the unit that drafted the policy."""

import re
from collections.abc import Iterable

from auditbot.check import About, Check, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.finding import Finding
from auditbot.model.interpretation import Form, Interpretation
from auditbot.model.page import PageFacts
from auditbot.model.policy import Pair, PolicyPage
from checks.shared.interpretations import Issuer, issuer_of, same_unit, told
from checks.shared.policies import no_pairs

_OUT = Text(
    "站内没有所解读的文件，或解读的是上级文件、征求意见稿",
    "the site does not hold what is interpreted, or it is a draft or of a higher body",
)
_OTHER_VOICES = Text(
    "专家解读、新闻发布会不要求由起草单位发布", "experts and press conferences speak for themselves"
)
_NOBODY = re.compile(r"本网|本站|网站|政府网|门户网|原创|互联网|整理|平台$|客户端$|发布$")
"""Sources that name no unit."""
_PARTS = re.compile(r"[、，,；;/\s]+")
_DRAFTED_BY = re.compile(
    r"(?:起草|承办|主办)(?:单位|部门|机关)\s{0,3}[:：]\s{0,3}(?P<unit>[一-鿿]{2,20}?(?:委员会|办公室|[局委厅部院署办]|中心))"
)
_READ = 40_000


class InterpretationSource(Check):
    """Judges who publishes an interpretation against who issued or drafted the policy."""

    id = "interpretation-source"
    title = "谁起草谁解读"
    counted = "篇解读"
    needs = Needs.INTERPRETATIONS | Needs.DOCUMENTS | Needs.DATES | Needs.COLUMNS
    about = About(
        "把解读页标明的解读单位（没有则取来源、发布机构）与文件的发布机构比较；政府及其办公室的文件，与页面写明的起草单位比较。"
        "名称中省略地名或使用简称的视为同一单位。联合发文以第一个单位为准。",
        "起草单位最了解文件，由其解读才准确、负责。",
        "由文件起草单位编制解读，在页面标明来源或解读单位。",
    )
    messages = {
        "other-unit": Message(
            "解读《{interpretation}》由“{source}”发布，文件由“{drafter}”起草。",
            "由文件起草单位解读",
            "解读：{source}；文件：{drafter}",
            "由“{drafter}”解读；已由其解读的，在页面标明解读单位",
        ),
        "not-lead": Message(
            "解读《{interpretation}》由“{source}”发布，它不是联合发文的第一个单位。",
            "由联合发文的牵头单位解读",
            "解读：{source}；文件：{drafter}",
            "由牵头单位解读；牵头单位另有其人的，在页面写明",
        ),
        "no-source": Message(
            "解读《{interpretation}》没有标明由谁解读。",
            "标明来源或解读单位",
            "来源：{source}；文件：{drafter}",
            "在页面标明解读单位",
        ),
        "drafter-unknown": Message(
            "解读《{interpretation}》由“{source}”发布，文件由谁起草从页面看不出来。",
            "由文件起草单位解读",
            "解读：{source}；文件由“{drafter}”发布",
            "在解读或文件中写明起草单位",
        ),
    }

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every interpretation of a policy that the site holds."""
        pages, pairs = told(crawl), crawl.graph().pairs
        for pair in pairs:
            facts = pages.get(pair.interpretation.url)
            if facts and facts.interpretation and pair.policy and not (pair.higher or pair.draft):
                yield self._judge(pair, pair.policy, facts, facts.interpretation, crawl)
            else:
                yield Tally(1, Outcome.INAPPLICABLE, _OUT)
        if not pairs:
            yield no_pairs(crawl)

    def _judge(
        self, pair: Pair, policy: PolicyPage, facts: PageFacts, shown: Interpretation, crawl: Crawl
    ) -> Finding | Tally:
        if shown.shown_as & {Form.EXPERT, Form.CONFERENCE}:
            return Tally(1, Outcome.INAPPLICABLE, _OTHER_VOICES)
        source = shown.interpreter or facts.source
        named = _PARTS.split(source.strip())
        if shown.interpreter.startswith("我") or not source or _NOBODY.search(source):
            return self._say("no-source", pair, source, policy.issuer, crawl)
        drafters, known = self._drafters(policy, shown, crawl)
        if not drafters:
            return self._say("no-source", pair, source, "", crawl)
        if any(same_unit(one, drafters[0]) for one in named):
            return Tally(1)
        if not known:
            if shown.interpreter and not _is_government(shown.interpreter):
                return Tally(1)
            return self._say("drafter-unknown", pair, source, drafters[0], crawl)
        joint = any(same_unit(one, other) for one in named for other in drafters[1:])
        return self._say("not-lead" if joint else "other-unit", pair, source, drafters[0], crawl)

    def _drafters(self, policy: PolicyPage, shown: Interpretation, crawl: Crawl) -> tuple[list[str], bool]:
        """Who drafted the policy, the lead first, and whether the pages say so."""
        issuers = [one for one in _PARTS.split(policy.issuer.strip()) if len(one) > 1]
        if issuer_of(policy) is Issuer.DEPARTMENT:
            return issuers, True
        if shown.drafter and not shown.drafter.startswith("我"):
            return [shown.drafter], True
        page = crawl.page(policy.url)
        match = _DRAFTED_BY.search(page.text[:_READ]) if page else None
        return ([match["unit"]], True) if match else (issuers, False)

    def _say(self, message: str, pair: Pair, source: str, drafter: str, crawl: Crawl) -> Finding:
        policy = pair.policy
        pages = [pair.interpretation, *([policy] if policy else [])]
        return self.finding(
            message,
            pair.interpretation.url,
            Outcome.FAILED if message == "other-unit" else Outcome.CANT_TELL,
            key=f"source {policy.url if policy else ''}",
            evidence=[crawl.evidence(page.url) for page in pages],
            interpretation=pair.interpretation.title,
            source=source or Text("无", "none"),
            drafter=drafter or Text("未标明", "not told"),
        )


def _is_government(unit: str) -> bool:
    return unit.endswith(("政府", "政府办公室", "政府办", "府办"))
