"""Codes and registration numbers in the foot of a page: what is wrong with each as written."""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from auditbot.model.identity import Identity
from checks.shared.identity import letters_of, same, well_formed
from checks.shared.site_marks import Element

_ICP = re.compile(r"(.)ICP[备证](?:\d{6}|(?:20)?\d{8})号(?:[-－—]\d{1,3})?")
"""Numbers given since 2020 begin with the year in full: 浙ICP备2021000001号."""
_POLICE = re.compile(r"(.)公网安备(\d{14})号")
_ICP_ALONE = re.compile(r"[一-鿿]?\s?ICP\s?[备证]?案?[\s:：]{0,3}[0-9A-Za-z第号\-－—]{1,24}")
_POLICE_ALONE = re.compile(
    r"[一-鿿]?\s?公网安备[\s:：]{0,3}第?\d{1,20}号?|公安?(?:机关|联网)?备案?(?:编?号)?[\s:：]{0,3}\d{8,14}号?"
)
"""What is quoted of a number that is not well formed: without the words beside it."""


class Wrong(StrEnum):
    """In what way a value is wrong."""

    EMPTY = "empty"
    MALFORMED = "malformed"
    OTHER = "other"
    """It is that of another site."""
    PROVINCE = "province"
    """It is that of another province."""


class Fault(NamedTuple):
    """One value that is wrong; ``letters``: how it should begin, where that is told."""

    element: Element
    wrong: Wrong
    value: str
    letters: str = ""


def _of_codes(foot: Identity, registered: str) -> Iterator[Fault]:
    """What is wrong with the codes of a page."""
    for code in foot.codes:
        if not any(map(str.isdigit, code)):
            yield Fault(Element.CODE, Wrong.EMPTY, code)
        elif not well_formed(code):
            yield Fault(Element.CODE, Wrong.MALFORMED, code)
        elif registered and not same(code, registered):
            yield Fault(Element.CODE, Wrong.OTHER, code)


def _of_icp(foot: Identity, registered: str) -> Iterator[Fault]:
    """What is wrong with the registration with the ministry."""
    number = _ICP.fullmatch(foot.icp)
    letters = letters_of(_code(foot, registered))
    if foot.icp and not number:
        yield Fault(Element.ICP, Wrong.MALFORMED, _alone(foot.icp, _ICP_ALONE))
    elif number and letters and number[1] not in letters:
        yield Fault(Element.ICP, Wrong.PROVINCE, foot.icp, letters)


def _of_police(foot: Identity, registered: str) -> Iterator[Fault]:
    """What is wrong with the registration with the police, whose number names the province again."""
    number = _POLICE.fullmatch(foot.police)
    if foot.police and not number:
        yield Fault(Element.POLICE, Wrong.MALFORMED, _alone(foot.police, _POLICE_ALONE))
    elif number:
        letters = letters_of(number[2])
        by_code = letters_of(_code(foot, registered)) or letters
        if number[1] not in letters or number[1] not in by_code:
            yield Fault(Element.POLICE, Wrong.PROVINCE, foot.police, by_code or letters)


def _alone(words: str, number: re.Pattern[str]) -> str:
    found = number.search(words)
    return found[0] if found else words


def _code(foot: Identity, registered: str) -> str:
    """The code by which the province of a site is known."""
    return registered if well_formed(registered) else next(filter(well_formed, foot.codes), "")


READERS: Mapping[Element, Callable[[Identity, str], Iterator[Fault]]] = {
    Element.CODE: _of_codes,
    Element.ICP: _of_icp,
    Element.POLICE: _of_police,
}
"""What is wrong with each mark of a page, given the code that is registered for the site."""
