"""Options that the parts of ``schedule`` share: which kind, which sites, whose clocks."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from auditbot.cli.ledger_options import worded
from auditbot.clock.rule_words import KINDS
from auditbot.errors import ConfigError
from auditbot.model.text import Lang, Text
from auditbot.store.schema import SiteRow
from auditbot.store.schema_clock import RunKind

_ZONE, _VARIABLE = "Asia/Shanghai", "AUDITBOT_ZONE"


def zone(value: str) -> ZoneInfo:
    """A type of parameters: a time zone by its name."""
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise click.BadParameter(f"{value!r} is not a valid zone, such as {_ZONE}.") from None


def zone_option(lang: Lang) -> click.Option:
    """``--zone``."""
    return click.Option(
        ["--zone"],
        type=zone,
        default=_ZONE,
        show_default=True,
        metavar="NAME",
        envvar=_VARIABLE,
        help=Text(f"时区（或环境变量 {_VARIABLE}）", f"time zone (or {_VARIABLE} in the environment)").of(
            lang
        ),
    )


def kind_argument() -> click.Argument:
    """What is done by the clock."""
    return click.Argument(["kind"], type=worded(KINDS), metavar="|".join(RunKind))


def sites_argument() -> click.Argument:
    """The ids of sites."""
    return click.Argument(["sites"], nargs=-1, metavar="[SITE]…")


def require_known(sites: Iterable[str], known: Iterable[str]) -> None:
    """Raises ConfigError for sites that are not among the known ones."""
    unknown = sorted(set(sites) - set(known))
    if unknown:
        names = ", ".join(unknown)
        raise ConfigError(
            Text(f"办公库里没有：{names}", f"not in the store: {names}"),
            Text("auditbot sites list 列出办公库中的网站", "`auditbot sites list` lists those of the store"),
        )


def in_service(session: Session) -> tuple[str, ...]:
    """The ids of the sites that are in service."""
    return tuple(session.scalars(select(SiteRow.id).where(SiteRow.removed.is_(None)).order_by(SiteRow.id)))
