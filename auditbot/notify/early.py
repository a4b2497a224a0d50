"""Early warnings: what comes near a limit of the State before it is reached (监测平台的提前预警)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from auditbot.model.audit import Audit, ColumnBrief
from auditbot.model.document import Document
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.sample import Sample, figures
from auditbot.model.site import Site
from auditbot.model.text import Text
from auditbot.notify.changes import Change, ChangeKind, digest, episode, line_of
from reports.display import shown

_SHORTEST = 7
"""Days: a column that must be updated more often than weekly is always near its limit."""
_LEAST_LOOKS, _LEAST_FAILED = 40, 2
"""Two days of twenty looks; a single look that failed warns of nothing."""
_NAME = 60


class Thresholds(Document):
    """From where a warning is given."""

    column_share: float = Field(default=0.7, gt=0, le=1)
    """The part of a column's registered period that has gone by without an update."""
    availability_percent: float = Field(default=3, ge=0, le=100)
    """More failed looks of a hundred than this; 5 are a veto."""
    empty_columns: int = Field(default=5, ge=0)
    """More empty columns than this; 5 are a veto."""
    stale_columns: int = Field(default=10, ge=0)
    """More columns out of date than this; 10 are a veto."""


@dataclass(frozen=True, slots=True)
class Availability:
    """What regular looks at the site came to; those that our own line spoilt left out."""

    made: int
    failed: int
    since: date
    """The day of the first look."""


def availability(samples: Iterable[Sample]) -> Availability | None:
    """What looks of the clock came to; ``None`` where none of them counts."""
    seen = figures(samples)
    return Availability(seen.made, seen.failed, seen.first) if seen else None


def warnings_of(
    audit: Audit, before: Audit | None, limits: Thresholds, availability: Availability | None = None
) -> tuple[Change, ...]:
    """The warnings of one audit. Each is given once for the same state of the site."""
    return (
        *_homepage(audit),
        *_columns(audit, limits),
        *_counts(audit, before, limits),
        *_availability(audit, limits, availability),
    )


def _homepage(audit: Audit) -> Iterator[Change]:
    """What the check of the homepage says before its fourteen days are over."""
    for one in audit.findings:
        if (one.check, one.message_id) == ("homepage-stale", "soon"):
            yield _warning(audit, line_of(one), "homepage", str(one.parameters.get("newest", "")))


def _columns(audit: Audit, limits: Thresholds) -> Iterator[Change]:
    exempt = _exempt(audit.site, audit.as_of)
    for one in audit.columns:
        if one.newest is None or one.state != "items" or one.partly or (one.period or 0) < _SHORTEST:
            continue
        assert one.period is not None
        age = (audit.as_of - one.newest).days
        if limits.column_share * one.period <= age <= one.period and not {one.url, one.name} & exempt:
            yield _warning(audit, _near(one, age), one.url, one.newest.isoformat(), unit=one.unit)


def _near(column: ColumnBrief, age: int) -> Text:
    name = shown(column.name, _NAME)
    return Text(
        f"栏目“{name}”已 {age} 天没有更新，应 {column.period} 天内更新",
        f"the column “{name}” was not updated for {age} days, its period is {column.period}",
    )


def _exempt(site: Site, as_of: date) -> set[str]:
    """Addresses and names of columns whose age is no fault."""
    free = [
        one
        for one in site.columns
        if one.event_driven or one.archived or (one.until is not None and as_of > one.until)
    ]
    return {key for one in free for key in (one.url, one.name) if key}


def _counts(audit: Audit, before: Audit | None, limits: Thresholds) -> Iterator[Change]:
    for check, most, said in (
        ("empty-columns", limits.empty_columns, Text("空白栏目", "empty columns")),
        ("stale-columns", limits.stale_columns, Text("超期未更新的栏目", "columns out of date")),
    ):
        now = _failed(audit, check)
        if now <= most or (before is not None and _failed(before, check) > most):
            continue
        line = Text(
            f"{said.zh}已有 {now} 个，超过预警线 {most} 个",
            f"{now} {said.en}, more than the {most} that warn",
        )
        yield _warning(audit, line, check, episode(audit, before), severity=Severity.MAJOR)


def _failed(audit: Audit, check: str) -> int:
    return sum(one.check == check and one.outcome is Outcome.FAILED for one in audit.findings)


def _availability(audit: Audit, limits: Thresholds, looks: Availability | None) -> Iterator[Change]:
    if looks is None or looks.made < _LEAST_LOOKS or looks.failed < _LEAST_FAILED:
        return
    percent = 100 * looks.failed / looks.made
    if percent <= limits.availability_percent:
        return
    year, week, _ = audit.as_of.isocalendar()
    line = Text(
        f"自 {looks.since} 起访问首页 {looks.made} 次，{looks.failed} 次未打开（{percent:.1f}%），"
        "一周达到 5% 即单项否决",
        f"of {looks.made} looks at the homepage since {looks.since}, {looks.failed} failed ({percent:.1f} %)"
        "; 5 % in a week is a veto",
    )
    yield _warning(audit, line, "availability", f"{year}-{week}", severity=Severity.MAJOR, urgent=True)


def _warning(
    audit: Audit,
    line: Text,
    what: str,
    state: str,
    *,
    unit: str = "",
    severity: Severity = Severity.MINOR,
    urgent: bool = False,
) -> Change:
    key = digest(audit.site.id, ChangeKind.WARNING, what, state)
    return Change(key, ChangeKind.WARNING, line, severity, unit, urgent)
