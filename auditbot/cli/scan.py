"""``scan`` audits sites by address, ``audit`` by their site files."""

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from auditbot.audit import folder as folders
from auditbot.audit.plan import Plan
from auditbot.cli.chosen import settings_of
from auditbot.cli.glance import glance_option, knowing
from auditbot.cli.options import planning, shown
from auditbot.cli.registered import registered
from auditbot.cli.remember import require_store
from auditbot.cli.session import Manner, now, plan_of, run_audit
from auditbot.cli.stores import store_option
from auditbot.cli.watched import watched
from auditbot.crawl.scope import folder_of, is_entrance
from auditbot.errors import ConfigError
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.url import Url, from_person, origin, split


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build ``scan`` or ``audit``."""
    if name == "scan":
        argument = click.Argument(["sites"], nargs=-1, required=True, metavar="URL…")
        own: list[click.Parameter] = [extent(lang)]
        callback = _scan
    else:
        from auditbot.cli.fleet import gathering  # what a fleet takes is loaded for those who have one

        argument = click.Argument(["sites"], nargs=-1, metavar="[SITE…]")
        own = [*gathering(lang), glance_option(lang)]
        callback = _audit
    return click.Command(
        name,
        params=[argument, *own, store_option(lang), *planning(lang), *shown(lang)],
        callback=partial(callback, lang),
        help=help_,
    )


def extent(lang: Lang) -> click.Option:
    """``--scope``: how much of a site an address stands for."""
    return click.Option(
        ["--scope"],
        type=click.Choice(["host", "folder"]),
        help=Text(
            "检查整个主机，或只检查网址所在目录（默认：网址带目录的只查该目录）",
            "audit the whole host, or only the folder of the address (default: the folder, if it has one)",
        ).of(lang),
    )


def _scan(lang: Lang, sites: tuple[str, ...], **given: Any) -> int:
    """Audit each address; the exit code is the gravest."""
    return _each([site_at(text, given.get("scope")) for text in sites], given, lang)


def _audit(lang: Lang, sites: tuple[str, ...], **given: Any) -> int:
    """Audit one registered site here, several each in its own process; the exit code is the gravest."""
    found = registered(sites, given)
    if len(found) == 1:
        return _each(list(found), given, lang)
    from auditbot.cli.fleet import audit_fleet

    return audit_fleet(found, click.get_current_context(), lang)


def _each(sites: list[Site], given: Mapping[str, Any], lang: Lang) -> int:
    manner = Manner.of(given, lang)
    plans = []
    for site in sites:
        chosen = {**given, "framework": given.get("framework") or ",".join(site.frameworks)}
        plans.append(plan_of(site, settings_of(chosen, site.crawl, lang)))
    require_store(manner.store)
    codes = []
    for plan in plans:
        place = _place(given["out"], plan, given.get("resume"), manner)
        ready = watched(knowing(plan, given["out"], manner.store), manner.store)
        codes.append(run_audit(ready, place, manner))
    return max(codes)


def site_at(text: str, extent: str | None) -> Site:
    """The site that an address stands for. Raises ConfigError."""
    home = from_person(text)
    if home is None:
        raise ConfigError(
            Text(f"不是网址：{text}", f"not an address: {text}"),
            Text("请写成 https://www.example.gov.cn/", "write it as https://www.example.gov.cn/"),
        )
    folder = not is_entrance(split(home).path) if extent is None else extent == "folder"
    prefixes = (Url(origin(home) + folder_of(home)),) if folder else ()
    return Site(id=folders.slug(home if folder else Url(f"{origin(home)}/")), home=home, prefixes=prefixes)


def _place(out: Path, plan: Plan, resume: bool | None, manner: Manner) -> Path:
    """The folder to work in: of the last unfinished audit of the kind, or a new one."""
    site, glance = plan.site.id, plan.settings.glance
    left = folders.unfinished(out, site, glance=glance)
    if left and resume is None and sys.stdin.isatty() and not manner.quiet:
        question = Text(
            f"上次检查未完成（{left.name}），接着做吗？", f"go on with the unfinished audit {left.name}?"
        )
        resume = click.confirm(question.of(manner.lang), default=True, err=True)
    return left if left and resume else folders.new(out, site, now(), glance=glance)
