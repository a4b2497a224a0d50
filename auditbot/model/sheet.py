"""A score sheet: how many points which findings cost, and which achievements earn."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from auditbot.model.document import Document
from auditbot.model.framework import Wording
from auditbot.model.text import Fault


class LineKind(StrEnum):
    """What a line of a sheet does to the score."""

    DEDUCT = "deduct"
    BONUS = "bonus"


def _pattern(value: str) -> str:
    if not value or value.count("*") > 3 or len(value) > 120:
        raise Fault("应为要求编号，可用 * 代替任意文字", "the id of a requirement; * stands for any text")
    return value


Pattern = Annotated[str, AfterValidator(_pattern)]
"""The id of a requirement (``framework/requirement``), in which ``*`` stands for any text."""


class SheetLine(Document):
    """One indicator: what is counted for it, and what it is worth."""

    id: str = Field(min_length=1)
    title: Wording
    kind: LineKind = LineKind.DEDUCT
    points: float | None = Field(default=None, ge=0)
    """The most that it can cost or earn; absent where no trustworthy source gives it."""
    each: float | None = Field(default=None, ge=0)
    """What one finding costs; absent: the first costs all points."""
    checks: tuple[str, ...] = ()
    requirements: tuple[Pattern, ...] = ()
    services: bool = False
    """Only for bodies that serve the public: dropped for others, and the rest is scaled up."""

    @model_validator(mode="after")
    def _counts_something(self) -> "SheetLine":
        if not (self.checks or self.requirements):
            raise Fault(
                f"指标 {self.id}：没有写明检查项或要求",
                f"indicator {self.id}: names neither checks nor requirements",
            )
        return self


class ScoreSheet(Document):
    """A sheet. The frame (60, 80, a cap per indicator) is that of 国办秘函〔2019〕19号."""

    id: str = Field(min_length=1)
    title: Wording
    about: Wording | None = None
    ours: bool = False
    """Made by this program, not by any office: it gives a number and decides nothing."""
    fails_below: float = Field(default=60, ge=0, le=100)
    bonus_above: float = Field(default=80, ge=0, le=100)
    bonus_total: float = Field(default=30, ge=0, le=100)
    lines: tuple[SheetLine, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> "ScoreSheet":
        ids = [line.id for line in self.lines]
        twice = {name for name in ids if ids.count(name) > 1}
        if twice:
            raise Fault(f"指标重名：{'、'.join(sorted(twice))}", f"named twice: {', '.join(sorted(twice))}")
        return self


class LineScore(Document):
    """What became of one indicator of a sheet."""

    id: str
    title: Wording
    kind: LineKind
    points: float | None = None
    each: float | None = None
    failed: int = 0
    maybe: int = 0
    """What may yet fail: left to a person, or not tested."""
    blind: bool = False
    """A whole requirement was not tested."""
    dropped: bool = False
    """Not for this site."""
    least: float | None = None
    """The fewest points that it costs or earns; ``None`` without points of its own."""
    most: float | None = None


class Reckoning(Document):
    """The arithmetic of one sheet over one audit; without points there is neither ``low`` nor ``high``."""

    sheet: str
    title: Wording
    ours: bool
    fails_below: float
    bonus_above: float
    bonus_total: float
    full: float | None = None
    """Points of all indicators that deduct, before scaling to 100."""
    base_low: float | None = None
    base_high: float | None = None
    """Out of 100, before the bonus."""
    bonus_low: float = 0
    bonus_high: float = 0
    low: float | None = None
    high: float | None = None
    lines: tuple[LineScore, ...] = ()
