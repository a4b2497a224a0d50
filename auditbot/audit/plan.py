"""What one audit will do: the site, what is demanded of it, and which checks decide that."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from auditbot.audit.known import Known
from auditbot.catalogue import texts_of
from auditbot.check import Context
from auditbot.errors import ConfigError
from auditbot.frameworks import Assignment, assign, at_a_glance, record, requirements
from auditbot.model.audit import CheckRecord, FrameworkRecord
from auditbot.model.framework import Framework, Requirement, Wording
from auditbot.model.needs import Needs
from auditbot.model.sample import Sample
from auditbot.model.sheet import ScoreSheet
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.registry import Registry
from auditbot.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is settled before the first request."""

    site: Site
    settings: Settings
    frameworks: tuple[Framework, ...]
    requirements: tuple[Requirement, ...]
    assignments: tuple[Assignment, ...]
    needs: Needs
    checks: tuple[CheckRecord, ...]
    faults: tuple[str, ...]
    """Packages of checks that could not be loaded."""
    sheet: ScoreSheet | None = None
    samples: tuple[Sample, ...] = ()
    """Looks of the clock at the homepage, as they were when the audit began."""
    known: Known = field(default_factory=Known)
    """What a glance looks at again."""

    @property
    def records(self) -> tuple[FrameworkRecord, ...]:
        """The frameworks with their digests."""
        return tuple(record(framework) for framework in self.frameworks)


def make(
    site: Site,
    settings: Settings,
    frameworks: tuple[Framework, ...],
    registry: Registry,
    sheet: ScoreSheet | None = None,
) -> Plan:
    """Settle what an audit will do. Raises ConfigError for what cannot be done.

    A glance keeps of the frameworks what it looks at, and is given no points.
    """
    if settings.glance:
        frameworks, sheet = at_a_glance(frameworks, registry), None
    demanded = requirements(frameworks)
    if not demanded:
        raise ConfigError(
            Text(
                "指标体系中没有任何要求，无可检查", "nothing is demanded: the frameworks have no requirements"
            ),
            Text("请用 --framework 另选一个", "name another --framework"),
        )
    context = Context(site=site, as_of=settings.as_of, lang=settings.lang)
    assignments = assign(demanded, registry, context)
    kinds = {assignment.check.id: type(assignment.check) for assignment in assignments}
    return Plan(
        site=site.to_be_kept(),
        settings=settings,
        frameworks=frameworks,
        requirements=demanded,
        assignments=assignments,
        needs=reduce(
            or_, (kind.needs for kind in kinds.values()), Needs.COLUMNS if settings.glance else Needs.NOTHING
        ),
        checks=tuple(describe(registry, name) for name in sorted(kinds)),
        faults=registry.faults,
        sheet=sheet,
    )


def describe(registry: Registry, identity: str) -> CheckRecord:
    """The documentation of a check in both languages."""
    entry = registry.checks[identity]
    zh, en = (texts_of(entry.check, lang) for lang in (Lang.ZH, Lang.EN))
    about = {
        name: Wording(zh=getattr(zh.about, name), en=getattr(en.about, name))
        for name in ("what", "why", "mend")
    }
    return CheckRecord(id=identity, title=Wording(zh=zh.title, en=en.title), origin=entry.origin, **about)
