"""Parts 7 and 8: what each unit has to mend, and on which pages an editor finds it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from auditbot.model.audit import PageBrief
from auditbot.model.outcome import Outcome
from auditbot.model.site import Unit
from reports.entry import Entry

UNIT_ROWS = 50
"""Findings of a unit that are told, fewer where there are many units; of the others only the numbers."""
ALL_ROWS = 1000
UNITS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class UnitView:
    """What one unit, or several together, have to do. ``names`` is empty for what no unit is named for."""

    names: tuple[str, ...]
    anchor: str
    phone: str
    counts: Mapping[Outcome, int]
    overdue: int
    earliest: date | None
    """The first day by which something of it is due."""
    entries: tuple[Entry, ...]
    others: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with the findings that name it."""

    page: PageBrief
    entries: tuple[Entry, ...]

    @property
    def misses(self) -> int:
        """How many of them failed; a person must look at the others."""
        return _misses(self.entries)


def units(found: Iterable[Entry], registered: Iterable[Unit]) -> tuple[UnitView, ...]:
    """Every unit with something to mend: the one with the most first, the unnamed last."""
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in found:
        if entry.to_mend and entry.listed:
            groups.setdefault(entry.units, []).append(entry)
    phones = {unit.name: unit.phone for unit in registered}
    order = sorted(groups, key=lambda names: (not names, -_misses(groups[names]), -len(groups[names]), names))
    rows = min(UNIT_ROWS, ALL_ROWS // max(min(len(order), UNITS_SHOWN), 1))
    return tuple(_unit(index, names, groups[names], phones, rows) for index, names in enumerate(order))


def _unit(
    index: int, names: tuple[str, ...], found: Sequence[Entry], phones: Mapping[str, str], rows: int
) -> UnitView:
    days = [duty.verdict.due for entry in found for duty in entry.duties if duty.verdict.due]
    return UnitView(
        names=names,
        anchor=f"u{index + 1}",
        phone=phones.get(names[0], "") if names else "",
        counts=Counter(entry.finding.outcome for entry in found),
        overdue=sum(entry.overdue for entry in found),
        earliest=min(days, default=None),
        entries=tuple(found[:rows]),
        others=tuple(found[rows:]),
    )


def _misses(found: Iterable[Entry]) -> int:
    return sum(entry.finding.outcome is Outcome.FAILED for entry in found)


def pages(briefs: Iterable[PageBrief], by_id: Mapping[str, Entry]) -> tuple[PageView, ...]:
    """The pages with something to mend, those with the most faults first."""
    views = []
    for brief in briefs:
        named = [by_id[name] for name in dict.fromkeys(brief.findings) if name in by_id]
        open_ones = sorted((entry for entry in named if entry.to_mend), key=lambda entry: entry.number)
        if open_ones:
            views.append(PageView(brief, tuple(open_ones)))
    views.sort(key=lambda view: (-view.misses, -len(view.entries), view.page.path, view.page.url))
    return tuple(views)
