"""Policies, their interpretations, and who links to whom."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from auditbot.url import Url


class MatchedBy(StrEnum):
    """How an interpretation was matched with its policy."""

    LINK = "link"
    NUMBER = "number"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """A policy document or an interpretation as a page of the site."""

    url: Url
    title: str
    number: str
    issuer: str
    published: date | None
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """An interpretation with the policy it interprets, as far as it could be told.

    ``policy`` is ``None`` when the site does not hold it; ``named`` says what the text calls it.
    """

    interpretation: PolicyPage
    policy: PolicyPage | None
    named: str
    by: MatchedBy | None
    forward: Url | None
    """The link of the interpretation that leads to the policy."""
    back: Url | None
    """The link of the policy that leads to the interpretation."""
    wrong: Url | None = None
    """A link that claims to be the policy and leads elsewhere."""
    draft: bool = False
    """It interprets a draft under consultation, or is a briefing before the event."""
    higher: bool = False
    """It interprets the document of a higher body, which owes no link back."""


@dataclass(frozen=True, slots=True)
class PolicyGraph:
    """All of them; ``alone`` are policies that no interpretation was found for."""

    pairs: tuple[Pair, ...]
    alone: tuple[PolicyPage, ...]
