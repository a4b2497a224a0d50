"""What the store makes of an audit that has just ended, where a store is in use."""

from datetime import UTC, datetime
from pathlib import Path

import click

from auditbot.errors import StoreError
from auditbot.model.audit import Audit
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text


def remembered(audit: Audit, place: Path, named: str, lang: Lang) -> tuple[Audit, bool]:
    """Record an audit; gives it with what the store knows of its findings, and whether all went well.

    Without a store it is given back as it is. Nothing here keeps the reports from being written.
    """
    if not named:
        return audit, True
    try:
        return _recorded(audit, place, named, lang), True
    except StoreError as error:
        click.echo(error.told(lang), err=True)
        return audit, False


def require_store(named: str) -> None:
    """Refuse to begin where the store in use cannot be opened. Raises StoreError, ConfigError."""
    if named:
        from auditbot.cli.ledger_options import proofs_wanted
        from auditbot.store.open import open_store

        proofs_wanted()
        open_store(named).close()


def _recorded(audit: Audit, place: Path, named: str, lang: Lang) -> Audit:
    from auditbot.cli.ledger_options import proofs_wanted
    from auditbot.ledger.update import updated
    from auditbot.store.audits import record, seen_before
    from auditbot.store.open import open_store
    from auditbot.store.sites import find_site

    with open_store(named) as store:
        with store.reading() as session:
            site = find_site(session, audit.site.id)
            if site is None or site.home != audit.site.home:
                click.echo(_unregistered(audit.site).of(lang), err=True)
                return audit
            known = seen_before(session, audit)
        store.write(lambda session: record(session, audit, place, datetime.now(UTC)))
        updated(store, audit, proofs_wanted())
    return known


def _unregistered(site: Site) -> Text:
    return Text(
        f"办公库里没有这个网站（{site.id}，{site.home}），检查没有记入",
        f"the store does not have this site ({site.id}, {site.home}): the audit is not recorded",
    )
