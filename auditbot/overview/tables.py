"""Sites counted by check, by clause and by unit."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditbot.model.framework import Wording
from auditbot.model.outcome import Outcome, roll_up
from auditbot.overview.names import Names
from auditbot.overview.site import Brief, Owed, Standing


@dataclass(frozen=True, slots=True)
class Row:
    """One check or clause over all sites.

    ``same`` and ``before`` count the sites that fail it, of those ``compared``.
    """

    id: str
    title: Wording
    sites: Mapping[Outcome, int]
    failing: tuple[Standing, ...]
    """Sites that fail it, those with the most findings first."""
    findings: int
    compared: int
    """Sites that can be compared and on which both audits decided it."""
    same: int
    before: int

    @property
    def failed(self) -> int:
        """Sites that fail it."""
        return self.sites.get(Outcome.FAILED, 0)


@dataclass(frozen=True, slots=True)
class FrameworkRows:
    """The clauses of one framework, in its own order."""

    id: str
    title: Wording
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What one unit owes over all sites; the empty name stands for what nobody answers for."""

    name: str
    owed: Owed
    sites: tuple[Standing, ...]


def checks(sites: Sequence[Standing], names: Names) -> tuple[Row, ...]:
    """Every check, the one that most sites fail first."""
    members: dict[str, list[str]] = {}
    for requirement, place in names.requirements.items():
        members.setdefault(place.check, []).append(requirement)
    rows = [
        _row(check, names.check(check), named, sites, _of_check(check)) for check, named in members.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.failed, -row.findings, row.id)))


def clauses(sites: Sequence[Standing], names: Names) -> tuple[FrameworkRows, ...]:
    """Every clause that requirements decide, by framework."""
    members: dict[str, dict[str, list[str]]] = {}
    for requirement, place in names.requirements.items():
        members.setdefault(place.framework, {}).setdefault(place.clause, []).append(requirement)
    return tuple(
        FrameworkRows(
            id=framework,
            title=names.framework(framework),
            rows=tuple(
                _row(
                    clause,
                    names.clause(framework, clause),
                    named,
                    sites,
                    _of_clause(framework, clause),
                )
                for clause, named in by_clause.items()
            ),
        )
        for framework, by_clause in members.items()
    )


def units(sites: Iterable[Standing]) -> tuple[UnitRow, ...]:
    """Every unit with something to mend: the one with the most first, the unnamed last."""
    held: dict[str, list[Standing]] = {}
    for site in sites:
        for unit in site.units:
            held.setdefault(unit, []).append(site)
    rows = [UnitRow(unit, _sum(site.units[unit] for site in on), tuple(on)) for unit, on in held.items()]
    return tuple(sorted(rows, key=lambda row: (not row.name, -row.owed.failed, -row.owed.doubtful, row.name)))


def _of_check(check: str) -> Callable[[Standing], int]:
    return lambda site: site.faults.get(check, 0)


def _of_clause(framework: str, clause: str) -> Callable[[Standing], int]:
    return lambda site: site.broken.get((framework, clause), 0)


def _row(
    name: str,
    title: Wording,
    requirements: Sequence[str],
    sites: Sequence[Standing],
    faults: Callable[[Standing], int],
) -> Row:
    outcomes = [(site, _outcome(site.now, requirements)) for site in sites]
    failing = [site for site, outcome in outcomes if outcome is Outcome.FAILED]
    both = [
        (outcome, earlier)
        for site, outcome in outcomes
        if site.earlier
        and outcome in _SETTLED
        and (earlier := _outcome(site.earlier, requirements)) in _SETTLED
    ]
    return Row(
        id=name,
        title=title,
        sites=Counter(outcome for _, outcome in outcomes if outcome),
        failing=tuple(sorted(failing, key=lambda site: (-faults(site), site.name, site.id))),
        findings=sum(faults(site) for site in failing),
        compared=len(both),
        same=sum(outcome is Outcome.FAILED for outcome, _ in both),
        before=sum(earlier is Outcome.FAILED for _, earlier in both),
    )


_SETTLED = (Outcome.PASSED, Outcome.FAILED)


def _outcome(brief: Brief, requirements: Iterable[str]) -> Outcome | None:
    """The heaviest of those that this audit had; nothing where it had none of them."""
    had = [brief.outcomes[one] for one in requirements if one in brief.outcomes]
    return roll_up(had) if had else None


def _sum(owed: Iterable[Owed]) -> Owed:
    known = list(owed)
    return Owed(*(sum(getattr(one, name) for one in known) for name in Owed.__dataclass_fields__))
