"""What the checks of interpretations share: whose a policy is, which units are one, what a window holds."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from auditbot.check import Crawl
from auditbot.extract.text.words import squeeze
from auditbot.model.page import PageFacts, PageKind
from auditbot.model.policy import PolicyPage
from auditbot.url import Url
from auditbot.workdays import months_before


class Issuer(StrEnum):
    """In whose name a policy is issued."""

    GOVERNMENT = "government"
    OFFICE = "office"
    DEPARTMENT = "department"


_GOVERNMENT = re.compile(r"(?:人民政府|管委会|管理委员会)$")
_OFFICE = re.compile(r"政府(?:办公[室厅]|办)$")
_GOVERNMENT_NUMBER = re.compile(r"(?:府|政)[发规函字令复]")
_OFFICE_NUMBER = re.compile(r"(?:府|政)办")
_PLACE = re.compile(r"^[一-鿿]{0,8}?(?:[省区县旗州盟]|市(?!场))(?=[一-鿿]{2})")
_ENDS = ("委员会", "办公室", "办公厅")
_SHORT_ENDS = {"委员会": "委", "办公室": "办", "办公厅": "办"}


def issuer_of(policy: PolicyPage) -> Issuer:
    """By the issuing body as the page names it, else by the letters of the document number."""
    body = squeeze(policy.issuer)
    if _OFFICE.search(body) or (not body and _OFFICE_NUMBER.search(policy.number)):
        return Issuer.OFFICE
    if _GOVERNMENT.search(body) or (not body and _GOVERNMENT_NUMBER.search(policy.number)):
        return Issuer.GOVERNMENT
    return Issuer.DEPARTMENT


def same_unit(one: str, other: str) -> bool:
    """Whether two names may be those of one unit: 区发改局, 青禾区发展和改革局.

    Generous: one name may leave out the place, and letters within.
    """
    short, long = sorted((_core(one), _core(other)), key=len)
    if len(short) < 2:
        return False
    return long.endswith(short) or _abbreviates(short, long)


def _core(unit: str) -> str:
    """The name without the places before it, its ending in the short form."""
    name = re.sub(r"[（(].{0,20}[)）]", "", squeeze(unit))
    for _ in range(3):
        name = _PLACE.sub("", name)
    for end in _ENDS:
        if name.endswith(end):
            return name.removesuffix(end) + _SHORT_ENDS[end]
    return name


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of the short name stand in the long one in their order, first and last in place."""
    if short[0] != long[0] or short[-1] != long[-1]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def recent(facts: PageFacts, as_of: date, months: int) -> bool:
    """Whether a page was published within that many months; one without a day counts."""
    day = facts.published.value if facts.published else None
    return day is None or day >= months_before(as_of, months)


def told(crawl: Crawl) -> Mapping[Url, PageFacts]:
    """The interpretations of the site by address, those that could not be seen left out."""
    pages = crawl.facts(PageKind.INTERPRETATION)
    return {facts.url: facts for facts in pages if facts.interpretation and not facts.unseen}
