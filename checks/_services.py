"""Service guides as the checks of services see them."""

from collections.abc import Collection, Iterator

from auditbot.check import Crawl, Outcome, Tally, Text
from auditbot.model.page import PageFacts, PageKind
from auditbot.model.service import Element, ServiceGuide

NAMES = {
    Element.NAME: Text("事项名称", "name"),
    Element.BASIS: Text("设定依据", "basis"),
    Element.CONDITIONS: Text("申请条件（范围）", "conditions"),
    Element.FLOW: Text("办理流程", "flow"),
    Element.MATERIALS: Text("申请材料", "materials"),
    Element.LEGAL_TIME: Text("法定时限", "legal time limit"),
    Element.PROMISED_TIME: Text("承诺时限", "promised time limit"),
    Element.INTERMEDIARY: Text("中介服务", "intermediaries"),
    Element.UNIT: Text("受理单位", "unit"),
    Element.SAMPLE: Text("示范文本", "sample"),
    Element.FEES: Text("收费标准", "fees"),
    Element.FEE_BASIS: Text("收费依据", "basis of fees"),
    Element.TIME: Text("办理时间或时限", "time"),
    Element.CONTACT: Text("咨询方式", "contact"),
    Element.PLACE: Text("办理地点", "place"),
}
NO_GUIDES = Text(
    "网站上没有看到办事指南，可能在政务服务网上", "no service guide was seen; they may be on another site"
)


def guides(crawl: Crawl, within: Collection[str] = ()) -> Iterator[tuple[PageFacts, ServiceGuide]]:
    """The service guides of the site; ``within``: words of which title or menu path must hold one."""
    for facts in crawl.facts(PageKind.SERVICE):
        if facts.service is None:
            continue
        named = " ".join((facts.title, *(step.name for step in facts.crumbs)))
        if not within or any(word in named for word in within):
            yield facts, facts.service


def no_guides() -> Tally:
    """The site shows none: the service site elsewhere may, so nothing is said."""
    return Tally(1, Outcome.UNTESTED, NO_GUIDES)
