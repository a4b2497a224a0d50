"""Findings through time: what each audit makes of those before it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from auditbot.model.audit import Verdict
from auditbot.model.course import Change
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.store.extent import covers
from auditbot.store.schema import FindingState

TOLD = (Outcome.FAILED, Outcome.CANT_TELL)
"""Outcomes that make a finding one: a fault, or something a person must decide."""
_UNSURE = (Outcome.UNTESTED, Outcome.CANT_TELL)


@dataclass(frozen=True, slots=True)
class Look:
    """One audit, as far as the history of findings goes."""

    key: int
    finished: datetime
    as_of: date
    whole: bool
    """It ended by itself, and its coverage is complete."""
    extent: tuple[str, ...]
    decided: frozenset[str]
    """Requirements whose every thing was looked at."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding in one audit."""

    outcome: Outcome
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """Where a finding stands after some audits."""

    state: FindingState
    state_since: datetime
    first_seen: datetime
    last_seen: datetime
    times_seen: int
    last: Look
    """The last audit it appeared in, with any outcome."""
    requirements: tuple[str, ...]
    """Those it counted for then."""


def proves_absence(track: Track, look: Look) -> bool:
    """Whether an audit that did not meet a finding proves that it is gone.

    It saw all there is, at least what the audit saw that met it, on no earlier day, and everything that the
    requirements of the finding speak of.
    """
    return (
        look.whole
        and look.as_of >= track.last.as_of
        and bool(track.requirements)
        and look.decided.issuperset(track.requirements)
        and covers(look.extent, track.last.extent)
    )


def decided(verdict: Verdict, findings: Mapping[str, Finding]) -> bool:
    """Whether everything a verdict speaks of was looked at, but for what its findings name.

    What could not be tested, or told, without being named may be anything, the thing in question too.
    """
    if verdict.outcome is Outcome.UNTESTED or verdict.due_state == "lapsed":
        return False
    named = [findings[name] for name in verdict.findings if name in findings]
    counted = [one.outcome for one in named if one.weight is not Severity.NOTICE]
    return all(verdict.tally.get(outcome, 0) <= counted.count(outcome) for outcome in _UNSURE)


class History:
    """The findings of one site, by any number that stands for each; audits are added as they finished."""

    def __init__(self, tracks: Mapping[int, Track] | None = None) -> None:
        self.tracks = dict(tracks or {})

    def add(self, look: Look, sightings: Mapping[int, Sighting]) -> dict[Change, tuple[int, ...]]:
        """Take in one more audit; gives what it changed."""
        found: dict[Change, list[int]] = {change: [] for change in Change}
        for key in sorted(self.tracks.keys() | sightings.keys()):
            track, sighting = self.tracks.get(key), sightings.get(key)
            change: Change | None = None
            if sighting:
                self.tracks[key], change = _met(track, look, sighting)
            elif track:
                self.tracks[key], change = _missed(track, look)
            if change:
                found[change].append(key)
        return {change: tuple(keys) for change, keys in found.items()}


def _met(before: Track | None, look: Look, sighting: Sighting) -> tuple[Track, Change | None]:
    told = sighting.outcome in TOLD
    when = look.finished
    if before is None:
        state = FindingState.PRESENT if told else FindingState.UNTOLD
        track = Track(state, when, when, when, int(told), look, sighting.requirements)
        return track, Change.NEW if told else None
    track = replace(before, last=look, requirements=sighting.requirements)
    if not told:
        return track, None
    track = replace(track, last_seen=when, times_seen=before.times_seen + 1)
    match before.state:
        case FindingState.UNTOLD:
            fresh = replace(track, state=FindingState.PRESENT, state_since=when, first_seen=when)
            return fresh, Change.NEW
        case FindingState.GONE:
            return replace(track, state=FindingState.BACK, state_since=when), Change.BACK
        case _:
            return track, Change.STILL


def _missed(before: Track, look: Look) -> tuple[Track, Change | None]:
    standing = before.state in (FindingState.PRESENT, FindingState.BACK)
    if standing and proves_absence(before, look):
        return replace(before, state=FindingState.GONE, state_since=look.finished), Change.GONE
    return before, None


def counted(changes: Mapping[Change, Iterable[int]]) -> dict[Change, int]:
    """How many findings changed in each way."""
    return {change: len(tuple(changes.get(change, ()))) for change in Change}
