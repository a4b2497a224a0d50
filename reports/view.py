"""What a report shows, worked out from the Audit alone. Pure, and the same for every language."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from auditbot.model.audit import Audit, IndicatorResult, IndicatorState, Since
from auditbot.model.course import Change
from auditbot.model.finding import Finding
from auditbot.model.framework import IndicatorKind, Wording
from auditbot.model.outcome import Outcome
from auditbot.model.remembered import Remembered
from auditbot.model.text import Text
from auditbot.url import split
from reports.by_check import CheckView, checks
from reports.by_clause import FrameworkView, frameworks
from reports.by_unit import UNITS_SHOWN, PageView, UnitView, pages, units
from reports.chart import Age, AgeChart, age_chart, ages
from reports.data import settings
from reports.duty import duties
from reports.entry import Entry, entries, first_things
from reports.graph import Graph, Linked, graph, linked
from reports.looked import Looked, looked
from reports.order import OUTCOMES

_SETTINGS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the findings of the audits before. ``returned`` had gone and are back."""

    before: datetime | None
    """When the audit before ended, if it lies here."""
    new: tuple[Entry, ...]
    returned: tuple[Entry, ...]
    still: tuple[Entry, ...]
    gone: tuple[Finding, ...]
    """Proved gone, as far as they are named."""
    gone_total: int
    unmet: tuple[Finding, ...]
    """Not met, and not proved gone."""
    proving: bool
    """This audit saw enough to prove something gone."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the templates draw. Parts of the report are named as in the table of contents."""

    audit: Audit
    name: str
    code: str
    vetoes: tuple[IndicatorResult, ...]
    """The veto indicators that are met."""
    reasons: tuple[Wording, ...]
    """Why the verdict is what it is, besides the vetoes."""
    required: Mapping[Outcome, int]
    """Requirements by outcome."""
    found: Mapping[Outcome, int]
    """Findings by outcome."""
    entries: tuple[Entry, ...]
    by_id: Mapping[str, Entry]
    listed: int
    first: tuple[Entry, ...]
    looked: Looked
    changes: Changes | None
    set_aside: tuple[int, int]
    """Findings that are excepted, and false alarms: told and counted like the others."""
    frameworks: tuple[FrameworkView, ...]
    checks: tuple[CheckView, ...]
    units: tuple[UnitView, ...]
    more_units: int
    """Units that are not told."""
    pages: tuple[PageView, ...]
    ages: tuple[Age, ...]
    age_chart: AgeChart | None
    pairs: tuple[Linked, ...]
    graph: Graph | None
    settings: Mapping[str, str]
    """By dotted name."""

    def setting(self, name: str) -> str:
        """One setting as text, empty where it is not known."""
        return self.settings.get(name, "")

    @property
    def rate(self) -> Text | None:
        """How many requests a second a host was asked at most; nothing where it is not known."""
        text = self.setting("politeness.rate")
        if not text:
            return None
        number = float(text)
        return (
            Text(f"{number:g}", f"{number:g}") if number else Text("不限（按操作者要求）", "none, as asked")
        )

    def named(self, ids: Iterable[str]) -> list[Entry]:
        """The findings with these ids, by number."""
        return _named(ids, self.by_id)


