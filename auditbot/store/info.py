"""What a store holds, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auditbot.store.schema import AuditRow, FindingRow, FindingState, SiteRow
from auditbot.store.versions import version_of


@dataclass(frozen=True, slots=True)
class Info:
    """Numbers of a store. ``last``: when the last audit finished."""

    version: str
    sites: int
    removed: int
    audits: int
    last: datetime | None
    findings: Mapping[FindingState, int]

    @property
    def present(self) -> int:
        """Findings that are there now."""
        return self.findings.get(FindingState.PRESENT, 0) + self.findings.get(FindingState.BACK, 0)

    @property
    def gone(self) -> int:
        """Findings that are proved absent."""
        return self.findings.get(FindingState.GONE, 0)


def info(session: Session) -> Info:
    """Count what is there."""
    every = session.scalar(select(func.count()).select_from(SiteRow)) or 0
    removed = session.scalar(select(func.count(SiteRow.removed))) or 0
    states = session.execute(select(FindingRow.state, func.count()).group_by(FindingRow.state)).all()
    return Info(
        version=version_of(session.connection()),
        sites=every - removed,
        removed=removed,
        audits=session.scalar(select(func.count()).select_from(AuditRow)) or 0,
        last=session.scalar(select(func.max(AuditRow.finished))),
        findings=dict(states),
    )
