"""What is demanded: a framework of clauses, each with the requirements that decide it."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from auditbot.model.document import Document
from auditbot.model.outcome import Severity
from auditbot.model.site import SiteKind
from auditbot.model.text import Fault, Text


class See(StrEnum):
    """How far a website can show that a clause is kept."""

    AUTOMATIC = "automatic"
    ASSISTED = "assisted"
    """A check gathers the evidence, a person decides."""
    OFFLINE = "offline"
    """Nothing on a website shows it."""
    PLANNED = "planned"
    """A website shows it, but no check of this version decides it."""


class Trust(StrEnum):
    """How well the source of a rule is known."""

    VERIFIED = "V"
    """Read in a copy of a public page."""
    SECONDARY = "V2"
    """Read only in a secondary or damaged copy: right in substance."""
    NOTICE = "S"
    """Stated in a notice of one place."""
    INFERRED = "I"
    UNVERIFIED = "U"


_HAN = r"[\u2018-\u201d\u3001-\u303f\u3400-\u9fff\uff01-\uff60]"
_FOLDED = re.compile(rf"(?<={_HAN})[ \n]+(?={_HAN})")


def _unfolded(chinese: str) -> str:
    """Without the blanks that YAML puts where a line of Chinese was broken."""
    return _FOLDED.sub("", chinese)


class Wording(Document):
    """A sentence in both languages; the framework file may leave the English out."""

    zh: Annotated[str, AfterValidator(_unfolded)]
    en: str = ""

    @classmethod
    def of(cls, text: Text) -> "Wording":
        """The same sentence as a text of the program."""
        return cls(zh=text.zh, en=text.en)


class Source(Document):
    """Where a rule comes from."""

    document: str
    """Title and number of the document, as cited in reports."""
    address: str = ""
    trust: Trust
    note: str = ""


class RequirementSpec(Document):
    """A check with options. ``id`` is unique within the framework."""

    id: str
    check: str
    severity: Severity
    title: Wording | None = None
    options: dict[str, Any] = Field(default_factory=dict)
    kinds: tuple[SiteKind, ...] = ()
    """Only for sites of these kinds; empty: for all, also those whose kind is not known."""
    evidence: bool = False
    """A check gathers what a person needs to decide; passing it alone proves nothing."""


class Clause(Document):
    """One duty of the source document. Clauses no check can decide are listed too."""

    id: str
    title: Wording
    says: Wording
    """The clause in our own words."""
    see: See
    why_not: Wording | None = None
    """Why a website does not show it, or why no check decides it yet."""
    source: Source
    lead: str = ""
    responsible: tuple[str, ...] = ()
    due: date | None = None
    """From this day a miss is a breach; none: a standing duty."""
    due_note: Wording | None = None
    """Where the day comes from, if the source itself names none."""
    until: date | None = None
    """After this day the clause no longer applies."""
    until_note: Wording | None = None
    requirements: tuple[RequirementSpec, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> "Clause":
        if self.see in (See.AUTOMATIC, See.ASSISTED) and not self.requirements:
            raise Fault(
                f"条款 {self.id}：see 为 {self.see}，却没有要求来判定",
                f"clause {self.id}: see is {self.see}, but no requirement decides it",
            )
        if self.see in (See.OFFLINE, See.PLANNED) and self.why_not is None:
            raise Fault(
                f"条款 {self.id}：see 为 {self.see}，why_not 却没有说明原因",
                f"clause {self.id}: see is {self.see}, but why_not does not say why",
            )
        return self


class IndicatorKind(StrEnum):
    """What an indicator does to the verdict."""

    VETO = "veto"
    DEDUCT = "deduct"
    BONUS = "bonus"


class Threshold(Document):
    """Met when the requirements named have together at least ``count`` findings that failed."""

    requirements: tuple[str, ...]
    count: int = Field(ge=1)


class Indicator(Document):
    """Counts findings of requirements. Met when any of its thresholds is."""

    id: str
    title: Wording
    clause: str
    kind: IndicatorKind
    any: tuple[Threshold, ...] = ()
    """Empty: this version decides nothing about it."""
    points: float | None = None
    """Absent unless a trustworthy source gives them; a report never invents points."""


class Framework(Document):
    """A source document, or several read together, turned into requirements."""

    id: str
    title: Wording
    number: str = ""
    issued: date | None = None
    about: Wording
    clauses: tuple[Clause, ...]
    indicators: tuple[Indicator, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "Framework":
        clauses = [clause.id for clause in self.clauses]
        requirements = [spec.id for clause in self.clauses for spec in clause.requirements]
        for kind, ids in (("clause", clauses), ("requirement", requirements)):
            twice = {name for name in ids if ids.count(name) > 1}
            if twice:
                raise Fault(
                    f"{kind} 重名：{'、'.join(sorted(twice))}",
                    f"{kind} named twice: {', '.join(sorted(twice))}",
                )
        for indicator in self.indicators:
            named = {name for threshold in indicator.any for name in threshold.requirements}
            if indicator.clause not in clauses or not named <= set(requirements):
                raise Fault(
                    f"指标 {indicator.id} 指向的条款或要求不存在",
                    f"indicator {indicator.id} names a clause or requirement that is not there",
                )
        return self


class Requirement(Document):
    """A requirement of one framework, with the clause it serves; what a verdict is given on."""

    id: str
    """``framework/requirement``."""
    framework: str
    clause: str
    check: str
    title: Wording | None
    options: dict[str, Any]
    severity: Severity
    kinds: tuple[SiteKind, ...]
    see: See
    lead: str
    responsible: tuple[str, ...]
    due: date | None
    until: date | None
    trust: Trust
