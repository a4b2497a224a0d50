"""The second stage: conclusions, verdicts and the grade over an archive. Touches no network."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from pydantic import TypeAdapter

from auditbot.audit.judging import conclude
from auditbot.audit.plan import Plan
from auditbot.audit.recorded import recorded
from auditbot.audit.summary import columns_brief, pages_brief, pairs_brief, site_shown, warnings
from auditbot.check import Check
from auditbot.crawl.archive import Archive
from auditbot.crawl.collected import Collected
from auditbot.crawl.record import Session, coverage, hosts_of, record
from auditbot.crawl.scope import SCOPE, Scope
from auditbot.crawl.view import CrawlView
from auditbot.errors import StoreError
from auditbot.frameworks import Assignment
from auditbot.model.audit import Audit, Grade, HostRecord, Score, StopReason, Vantage, Verdict
from auditbot.model.finding import Finding
from auditbot.model.framework import Wording
from auditbot.model.needs import Needs
from auditbot.model.outcome import Outcome
from auditbot.model.sample import SAMPLES
from auditbot.model.sheet import Reckoning
from auditbot.model.text import Lang, Text
from auditbot.net.http.identity import user_agent
from auditbot.reckon import reckon
from auditbot.score import Conclusion, score, verdict, with_severity
from auditbot.url import Url

_VANTAGE = TypeAdapter(Vantage)
_HOSTS = TypeAdapter(list[HostRecord])
_NOT_MEASURED = Text("本次检查没有进行这项测量", "this was not measured in this audit")
_NOT_VERIFIED = Text("本次检查没有验证链接", "links were not verified in this audit")
_NOT_READ = Text("本次检查没有读取附件", "files were not read in this audit")
_NO_GRADE = Text("每日巡查不作结论，以全站检查为准", "a daily glance gives no verdict: see the whole audit")
_HOME_CLOSED = Text("没有读到首页，未能检查", "the homepage could not be read: nothing could be checked")


def judge(archive: Archive, plan: Plan) -> Audit:
    """Give the audit that follows from an archive. The same archive and plan give the same audit."""
    view, collected = open_view(archive, plan)
    conclusions = {
        one.key: _conclude(archive, one, view, plan.settings.limits.check_conclude_seconds)
        for one in plan.assignments
    }
    conclusions = _told_apart(conclusions)
    by_requirement = {name: conclusions[one.key] for one in plan.assignments for name in one.requirements}
    verdicts = tuple(
        verdict(demand, by_requirement[demand.id], plan.settings.as_of, plan.site.kind)
        for demand in plan.requirements
    )
    findings = tuple(with_severity(*_merged(plan.assignments, conclusions), verdicts))
    return Audit(
        id=archive.meta("id"),
        program=f"auditbot {version('auditbot')}",
        lang=plan.settings.lang,
        as_of=plan.settings.as_of,
        site=plan.site,
        site_shown=site_shown(collected),
        frameworks=plan.records,
        vantage=view.vantage,
        settings=settings_shown(plan),
        visitor=user_agent(plan.settings.reach.contact),
        crawl=view.record,
        coverage=view.coverage,
        checks=plan.checks,
        verdicts=verdicts,
        findings=findings,
        score=_scored(plan, verdicts, findings, view),
        columns=columns_brief(collected.columns),
        pairs=pairs_brief(collected.graph),
        pages=pages_brief(findings, view),
        warnings=warnings(plan, archive),
    )


def _scored(
    plan: Plan, verdicts: tuple[Verdict, ...], findings: tuple[Finding, ...], view: CrawlView
) -> Score:
    """The grade and the points; a glance decides neither."""
    if view.record.glance:
        return Score(grade=Grade.UNDETERMINED, reasons=(Wording.of(_NO_GRADE),))
    reckoned = _reckoned(plan, verdicts, findings, view)
    return score(plan.frameworks, verdicts, findings, view.coverage, reckoned)


def _reckoned(
    plan: Plan, verdicts: tuple[Verdict, ...], findings: tuple[Finding, ...], view: CrawlView
) -> Reckoning | None:
    """The points by the plan's sheet; a site of which nothing was seen is given none."""
    if plan.sheet is None or view.record.stopped is StopReason.UNREACHABLE:
        return None
    return reckon(plan.sheet, verdicts, findings, view.coverage, services=plan.site.services)


