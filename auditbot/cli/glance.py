"""The daily glance (每日巡查): what it looks at again is what the last audit and the store know."""

from dataclasses import replace
from pathlib import Path

import click

from auditbot.audit import folder as folders
from auditbot.audit.known import known
from auditbot.audit.plan import Plan
from auditbot.model.audit import Audit
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text

_TRIED = 5
"""Audits that are looked into for one that saw columns."""
_TOLD = (Outcome.FAILED, Outcome.CANT_TELL)


def glance_option(lang: Lang) -> click.Option:
    """``--glance``: look only at what can change overnight."""
    return click.Option(
        ["--glance"],
        is_flag=True,
        help=Text(
            "每日巡查：只看首页、栏目和已知问题，几分钟完成，不作结论，也不能重新判定",
            "daily glance: homepage, columns and known faults only, in a few minutes; gives no verdict and"
            " cannot be judged again",
        ).of(lang),
    )


def knowing(plan: Plan, out: Path, store: str) -> Plan:
    """The plan of a glance with what is known of the site; any other as it is. Raises StoreError."""
    if not plan.settings.glance:
        return plan
    audit = _last(folders.of_site(out, plan.site.id), plan.site)
    found = _open(plan.site, store) if store else None
    if found is None:
        found = [one for one in audit.findings if one.outcome in _TOLD] if audit else []
    columns = audit.columns if audit else ()
    return replace(plan, known=known(columns, found, {one.id for one in plan.checks}))


def _last(place: Path, site: Site) -> Audit | None:
    """The last audit of the site that saw columns; one that cannot be read is passed over."""
    from auditbot.overview.reading import read  # loaded where there is an audit before

    for folder in folders.finished(place)[:_TRIED]:
        audit = read(folder / folders.AUDIT)
        if isinstance(audit, Audit) and audit.columns and audit.site.home == site.home:
            return audit
    return None


def _open(site: Site, store: str) -> list[Finding] | None:
    """The findings that the store has as open; ``None`` where it does not have the site."""
    from auditbot.store.findings import document_of, findings_of
    from auditbot.store.open import open_store
    from auditbot.store.sites import find_site

    with open_store(store) as opened, opened.reading() as session:
        known_site = find_site(session, site.id)
        if known_site is None or known_site.home != site.home:
            return None
        return [document_of(row) for row in findings_of(session, site.id)]
