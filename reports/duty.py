"""Requirements as duties: a verdict with the clause it serves, who answers for it, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auditbot.model.audit import Audit, FrameworkRecord, Verdict
from auditbot.model.framework import Clause, Wording
from auditbot.model.text import Text
from auditbot.overview.answering import OVERDUE, weight

DUE_STATES: Mapping[str, Text] = MappingProxyType(
    {
        "standing": Text("长期坚持", "standing duty"),
        "not-due": Text("未到期", "not yet due"),
        "due-soon": Text("临期", "due soon"),
        OVERDUE: Text("超期", "overdue"),
        "lapsed": Text("已过适用期", "no longer applies"),
    }
)
_WITH_DAYS: Mapping[str, Text] = MappingProxyType(
    {
        "not-due": Text("未到期（还有 {days} 天）", "due in {days} days"),
        "due-soon": Text("临期（还有 {days} 天）", "due soon, in {days} days"),
        OVERDUE: Text("超期 {days} 天", "overdue by {days} days"),
    }
)


def due_words(state: str, days: int | None) -> Text:
    """A place in time, with the days to or since the date where there is one."""
    words = _WITH_DAYS.get(state)
    if words is None or days is None:
        return DUE_STATES.get(state) or Text(state, state)
    return Text(*(text.format(days=abs(days)) for text in words))


@dataclass(frozen=True, slots=True)
class Duty:
    """One requirement of one framework with what became of it.

    ``clause`` is ``None`` where the audit does not hold the framework; ``label`` names the clause in a few
    letters; ``anchor`` is its place in the report, empty without a clause.
    """

    verdict: Verdict
    clause: Clause | None
    label: str
    anchor: str
    title: Wording

    @property
    def overdue(self) -> bool:
        """Its day has passed."""
        return self.verdict.due_state == OVERDUE

    @property
    def due(self) -> Text:
        """How it stands with its day, in words."""
        return due_words(self.verdict.due_state, self.verdict.due_days)

    @property
    def weight(self) -> tuple[int, bool]:
        """The gravest first: severity, then what is overdue."""
        return weight(self.verdict)


def clause_anchor(framework: int, clause: int) -> str:
    """The place of a clause in the report, by its position in the audit; never made of foreign text."""
    return f"c{framework + 1}-{clause + 1}"


def duties(audit: Audit) -> dict[str, Duty]:
    """Every requirement that a verdict was given on, by its id."""
    clauses: dict[tuple[str, str], tuple[Clause, str]] = {}
    for first, framework in enumerate(audit.frameworks):
        for second, clause in enumerate(framework.clauses):
            clauses[framework.id, clause.id] = clause, clause_anchor(first, second)
    titles = {check.id: check.title for check in audit.checks}
    several = len(audit.frameworks) > 1
    found: dict[str, Duty] = {}
    for verdict in audit.verdicts:
        clause_of, anchor = clauses.get((verdict.framework, verdict.clause), (None, ""))
        label = f"{verdict.framework} {verdict.clause}" if several else verdict.clause
        title = verdict.title or titles.get(verdict.check) or Wording(zh=verdict.check, en=verdict.check)
        found[verdict.id] = Duty(verdict, clause_of, label, anchor, title)
    return found


def of_framework(framework: FrameworkRecord, known: Mapping[str, Duty]) -> dict[str, list[Duty]]:
    """The duties of one framework by the id of their clause."""
    by_clause: dict[str, list[Duty]] = {clause.id: [] for clause in framework.clauses}
    for duty in known.values():
        if duty.verdict.framework == framework.id and duty.verdict.clause in by_clause:
            by_clause[duty.verdict.clause].append(duty)
    return by_clause