def open_view(archive: Archive, plan: Plan) -> tuple[CrawlView, Collected]:
    """The archive as checks see it."""
    if not archive.meta("vantage"):
        raise StoreError(
            Text(f"存档里还没有内容：{archive.path}", f"nothing was collected yet: {archive.path}"),
            Text("请用 auditbot resume 接着做", "go on with `auditbot resume`"),
        )
    scope = recorded(archive, "scope", SCOPE) if archive.meta("scope") else Scope.of(plan.site)
    home = Url(archive.meta("home") or plan.site.home)
    limits = plan.settings.limits
    collected = Collected(archive, plan.site, scope, plan.settings, home)
    hosts = hosts_of(archive, {one.host: one for one in manners(archive)})
    walked = record(archive, session(archive, glance=plan.settings.glance), limits, hosts)
    covered = coverage(archive, walked, collected.columns)
    vantage = recorded(archive, "vantage", _VANTAGE)
    samples = recorded(archive, "samples", SAMPLES) if archive.meta("samples") else ()
    return CrawlView(collected, plan.site, plan.settings.as_of, vantage, walked, covered, samples), collected


def session(archive: Archive, *, glance: bool = False) -> Session:
    """The times of the work on an archive."""
    return Session(
        started=datetime.fromisoformat(archive.meta("started")),
        finished=datetime.fromisoformat(archive.meta("finished") or archive.meta("started")),
        seconds=float(archive.meta("seconds", "0")),
        sessions=int(archive.meta("sessions", "1")),
        stopped=StopReason(archive.meta("stopped") or StopReason.INTERRUPTED),
        detail=archive.meta("stop_detail"),
        glance=glance,
    )


def settings_shown(plan: Plan) -> dict[str, Any]:
    """The settings as they are kept with the audit: without credentials."""
    shown: dict[str, Any] = plan.settings.to_be_kept().model_dump(mode="json")
    return shown


def manners(archive: Archive) -> list[HostRecord]:
    """How each host was visited, as the last session to visit it noted."""
    return recorded(archive, "hosts", _HOSTS) if archive.meta("hosts") else []


def _conclude(archive: Archive, one: Assignment, view: CrawlView, seconds: float) -> Conclusion:
    reason = _unmet(archive, one, view)
    if reason:
        return Conclusion(reason=reason)
    row = next(archive.rows("SELECT what FROM fault WHERE assignment = ? ORDER BY what", (one.key,)), None)
    return conclude(one, view, row[0] if row else "", seconds)


def _unmet(archive: Archive, one: Assignment, view: CrawlView) -> Text | None:
    """Why a check cannot say anything over this archive."""
    if Needs.SAMPLES in one.check.needs and view.samples:
        return None
    if view.record.stopped is StopReason.UNREACHABLE:
        return _HOME_CLOSED
    if type(one.check).probe is not Check.probe and not archive.meta(f"probed {one.key}"):
        return _NOT_MEASURED
    collected = Needs(int(archive.meta("needs", "0")))
    if Needs.TARGETS in one.check.needs and Needs.TARGETS not in collected:
        return _NOT_VERIFIED
    if Needs.ATTACHMENTS in one.check.needs and Needs.ATTACHMENTS not in collected:
        return _NOT_READ
    return None


def _told_apart(conclusions: dict[str, Conclusion]) -> dict[str, Conclusion]:
    """The same with an identity of its own for whatever two sets of options say of one thing.

    A column may be missing for one clause and only be asked about for another. The gravest keeps the
    identity; the others get one that depends on what they say, not on who else says something.
    """
    said: dict[str, set[tuple[int, str, str]]] = {}
    for conclusion in conclusions.values():
        for finding in conclusion.findings:
            said.setdefault(finding.id, set()).add(_saying(finding))
    gravest = {name: min(sayings) for name, sayings in said.items() if len(sayings) > 1}

    def own(finding: Finding) -> Finding:
        if finding.id not in gravest or _saying(finding) == gravest[finding.id]:
            return finding
        name = "\n".join((finding.id, *map(str, _saying(finding))))
        return finding.model_copy(
            update={"id": sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]}
        )

    return {
        key: replace(conclusion, findings=tuple(map(own, conclusion.findings)))
        for key, conclusion in conclusions.items()
    }


def _saying(finding: Finding) -> tuple[int, str, str]:
    """What a finding says: its outcome, the gravest first, its message, and the message's words."""
    texts = finding.texts[Lang.ZH]
    return _GRAVITY.index(finding.outcome), finding.message_id, f"{texts.says}\n{texts.expected}"


_GRAVITY = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE)


def _merged(
    assignments: Sequence[Assignment], conclusions: dict[str, Conclusion]
) -> tuple[list[Finding], dict[str, tuple[str, ...]]]:
    """Each finding once, with all requirements it may count for."""
    findings: dict[str, Finding] = {}
    served: dict[str, tuple[str, ...]] = {}
    for one in assignments:
        for finding in conclusions[one.key].findings:
            findings.setdefault(finding.id, finding)
            served[finding.id] = (*served.get(finding.id, ()), *one.requirements)
    return list(findings.values()), served
