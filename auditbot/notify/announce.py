"""From an audit to posts in the outbox."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from auditbot.model.audit import Audit
from auditbot.model.site import Contact
from auditbot.model.text import Lang
from auditbot.notify.config import NotifyConfig
from auditbot.notify.early import Availability
from auditbot.notify.outbox import Outbox
from auditbot.notify.routes import addressed
from auditbot.notify.told import told


def announce(
    audit: Audit,
    before: Audit | None,
    outbox: Outbox,
    config: NotifyConfig,
    now: datetime,
    *,
    report: str = "",
    contacts: Sequence[Contact] = (),
    availability: Availability | None = None,
    lang: Lang = Lang.ZH,
) -> int:
    """Put what an audit changed into the outbox, each change once; returns how many posts are new.

    ``before``: an earlier audit; it counts if it is the one that the audit was compared with. ``report``:
    the path of the report, where the configuration gives no address. Raises StoreError.
    """
    compared = before if before and audit.since and before.id == audit.since.audit else None
    where = config.report.replace("{site}", audit.site.id).replace("{audit}", audit.id) or report
    made = partial(
        told,
        audit,
        compared,
        lang=lang,
        report=where,
        thresholds=config.thresholds,
        availability=availability,
    )
    known = outbox.known([change for one in made() for change in one.changes])
    return outbox.put(addressed(made(known=known), config, now, contacts))
