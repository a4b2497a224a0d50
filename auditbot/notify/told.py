"""What is told of an audit: a notice for the site's contact, one for each unit, one for the supervisor."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from auditbot.model.audit import Audit
from auditbot.model.outcome import Severity
from auditbot.model.text import Lang
from auditbot.notify.changes import Change, ChangeKind, Past, changes_of, digest
from auditbot.notify.early import Availability, Thresholds, warnings_of
from auditbot.notify.letters import subject_of, text_of
from auditbot.notify.notice import Audience, AudienceKind, Notice

_SUPERVISED = (ChangeKind.VERDICT, ChangeKind.WARNING)
_DEFAULT = Thresholds()


def told(
    audit: Audit,
    past: Past,
    *,
    lang: Lang = Lang.ZH,
    report: str = "",
    thresholds: Thresholds = _DEFAULT,
    availability: Availability | None = None,
    known: Collection[str] = frozenset(),
) -> tuple[Notice, ...]:
    """The notices of one audit; none where nothing changed.

    ``report``: where the report lies, as it is shown.
    ``known``: keys of changes (``Notice.changes``) that were told already, which are left out.
    """
    changes = (*changes_of(audit, past), *warnings_of(audit, past.before, thresholds, availability))
    notices = []
    for audience, theirs in _by_audience(changes, audit):
        fresh = [(key, one) for one in theirs if (key := _key(audience, one)) not in known]
        if fresh:
            keys = tuple(key for key, _ in fresh)
            notices.append(_notice(audit, audience, keys, [one for _, one in fresh], lang, report))
    return tuple(notices)


def _by_audience(changes: Sequence[Change], audit: Audit) -> Iterable[tuple[Audience, Sequence[Change]]]:
    units: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.unit:
            units[_sound(change.unit)].append(change)
    yield Audience(kind=AudienceKind.SITE, name=_sound(audit.site.unit)), changes
    for name in sorted(units):
        yield Audience(kind=AudienceKind.UNIT, name=name), units[name]
    above = [one for one in changes if one.kind in _SUPERVISED or one.urgent]
    yield Audience(kind=AudienceKind.SUPERVISOR, name=_sound(audit.site.supervisor)), above


def _sound(name: str) -> str:
    """A name that can be written down: without halves of letters."""
    return name.encode("utf-8", "replace").decode()


def _key(audience: Audience, change: Change) -> str:
    """The name of a change told to an audience; only a unit is known by its name, which may be corrected."""
    name = audience.name if audience.kind is AudienceKind.UNIT else ""
    return digest(audience.kind, name, change.key)


def _notice(
    audit: Audit,
    audience: Audience,
    keys: tuple[str, ...],
    changes: Sequence[Change],
    lang: Lang,
    report: str,
) -> Notice:
    return Notice(
        key=digest(*sorted(keys)),
        site=audit.site.id,
        audience=audience,
        subject=subject_of(audit, audience, changes, lang),
        text=text_of(audit, audience, changes, lang, report),
        severity=min((one.severity for one in changes), key=lambda one: one.rank, default=Severity.NOTICE),
        urgent=any(one.urgent for one in changes),
        created=audit.crawl.finished,
        changes=keys,
    )