def view(audit: Audit) -> Report:
    """Work out the whole report."""
    known = duties(audit)
    found = entries(audit, known)
    by_id = {entry.finding.id: entry for entry in found}
    columns = ages(audit.columns, audit.as_of, _worst(audit.findings))
    pairs = linked(audit.pairs)
    owing = units(found, audit.site.units)
    vetoes = tuple(_met_vetoes(audit))
    told = {veto.title for veto in vetoes}
    return Report(
        audit=audit,
        name=site_name(audit),
        code=site_code(audit),
        vetoes=vetoes,
        reasons=tuple(reason for reason in audit.score.reasons if reason not in told),
        required=Counter(verdict.outcome for verdict in audit.verdicts),
        found=Counter(finding.outcome for finding in audit.findings),
        entries=found,
        by_id=by_id,
        listed=sum(entry.listed for entry in found),
        first=first_things(found),
        looked=looked(audit),
        changes=_changes(audit, by_id),
        set_aside=_set_aside(audit.findings),
        frameworks=frameworks(audit.frameworks, known),
        checks=checks(audit, found, known.values()),
        units=owing[:UNITS_SHOWN],
        more_units=max(len(owing) - UNITS_SHOWN, 0),
        pages=pages(audit.pages, by_id),
        ages=columns,
        age_chart=age_chart(columns),
        pairs=pairs,
        graph=graph(pairs),
        settings=dict(islice(_flat(settings(audit)), _SETTINGS_SHOWN)),
    )


def site_name(audit: Audit) -> str:
    """The site's name by its operator, else by itself, else its host."""
    return audit.site.name or audit.site_shown.get("name", "") or split(audit.site.home).host


def site_code(audit: Audit) -> str:
    """The identification code by the operator, else the one the site shows."""
    return audit.site.code or audit.site_shown.get("code", "")


def _named(ids: Iterable[str], by_id: Mapping[str, Entry]) -> list[Entry]:
    return sorted((by_id[name] for name in ids if name in by_id), key=lambda entry: entry.number)


def _met_vetoes(audit: Audit) -> Iterator[IndicatorResult]:
    for indicator in audit.score.indicators:
        if indicator.kind is IndicatorKind.VETO and indicator.state is IndicatorState.MET:
            yield indicator


def _worst(findings: Iterable[Finding]) -> dict[str, Outcome]:
    """The outcome of the gravest finding about each address."""
    worst: dict[str, Outcome] = {}
    for finding in findings:
        known = worst.setdefault(finding.target, finding.outcome)
        worst[finding.target] = min(known, finding.outcome, key=OUTCOMES.index)
    return worst


def _changes(audit: Audit, by_id: Mapping[str, Entry]) -> Changes | None:
    """By the office store where it knows of audits before, else by the audit that lies beside this one."""
    if audit.remembered and audit.remembered.audits > 1:
        return _remembered(audit.remembered, audit.since, by_id)
    return _compared(audit.since, by_id) if audit.since else None


def _remembered(known: Remembered, since: Since | None, by_id: Mapping[str, Entry]) -> Changes:
    told = sorted(by_id.values(), key=lambda entry: entry.number)
    changed = {
        change: tuple(one for one in told if one.finding.course and one.finding.course.change is change)
        for change in (Change.NEW, Change.BACK, Change.STILL)
    }
    gone = {one.id for one in known.gone_findings}
    return Changes(
        before=since.finished if since else None,
        new=changed[Change.NEW],
        returned=changed[Change.BACK],
        still=changed[Change.STILL],
        gone=known.gone_findings,
        gone_total=known.gone,
        unmet=tuple(one for one in since.gone if one.id not in gone) if since else (),
        proving=True,
    )


def _compared(since: Since, by_id: Mapping[str, Entry]) -> Changes:
    new = _named(since.new, by_id)
    proved, unmet = (since.gone, ()) if since.gone_is_proof else ((), since.gone)
    return Changes(
        before=since.finished,
        new=tuple(entry for entry in new if not since.is_back(entry.finding)),
        returned=tuple(entry for entry in new if since.is_back(entry.finding)),
        still=tuple(_named(since.still, by_id)),
        gone=proved,
        gone_total=len(proved),
        unmet=unmet,
        proving=since.gone_is_proof,
    )


def _set_aside(findings: Iterable[Finding]) -> tuple[int, int]:
    known = [one.course for one in findings if one.course]
    return sum(one.exception is not None for one in known), sum(one.dismissed for one in known)


def _flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Nested settings as lines of dotted name and value."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    else:
        yield name, str(value)
