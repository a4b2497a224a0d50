"""Who answers for a finding."""

from collections.abc import Iterable

from auditbot.model.audit import Verdict
from auditbot.model.finding import Finding

OVERDUE = "overdue"


def answering(finding: Finding, verdicts: Iterable[Verdict], host: str) -> tuple[str, ...]:
    """The register's unit, else that of the gravest clause that names one, else the site's own.

    ``verdicts`` are those on the requirements it counts for. Empty where nobody is named.
    """
    if finding.unit:
        return (finding.unit,)
    for verdict in sorted(verdicts, key=weight):
        named = verdict.responsible or ((verdict.lead,) if verdict.lead else ())
        if named:
            return named
    return (host,) if host else ()


def weight(verdict: Verdict) -> tuple[int, bool]:
    """The gravest first: severity, then what is past its day."""
    return (verdict.severity.rank, verdict.due_state != OVERDUE)
