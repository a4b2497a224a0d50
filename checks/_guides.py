"""What the checks of the disclosure guide share."""

from auditbot.check import Crawl, Outcome, Target, Text
from auditbot.model.page import ListState
from checks._columns import REASONS
from checks._links import broken_class

_NAMED = "公开指南"
_OTHER = "申请"
"""依申请公开指南 tells how to apply; it is not the guide."""


def no_guide(crawl: Crawl, nowhere: Text) -> tuple[Outcome, Text]:
    """What may be said where no guide was read, and why; ``nowhere`` where it is certain."""
    outcome, why = crawl.absence()
    if outcome is Outcome.FAILED and any(_may_be_guide(target, crawl) for target in crawl.targets()):
        return Outcome.CANT_TELL, Text(
            "有指南的链接，内容未能核对", "a link says guide; what it leads to could not be looked at"
        )
    return outcome, REASONS[why] if why else nowhere


def _may_be_guide(target: Target, crawl: Crawl) -> bool:
    """Whether a link calls itself the guide and leads to what was not read as one: elsewhere, or a file."""
    if _NAMED not in target.text or _OTHER in target.text or broken_class(target):
        return False
    page = crawl.page(target.url)
    main = page.facts.main if page else None
    return main is None or main.state not in (ListState.EMPTY, ListState.PLACEHOLDER)
