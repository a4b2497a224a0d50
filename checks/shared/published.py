"""How far the day on which a page appeared is known, and where it was read."""

from auditbot.check import Text
from auditbot.model.page import Confidence, Dated, DateSource

PLACES = {
    DateSource.LABEL: Text("页面标明", "told by the page"),
    DateSource.URL: Text("网址", "the address"),
    DateSource.META: Text("页面标签", "a page tag"),
    DateSource.LIST: Text("栏目列表", "the list"),
    DateSource.BODY: Text("标题下方", "the line below the title"),
}


def is_sure(published: Dated) -> bool:
    """Whether a visitor reads that day as the day of publication, or two signs agree on it."""
    if published.source is DateSource.LABEL:
        return True
    return published.source is DateSource.URL and published.confidence is Confidence.HIGH
