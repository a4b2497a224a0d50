"""What changed since the audit before: findings by identity."""

from pathlib import Path

from pydantic import ValidationError

from auditbot.model.audit import Audit, Since
from auditbot.model.outcome import Outcome

_TOLD = (Outcome.FAILED, Outcome.CANT_TELL)


def compared(audit: Audit, before: Path | None) -> Audit:
    """The audit with ``first_seen`` of each finding, and what changed since the audit in a folder."""
    earlier = _read(before) if before else None
    known = {one.id: one for one in earlier.findings} if earlier else {}
    now = audit.crawl.finished
    findings = tuple(
        one.model_copy(update={"first_seen": (known[one.id].first_seen if one.id in known else None) or now})
        for one in audit.findings
    )
    if earlier is None:
        return audit.model_copy(update={"findings": findings})
    present = {one.id for one in findings if one.outcome in _TOLD}
    told = {one.id for one in earlier.findings if one.outcome in _TOLD}
    since = Since(
        audit=earlier.id,
        finished=earlier.crawl.finished,
        new=tuple(one.id for one in findings if one.id in present - told),
        still=tuple(one.id for one in findings if one.id in present & told),
        gone=tuple(one for one in earlier.findings if one.id in told - present),
        gone_is_proof=audit.coverage.complete,
    )
    return audit.model_copy(update={"findings": findings, "since": since})


def _read(folder: Path) -> Audit | None:
    """An earlier audit; one that cannot be read is none, for this is only a comparison."""
    try:
        return Audit.model_validate_json((folder / "audit.json").read_bytes())
    except (OSError, ValidationError):
        return None
