"""Part 6: every check with its requirements, its tally and its findings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditbot.model.audit import Audit, CheckRecord
from auditbot.model.finding import Finding
from auditbot.model.framework import Wording
from auditbot.model.outcome import Outcome, roll_up
from reports.duty import Duty
from reports.entry import Entry
from reports.order import OUTCOMES

FULL = 10
"""Findings of a check that are told in full; the others are folded and told in short."""


@dataclass(frozen=True, slots=True)
class Short:
    """A finding told in short: what stands the same with one told in full is not said again."""

    entry: Entry
    tell_expected: bool
    tell_mend: bool


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check. ``record`` is its documentation, if the audit holds it."""

    id: str
    anchor: str
    title: Wording
    record: CheckRecord | None
    outcome: Outcome
    duties: tuple[Duty, ...]
    full: tuple[Entry, ...]
    short: tuple[Short, ...]
    total: int
    """Findings, also those the report does not list."""

    @property
    def quiet(self) -> bool:
        """Nothing has to be done about it, and nothing was left unmeasured."""
        return not self.total and self.outcome in (Outcome.PASSED, Outcome.INAPPLICABLE)


def checks(audit: Audit, found: Sequence[Entry], known: Iterable[Duty]) -> tuple[CheckView, ...]:
    """Checks with findings in the order of their numbers, then the others, untested ones first."""
    by_check: dict[str, list[Entry]] = {}
    for entry in found:
        by_check.setdefault(entry.finding.check, []).append(entry)
    duties: dict[str, list[Duty]] = {}
    for duty in known:
        duties.setdefault(duty.verdict.check, []).append(duty)
    records = {record.id: record for record in audit.checks}
    names = list(dict.fromkeys([*by_check, *duties, *records]))
    views = [
        _view(index, name, records.get(name), by_check.get(name, []), duties.get(name, []))
        for index, name in enumerate(names)
    ]
    told = [view for view in views if view.total]
    others = [view for view in views if not view.total]
    return (*told, *sorted(others, key=lambda view: (OUTCOMES.index(view.outcome), view.id)))


def _view(
    index: int, name: str, record: CheckRecord | None, found: list[Entry], duties: list[Duty]
) -> CheckView:
    listed = [entry for entry in found if entry.listed]
    full = listed[:FULL]
    said = {text for entry in full for text in _texts(entry.finding)}
    short = (Short(entry, *(text not in said for text in _texts(entry.finding))) for entry in listed[FULL:])
    outcomes = [duty.verdict.outcome for duty in duties] or [entry.finding.outcome for entry in found]
    return CheckView(
        id=name,
        anchor=f"k{index + 1}",
        title=record.title if record else Wording(zh=name, en=name),
        record=record,
        outcome=roll_up(outcomes),
        duties=tuple(sorted(duties, key=lambda duty: OUTCOMES.index(duty.verdict.outcome))),
        full=tuple(full),
        short=tuple(short),
        total=len(found),
    )


def _texts(finding: Finding) -> tuple[tuple[str, str], tuple[str, str]]:
    """What a finding says of ``expected`` and ``mend``, in any one language."""
    words = next(iter(finding.texts.values()), None)
    return ("expected", words.expected if words else ""), ("mend", words.mend if words else "")
