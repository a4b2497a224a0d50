"""What the store in use knows, for the pages and papers about many sites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from auditbot.cli.stores import store_in_use
from auditbot.ledger.layout import Line
from auditbot.model.audit import Audit
from auditbot.overview.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Office:
    """A store, and what its ledger comes to."""

    store: str
    ledger: Ledger
    registered: int
    """Sites in service."""

    def known(self, audit: Audit) -> Audit:
        """An audit with what the store knows of its findings now. Raises StoreError."""
        from auditbot.cli.ledger_options import proofs_wanted
        from auditbot.ledger.remembering import known
        from auditbot.store.open import open_store

        with open_store(self.store) as store, store.reading() as session:
            return known(session, audit, datetime.now(UTC), proofs_wanted())

    def lines(self) -> tuple[Line, ...]:
        """整改台账: all entries but those closed before this period. Raises StoreError."""
        from auditbot.cli.ledger_options import proofs_wanted
        from auditbot.cli.ledger_sheet import wordings
        from auditbot.ledger.entries import Wanted, entries
        from auditbot.ledger.sheet import line_of
        from auditbot.store.open import open_store

        words, proofs, first = wordings(), proofs_wanted(), self.ledger.now.period.first
        with open_store(self.store) as store, store.reading() as session:
            found = entries(session, Wanted(closed_since=first), self.ledger.day, whole=True)
            return tuple(line_of(entry, words, proofs) for entry in found)


def office_of(given: Mapping[str, Any], place: Path, since: date | None) -> Office | None:
    """The store in use: that named, or that beside the audits; none else. Raises StoreError, ConfigError."""
    named = store_in_use({"store": given.get("store"), "out": place})
    if not named:
        return None
    from auditbot.cli.ledger_options import today
    from auditbot.ledger.tally import registered, tallied
    from auditbot.store.open import open_store

    with open_store(named) as store, store.reading() as session:
        return Office(named, tallied(session, since, today()), registered(session))
