"""A store with a site, audits of it, and what is done to its ledger."""

from datetime import UTC, date, datetime, timedelta
from typing import Unpack

from auditbot.ledger.entries import Entry, Wanted, entries, events_of
from auditbot.ledger.update import Followed, follow
from auditbot.ledger.writing import Act
from auditbot.model.audit import Audit
from auditbot.model.finding import Finding
from auditbot.store.audits import record
from auditbot.store.open import Store
from auditbot.store.sites import put_sites
from tests.store.audits import FIRST, SITE, Parts, audit, finding
from tests.store.fleet import NOW

F, G = finding("f"), finding("g")


def prepare(store: Store) -> None:
    store.write(lambda session: put_sites(session, [SITE], NOW))


def recorded(store: Store, one: Audit) -> Followed:
    store.write(lambda session: record(session, one, None, NOW))
    return updated(store, one)


def updated(store: Store, one: Audit) -> Followed:
    return store.write(lambda session: follow(session, one.site.id, now()))


def days_after(days: float, *findings: Finding, **more: Unpack[Parts]) -> Audit:
    """An audit that many days after the first; one each day has an id of its own."""
    finished = FIRST + timedelta(days=days)
    made = audit(0, *findings, **more)
    crawl = made.crawl.model_copy(update={"started": finished - timedelta(hours=1), "finished": finished})
    return made.model_copy(
        update={"id": f"{finished:%Y%m%d-%H%M%S}", "as_of": finished.date(), "crawl": crawl}
    )


def at(days: float, note: str = "", person: str = "王") -> Act:
    return Act(person, FIRST + timedelta(days=days), note)


def ledger(store: Store, today: date = date(2026, 11, 3), wanted: Wanted | None = None) -> dict[str, Entry]:
    """The entries by the id of their finding."""
    with store.reading() as session:
        return {one.finding.id: one for one in entries(session, wanted or Wanted(), today)}


def key(store: Store, name: str = "f") -> int:
    return ledger(store)[name].row.key


def states(store: Store) -> dict[str, str]:
    return {name: one.row.state.value for name, one in ledger(store).items()}


def kinds(store: Store, name: str = "f") -> list[str]:
    entry = key(store, name)
    with store.reading() as session:
        return [event.kind for event in events_of(session, entry)]


def now() -> datetime:
    return datetime.now(UTC)
