"""What was planted in the example town, and what was found there."""

from auditbot.demo.faults import Planted
from auditbot.model.finding import Finding


def tells(finding: Finding, planted: Planted) -> bool:
    """Whether a finding is of what was planted, whatever its class."""
    return (finding.check, finding.message_id, finding.target, finding.outcome) == (
        planted.check,
        planted.message,
        planted.target,
        planted.outcome,
    )
