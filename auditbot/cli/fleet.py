"""``audit`` of several sites: their plans, their processes, their end."""

import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

import click
from click.core import ParameterSource

from auditbot.audit.folder import GLANCE_RUNS
from auditbot.cli.chosen import seconds, settings_of
from auditbot.cli.exits import Exit
from auditbot.cli.fleet_display import watching
from auditbot.cli.fleet_run import run_fleet
from auditbot.cli.fleet_summary import summary
from auditbot.cli.remember import require_store
from auditbot.cli.session import Manner, now, plan_of
from auditbot.fleet.capacity import BROWSER, PLAIN, Capacity, cores, free_memory
from auditbot.fleet.child import Patience
from auditbot.fleet.dispatch import Fleet
from auditbot.fleet.entry import Order
from auditbot.fleet.journal import Journal, Past, alone, unfinished
from auditbot.fleet.neighbours import Neighbours
from auditbot.fleet.sitefiles import write_site
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.net.browser.chromium import find
from auditbot.settings import GIB, MIB, Render, Settings

_OWN = frozenset("sites all_sites tag unit jobs grace resume quiet log_json in_fleet".split())
"""Options that are not passed on to audits."""
_GRACE = "10m"


def jobs_option(lang: Lang) -> click.Option:
    """How many sites are audited at once."""
    said = Text(
        "同时检查几个网站（默认按处理器和空闲内存）", "sites at once (default: by cores and free memory)"
    )
    return click.Option(["--jobs"], help=said.of(lang), type=click.IntRange(1, 256), metavar="N")


def gathering(lang: Lang) -> list[click.Parameter]:
    """Options for which sites are audited, and how many at once."""

    def option(name: str, zh: str, en: str, **more: Any) -> click.Option:
        return click.Option([*name.split()], help=Text(zh, en).of(lang), **more)

    return [
        option("--all all_sites", "库中全部网站", "all sites of the office store", is_flag=True),
        option(
            "--tag", "只检查有此标签的网站，可多次", "only sites with this tag; repeatable", multiple=True
        ),
        option(
            "--unit",
            "只检查此主办或主管单位的网站，可多次",
            "only sites of this unit, or under it; repeatable",
            multiple=True,
            metavar="NAME",
        ),
        jobs_option(lang),
        option(
            "--grace",
            "网站超过 --deadline 后再等多久才终止",
            "what a site has beyond --deadline before it is ended",
            default=_GRACE,
            show_default=True,
            metavar="TIME",
        ),
        click.Option(["--in-fleet"], is_flag=True, hidden=True),
    ]


@dataclass(frozen=True, slots=True)
class _Planned:
    site: Site
    settings: Settings


def audit_fleet(sites: Sequence[Site], context: click.Context, lang: Lang) -> int:
    """Audit each site in a process of its own; the exit code is the gravest."""
    given = context.params
    manner = Manner.of(given, lang)
    planned = _planned(sites, given, lang)
    grace = seconds(given.get("grace") or _GRACE, "--grace")
    require_store(manner.store)
    out: Path = given["out"]
    with alone(out):
        records = out / GLANCE_RUNS if given.get("glance") else out
        past = _past(records, given.get("resume"), manner)
        journal = _journal(records, past, sites)
        done = {one.site.id for one in planned if past and past.finished(one.site.id, one.site.home)}
        left = [one for one in planned if one.site.id not in done]
        passed_on = (*forwarded(context), f"--lang={lang}")
        orders = [
            Order(
                one.site,
                (*PROGRAM, str(write_site(one.site, journal.folder)), *passed_on, _manner(one, past, given)),
                Patience(one.settings.limits.seconds, grace),
            )
            for one in left
        ]
        jobs = _jobs(planned, given.get("jobs"), len(orders), manner)
        try:
            fleet = asyncio.run(_run(orders, jobs, planned[0].settings, journal, manner))
        finally:
            rmtree(journal.folder, ignore_errors=True)
    before = [past.ends[site].exit_code for site in done] if past else []
    click.echo(summary(fleet.entries, len(before), out, lang))
    codes = [entry.end.exit_code if entry.end else Exit.INCOMPLETE for entry in fleet.entries]
    return max([*codes, *before])


