"""Service guides as the checks of services see them."""

import re
from collections.abc import Collection, Iterator
from itertools import islice

from auditbot.check import Crawl, Outcome, Tally, Text
from auditbot.model.column import FoundColumn
from auditbot.model.page import PageFacts, PageKind
from auditbot.model.service import Element, ServiceGuide
from auditbot.url import Url

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
_COLUMN = re.compile(r"(?:办事|服务|办理)指南")
_MOST_COLUMNS = 50
NO_GUIDES = Text(
    "网站上没有认出列明要素的办事指南，可能在政务服务网上",
    "no service guide with labelled elements was recognised; they may be on another site",
)


def guides(crawl: Crawl, within: Collection[str] = ()) -> Iterator[tuple[PageFacts, ServiceGuide]]:
    """The service guides of the site; ``within``: words of which title or menu path must hold one."""
    for facts in crawl.facts(PageKind.SERVICE):
        if facts.service is None:
            continue
        named = " ".join((facts.title, *(step.name for step in facts.crumbs)))
        if not within or any(word in named for word in within):
            yield facts, facts.service


def listed_as_guides(crawl: Crawl, within: Collection[str] = ()) -> Iterator[tuple[FoundColumn, list[Url]]]:
    """Columns of service guides, each with the pages of the site that it lists; ``within`` as above."""
    named = (column for column in crawl.columns() if _COLUMN.search(column.name))
    for column in islice(named, _MOST_COLUMNS):
        page = crawl.page(column.url)
        items = page.facts.main.items if page and page.facts.main else ()
        read = [item.target for item in items if item.target and crawl.page(item.target)]
        if read and (not within or any(word in step for step in column.path for word in within)):
            yield column, read


def no_guides() -> Tally:
    """The site shows none: the service site elsewhere may, so nothing is said."""
    return Tally(1, Outcome.UNTESTED, NO_GUIDES)
