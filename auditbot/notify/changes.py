"""What changed between two audits of a site: each change once, with a key that stays the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from auditbot.model.audit import Audit, Grade, Since, StopReason
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.text import Lang, Text
from reports.crawl_terms import GAPS
from reports.display import shown
from reports.terms import GRADES, OUTCOMES, SEVERITIES, term

LINE = 160
"""Characters of one line of a notice."""
_TOLD = (Outcome.FAILED, Outcome.CANT_TELL)
_DECIDED = (Outcome.PASSED, *_TOLD)
_URGENT = frozenset({"hidden-links", "foreign-content", "sensitive-terms"})
"""Checks that find tampering and grave wording: what they find does not wait for a digest."""


class ChangeKind(StrEnum):
    """What a change is, in the order in which changes are told."""

    VERDICT = "verdict"
    INCOMPLETE = "incomplete"
    WARNING = "warning"
    NEW = "new"
    BACK = "back"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one site. ``key`` is the same whenever the same change is met again."""

    key: str
    kind: ChangeKind
    line: Text
    severity: Severity = Severity.NOTICE
    unit: str = ""
    """The unit that answers for it; empty: the site."""
    urgent: bool = False
    """It does not wait for a digest."""
    doubtful: bool = False
    """A person must look."""


def digest(*parts: str) -> str:
    """A short name for what the parts say together."""
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def episode(audit: Audit) -> str:
    """What a change is counted from: the audit before, so that what comes back later is told again."""
    return audit.since.audit if audit.since else "first"


def changes_of(audit: Audit, before: Audit | None) -> tuple[Change, ...]:
    """What is new, back, proved gone, and what became of the verdict and of completeness.

    ``before`` is the audit that ``audit.since`` names; without it the verdict counts as unchanged.
    """
    return (*_verdict(audit, before), *_incomplete(audit, before), *_present(audit), *_gone(audit))


def _verdict(audit: Audit, before: Audit | None) -> Iterator[Change]:
    now = audit.score.grade
    if before is None or before.score.grade is now:
        return
    if now is Grade.UNDETERMINED and not audit.coverage.complete:
        return  # told as an audit that is incomplete
    was, is_ = term(GRADES, before.score.grade), term(GRADES, now)
    bad = now is Grade.UNQUALIFIED
    yield Change(
        digest(audit.site.id, ChangeKind.VERDICT, before.score.grade, now, episode(audit)),
        ChangeKind.VERDICT,
        Text(f"结论由“{was.zh}”变为“{is_.zh}”", f"the verdict changed from {was.en} to {is_.en}"),
        Severity.VETO if bad else Severity.NOTICE,
        urgent=bad,
    )


def _incomplete(audit: Audit, before: Audit | None) -> Iterator[Change]:
    seen = audit.coverage
    if seen.complete or (before is not None and set(before.coverage.reasons) == set(seen.reasons)):
        return
    dead = audit.crawl.stopped is StopReason.UNREACHABLE
    why = [term(GAPS, reason) for reason in seen.reasons]
    share = f"{seen.share:.0%}"
    yield Change(
        digest(audit.site.id, ChangeKind.INCOMPLETE, *sorted(seen.reasons), episode(audit)),
        ChangeKind.INCOMPLETE,
        Text(
            f"检查不完整，看到应看页面的 {share}：{'；'.join(one.zh for one in why)}",
            f"the audit is incomplete, {share} of the pages were seen: {'; '.join(one.en for one in why)}",
        ),
        Severity.MAJOR if dead else Severity.NOTICE,
        urgent=dead,
    )


def _present(audit: Audit) -> Iterator[Change]:
    fresh = set(audit.since.new) if audit.since else None
    for one in audit.findings:
        if one.outcome not in _TOLD or (fresh is not None and one.id not in fresh):
            continue
        back = audit.since is not None and _known_before(one, audit.since)
        yield _about(one, ChangeKind.BACK if back else ChangeKind.NEW, audit)


def _known_before(finding: Finding, since: Since) -> bool:
    """It is new against the last audit, and yet an earlier one had seen it."""
    seen = finding.first_seen
    return seen is not None and seen.timestamp() < since.finished.timestamp()


def _gone(audit: Audit) -> Iterator[Change]:
    if audit.since is None or not (audit.since.gone_is_proof and audit.crawl.exhausted):
        return
    decided = {
        one.id for one in audit.verdicts if one.outcome in _DECIDED and not one.tally.get(Outcome.UNTESTED)
    }
    passed = {one.id: one.outcome is Outcome.PASSED for one in audit.findings}
    for one in audit.since.gone:
        if one.requirements and decided.issuperset(one.requirements) and passed.get(one.id, True):
            yield _about(one, ChangeKind.GONE, audit)


def _about(finding: Finding, kind: ChangeKind, audit: Audit) -> Change:
    doubtful = finding.outcome is Outcome.CANT_TELL
    grave = finding.severity is Severity.VETO and not doubtful
    there = kind is not ChangeKind.GONE
    return Change(
        digest(audit.site.id, kind, finding.id, episode(audit)),
        kind,
        line_of(finding),
        finding.severity,
        finding.unit,
        urgent=there and (grave or finding.check in _URGENT),
        doubtful=doubtful,
    )


def line_of(finding: Finding) -> Text:
    """A finding in one line, in both languages; what pages said in it is made harmless."""
    return Text(*(_line(finding, lang) for lang in (Lang.ZH, Lang.EN)))


def _line(finding: Finding, lang: Lang) -> str:
    wordings = finding.texts.get(lang)
    marks: Iterable[Text] = (
        *([term(SEVERITIES, finding.severity)] if finding.severity is Severity.VETO else []),
        *([term(OUTCOMES, finding.outcome)] if finding.outcome is Outcome.CANT_TELL else []),
    )
    shown_marks = "".join(f"[{mark.of(lang)}] " for mark in marks)
    return shown_marks + shown(wordings.says if wordings else finding.message, LINE)
