"""A process that records audits: run with the name of a store, a number, and how many."""

import sys
from functools import partial

from auditbot.store.audits import record
from auditbot.store.open import open_store
from tests.store.audits import audit, finding
from tests.store.fleet import NOW, plain


def main(named: str, number: int, audits: int) -> None:
    """Record audits of a site of its own, and of one that all share."""
    with open_store(named) as store:
        for week in range(audits):
            own = audit(week, finding("a"), site=plain(number))
            store.write(partial(record, audit=own, folder=None, now=NOW))
            shared = audit(week * 4 + number, finding("a"), finding(f"f{number}"), site=plain(0))
            store.write(partial(record, audit=shared, folder=None, now=NOW))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
