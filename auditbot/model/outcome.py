"""The words for what a check concluded (W3C EARL) and how much a miss weighs."""

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """What was concluded about one thing, or rolled up over many."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    """A person must look; the evidence is gathered."""
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"
    """This machine could not measure it, or did not look."""


_WEIGHT = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE)


def roll_up(outcomes: Iterable[Outcome]) -> Outcome:
    """The heaviest outcome; nothing at all is ``untested``, for nobody looked."""
    present = set(outcomes)
    return next((outcome for outcome in _WEIGHT if outcome in present), Outcome.UNTESTED)


class Severity(StrEnum):
    """How much a miss weighs; ``veto`` is 单项否决."""

    VETO = "veto"
    MAJOR = "major"
    MINOR = "minor"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _SEVERITIES.index(self)


_SEVERITIES = tuple(Severity)
