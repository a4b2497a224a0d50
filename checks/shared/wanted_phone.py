"""A phone as an option names it, and which numbers are it."""

import re
from enum import StrEnum

from pydantic import Field

from auditbot.check import CheckOptions
from auditbot.extract.contact.phone_faults import digits_of, same_number
from auditbot.model.page import Phone

_BEFORE = 40
_SHORT = 5
"""Digits of a number such as 12345, which needs no words beside it."""
_SENTENCE = re.compile(r"\d{5,}|[。！？；;]")
_DIGITS = re.compile(r"\d{5,}")
_GENERAL = re.compile(r"^(?:联系|咨询|办公|服务|值班|受理)?(?:电话|热线|手机|座机|联系方式)")


class Fit(StrEnum):
    """What a number is to the phone that is asked for."""

    RIGHT = "right"
    UNSURE = "unsure"
    """The words stand before it, in another sentence."""
    OTHER = "other"
    """It is called so, but is not the number that is asked for."""
    NONE = "none"


class WantedPhone(CheckOptions):
    """One phone that is asked for, by its number, by the words beside it, or by both."""

    name: str = Field(min_length=1)
    words: tuple[str, ...] = ()
    """Any of them stands beside the number; empty without a number: the name itself."""
    number: str = ""

    def fit(self, phone: Phone) -> Fit:
        """Whether a number is the phone; words that belong to a number before it do not count."""
        if phone.fax:
            return Fit.NONE
        if not self.number:
            return self._called(phone, self.words or (self.name,))
        called = self._called(phone, self.words)
        if same_number(digits_of(self.number), phone.digits):
            clear = not self.words or len(phone.digits) == _SHORT
            return Fit.RIGHT if clear else called
        return Fit.OTHER if called is Fit.RIGHT else Fit.NONE

    @staticmethod
    def _called(phone: Phone, words: tuple[str, ...]) -> Fit:
        """What the words before a number make of it."""
        if any(word in phone.label for word in words):
            return Fit.RIGHT
        if phone.label and not _GENERAL.match(phone.label):
            return Fit.NONE
        before = phone.excerpt.partition(phone.written)[0][-_BEFORE:]
        if any(word in _SENTENCE.split(before)[-1] for word in words):
            return Fit.RIGHT
        return Fit.UNSURE if any(word in _DIGITS.split(before)[-1] for word in words) else Fit.NONE
