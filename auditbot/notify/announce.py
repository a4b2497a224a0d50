"""From an audit to posts in the outbox."""

from collections.abc import Sequence
from datetime import datetime

from auditbot.model.audit import Audit
from auditbot.model.site import Contact
from auditbot.model.text import Lang
from auditbot.notify.changes import Past, digest
from auditbot.notify.config import NotifyConfig
from auditbot.notify.early import Availability
from auditbot.notify.outbox import Outbox, Post
from auditbot.notify.routes import addressed
from auditbot.notify.told import told


def announce(
    audit: Audit,
    past: Past,
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

    ``report``: the path of the report, where the configuration gives no address. Raises StoreError.
    """
    address = "" if audit.crawl.glance else config.report  # an address is that of a whole audit
    where = address.replace("{site}", audit.site.id).replace("{audit}", audit.id) or report

    def posts(known: frozenset[str]) -> Sequence[Post]:
        notices = told(
            audit,
            past,
            lang=lang,
            report=where,
            thresholds=config.thresholds,
            availability=availability,
            known=known,
        )
        return addressed(notices, config, now, contacts)

    changes = {change for post in posts(frozenset()) for change in post.notice.changes}
    return outbox.put({announced(audit.site.id, audit.id), *changes}, posts, now)


def announced(site: str, audit: str) -> str:
    """What the outbox knows of an audit once it was announced, whether or not it changed anything."""
    return digest("announced", site, audit)
