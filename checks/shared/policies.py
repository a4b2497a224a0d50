"""What the checks of policies and interpretations share."""

import re

from auditbot.check import Crawl, Outcome, Tally, Text
from auditbot.model.column import ColumnState
from auditbot.model.page import PageKind
from auditbot.model.policy import PolicyPage

_NONE = Text("站内没有解读", "the site has no interpretation")
_NONE_SEEN = Text("没有看到解读，且未看完全站", "no interpretation was seen, and not all of the site was")
_UNREAD = Text(
    "解读栏目列有信息，但没有读到解读的页面",
    "a column of interpretations has items, yet no page of an interpretation was read",
)

_RULES = re.compile(r"(?:办法|规定|细则|意见|方案|规划|条例|规则|措施|标准)(?:（[^）]*）|的通知|》的通知)?$")
_EXEMPT = re.compile(r"任免|任职|免职|批复|复函|通报|表彰|转发|公示|名单|调整.{0,12}(?:成员|机构)")


def no_pairs(crawl: Crawl) -> Tally:
    """Without interpretations there is nothing to judge, if the whole site was seen and lists none."""
    if _lists_some(crawl) and not any(True for _ in crawl.facts(PageKind.INTERPRETATION)):
        return Tally(1, Outcome.UNTESTED, _UNREAD)
    if crawl.absence()[0] is Outcome.FAILED:
        return Tally(1, Outcome.INAPPLICABLE, _NONE)
    return Tally(1, Outcome.UNTESTED, _NONE_SEEN)


def _lists_some(crawl: Crawl) -> bool:
    return any("解读" in column.name and column.state is ColumnState.ITEMS for column in crawl.columns())


def sets_rules(policy: PolicyPage) -> bool:
    """Whether a document sets rules for the public: it must be explained, and put out for opinion."""
    title = policy.title.strip("《》 ")
    return bool(policy.number and _RULES.search(title)) and not _EXEMPT.search(title)
