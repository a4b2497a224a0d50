"""How one site stands: its newest audit and the one before, cut down to what an overview tells."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from auditbot.model.audit import Audit, Grade, IndicatorState, StopReason
from auditbot.model.finding import Finding
from auditbot.model.framework import IndicatorKind, Wording
from auditbot.model.outcome import Outcome, Severity
from auditbot.overview.answering import OVERDUE, answering
from auditbot.url import split

ENOUGH = 0.9
"""A smaller share of a site is told wherever its verdict is, and no trend is taken from it."""
_DECIDED = (Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL)


@dataclass(frozen=True, slots=True)
class Brief:
    """One audit in short. ``low`` and ``high`` are points by the score sheet, where there is one."""

    audit: str
    finished: datetime
    grade: Grade
    vetoes: tuple[Wording, ...]
    """Titles of the veto indicators that are met."""
    low: float | None
    high: float | None
    sheet: Wording | None
    share: float
    """Of the pages that should have been read, 0 to 1."""
    complete: bool
    """Enough was seen to take what was not met for gone."""
    stopped: StopReason
    outcomes: Mapping[str, Outcome]
    """By requirement."""
    findings: Mapping[Outcome, int]

    def count(self, outcome: Outcome) -> int:
        """Requirements with that outcome."""
        return list(self.outcomes.values()).count(outcome)

    @property
    def inspected(self) -> bool:
        """Something was seen of the site, or there is a verdict all the same."""
        return self.share > 0 or self.grade is not Grade.UNDETERMINED

    @property
    def faults(self) -> int:
        """Findings that failed."""
        return self.findings.get(Outcome.FAILED, 0)


@dataclass(frozen=True, slots=True)
class Mending:
    """What became of the faults of the audit before.

    ``proved``: a later audit looked at the same thing and found it right; ``still``: it is there;
    ``unproved``: it was not met, but the audit saw too little, or no longer tested it.
    """

    proved: int = 0
    still: int = 0
    unproved: int = 0

    @property
    def told(self) -> int:
        """Faults of the audit before."""
        return self.proved + self.still + self.unproved


@dataclass(frozen=True, slots=True)
class Owed:
    """What one unit has to mend on one site, as numbers of findings."""

    failed: int = 0
    doubtful: int = 0
    """A person must look first."""
    vetoing: int = 0
    """Failed, of a requirement that vetoes."""
    overdue: int = 0
    """Failed, past the day of its clause."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A site. ``folder`` is where its newest audit lies, relative to the overview; empty: nowhere."""

    id: str
    name: str
    code: str
    home: str
    unit: str
    now: Brief
    before: Brief | None = None
    mending: Mending | None = None
    """Nothing without an audit before."""
    faults: Mapping[str, int] = field(default_factory=dict)
    """Findings that failed, by check."""
    broken: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """The same by clause: the ids of its framework and its own."""
    units: Mapping[str, Owed] = field(default_factory=dict)
    """By name; what nobody answers for stands under the empty name."""
    folder: str = ""
    reported: bool = False
    """There is a report to be linked to."""

    @property
    def earlier(self) -> Brief | None:
        """The audit before, where both saw enough to be compared: what was not seen is no improvement."""
        if self.before is None or min(self.now.share, self.before.share) < ENOUGH:
            return None
        return self.before


def standing(audit: Audit, before: Audit | None, *, folder: str = "", reported: bool = False) -> Standing:
    """Cut a site's newest audit, and the one it is compared with, down to their figures."""
    return Standing(
        id=audit.site.id,
        name=audit.site.name or audit.site_shown.get("name", "") or split(audit.site.home).host,
        code=audit.site.code or audit.site_shown.get("code", ""),
        home=audit.site.home,
        unit=audit.site.unit,
        now=_brief(audit),
        before=_brief(before) if before else None,
        mending=_mending(audit, before) if before else None,
        faults=Counter(one.check for one in _with(audit.findings, Outcome.FAILED)),
        broken=_broken(audit),
        units=_units(audit),
        folder=folder,
        reported=reported,
    )


def _brief(audit: Audit) -> Brief:
    score = audit.score
    return Brief(
        audit=audit.id,
        finished=audit.crawl.finished,
        grade=score.grade,
        vetoes=tuple(
            one.title
            for one in score.indicators
            if one.kind is IndicatorKind.VETO and one.state is IndicatorState.MET
        ),
        low=score.low,
        high=score.high,
        sheet=score.sheet.title if score.sheet else None,
        share=audit.coverage.share,
        complete=audit.coverage.complete,
        stopped=audit.crawl.stopped,
        outcomes={one.id: one.outcome for one in audit.verdicts},
        findings=Counter(one.outcome for one in audit.findings),
    )


def _mending(audit: Audit, before: Audit) -> Mending:
    present = {one.id for one in _with(audit.findings, Outcome.FAILED, Outcome.CANT_TELL)}
    tested = {one.check for one in audit.verdicts if one.outcome in _DECIDED}
    proved = still = unproved = 0
    for fault in _with(before.findings, Outcome.FAILED):
        if fault.id in present:
            still += 1
        elif audit.coverage.complete and fault.check in tested:
            proved += 1
        else:
            unproved += 1
    return Mending(proved, still, unproved)


def _broken(audit: Audit) -> Counter[tuple[str, str]]:
    places = {one.id: (one.framework, one.clause) for one in audit.verdicts}
    failed = _with(audit.findings, Outcome.FAILED)
    touched = ({places[name] for name in one.requirements if name in places} for one in failed)
    return Counter(place for each in touched for place in each)


def _units(audit: Audit) -> dict[str, Owed]:
    verdicts = {one.id: one for one in audit.verdicts}
    counted: dict[str, Counter[str]] = {}
    for finding in _with(audit.findings, Outcome.FAILED, Outcome.CANT_TELL):
        touched = [verdicts[name] for name in finding.requirements if name in verdicts]
        failed = finding.outcome is Outcome.FAILED
        for unit in answering(finding, touched, audit.site.unit) or ("",):
            counts = counted.setdefault(unit, Counter())
            counts["failed" if failed else "doubtful"] += 1
            counts["vetoing"] += failed and finding.severity is Severity.VETO
            counts["overdue"] += failed and any(one.due_state == OVERDUE for one in touched)
    return {unit: Owed(**counts) for unit, counts in counted.items()}


def _with(findings: Iterable[Finding], *outcomes: Outcome) -> Iterable[Finding]:
    return (one for one in findings if one.outcome in outcomes)
