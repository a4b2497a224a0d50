"""Verdicts, indicators and the grade: each computed in one pure place, from what the checks saw."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import floor

from auditbot.model.audit import (
    Coverage,
    Grade,
    IndicatorResult,
    IndicatorState,
    Score,
    Verdict,
)
from auditbot.model.finding import Finding
from auditbot.model.framework import Clause, Framework, Indicator, IndicatorKind, Requirement, See, Wording
from auditbot.model.outcome import Outcome, Severity, roll_up
from auditbot.model.sheet import Reckoning
from auditbot.model.site import SiteKind
from auditbot.model.text import Text

SOON = 30
"""Days before a date from which it is called near (临期)."""


THINGS = Text("项", "things")


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What one assignment of a check came to."""

    findings: tuple[Finding, ...] = ()
    tally: Mapping[Outcome, int] = field(default_factory=dict)
    """Things without a finding of their own."""
    reason: Text | None = None
    """Why it was not tested at all."""
    remark: Text | None = None
    """What explains an outcome that no finding explains."""
    counted: Text = THINGS


@dataclass(frozen=True, slots=True)
class Due:
    """Where a requirement stands in time."""

    state: str
    days: int | None = None


def due(requirement: Requirement | Clause, as_of: date) -> Due:
    """``standing``, ``not-due``, ``due-soon``, ``overdue`` or ``lapsed``, with days to or since the date."""
    if requirement.until and as_of > requirement.until:
        return Due("lapsed", (as_of - requirement.until).days)
    if requirement.due is None:
        return Due("standing")
    days = (requirement.due - as_of).days
    if days < 0:
        return Due("overdue", -days)
    return Due("due-soon" if days <= SOON else "not-due", days)


def verdict(requirement: Requirement, conclusion: Conclusion, as_of: date, kind: SiteKind | None) -> Verdict:
    """What became of one requirement."""
    stands = due(requirement, as_of)
    tally = Counter(dict(conclusion.tally))
    tally.update(one.outcome for one in conclusion.findings if one.weight is not Severity.NOTICE)
    outcome, reason = _outcome(requirement, conclusion, tally, stands, kind)
    counted = outcome is not Outcome.INAPPLICABLE
    return Verdict(
        **requirement.model_dump(),
        outcome=outcome,
        reason=Wording.of(reason) if reason else None,
        tally={key: tally[key] for key in Outcome if tally[key]} if counted else {},
        counted=Wording.of(conclusion.counted),
        findings=tuple(finding.id for finding in conclusion.findings) if counted else (),
        due_state=stands.state,
        due_days=stands.days,
    )


def _outcome(
    requirement: Requirement,
    conclusion: Conclusion,
    tally: Counter[Outcome],
    stands: Due,
    kind: SiteKind | None,
) -> tuple[Outcome, Text | None]:
    if stands.state == "lapsed":
        return Outcome.INAPPLICABLE, _LAPSED
    if requirement.kinds and kind is not None and kind not in requirement.kinds:
        return Outcome.INAPPLICABLE, _OTHER_KIND
    if conclusion.reason:
        return Outcome.UNTESTED, conclusion.reason
    if not tally and conclusion.findings:
        return Outcome.PASSED, None
    outcome = roll_up(key for key in tally if tally[key])
    if outcome in (Outcome.PASSED, Outcome.FAILED) and requirement.see is See.ASSISTED:
        return Outcome.CANT_TELL, _ASSISTED
    if not tally:
        return outcome, _SILENT
    return outcome, conclusion.remark if outcome in _UNEXPLAINED else None


_UNEXPLAINED = (Outcome.INAPPLICABLE, Outcome.UNTESTED)
_LAPSED = Text("该要求只在规定期间内适用，期间已过", "the clause applied for a time that is over")
_OTHER_KIND = Text("该要求不适用于此类网站", "the clause does not apply to sites of this kind")
_ASSISTED = Text("网页只能提供线索，须人工确认", "a website gives evidence only; a person must confirm")
_SILENT = Text("检查项没有给出任何结论", "the check said nothing")


def with_severity(
    findings: Iterable[Finding], served: Mapping[str, tuple[str, ...]], verdicts: Sequence[Verdict]
) -> list[Finding]:
    """Findings with the requirements they count for and the gravest severity of these.

    ``served``: finding id → requirement ids. A requirement that is not yet due only warns.
    """
    by_id = {verdict.id: verdict for verdict in verdicts}
    graded = []
    for finding in findings:
        counted = [by_id[name] for name in served[finding.id] if finding.id in by_id[name].findings]
        if not counted:
            continue
        severity = min((_weight(verdict) for verdict in counted), key=lambda severity: severity.rank)
        if finding.weight and finding.weight.rank > severity.rank:
            severity = finding.weight
        names = tuple(verdict.id for verdict in counted)
        graded.append(finding.model_copy(update={"severity": severity, "requirements": names}))
    order = {outcome: place for place, outcome in enumerate(_GRAVITY)}
    return sorted(
        graded, key=lambda one: (order[one.outcome], one.severity.rank, one.check, one.target, one.id)
    )


_GRAVITY = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE)


def _weight(verdict: Verdict) -> Severity:
    """A duty that is not due only warns, and what a person must decide is no veto yet."""
    if verdict.due_state in ("not-due", "due-soon"):
        return Severity.NOTICE
    if verdict.severity is Severity.VETO and verdict.see is See.ASSISTED:
        return Severity.MAJOR
    return verdict.severity


