"""What changed at a site: each change once, with a key that stays the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from auditbot.model.audit import Audit, Grade, StopReason
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.text import Lang, Text
from reports.display import shown
from reports.looked import ending, gaps
from reports.moment import percent
from reports.terms import GRADES, OUTCOMES, SEVERITIES, term

FIRST = "first"
"""What changes of a first audit are counted from."""
LINE = 160
"""Characters of one line of a notice."""
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


@dataclass(frozen=True, slots=True)
class Development:
    """What became of one finding."""

    finding: Finding
    kind: ChangeKind
    """New, back or gone."""
    began: str
    """The audit since which it is so; the same whichever audit it is told with."""


@dataclass(frozen=True, slots=True)
class Past:
    """What an audit is told against."""

    before: Audit | None = None
    """The last audit before it that came to a verdict; without one the verdict counts as unchanged."""
    developments: tuple[Development, ...] = ()
    down_since: str = ""
    """The first of the audits in a row, up to this one, that could not reach the site; empty: not known."""


def digest(*parts: str) -> str:
    """A short name for what the parts say together."""
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def episode(audit: Audit, before: Audit | None) -> str:
    """What a change of the whole site is counted from, so that what comes back later is told again."""
    if before is not None:
        return before.id
    return audit.since.audit if audit.since else FIRST


def changes_of(audit: Audit, past: Past) -> tuple[Change, ...]:
    """What became of the verdict, of completeness, and of findings.

    A glance says nothing of the verdict, and of completeness only that the site cannot be reached.
    """
    whole = () if audit.crawl.glance else (*_verdict(audit, past.before), *_incomplete(audit, past.before))
    found = (_about(audit, one) for one in past.developments)
    return (*_unreachable(audit, past), *whole, *found)


def _unreachable(audit: Audit, past: Past) -> Iterator[Change]:
    if not _is_down(audit) or (not past.down_since and past.before is not None and _is_down(past.before)):
        return
    since, why = past.down_since or episode(audit, past.before), ending(audit.crawl)
    yield Change(
        digest(audit.site.id, ChangeKind.INCOMPLETE, StopReason.UNREACHABLE, since),
        ChangeKind.INCOMPLETE,
        Text(f"检查没有做成：{why.zh}", f"nothing could be audited: {why.en}"),
        Severity.MAJOR,
        urgent=True,
    )


def _is_down(audit: Audit) -> bool:
    return audit.crawl.stopped is StopReason.UNREACHABLE


def _verdict(audit: Audit, before: Audit | None) -> Iterator[Change]:
    now = audit.score.grade
    if before is None or before.score.grade is now:
        return
    if now is Grade.UNDETERMINED and not audit.coverage.complete:
        return  # told as an audit that is incomplete
    was, is_ = term(GRADES, before.score.grade), term(GRADES, now)
    bad = now is Grade.UNQUALIFIED
    yield Change(
        digest(audit.site.id, ChangeKind.VERDICT, before.score.grade, now, episode(audit, before)),
        ChangeKind.VERDICT,
        Text(f"结论由“{was.zh}”变为“{is_.zh}”", f"the verdict changed from {was.en} to {is_.en}"),
        Severity.VETO if bad else Severity.NOTICE,
        urgent=bad,
    )


def _incomplete(audit: Audit, before: Audit | None) -> Iterator[Change]:
    seen = audit.coverage
    if seen.complete or _is_down(audit):
        return
    was = before.coverage if before else None
    if was is not None and not was.complete and set(was.reasons) == set(seen.reasons):
        return
    why = gaps(audit)
    share = percent(seen.share)
    yield Change(
        digest(audit.site.id, ChangeKind.INCOMPLETE, *sorted(seen.reasons), episode(audit, before)),
        ChangeKind.INCOMPLETE,
        Text(
            f"看到应看页面的 {share}：{'；'.join(one.zh for one in why)}",
            f"{share} of the pages were seen: {'; '.join(one.en for one in why)}",
        ),
    )


def _about(audit: Audit, development: Development) -> Change:
    finding, kind = development.finding, development.kind
    doubtful = finding.outcome is Outcome.CANT_TELL
    grave = finding.severity is Severity.VETO and not doubtful
    there = kind is not ChangeKind.GONE
    return Change(
        digest(audit.site.id, kind, finding.id, development.began),
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
