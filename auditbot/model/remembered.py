"""What the office store made of an audit as a whole."""

from datetime import datetime

from auditbot.model.document import Document
from auditbot.model.finding import Finding


class Remembered(Document):
    """Findings of an audit against all audits of the site before it, by number.

    What is known of each finding is its ``course``; all of it is as of ``at``.
    """

    at: datetime
    audits: int
    """Audits of the site in the store, up to this one."""
    new: int
    still: int
    gone: int
    """Proved gone by this audit."""
    back: int
    gone_findings: tuple[Finding, ...] = ()
    """Those that are gone, the first of them."""
