"""``checks``, ``frameworks`` and ``schema``: what the program knows, printed."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import click
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from auditbot.catalogue import texts_of
from auditbot.cli.chosen import settings_of
from auditbot.cli.clauses import clauses_of, said
from auditbot.cli.coverage import all_coverage, coverage_of
from auditbot.cli.words import language_option
from auditbot.errors import ConfigError
from auditbot.frameworks import read, shipped
from auditbot.model.audit import Audit
from auditbot.model.document import meanings
from auditbot.model.framework import Framework
from auditbot.model.site import CrawlPolicy, Site
from auditbot.model.text import Lang, Text
from auditbot.registry import Registry, load

_SCHEMAS: dict[str, Any] = {"audit": Audit, "site": Site, "framework": Framework}


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build one of the three."""
    commands: dict[str, tuple[Callable[..., int], list[click.Parameter]]] = {
        "checks": (_checks, [_identity()]),
        "frameworks": (_frameworks, [_identity(), *_coverage_options(lang)]),
        "schema": (_schema, [click.Argument(["name"], type=click.Choice([*_SCHEMAS]))]),
    }
    does, params = commands[name]
    return click.Command(
        name, params=[*params, language_option(lang)], callback=partial(does, lang), help=help_
    )


def _identity() -> click.Parameter:
    return click.Argument(["name"], required=False, metavar="[ID]")


def _coverage_options(lang: Lang) -> list[click.Parameter]:
    coverage = Text("多少条款能从网站上判定", "how many clauses a website can show")
    as_of = Text("按这一天计算期限", "reckon due dates from this day")
    return [
        click.Option(["--coverage"], is_flag=True, help=coverage.of(lang)),
        click.Option(["--as-of"], metavar="DATE", help=as_of.of(lang)),
    ]


def _checks(lang: Lang, name: str | None) -> int:
    registry = load()
    for fault in registry.faults:
        click.echo(fault, err=True)
    if name is None:
        width = max(len(one) for one in registry.checks)
        for one, entry in registry.checks.items():
            click.echo(f"{one:{width}}  {texts_of(entry.check, lang).title}")
        return 0
    if name not in registry:
        raise ConfigError(
            Text(f"没有这个检查项：{name}", f"no such check: {name}"),
            Text(f"已有：{'、'.join(registry.checks)}", f"known: {', '.join(registry.checks)}"),
        )
    click.echo(explained(registry, name, [read(one) for one in shipped()], lang))
    return 0


def explained(registry: Registry, name: str, known: Sequence[Framework], lang: Lang) -> str:
    """What a check does, its options and messages, and the clauses of the known frameworks that use it."""
    entry = registry.checks[name]
    texts = texts_of(entry.check, lang)
    words = (
        Text("检查 意义 整改 选项 提示 用于 来源", "What Why Mend Options Messages Used-by From")
        .of(lang)
        .split()
    )
    colon = Text("：", ": ").of(lang)
    kind = entry.check.Options
    said_of = {**meanings(kind), **(kind.chinese if lang is Lang.ZH else {})}
    options = [_option(key, field, said_of.get(key, ""), lang) for key, field in kind.model_fields.items()]
    messages = [f"    {key}: {message.says}" for key, message in texts.messages.items()]
    parts = [f"{name}  {texts.title}", ""]
    for word, told in zip(words, texts.about, strict=False):
        parts.append(f"{word}{colon}{told}")
    for word, lines in ((words[3], options), (words[4], messages), (words[5], _users(name, known, lang))):
        parts += [f"{word}{colon}".rstrip(), *(lines or ["    –"])]
    return "\n".join([*parts, f"{words[6]}{colon}{entry.origin}"])


def _users(name: str, known: Sequence[Framework], lang: Lang) -> list[str]:
    """The clauses that a check helps to decide."""
    return [
        f"    {framework.id}  {clause.id}  {said(clause.title, lang)}"
        for framework in known
        for clause in framework.clauses
        if any(spec.check == name for spec in clause.requirements)
    ]


def _option(name: str, field: FieldInfo, meaning: str, lang: Lang) -> str:
    """What an option is unless it is given, as a framework's file writes it, and what it means."""
    described = " ".join(meaning.replace("``", "").split())
    if field.is_required():
        return f"    {name} = {Text('（必填）', '(required)').of(lang)}  {described}".rstrip()
    default = to_jsonable_python(field.get_default(call_default_factory=True))
    return f"    {name} = {json.dumps(default, ensure_ascii=False)}  {described}".rstrip()


def _frameworks(lang: Lang, name: str | None, *, coverage: bool, as_of: str | None) -> int:
    day = settings_of({"as_of": as_of}, CrawlPolicy(), lang).as_of
    known = [read(one) for one in ([name] if name else shipped())]
    if coverage:
        click.echo(coverage_of(known[0], day, lang) if name else all_coverage(known, day, lang))
    elif name:
        click.echo(clauses_of(known[0], day, lang))
    else:
        for framework in known:
            click.echo(f"{framework.id}  {said(framework.title, lang)}")
    return 0


def _schema(_: Lang, name: str) -> int:
    click.echo(json.dumps(_SCHEMAS[name].model_json_schema(), ensure_ascii=False, indent=2))
    return 0
