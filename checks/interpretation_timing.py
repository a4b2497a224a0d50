"""Interpretations that come with their policy, or soon after."""

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Needs, Outcome, Tally, Text
from auditbot.model.finding import Finding
from auditbot.model.policy import Pair
from auditbot.workdays import YearUnknown, workdays_after
from checks.shared.policies import no_pairs
from checks.shared.published import PLACES, is_sure

_NOT_COMPARED = Text(
    "站内没有所解读的文件，或解读的是上级文件、征求意见稿",
    "the site does not hold what is interpreted, or it is a draft or of a higher body",
)


class InterpretationTiming(Check):
    """Judges the working days between the publication of policy and interpretation."""

    id = "interpretation-timing"
    title = "解读及时"
    counted = "对政策与解读"
    needs = Needs.DOCUMENTS | Needs.DATES | Needs.COLUMNS
    about = About(
        "比较政策文件与解读的发布日期，按工作日计算间隔。吹风会、新闻发布会和征求意见稿的解读不计。",
        "解读应与文件同步发布，过晚则失去作用，过早则内容尚未生效。",
        "文件与解读同步起草、同步审签、同步发布。",
    )
    messages = {
        "late": Message(
            "解读《{interpretation}》在文件发布 {after}后才发布。",
            "{wanted}",
            "文件 {policy_day}，解读 {day}",
            "今后与文件同步发布",
        ),
        "early": Message(
            "解读《{interpretation}》早于文件发布。",
            "{wanted}",
            "文件 {policy_day}，解读 {day}",
            "核对两个页面的发布日期",
        ),
        "unsure": Message(
            "解读《{interpretation}》与文件不像按要求同步发布，但有页面没有标明发布日期，须人工确认。",
            "{wanted}，两个页面都标明发布日期",
            "文件 {policy_day}（{policy_place}），解读 {day}（{place}）",
            "标明发布日期",
        ),
        "undated": Message(
            "解读《{interpretation}》或所解读的文件没有发布日期，无法判断是否及时。",
            "两个页面都标明发布日期",
            "文件 {policy_day}，解读 {day}",
            "补充发布日期",
        ),
        "year-unknown": Message(
            "解读《{interpretation}》发布于 {day}，该年的节假日安排尚未收入本程序，间隔未计算。"
        ),
    }

    class Options(CheckOptions):
        """How late an interpretation may be."""

        chinese = {"workdays": "文件公布后多少个工作日内解读；0 为当天"}

        workdays: int = Field(default=3, ge=0)
        """0: the same day."""

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Judge every pair of which the site holds both pages."""
        pairs = crawl.graph().pairs
        for pair in pairs:
            if pair.policy is None or pair.higher or pair.draft:
                yield Tally(1, Outcome.INAPPLICABLE, _NOT_COMPARED)
            else:
                yield self._judge(pair, crawl)
        if not pairs:
            yield no_pairs(crawl)

    def _judge(self, pair: Pair, crawl: Crawl) -> Finding | Tally:
        day = pair.interpretation.published
        policy_day = pair.policy.published if pair.policy else None
        if day is None or policy_day is None:
            return self._say("undated", pair, crawl, Outcome.CANT_TELL)
        if day < policy_day:
            return self._unsure(pair, crawl) or self._say("early", pair, crawl)
        try:
            days = workdays_after(policy_day, day)
        except YearUnknown:
            return self._say("year-unknown", pair, crawl, Outcome.CANT_TELL)
        if days <= self.options.workdays and (self.options.workdays or day == policy_day):
            return Tally(1)
        after = _after(days if self.options.workdays else None, (day - policy_day).days)
        return self._unsure(pair, crawl) or self._say("late", pair, crawl, days=days, after=after)

    def _unsure(self, pair: Pair, crawl: Crawl) -> Finding | None:
        """Asked of a person where a day is not what the page itself tells its visitor."""
        told = [crawl.published(page.url) for page in (pair.interpretation, pair.policy) if page]
        places = [PLACES[one.source] for one in told if one]
        if len(places) < 2 or all(one and is_sure(one) for one in told):
            return None
        place, policy_place = places
        return self._say("unsure", pair, crawl, Outcome.CANT_TELL, place=place, policy_place=policy_place)

    def _say(
        self, message: str, pair: Pair, crawl: Crawl, outcome: Outcome = Outcome.FAILED, **parameters: Any
    ) -> Finding:
        policy = pair.policy
        allowed = self.options.workdays
        wanted = (
            Text(f"文件发布后 {allowed} 个工作日内", f"within {allowed} working days of the policy")
            if allowed
            else Text("与文件同日发布", "on the day of the policy")
        )
        pages = [pair.interpretation, *([policy] if policy else [])]
        return self.finding(
            message,
            pair.interpretation.url,
            outcome,
            key=f"timing {policy.url if policy else ''}",
            evidence=[crawl.evidence(page.url) for page in pages],
            interpretation=pair.interpretation.title,
            policy=policy.title if policy else "",
            policy_url=policy.url if policy else "",
            policy_day=(policy.published if policy else None) or Text("无", "none"),
            day=pair.interpretation.published or Text("无", "none"),
            wanted=wanted,
            **parameters,
        )


def _after(workdays: int | None, days: int) -> Text:
    """How long after: in working days, or where the very day is asked for in days."""
    if workdays is None:
        return Text(f"{days} 天", f"{days} {'day' if days == 1 else 'days'}")
    return Text(f"{workdays} 个工作日", f"{workdays} working days")
