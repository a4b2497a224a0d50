"""The figures that offices print in their notices, each a part of a whole (国办 and local 通报)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditbot.model.audit import Grade
from auditbot.model.outcome import Outcome
from auditbot.overview.rates import Rate
from auditbot.overview.site import Brief, Mending, Standing


class FigureName(StrEnum):
    """What a figure says."""

    COVERAGE = "coverage"
    """检查覆盖率: sites that were inspected, of all."""
    QUALIFIED = "qualified"
    """合格率: qualified sites, of those whose verdict is settled."""
    VETOED = "vetoed"
    """存在突出问题占比: sites that meet a veto, of those inspected."""
    FAULTLESS = "faultless"
    """Sites seen whole without anything that failed, of those inspected."""
    MENDED = "mended"
    """整改率: faults of the audit before that are proved mended, of all of them."""
    RECHECKED = "rechecked"
    """复查合格率: the same, of those that this audit could look at again."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A rate. ``same`` and ``before`` are those of the sites that can be compared with the audit before."""

    name: FigureName
    rate: Rate
    same: Rate | None = None
    before: Rate | None = None

    @property
    def change(self) -> float | None:
        """Percentage points that it has risen by, over the same sites."""
        if not (self.same and self.before) or self.same.share is None or self.before.share is None:
            return None
        return 100 * (self.same.share - self.before.share)


def figures(sites: Sequence[Standing], registered: int) -> tuple[Figure, ...]:
    """All of them. ``registered``: sites that were to be inspected."""
    mended = total(site.mending for site in sites if site.mending)
    return (
        Figure(FigureName.COVERAGE, Rate(sum(site.now.inspected for site in sites), registered)),
        _figure(FigureName.QUALIFIED, sites, _qualified),
        _figure(FigureName.VETOED, sites, _vetoed),
        _figure(FigureName.FAULTLESS, sites, _faultless),
        Figure(FigureName.MENDED, Rate(mended.proved, mended.told)),
        Figure(FigureName.RECHECKED, Rate(mended.proved, mended.proved + mended.still)),
    )


def total(mendings: Iterable[Mending]) -> Mending:
    """What became of the faults of all these sites."""
    known = list(mendings)
    return Mending(*(sum(getattr(one, name) for one in known) for name in ("proved", "still", "unproved")))


def _figure(name: FigureName, sites: Sequence[Standing], rate: Callable[[list[Brief]], Rate]) -> Figure:
    both = [(site.now, site.earlier) for site in sites if site.earlier]
    compared = (
        (rate([now for now, _ in both]), rate([before for _, before in both])) if both else (None, None)
    )
    return Figure(name, rate([site.now for site in sites if site.now.inspected]), *compared)


def _qualified(briefs: list[Brief]) -> Rate:
    grades = [one.grade for one in briefs]
    good = grades.count(Grade.QUALIFIED)
    return Rate(good, good + grades.count(Grade.UNQUALIFIED))


def _vetoed(briefs: list[Brief]) -> Rate:
    return Rate(sum(bool(one.vetoes) for one in briefs), len(briefs))


def _faultless(briefs: list[Brief]) -> Rate:
    return Rate(sum(faultless(one) for one in briefs), len(briefs))


def faultless(brief: Brief) -> bool:
    """It was seen whole, and nothing failed."""
    return brief.complete and not brief.faults and not brief.count(Outcome.FAILED)
