"""The arithmetic of a score sheet: what findings cost, at the least and at the most.

The frame is that of the State's indicators (国办秘函〔2019〕19号, part 2 and 3): deductions are capped per
indicator, a finding counts under one indicator only, a bonus is looked at above 80 of 100. What was left to a
person or not tested makes the two ends differ, and so does what was not seen of the site.
"""

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from math import ceil

from auditbot.model.audit import Coverage, Verdict
from auditbot.model.finding import Finding
from auditbot.model.framework import See
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.sheet import LineKind, LineScore, Reckoning, ScoreSheet, SheetLine

_LITTLE = 0.5
"""Share of a site below which nothing can be said of the rest."""
_UNSURE = (Outcome.CANT_TELL, Outcome.UNTESTED)


def reckon(
    sheet: ScoreSheet,
    verdicts: Sequence[Verdict],
    findings: Iterable[Finding],
    coverage: Coverage,
    *,
    services: bool = True,
) -> Reckoning:
    """Every line of the sheet with what it costs or earns, and what that adds up to.

    ``services``: the body serves the public, so that the lines on services count.
    """
    counted = _Counted(verdicts, {one.id: one for one in findings})
    lines = tuple(
        counted.line(line, coverage) if services or not line.services else _dropped(line)
        for line in sheet.lines
    )
    return _summed(sheet, lines)


class _Counted:
    """Takes each finding for the first line that wants it."""

    def __init__(self, verdicts: Sequence[Verdict], findings: Mapping[str, Finding]) -> None:
        self._verdicts = verdicts
        self._findings = findings
        self._taken: set[str] = set()

    def line(self, line: SheetLine, coverage: Coverage) -> LineScore:
        """One line of the sheet."""
        named = [one for one in self._verdicts if _wants(line, one)]
        if line.kind is LineKind.BONUS:
            return _bonus(line, named)
        failed, maybe = self._take(named)
        blind = any(one.outcome is Outcome.UNTESTED and not one.findings for one in named)
        least, most = _cost(line, failed), _cost(line, _at_most(failed + maybe, coverage))
        unseen = blind or not named or (not coverage.complete and coverage.share < _LITTLE)
        return _scored(
            line,
            failed=failed,
            maybe=maybe,
            blind=blind or not named,
            least=least,
            most=line.points if unseen else most,
        )

    def _take(self, named: Iterable[Verdict]) -> tuple[int, int]:
        """How many findings failed and how many may, of those that no line has counted."""
        failed = maybe = 0
        for verdict in named:
            tallied = sum(verdict.tally.get(outcome, 0) for outcome in _UNSURE)
            own = [self._findings[name] for name in verdict.findings if name in self._findings]
            unsure = sum(one.outcome in _UNSURE for one in own)
            for finding in own:
                if finding.id in self._taken or finding.severity is Severity.NOTICE:
                    continue
                self._taken.add(finding.id)
                sure = finding.outcome is Outcome.FAILED and verdict.see is not See.ASSISTED
                failed += sure
                maybe += not sure and finding.outcome in (Outcome.FAILED, *_UNSURE)
            maybe += max(0, tallied - unsure)
        return failed, maybe


def _wants(line: SheetLine, verdict: Verdict) -> bool:
    return verdict.check in line.checks or any(fnmatchcase(verdict.id, one) for one in line.requirements)


def _at_most(count: int, coverage: Coverage) -> int:
    """How many there may be on the whole site, if what was not seen is like what was."""
    return count if coverage.complete or not coverage.share else ceil(count / coverage.share)


def _cost(line: SheetLine, count: int) -> float | None:
    if line.points is None:
        return None
    if not count:
        return 0.0
    return line.points if line.each is None else min(line.points, line.each * count)


def _bonus(line: SheetLine, named: Sequence[Verdict]) -> LineScore:
    outcomes = {one.outcome for one in named} - {Outcome.INAPPLICABLE}
    earned = outcomes == {Outcome.PASSED}
    possible = bool(outcomes) and Outcome.FAILED not in outcomes
    return _scored(
        line,
        maybe=int(possible and not earned),
        blind=not outcomes or Outcome.UNTESTED in outcomes,
        least=None if line.points is None else line.points * earned,
        most=None if line.points is None else line.points * possible,
    )


def _dropped(line: SheetLine) -> LineScore:
    return _scored(line, dropped=True)


def _scored(line: SheetLine, **more: object) -> LineScore:
    given = {"id": line.id, "title": line.title, "kind": line.kind, "points": line.points, "each": line.each}
    return LineScore.model_validate({**given, **more})


def _summed(sheet: ScoreSheet, lines: tuple[LineScore, ...]) -> Reckoning:
    whole = Reckoning(
        sheet=sheet.id,
        title=sheet.title,
        ours=sheet.ours,
        fails_below=sheet.fails_below,
        bonus_above=sheet.bonus_above,
        bonus_total=sheet.bonus_total,
        lines=lines,
    )
    deducting = [one for one in lines if one.kind is LineKind.DEDUCT and not one.dropped]
    if not deducting or any(one.points is None for one in deducting):
        return whole
    full = sum(one.points or 0 for one in deducting)
    if not full:
        return whole
    low = 100 * (1 - sum(one.most or 0 for one in deducting) / full)
    high = 100 * (1 - sum(one.least or 0 for one in deducting) / full)
    earned = [one for one in lines if one.kind is LineKind.BONUS and not one.dropped]
    least = min(sheet.bonus_total, sum(one.least or 0 for one in earned))
    most = min(sheet.bonus_total, sum(one.most or 0 for one in earned))
    bonus_low = least if low > sheet.bonus_above else 0.0
    bonus_high = most if high > sheet.bonus_above else 0.0
    return whole.model_copy(
        update={
            "full": full,
            "base_low": round(low, 1),
            "base_high": round(high, 1),
            "bonus_low": bonus_low,
            "bonus_high": bonus_high,
            "low": round(low + bonus_low, 1),
            "high": round(high + bonus_high, 1),
        }
    )
