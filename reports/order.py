"""The numbers of the findings. They depend on the Audit alone, so every file of it uses the same ones.

Findings are numbered in the order in which the report lists them: check by check, the gravest first. Of more
findings than a report can hold, the gravest are listed; the others have the numbers that follow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditbot.model.finding import Evidence, Finding, Wordings
from auditbot.model.outcome import Outcome
from reports.display import LINK_LENGTH

LISTED = 5000
"""Findings that the HTML report lists."""
LISTED_BYTES = 4_000_000
"""Bytes they may take; hostile pages must not blow up the report."""
OUTCOMES = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE)
"""In the order in which a report speaks of them."""

Gravity = tuple[int, int, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with its number, from 1. ``listed``: the HTML report has it."""

    number: int
    finding: Finding
    listed: bool


def gravity(finding: Finding) -> Gravity:
    """What sorts findings: outcome, severity, how many pages carry it, then names."""
    return (
        OUTCOMES.index(finding.outcome),
        finding.severity.rank,
        -spread(finding),
        finding.check,
        finding.target,
        finding.id,
    )


def spread(finding: Finding) -> int:
    """The number of pages that carry it."""
    return max(finding.found_on_total, len(finding.found_on))


def numbered(findings: Iterable[Finding]) -> tuple[Numbered, ...]:
    """Number the findings, in the order of their numbers."""
    by_gravity = sorted(findings, key=gravity)
    heaviest: dict[str, tuple[int, int]] = {}
    for finding in by_gravity:
        heaviest.setdefault(finding.check, gravity(finding)[:2])
    count = _fitting(by_gravity)
    listed, rest = by_gravity[:count], by_gravity[count:]

    def place(finding: Finding) -> tuple[tuple[int, int], str, Gravity]:
        return (heaviest[finding.check], finding.check, gravity(finding))

    ordered = sorted(listed, key=place) + sorted(rest, key=place)
    return tuple(Numbered(index + 1, finding, index < count) for index, finding in enumerate(ordered))


def _fitting(findings: Sequence[Finding]) -> int:
    """How many of them, from the first, fit into the report."""
    room = LISTED_BYTES
    for index, finding in enumerate(findings[:LISTED]):
        room -= _bytes(finding)
        if room < 0:
            return index
    return min(len(findings), LISTED)


def _bytes(finding: Finding) -> int:
    """About what it takes in the report: markup, words, the address of its page."""
    words = max((_words(text) for text in finding.texts.values()), default=0)
    seen = finding.evidence[0] if finding.evidence else Evidence()
    steps = sum(_size(step, 40) for step in seen.path)
    return 350 + words + steps + _size(seen.url or "", LINK_LENGTH) + _size(finding.target, 72)


def _words(text: Wordings) -> int:
    return _size(text.says, 300) + _size(text.seen, 160) + _size(text.mend, 200)


def _size(text: str, limit: int) -> int:
    return len(text[:limit].encode("utf-8", "replace"))