def score(
    frameworks: Iterable[Framework],
    verdicts: Sequence[Verdict],
    findings: Iterable[Finding],
    coverage: Coverage,
    reckoning: Reckoning | None = None,
) -> Score:
    """Indicators and the grade. A sheet of points decides only if an office made it."""
    outcomes = {one.id: one.outcome for one in findings if one.weight is not Severity.NOTICE}
    by_id = {verdict.id: verdict for verdict in verdicts}
    results = tuple(
        _indicator(framework, indicator, by_id, outcomes)
        for framework in frameworks
        for indicator in framework.indicators
    )
    vetoes = [one for one in results if one.kind is IndicatorKind.VETO]
    grade, reasons = _grade(vetoes, verdicts, coverage, reckoning)
    return Score(
        grade=grade,
        reasons=reasons,
        low=reckoning.low if reckoning else None,
        high=reckoning.high if reckoning else None,
        indicators=results,
        sheet=reckoning,
    )


def _indicator(
    framework: Framework,
    indicator: Indicator,
    verdicts: Mapping[str, Verdict],
    outcomes: Mapping[str, Outcome],
) -> IndicatorResult:
    counts = []
    open_ = False
    for threshold in indicator.any:
        named = [verdicts[f"{framework.id}/{name}"] for name in threshold.requirements]
        failed, maybe, blind = _count(named, outcomes)
        counts.append((failed, maybe, threshold.count))
        open_ = open_ or blind or failed + maybe >= threshold.count
    met = any(failed >= needed for failed, _, needed in counts)
    state = (
        IndicatorState.NOT_CHECKED
        if not counts
        else IndicatorState.MET
        if met
        else IndicatorState.OPEN
        if open_
        else IndicatorState.NOT_MET
    )
    return IndicatorResult(
        framework=framework.id,
        id=indicator.id,
        title=indicator.title,
        clause=indicator.clause,
        kind=indicator.kind,
        state=state,
        counts=tuple(counts),
        points=indicator.points,
    )


def _count(named: Sequence[Verdict], outcomes: Mapping[str, Outcome]) -> tuple[int, int, bool]:
    """Targets that failed, that may yet fail, and whether a whole requirement was left open.

    ``outcomes``: of the findings that decide anything; those which are notices do not.

    What only gathers evidence for a person (``assisted``) never decides an indicator, either way.
    """
    unsure = (Outcome.CANT_TELL, Outcome.UNTESTED)
    decided = [one for one in named if one.see is not See.ASSISTED]
    failed = {name for one in decided for name in one.findings if outcomes.get(name) is Outcome.FAILED}
    seen = {name for one in named for name in one.findings if outcomes.get(name) in (*unsure, Outcome.FAILED)}
    maybe = seen - failed
    tallied = sum(one.tally.get(outcome, 0) for one in named for outcome in unsure)
    blind = any(
        (one.outcome is Outcome.UNTESTED and not one.findings)
        or (one.outcome is Outcome.CANT_TELL and one.see is See.ASSISTED)
        for one in named
    )
    return len(failed), max(len(maybe), tallied), blind


def _grade(
    vetoes: Sequence[IndicatorResult],
    verdicts: Sequence[Verdict],
    coverage: Coverage,
    reckoning: Reckoning | None,
) -> tuple[Grade, tuple[Wording, ...]]:
    met = [one.title for one in vetoes if one.state is IndicatorState.MET]
    if met:
        return Grade.UNQUALIFIED, tuple(met)
    decides = reckoning is not None and not reckoning.ours
    reasons = []
    if reckoning and decides and reckoning.base_high is not None and reckoning.base_low is not None:
        if reckoning.base_high < reckoning.fails_below:
            return Grade.UNQUALIFIED, (_points_said(reckoning, "低于", "below"),)
        if reckoning.base_low < reckoning.fails_below:
            reasons.append(_points_said(reckoning, "可能低于", "perhaps below"))
    for state, zh, en in _OPEN_REASONS:
        titles = [one.title for one in vetoes if one.state is state]
        if titles:
            names_zh = "、".join(title.zh for title in titles)
            names_en = ", ".join(title.en or title.zh for title in titles)
            reasons.append(
                Wording(
                    zh=zh.format(n=len(titles), names=names_zh), en=en.format(n=len(titles), names=names_en)
                )
            )
    if not coverage.complete and coverage.share == 1:
        reasons.append(Wording(zh="网站没有看全", en="not all of the site was seen"))
    elif not coverage.complete:
        share = f"{floor(100 * coverage.share + 1e-6)}%"  # never more than was seen
        reasons.append(
            Wording(
                zh=f"全站应看页面只看到 {share}",
                en=f"only {share} of the pages that should be seen were seen",
            )
        )
    if not vetoes:
        reasons.append(Wording(zh="所用指标体系没有单项否决指标", en="the frameworks hold no veto"))
    elif all(verdict.outcome is Outcome.UNTESTED for verdict in verdicts):
        reasons.append(Wording(zh="所有要求都未检测", en="no requirement was tested"))
    return (Grade.UNDETERMINED, tuple(reasons)) if reasons else (Grade.QUALIFIED, ())


def _points_said(reckoning: Reckoning, zh: str, en: str) -> Wording:
    between, limit = f"{reckoning.base_low:g}–{reckoning.base_high:g}", f"{reckoning.fails_below:g}"
    title = reckoning.title
    return Wording(
        zh=f"按“{title.zh}”得 {between} 分，{zh} {limit} 分",
        en=f"{between} points by “{title.en or title.zh}”, {en} {limit}",
    )


_OPEN_REASONS = (
    (
        IndicatorState.OPEN,
        "{n} 项单项否决指标尚有待人工确认或未检测的内容：{names}",
        "{n} veto indicators depend on what a person must confirm or could not be tested: {names}",
    ),
    (
        IndicatorState.NOT_CHECKED,
        "{n} 项单项否决指标一次扫描无法判定：{names}",
        "{n} veto indicators cannot be decided by one scan: {names}",
    ),
)
