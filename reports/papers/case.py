"""Findings as an office keeps them in its ledger (整改台账): a case for each that somebody has to see to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from auditbot.model.audit import Audit
from auditbot.model.course import Course, LedgerState, Pursued
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang
from reports.display import masked
from reports.duty import Duty, duties
from reports.entry import Entry, entries
from reports.moment import minute
from reports.terms import SEVERITIES, TRUSTS, term
from reports.view import site_code, site_name
from reports.wording import wordings

_PAGES = 5
"""Pages that carry a case which are named."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case in Chinese words; what is not known is empty. Times are those of China."""

    id: str
    site: str
    code: str
    host: str
    """主办单位."""
    units: tuple[str, ...]
    """责任单位; empty where nobody is named."""
    person: str
    batch: str
    """检查批次: the audit."""
    as_of: str
    rule: str
    basis: str
    trust: str
    """How well the source of the rule is known."""
    kind: str
    """问题类型: what was checked."""
    check: str
    grave: int
    """Rank of the severity, 0 for a veto."""
    severity: str
    says: str
    expected: str
    page: str
    parents: tuple[str, ...]
    excerpt: str
    digest: str
    first_seen: str
    last_seen: str
    mend: str
    due: date | None
    overdue: bool
    certain: bool
    """It failed; otherwise a person must look first."""
    course: Course | None = None
    """What the office store knows of it, where one is in use."""

    @property
    def pursued(self) -> bool:
        """A unit is to mend it: it is certain, and neither excepted, nor a false alarm, nor proved mended."""
        course = self.course
        if not self.certain or course is None:
            return self.certain
        closed = course.ledger is not None and course.ledger.state is LedgerState.CLOSED
        return not (course.set_aside or closed)


def cases(audit: Audit) -> Iterator[Case]:
    """Every finding of an audit that failed or that a person must look at, by its number in the report."""
    persons = {str(one.url): one.person for one in audit.site.columns if one.url and one.person}
    for entry in entries(audit, duties(audit)):
        if entry.to_mend:
            yield _case(audit, entry, persons)


def _case(audit: Audit, entry: Entry, persons: Mapping[str, str]) -> Case:
    finding, evidence = entry.finding, entry.evidence
    pursued = finding.course.ledger if finding.course else None
    words = wordings(finding, Lang.ZH)
    return Case(
        id=finding.id,
        site=site_name(audit),
        code=site_code(audit),
        host=audit.site.unit,
        units=_units(entry, pursued),
        person=persons.get(finding.target) or persons.get(entry.page or "") or "",
        batch=audit.id,
        as_of=f"{audit.as_of}",
        rule="、".join(finding.requirements),
        basis=_basis(entry.duty) if entry.duty else "",
        trust=_trust(entry.duty) if entry.duty else "",
        kind=entry.title.zh,
        check=finding.check,
        grave=finding.severity.rank,
        severity=term(SEVERITIES, finding.severity).zh,
        says=words.says,
        expected=words.expected,
        page=masked(entry.page or finding.target),
        parents=_parents(finding, entry.page or ""),
        excerpt=evidence.excerpt if evidence else "",
        digest=evidence.digest if evidence else "",
        first_seen=minute(finding.first_seen) if finding.first_seen else "",
        last_seen=minute(audit.crawl.finished),
        mend=words.mend,
        due=_due(entry, pursued),
        overdue=pursued.overdue > 0 if pursued and pursued.due else entry.overdue,
        certain=finding.outcome is Outcome.FAILED,
        course=finding.course,
    )


def _units(entry: Entry, pursued: Pursued | None) -> tuple[str, ...]:
    """Whom it was given to, else who answers for it."""
    if pursued is None or pursued.state is LedgerState.WAITING or not pursued.unit:
        return entry.units
    return (pursued.unit,)


def _due(entry: Entry, pursued: Pursued | None) -> date | None:
    """The deadline it was given, else the day of the clause."""
    if pursued and pursued.due:
        return pursued.due
    return entry.pressing.verdict.due if entry.pressing else None


def _parents(finding: Finding, page: str) -> tuple[str, ...]:
    return tuple(masked(url) for url in finding.found_on[: _PAGES + 1] if url != page)[:_PAGES]


def _basis(duty: Duty) -> str:
    return f"{duty.clause.source.document} {duty.clause.id}" if duty.clause else duty.label


def _trust(duty: Duty) -> str:
    return term(TRUSTS, duty.clause.source.trust).zh if duty.clause else ""
