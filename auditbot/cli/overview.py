"""``overview``: many sites on one page for the office that supervises them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from auditbot.cli.office import Office, office_of
from auditbot.cli.publishing import approved, as_day, publishing
from auditbot.cli.stores import store_option
from auditbot.cli.words import language_option
from auditbot.errors import ConfigError
from auditbot.model.audit import Audit
from auditbot.model.text import Lang, Text
from auditbot.model.zone import CHINA
from auditbot.overview.reading import fleet
from auditbot.overview.whole import Fleet, overview


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    return click.Command(
        name,
        params=[*surveying(lang), *publishing(lang), language_option(lang)],
        callback=partial(_overview, lang),
        help=help_,
    )


def surveying(lang: Lang) -> list[click.Parameter]:
    """Which audits count, of every command that looks at many sites."""
    return [
        click.Argument(["folder"], required=False, metavar="[DIR]", type=click.Path(path_type=Path)),
        click.Option(
            ["--since"],
            metavar="DATE",
            help=Text(
                "本期的第一天；与此前最近一次相比（台账：默认最近 30 天）",
                "first day of the period; compared with the one before (the ledger: 30 days otherwise)",
            ).of(lang),
        ),
        click.Option(
            ["--registered"],
            type=click.IntRange(1),
            help=Text(
                "应检查的网站总数（默认：办公库中的网站数）",
                "how many sites are to be inspected (those of the store otherwise)",
            ).of(lang),
        ),
        store_option(lang),
    ]


def place_of(given: Mapping[str, Any]) -> tuple[Path, date | None]:
    """The folder of the audits, and the first day of the period where one is named. Raises ConfigError."""
    since = as_day("--since", given["since"]) if given.get("since") else None
    return given.get("folder") or Path("audits"), since


def surveyed(
    given: Mapping[str, Any], lang: Lang, office: Office | None, see: Callable[[Audit], None] | None = None
) -> Fleet:
    """The sites under the folder, ``see`` shown each newest audit; what could not be read is told.

    Raises ConfigError where there is none.
    """
    place, since = place_of(given)
    registered = given.get("registered") or (office.registered if office else None)
    found = fleet(place, since, registered, see)
    for trouble in found.troubles:
        click.echo(f"{trouble.path}: {trouble.why.of(lang)}", err=True)
    if not found.sites:
        raise ConfigError(
            Text(f"这里没有检查结果：{place}", f"no finished audit here: {place}"),
            Text("请给出 auditbot audit --out 用过的目录", "give the folder that audits were written to"),
        )
    return replace(found, ledger=office.ledger) if office else found


def _overview(lang: Lang, **given: Any) -> int:
    from reports.overview import write_overview

    leave = approved(given, datetime.now(CHINA))
    place, since = place_of(given)
    found = surveyed(given, lang, office_of(given, place, since))
    for path in write_overview(overview(found), place, lang, leave):
        click.echo(path)
    return 0
