"""The order in which all sites are listed: by verdict, the worst first."""

from collections.abc import Iterable

from auditbot.model.audit import Grade
from auditbot.model.outcome import Outcome
from auditbot.overview.site import Standing

_GRADES = (Grade.UNQUALIFIED, Grade.UNDETERMINED, Grade.QUALIFIED)


def ranked(sites: Iterable[Standing]) -> tuple[Standing, ...]:
    """Every site: by verdict, then by what failed, then by name."""
    return tuple(sorted(sites, key=_place))


def _place(site: Standing) -> tuple[int, int, int, int, str, str]:
    now = site.now
    failed = now.count(Outcome.FAILED)
    return (_GRADES.index(now.grade), -len(now.vetoes), -failed, -now.faults, site.name, site.folder)
