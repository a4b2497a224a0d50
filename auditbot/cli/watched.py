"""What the clock saw of a site before its audit begins, where a store is in use."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from auditbot.audit.plan import Plan
from auditbot.model.sample import KEPT_DAYS
from auditbot.model.zone import CHINA


def watched(plan: Plan, named: str) -> Plan:
    """The plan with the looks of the last days at the homepage as it is now registered. Raises StoreError.

    They are kept in the archive: whoever judges it again, or goes on with it, judges by the same.
    """
    if not named:
        return plan
    from auditbot.store.open import open_store
    from auditbot.store.samples import samples_of

    today = datetime.combine(plan.settings.as_of, time(), CHINA)
    with open_store(named) as store, store.reading() as session:
        looks = samples_of(session, plan.site.id, today - timedelta(KEPT_DAYS))
    of_home = (one for one in looks if one.url == plan.site.home and one.at < today + timedelta(1))
    return replace(plan, samples=tuple(of_home))
