"""Findings as a report lists them: with a number, the duties they touch and the unit that answers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from auditbot.ledger.words import STATES
from auditbot.model.audit import Audit
from auditbot.model.course import LedgerState, Pursued
from auditbot.model.finding import Evidence, Finding
from auditbot.model.framework import Wording
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.text import Text
from auditbot.overview.answering import answering
from auditbot.url import Url
from reports.course import EXCEPTED
from reports.duty import Duty
from reports.order import numbered, spread

PAGES_SHOWN = 3
"""Pages that are named with a finding that many pages share."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding of the report. ``units`` is empty when neither register, clause nor site names one."""

    number: int
    finding: Finding
    listed: bool
    title: Wording
    duties: tuple[Duty, ...]
    """The gravest first."""
    units: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Its place in the report."""
        return f"f{self.number}"

    @property
    def duty(self) -> Duty | None:
        """The gravest duty it touches."""
        return self.duties[0] if self.duties else None

    @property
    def pressing(self) -> Duty | None:
        """The gravest duty whose day has passed, else the gravest."""
        return next((duty for duty in self.duties if duty.overdue), self.duty)

    @property
    def overdue(self) -> bool:
        """A clause it breaks is past its day."""
        return any(duty.overdue for duty in self.duties)

    @property
    def set_aside(self) -> Text | None:
        """Why it is not pursued, though it is told and counted: a false alarm, or an exception."""
        course = self.finding.course
        if course is None or not course.set_aside:
            return None
        return STATES[LedgerState.FALSE_ALARM] if course.dismissed else EXCEPTED

    @property
    def state(self) -> Text | None:
        """Where it stands in the ledger, as far as that is known."""
        return STATES[self.pursued.state] if self.pursued else None

    @property
    def pursued(self) -> Pursued | None:
        """Its entry in the ledger."""
        return self.finding.course.ledger if self.finding.course else None

    @property
    def to_mend(self) -> bool:
        """Somebody has to do something about it."""
        return self.finding.outcome in (Outcome.FAILED, Outcome.CANT_TELL)

    @property
    def evidence(self) -> Evidence | None:
        """What shows it best."""
        return self.finding.evidence[0] if self.finding.evidence else None

    @property
    def page(self) -> Url | None:
        """The page on which it is seen."""
        if self.evidence and self.evidence.url:
            return self.evidence.url
        return self.finding.found_on[0] if self.finding.found_on else None

    @property
    def spread(self) -> int:
        """How many pages carry it."""
        return spread(self.finding)

    @property
    def carriers(self) -> tuple[Url, ...]:
        """Some of the pages that carry it, where it is more than one."""
        return self.finding.found_on[:PAGES_SHOWN] if self.spread > 1 else ()


def entries(audit: Audit, known: dict[str, Duty]) -> tuple[Entry, ...]:
    """Every finding of the audit, by its number."""
    titles = {check.id: check.title for check in audit.checks}
    found = []
    for item in numbered(audit.findings):
        finding = item.finding
        touched = [known[name] for name in finding.requirements if name in known]
        touched.sort(key=lambda duty: duty.weight)
        title = titles.get(finding.check) or Wording(zh=finding.check, en=finding.check)
        units = answering(finding, (duty.verdict for duty in touched), audit.site.unit)
        found.append(Entry(item.number, finding, item.listed, title, tuple(touched), units))
    return tuple(found)


def first_things(found: Iterable[Entry], count: int = 3) -> tuple[Entry, ...]:
    """The ones whose mending matters most: gravest, overdue, most visible.

    Of grave ones each check gives one first: three times the same fault is one thing to do.
    """
    open_ones = [entry for entry in found if entry.listed and entry.to_mend and not entry.set_aside]
    misses = [entry for entry in open_ones if entry.finding.outcome is Outcome.FAILED] or open_ones
    misses.sort(key=lambda entry: (*_urgency(entry), -entry.spread, _depth(entry), entry.number))
    seen: Counter[str] = Counter()
    ranked: list[tuple[bool, int, int]] = []
    for position, entry in enumerate(misses):
        light = entry.finding.severity.rank > Severity.MAJOR.rank
        ranked.append((light, seen[entry.finding.check], position))
        seen[entry.finding.check] += 1
    return tuple(misses[position] for *_, position in sorted(ranked)[:count])


def _urgency(entry: Entry) -> tuple[int, bool]:
    return (entry.finding.severity.rank, not entry.overdue)


def _depth(entry: Entry) -> int:
    """Steps from the homepage; what stands nearer to it is seen by more visitors."""
    return len(entry.evidence.path) if entry.evidence and entry.evidence.path else 99
