"""Frameworks: found, read, and turned into requirements and assignments of checks."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from auditbot.check import Check, CheckOptions, Context
from auditbot.errors import CheckError, ConfigError
from auditbot.model.audit import FrameworkRecord
from auditbot.model.framework import Clause, Framework, Requirement, See
from auditbot.model.text import Text
from auditbot.registry import Registry, own_package
from auditbot.yamlfile import load, told


def shipped() -> dict[str, Path]:
    """The frameworks that came with the product, by id."""
    folder = Path(str(own_package("configs").__file__)).parent / "frameworks"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def read(name: str) -> Framework:
    """A framework by id, or by the path of its file. Raises ConfigError."""
    known = shipped()
    if name in known:
        return load(known[name], Framework, f"configs/frameworks/{name}.yaml")
    path = Path(name)
    if path.suffix in (".yaml", ".yml"):
        return load(path, Framework)
    raise ConfigError(
        Text(f"没有这个指标体系：{name}", f"no such framework: {name}"),
        Text(
            f"已有：{'、'.join(known)}；也可以给出文件路径",
            f"known: {', '.join(known)}; or give the path of a file",
        ),
    )


def record(framework: Framework) -> FrameworkRecord:
    """The framework with a digest, as it is kept in an audit."""
    data = framework.model_dump(mode="json")
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return FrameworkRecord.model_validate({**data, "digest": sha256(text.encode()).hexdigest()[:16]})


def requirements(frameworks: Iterable[Framework]) -> tuple[Requirement, ...]:
    """The requirements of all frameworks, in their order."""
    return tuple(
        Requirement(
            id=f"{framework.id}/{spec.id}",
            framework=framework.id,
            clause=clause.id,
            check=spec.check,
            title=spec.title,
            options=spec.options,
            severity=spec.severity,
            kinds=spec.kinds,
            see=See.ASSISTED if spec.evidence else clause.see,
            lead=clause.lead,
            responsible=clause.responsible,
            due=clause.due,
            until=clause.until,
            trust=clause.source.trust,
        )
        for framework in frameworks
        for clause in framework.clauses
        for spec in clause.requirements
    )


def at_a_glance(frameworks: Iterable[Framework], registry: Registry) -> tuple[Framework, ...]:
    """The frameworks without what a glance does not look at; indicators it decides none."""
    parts = (
        framework.model_copy(update={"clauses": tuple(_glanced(framework, registry)), "indicators": ()})
        for framework in frameworks
    )
    return tuple(part for part in parts if part.clauses)


def _glanced(framework: Framework, registry: Registry) -> Iterator[Clause]:
    """The clauses with the requirements whose checks need no more than a glance sees."""
    for clause in framework.clauses:
        kept = tuple(
            spec for spec in clause.requirements if spec.check not in registry or registry[spec.check].glance
        )
        if kept:
            yield clause.model_copy(update={"requirements": kept})


@dataclass(frozen=True, slots=True)
class Assignment:
    """One check with one set of options; it may serve several requirements."""

    key: str
    check: Check
    requirements: tuple[str, ...]


def assign(demanded: Iterable[Requirement], registry: Registry, context: Context) -> tuple[Assignment, ...]:
    """Make each check once for each set of options. Raises ConfigError for unknown checks and options."""
    made: dict[str, Assignment] = {}
    for requirement in demanded:
        if requirement.check not in registry:
            raise ConfigError(
                Text(
                    f"{requirement.id}：没有这个检查项：{requirement.check}",
                    f"{requirement.id}: no such check: {requirement.check}",
                ),
                Text(f"已有：{'、'.join(registry.checks)}", f"known: {', '.join(registry.checks)}"),
            )
        kind = registry[requirement.check]
        options = _options(kind, requirement.options, requirement.id)
        key = f"{kind.id}:{sha256(options.model_dump_json().encode()).hexdigest()[:12]}"
        earlier = made.get(key)
        served = (*earlier.requirements, requirement.id) if earlier else (requirement.id,)
        made[key] = Assignment(key, earlier.check if earlier else _make(kind, options, context), served)
    return tuple(made.values())


def _options(kind: type[Check], given: Mapping[str, object], where: str) -> CheckOptions:
    try:
        return kind.Options.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        wrong = _NO_OPTION if first["type"] == "extra_forbidden" else told(first)
        known = list(kind.Options.model_fields)
        raise ConfigError(
            Text(
                f"{where}：{kind.id} 的选项{name and f' {name}'}：{wrong.zh}",
                f"{where}: {f'option {name}' if name else 'options'} of {kind.id}: {wrong.en}",
            ),
            Text(
                f"该检查项的选项：{'、'.join(known) or '无'}",
                f"options of this check: {', '.join(known) or 'none'}",
            ),
        ) from None


_NO_OPTION = Text("没有这个选项", "no such option")


def _make(kind: type[Check], options: CheckOptions, context: Context) -> Check:
    try:
        return kind(options, context)
    except Exception as error:
        raise CheckError(f"{kind.id} cannot be made: {type(error).__name__}: {error}", "") from error
