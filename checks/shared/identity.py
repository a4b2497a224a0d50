"""What the checks of a site's marks share: which pages are looked at, and what a code must look like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditbot.check import Crawl, Text
from auditbot.model.finding import FOUND_ON_LIMIT
from auditbot.model.identity import Identity
from auditbot.model.page import PageFacts, PageKind
from auditbot.model.unseen import CUT
from auditbot.url import Url, bare, split

JUDGED = (
    PageKind.COLUMN,
    PageKind.ARTICLE,
    PageKind.POLICY,
    PageKind.INTERPRETATION,
    PageKind.CONSULTATION,
    PageKind.GUIDE,
    PageKind.ANNUAL_REPORT,
    PageKind.SERVICE,
)
"""Pages with a frame of their own; what is left may be shown inside another page."""

_CODE = re.compile(r"bm\d{8}|\d{10}")
_PROVINCES = {
    "11": "京",
    "12": "津",
    "13": "冀",
    "14": "晋",
    "15": "蒙",
    "21": "辽",
    "22": "吉",
    "23": "黑",
    "31": "沪",
    "32": "苏",
    "33": "浙",
    "34": "皖",
    "35": "闽",
    "36": "赣",
    "37": "鲁",
    "41": "豫",
    "42": "鄂",
    "43": "湘",
    "44": "粤",
    "45": "桂",
    "46": "琼",
    "50": "渝",
    "51": "川蜀",
    "52": "贵黔",
    "53": "云滇",
    "54": "藏",
    "61": "陕",
    "62": "甘陇",
    "63": "青",
    "64": "宁",
    "65": "新",
}
"""GB/T 2260: the first two digits of a region's code, and the letters that registrations begin with."""


@dataclass(slots=True)
class Carriers:
    """Pages on which something was met: how many, and the first of them."""

    total: int = 0
    pages: list[Url] = field(default_factory=list)

    def add(self, page: Url) -> None:
        """Count a page."""
        self.total += 1
        if len(self.pages) < FOUND_ON_LIMIT:
            self.pages.append(page)


def is_page(facts: PageFacts) -> bool:
    """Whether it is shown by itself: no file, no piece of another page, none that only sends on."""
    return facts.refresh is None and facts.identity is not None and facts.identity.whole


def foot_of(facts: PageFacts) -> Identity | None:
    """The foot of a page; ``None`` where a script makes the page and nothing of its foot was seen.

    So it is where the page's end, at which the foot stands, was not read.
    """
    foot = facts.identity
    return None if foot is None or facts.unseen == CUT or (facts.unseen and foot.bare) else foot


def own(facts: PageFacts, host: str) -> bool:
    """Whether a page lies on the homepage's own host, with or without ``www.``."""
    return bare(split(facts.url).host) == bare(host)


def inner_pages(crawl: Crawl) -> Iterator[PageFacts]:
    """The pages beside the homepage that must carry the marks, as far as they were seen."""
    home = crawl.home()
    host = split(home.url if home else crawl.site.home).host
    for facts in crawl.facts(*JUDGED):
        if own(facts, host) and is_page(facts) and foot_of(facts) is not None:
            yield facts


def inner_feet(crawl: Crawl) -> dict[Url, Identity]:
    """The feet of these pages; equal ones are kept once."""
    kept: dict[Identity, Identity] = {}
    feet: dict[Url, Identity] = {}
    for facts in inner_pages(crawl):
        if facts.identity is not None:
            feet[facts.url] = kept.setdefault(facts.identity, facts.identity)
    return feet


def well_formed(code: str) -> bool:
    """Whether a 网站标识码 has the form of one: bm and eight digits, or ten that begin with a province."""
    return bool(_CODE.fullmatch(code)) and (code.startswith("bm") or code[:2] in _PROVINCES)


def same(code: str, other: str) -> bool:
    """Whether two codes are equal; letters may be large or small."""
    return code.lower() == other.lower()


def letters_of(code: str) -> str:
    """The letters with which registrations of the province begin that a number names; empty if none."""
    return _PROVINCES.get(code[:2], "")


HOME_UNSEEN = Text("首页未能看到", "the homepage could not be seen")
