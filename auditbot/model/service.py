"""A service guide (办事指南) as a citizen reads it."""

from dataclasses import dataclass
from enum import StrEnum

from auditbot.url import Url


class Element(StrEnum):
    """What a service guide may tell."""

    NAME = "name"
    BASIS = "basis"
    CONDITIONS = "conditions"
    FLOW = "flow"
    MATERIALS = "materials"
    LEGAL_TIME = "legal-time"
    PROMISED_TIME = "promised-time"
    INTERMEDIARY = "intermediary"
    UNIT = "unit"
    SAMPLE = "sample"
    FEES = "fees"
    FEE_BASIS = "fee-basis"
    TIME = "time"
    CONTACT = "contact"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class ServiceGuide:
    """The labelled elements of one guide, each with the words that follow its label."""

    elements: tuple[tuple[Element, str], ...] = ()
    empty: tuple[Element, ...] = ()
    """Labels with nothing after them."""
    online: Url | None = None
    """Where the service can be asked for online, if the guide links there."""

    def words(self, element: Element) -> str:
        """What the guide says of one element; empty where it says nothing."""
        return next((words for name, words in self.elements if name is element), "")
