"""``checks``, ``frameworks`` and ``schema``: what the program knows, printed."""

import json
from collections import Counter
from functools import partial
from typing import Any

import click
from pydantic.fields import FieldInfo

from auditbot.catalogue import texts_of
from auditbot.cli.words import language_option
from auditbot.errors import ConfigError
from auditbot.frameworks import read, requirements, shipped
from auditbot.model.audit import Audit
from auditbot.model.framework import Clause, Framework, See, Wording
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.registry import Registry, load

_SCHEMAS: dict[str, Any] = {"audit": Audit, "site": Site, "framework": Framework}
_SEE = {
    See.AUTOMATIC: Text("自动判定", "decided by a check"),
    See.ASSISTED: Text("辅助取证，人工确认", "evidence for a person"),
    See.OFFLINE: Text("网站上看不到", "not visible on a website"),
    See.PLANNED: Text("本版本尚不能检查", "not checked by this version"),
}


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build one of the three."""
    does = {"checks": _checks, "frameworks": _frameworks, "schema": _schema}[name]
    kind: click.Parameter = (
        click.Argument(["name"], type=click.Choice([*_SCHEMAS]))
        if name == "schema"
        else click.Argument(["name"], required=False, metavar="[ID]")
    )
    return click.Command(name, params=[kind, language_option(lang)], callback=partial(does, lang), help=help_)


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
    click.echo(_explained(registry, name, lang))
    return 0


def _explained(registry: Registry, name: str, lang: Lang) -> str:
    entry = registry.checks[name]
    texts = texts_of(entry.check, lang)
    words = (
        Text("检查 意义 整改 选项 提示 用于 来源", "What Why Mend Options Messages Used-by From")
        .of(lang)
        .split()
    )
    options = [_option(key, field) for key, field in entry.check.Options.model_fields.items()]
    messages = [f"    {key}: {message.says}" for key, message in texts.messages.items()]
    used = [
        f"    {demand.id}"
        for one in shipped()
        for demand in requirements([read(one)])
        if demand.check == name
    ]
    parts = [f"{name}  {texts.title}", ""]
    for word, said in zip(words, texts.about, strict=False):
        parts.append(f"{word}: {said}")
    for word, lines in ((words[3], options), (words[4], messages), (words[5], used)):
        parts += [f"{word}:", *(lines or ["    –"])]
    return "\n".join([*parts, f"{words[6]}: {entry.origin}"])


def _option(name: str, field: FieldInfo) -> str:
    described = " ".join((field.description or "").split())
    return f"    {name} = {field.get_default(call_default_factory=True)!r}  {described}".rstrip()


def _frameworks(lang: Lang, name: str | None) -> int:
    if name is None:
        for one in shipped():
            click.echo(f"{one}  {_said(read(one).title, lang)}")
        return 0
    framework = read(name)
    click.echo(f"{_said(framework.title, lang)}\n{_said(framework.about, lang)}\n")
    for clause in framework.clauses:
        click.echo(_clause(clause, lang))
    counted = Counter(clause.see for clause in framework.clauses)
    click.echo("\n" + " · ".join(f"{_SEE[see].of(lang)} {counted[see]}" for see in See))
    return 0


def _clause(clause: Clause, lang: Lang) -> str:
    due = f"  {clause.due}" if clause.due else ""
    lines = [f"{clause.id}  {_said(clause.title, lang)}  [{_SEE[clause.see].of(lang)}]{due}"]
    lines.append(f"    {_said(clause.says, lang)}")
    lines += [
        f"    - {spec.check} ({spec.severity}) {spec.options or ''}".rstrip() for spec in clause.requirements
    ]
    if clause.why_not:
        lines.append(f"    {_said(clause.why_not, lang)}")
    lines.append(f"    {clause.source.document} [{clause.source.trust}] {clause.source.address}".rstrip())
    return "\n".join(lines)


def _said(wording: Wording, lang: Lang) -> str:
    return (wording.en or wording.zh) if lang is Lang.EN else wording.zh


def _schema(_: Lang, name: str) -> int:
    click.echo(json.dumps(_SCHEMAS[name].model_json_schema(), ensure_ascii=False, indent=2))
    return 0
