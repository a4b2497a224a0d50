"""What frameworks, clauses, requirements and checks are called; the same for most sites of a fleet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditbot.model.audit import Audit
from auditbot.model.framework import Wording


@dataclass(frozen=True, slots=True)
class Place:
    """Where a requirement belongs."""

    framework: str
    clause: str
    check: str


@dataclass(frozen=True, slots=True)
class Names:
    """By id; a clause by those of its framework and its own. Requirements are in the order of the audits."""

    frameworks: Mapping[str, Wording] = field(default_factory=dict)
    clauses: Mapping[tuple[str, str], Wording] = field(default_factory=dict)
    checks: Mapping[str, Wording] = field(default_factory=dict)
    requirements: Mapping[str, Place] = field(default_factory=dict)

    def __or__(self, other: "Names") -> "Names":
        """Both; of what both name, the words of the other."""
        return Names(
            {**self.frameworks, **other.frameworks},
            {**self.clauses, **other.clauses},
            {**self.checks, **other.checks},
            {**self.requirements, **other.requirements},
        )

    @classmethod
    def of(cls, audit: Audit) -> "Names":
        """What one audit names."""
        return cls(
            frameworks={one.id: one.title for one in audit.frameworks},
            clauses={(one.id, two.id): two.title for one in audit.frameworks for two in one.clauses},
            checks={one.id: one.title for one in audit.checks},
            requirements={one.id: Place(one.framework, one.clause, one.check) for one in audit.verdicts},
        )

    def check(self, name: str) -> Wording:
        """The title of a check, or its id."""
        return self.checks.get(name) or Wording(zh=name, en=name)

    def clause(self, framework: str, clause: str) -> Wording:
        """The title of a clause, or its id."""
        return self.clauses.get((framework, clause)) or Wording(zh=clause, en=clause)

    def framework(self, name: str) -> Wording:
        """The title of a framework, or its id."""
        return self.frameworks.get(name) or Wording(zh=name, en=name)
