"""What the checks of policies and interpretations share."""

from auditbot.check import Crawl, Outcome, Tally, Text

_NONE = Text("站内没有解读", "the site has no interpretation")
_NONE_SEEN = Text("没有看到解读，且未看完全站", "no interpretation was seen, and not all of the site was")


def no_pairs(crawl: Crawl) -> Tally:
    """Without interpretations there is nothing to judge, if the whole site was seen."""
    if crawl.absence()[0] is Outcome.FAILED:
        return Tally(1, Outcome.INAPPLICABLE, _NONE)
    return Tally(1, Outcome.UNTESTED, _NONE_SEEN)
