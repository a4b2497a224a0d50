"""The drafts of the town's rules, put out for opinion before the rules were issued."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from auditbot.demo.exchange import DRAFT
from auditbot.demo.faults import planted
from auditbot.demo.parts import Article
from auditbot.demo.policy import Policy
from auditbot.demo.words import chinese

_FIRST = timedelta(days=106)
"""Age of the site's first consultation; what was issued before is older than the column."""
_BEFORE = timedelta(days=45)
_OPEN_FOR = timedelta(days=30)
_RULES = ("办法", "规定", "细则", "意见", "方案", "措施")
_OFFICE = "区政府办公室"


def opinions(documents: Sequence[Policy], as_of: date) -> Iterator[Article]:
    """One call for each rule that came after the first consultation, its outcome told on the same page."""
    for policy in documents:
        young = policy.day > as_of - _FIRST
        consulted = not planted("consultation-before-policy", policy.key)
        if policy.why and young and consulted and policy.short.endswith(_RULES):
            yield _call(policy, as_of)


def _call(policy: Policy, as_of: date) -> Article:
    day = max(policy.day - _BEFORE, as_of - _FIRST)
    ends = min(day + _OPEN_FOR, policy.day - timedelta(days=5))
    unit = policy.unit or _OFFICE
    return Article(
        key=f"yjzj-{policy.suffix}",
        column="yjzj",
        title=f"关于《{policy.short.removeprefix('关于')}（征求意见稿）》公开征求意见的公告",
        day=day,
        source=unit,
        body=(
            f"现将{policy.short}的征求意见稿向社会公开征求意见。",
            f"起草说明：{policy.why}{policy.aim}",
            *DRAFT,
            f"征求意见时间：{chinese(day)}至{chinese(ends)}。",
            "意见可以在本页提交，也可以发送电子邮件至 zqyj@qinghe.example。",
            "意见采纳情况：共收到意见三条，均已采纳。",
        ),
    )