PROGRAM = (sys.executable, "-P", "-m", "auditbot", "audit", "--in-fleet")
"""How the process of one audit is started."""


async def _run(
    orders: Sequence[Order], jobs: int, settings: Settings, journal: Journal, manner: Manner
) -> Fleet:
    display = watching(manner, len(orders), jobs)
    fleet = Fleet(
        orders,
        jobs,
        Neighbours(settings.reach, settings.limits),
        journal,
        room=lambda: free_memory() > PLAIN,
        ended=display.ended,
    )
    await run_fleet(fleet, display)
    return fleet


def forwarded(context: click.Context, own: AbstractSet[str] = _OWN) -> Iterator[str]:
    """The options of the command, but for its ``own``, as each audit of the fleet is given them.

    What comes from the environment comes from there again: it may be a secret, and a command line is not.
    """
    for param in context.command.params:
        value = context.params.get(param.name or "")
        if not isinstance(param, click.Option) or param.name in own or value is None or value is False:
            continue
        if context.get_parameter_source(param.name or "") is ParameterSource.ENVIRONMENT:
            continue
        name = param.opts[0]
        if param.is_flag:
            yield name
        else:
            yield from (f"{name}={one}" for one in (value if param.multiple else [value]))


def _manner(one: _Planned, past: Past | None, given: Mapping[str, Any]) -> str:
    """Whether an audit takes up what was left of it: that of the run that is gone on with, or as asked."""
    goes_on = one.site.id in past.begun if past else given.get("resume")
    return "--resume" if goes_on else "--fresh"


def _planned(sites: Sequence[Site], given: Mapping[str, Any], lang: Lang) -> list[_Planned]:
    """Settle what will be done, before anything is fetched. Raises ConfigError."""
    planned = []
    settled: set[tuple[object, ...]] = set()
    for site in sites:
        asked = {**given, "framework": given.get("framework") or ",".join(site.frameworks)}
        settings = settings_of(asked, site.crawl, lang)
        demands = (settings.frameworks, settings.sheet or site.sheet)
        if demands not in settled:
            plan_of(site, settings)
            settled.add(demands)
        planned.append(_Planned(site, settings))
    return planned


def _past(out: Path, resume: bool | None, manner: Manner) -> Past | None:
    """The run to go on with, if there is one and it is wanted."""
    past = unfinished(out) if resume is not False else None
    if past and resume is None:
        if not sys.stdin.isatty() or manner.quiet:
            return None
        question = Text(
            f"上次检查还有 {past.left} 个网站未完成（共 {len(past.sites)} 个），接着做吗？",
            f"the last run left {past.left} of {len(past.sites)} sites; go on with it?",
        )
        return past if click.confirm(question.of(manner.lang), default=True, err=True) else None
    return past


def _journal(out: Path, past: Past | None, sites: Sequence[Site]) -> Journal:
    if past is None:
        return Journal.new(out, sites, now())
    journal = Journal(past.path)
    journal.add([site for site in sites if past.sites.get(site.id) != site.home])
    return journal


def _jobs(planned: Sequence[_Planned], wanted: int | None, sites: int, manner: Manner) -> int:
    """Audits at once; what was wanted and what is borne are told apart."""
    hasty = any(one.settings.politeness.rate == 0 for one in planned)
    capacity = capacity_for(planned[0].settings, hasty=hasty)
    jobs = min(capacity.jobs(wanted), max(1, sites))
    if not manner.quiet and not manner.log_json:
        free = f"{capacity.free / GIB:.1f} GiB"
        said = Text(
            f"{sites} 个网站，同时检查 {jobs} 个（空闲内存 {free}，每个约 {capacity.each // MIB} MiB）",
            f"{sites} sites, {jobs} at once ({free} of memory free, some {capacity.each // MIB} MiB each)",
        )
        click.echo(said.of(manner.lang), err=True)
    return jobs


def capacity_for(settings: Settings, *, hasty: bool) -> Capacity:
    """What this machine bears of audits with such settings."""
    browser = settings.rendering.mode is not Render.NEVER and find(settings.rendering) is not None
    return Capacity(cores(), free_memory(), PLAIN + (BROWSER if browser else 0), hasty)
