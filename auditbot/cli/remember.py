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


def recalled(audit: Audit, named: str, lang: Lang) -> Audit:
    """An audit that lies on disk, with what the store knows of it now; as it is where the store never had it.

    Raises StoreError, ConfigError.
    """
    from auditbot.cli.ledger_options import proofs_wanted
    from auditbot.ledger import remembering
    from auditbot.store.open import open_store

    with open_store(named) as store, store.reading() as session:
        known = remembering.recalled(session, audit, datetime.now(UTC), proofs_wanted())
    if known is None:
        said = Text("办公库里没有这次检查，报告照旧", "the store does not have this audit: told as it was")
        click.echo(said.of(lang), err=True)
    return known or audit


def require_store(named: str) -> None:
    """Refuse to begin where the store in use cannot be opened. Raises StoreError, ConfigError."""
    if named:
        from auditbot.cli.ledger_options import proofs_wanted
        from auditbot.store.open import open_store

        proofs_wanted()
        open_store(named).close()


def _recorded(audit: Audit, place: Path, named: str, lang: Lang) -> Audit:
    from auditbot.cli.ledger_options import proofs_wanted
    from auditbot.ledger.remembering import remember
    from auditbot.store.open import open_store
    from auditbot.store.sites import find_site

    wanted = proofs_wanted()
    with open_store(named) as store:
        with store.reading() as session:
            site = find_site(session, audit.site.id)
        if site is None or site.home != audit.site.home:
            click.echo(_unregistered(audit.site).of(lang), err=True)
            return audit
        return store.write(lambda session: remember(session, audit, place, datetime.now(UTC), wanted))


def _unregistered(site: Site) -> Text:
    return Text(
        f"办公库里没有这个网站（{site.id}，{site.home}），检查没有记入",
        f"the store does not have this site ({site.id}, {site.home}): the audit is not recorded",
    )
