"""Tells of audits that the store has, and sees that notices arrive."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, load_only

from auditbot.audit import folder as folders
from auditbot.errors import StoreError
from auditbot.model.audit import Audit, Grade, StopReason
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.notify.announce import announce, announced
from auditbot.notify.changes import Past
from auditbot.notify.config import NotifyConfig
from auditbot.notify.courier import Round
from auditbot.notify.delivery import deliver
from auditbot.notify.developments import compared, recorded
from auditbot.notify.early import Availability, availability
from auditbot.notify.letters import trouble_of
from auditbot.notify.routes import addressed
from auditbot.notify.store_outbox import StoreOutbox
from auditbot.overview.reading import read
from auditbot.settings import Settings
from auditbot.store.open import Store
from auditbot.store.samples import samples_of
from auditbot.store.schema import AuditRow
from auditbot.store.sites import find_site

_WEEK = timedelta(days=7)
"""What the State's rule of availability speaks of."""
_AUDITS = 500
"""Audits before one that are looked at: more than a year of weekly ones and daily glances."""
_READ = (
    AuditRow.id,
    AuditRow.finished,
    AuditRow.stopped,
    AuditRow.folder,
    AuditRow.whole,
    AuditRow.glance,
    AuditRow.grade,
)
_REPORT = "report.html"


class Announcer:
    """Puts what changed into the outbox of a store, and delivers it."""

    def __init__(
        self,
        store: Store,
        config: NotifyConfig,
        settings: Settings,
        lang: Lang,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._config = config
        self._settings = settings
        self._lang = lang
        self._now = now
        self.outbox = StoreOutbox(store)

    def tell(self, site: Site | None, folder: Path) -> int:
        """Tell what the audit in a folder changed, each change once; returns how many posts are new.

        ``site``: as it is registered, for its contacts; ``None``: as the store has it. An audit that the
        store has is told with all that changed since one was told of before, so that what a crash kept from
        being told is told next time. Blocks. Raises StoreError.
        """
        audit = _read(folder)
        forgotten = self.outbox.forgotten()
        if forgotten and audit.crawl.finished < forgotten:
            return 0
        with self._store.reading() as session:
            past = self._past(session, audit)
            site = site or find_site(session, audit.site.id) or audit.site
            looks = _availability(session, site, audit)
        report = folder / _REPORT
        return announce(
            audit,
            past or compared(audit, _before(folder)),
            self.outbox,
            self._config,
            self._now(),
            report=str(report) if report.is_file() else "",
            contacts=site.contacts,
            availability=looks,
            lang=self._lang,
        )

    def trouble(self, line: Text, key: str) -> int:
        """Tell who runs the program of a trouble, once for each key; returns how many posts are new. Blocks.

        Raises StoreError.
        """
        now = self._now()
        notice = trouble_of(line, key, now, self._lang)
        posts = addressed([notice], self._config, now)
        changes = notice.changes if posts else ()
        return self.outbox.put(changes, lambda known: () if known else posts, now)

    def tidy(self) -> None:
        """Drop what need not be remembered any more. Blocks. Raises StoreError."""
        self.outbox.forget(self._now())

    async def deliver(self) -> Round:
        """Try once all that is due. Raises StoreError, and ConfigError where a secret is missing."""
        return await deliver(self.outbox, self._config, self._settings, self._now, self._lang)

    def _past(self, session: Session, audit: Audit) -> Past | None:
        """What the store knows from before an audit; ``None`` where it does not have it, or none before."""
        own = select(AuditRow.key).where(AuditRow.site_id == audit.site.id, AuditRow.id == audit.id)
        earlier = _earlier(session, audit)
        if not earlier or session.scalar(own) is None:
            return None
        told = self.outbox.known([announced(audit.site.id, one.id) for one in earlier])
        last = next((one for one in earlier if announced(audit.site.id, one.id) in told), None)
        after = (last or earlier[0]).finished
        return Past(
            before=_last_concluded(earlier),
            developments=recorded(session, audit, after),
            down_since=_down_since(session, audit),
        )


def _earlier(session: Session, audit: Audit) -> Sequence[AuditRow]:
    """The audits of the site that had finished before, the last one first."""
    rows = select(AuditRow).where(
        AuditRow.site_id == audit.site.id,
        AuditRow.id != audit.id,
        AuditRow.finished < audit.crawl.finished,
    )
    rows = rows.order_by(AuditRow.finished.desc(), AuditRow.key.desc()).limit(_AUDITS)
    return session.scalars(rows.options(load_only(*_READ))).all()


def _down_since(session: Session, audit: Audit) -> str:
    """The first audit after the last one before this that could reach the site, perhaps this one itself."""
    before = (AuditRow.site_id == audit.site.id, AuditRow.finished < audit.crawl.finished)
    reached = AuditRow.stopped != StopReason.UNREACHABLE
    up = select(func.max(AuditRow.finished)).where(*before, reached).scalar_subquery()
    since = select(AuditRow.id).where(*before, AuditRow.id != audit.id, ~reached)
    since = since.where(or_(up.is_(None), AuditRow.finished > up))
    return session.scalar(since.order_by(AuditRow.finished, AuditRow.key).limit(1)) or audit.id


def _last_concluded(earlier: Sequence[AuditRow]) -> Audit | None:
    """The last that saw everything or came to a verdict, else the last that was no glance.

    ``None`` if there is none that can be read.
    """
    audits = [one for one in earlier if not one.glance]
    concluded = (one for one in audits if one.whole or one.grade is not Grade.UNDETERMINED)
    row = next(concluded, next(iter(audits), None))
    if row is None or not row.folder:
        return None
    audit = read(Path(row.folder) / folders.AUDIT)
    return audit if isinstance(audit, Audit) and audit.id == row.id else None


def _availability(session: Session, site: Site, audit: Audit) -> Availability | None:
    """What the looks of the last week at the site's homepage came to."""
    looks = samples_of(session, site.id, audit.crawl.finished - _WEEK)
    return availability([one for one in looks if one.url == site.home])


def _read(folder: Path) -> Audit:
    path = folder / folders.AUDIT
    audit = read(path)
    if isinstance(audit, Text):
        raise StoreError(
            Text(f"读不了 {path}：{audit.zh}", f"cannot read {path}: {audit.en}"),
            Text("请用 auditbot judge 重新生成", "run `auditbot judge` to make it anew"),
        )
    return audit


def _before(folder: Path) -> Audit | None:
    """The audit in the folder before, as far as it can be read."""
    earlier = folders.earlier(folder)
    audit = read(earlier / folders.AUDIT) if earlier else None
    return audit if isinstance(audit, Audit) else None
