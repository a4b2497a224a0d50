"""``demo`` serves the example town on loopback and audits it."""

import asyncio
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from auditbot.audit import folder as folders
from auditbot.cli.chosen import settings_of
from auditbot.cli.options import planning, shown
from auditbot.cli.session import Manner, conduct, finish, now, plan_of
from auditbot.demo.notice import notice
from auditbot.demo.serve import serve
from auditbot.demo.town import build
from auditbot.model.audit import Audit
from auditbot.model.site import CrawlPolicy
from auditbot.model.text import Lang


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    return click.Command(
        name, params=[*planning(lang), *shown(lang)], callback=partial(_demo, lang), help=help_
    )


def _demo(lang: Lang, **given: Any) -> int:
    manner = Manner.of(given, lang)
    day = settings_of(given, CrawlPolicy(), lang).as_of
    place = folders.new(given["out"], "demo", now())
    audit = asyncio.run(_audit(given, manner, place, day))
    return finish(audit, place, manner)


async def _audit(given: dict[str, Any], manner: Manner, place: Path, day: date) -> Audit:
    async with serve(build(day)) as town:
        address, port = town.dns_server
        chosen = {
            **given,
            "rate": given.get("rate") if given.get("rate") is not None else "0",
            "allow_network": (*given["allow_network"], *town.allow),
            "connect_to": (*given["connect_to"], *town.connect_to),
            "dns_server": f"[{address}]:{port}" if ":" in address else f"{address}:{port}",
            "no_sandbox": True,
        }
        settings = settings_of(chosen, town.site.crawl, manner.lang)
        plan = plan_of(town.site, settings, [notice(day)])
        return await conduct(plan, place, manner)
