"""The options by which a ranking or a circular may be made public, of every command that writes one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import click

from auditbot.errors import ConfigError
from auditbot.model.text import Lang, Text
from auditbot.overview.marking import Approval, approval


def publishing(lang: Lang) -> list[click.Parameter]:
    """``--for-publication`` and who gave leave."""
    return [
        click.Option(
            ["--for-publication"],
            is_flag=True,
            help=Text(
                "用于公开，去掉“内部资料”；须写明批准人和日期", "for the public; needs to say who approved it"
            ).of(lang),
        ),
        click.Option(
            ["--approved-by"], metavar="NAME", help=Text("批准公开的负责人", "who approved it").of(lang)
        ),
        click.Option(["--approved-on"], metavar="DATE", help=Text("批准日期", "on what day").of(lang)),
    ]


def approved(given: Mapping[str, Any], now: datetime) -> Approval | None:
    """Leave to publish, as the options give it. Raises ConfigError."""
    day = given.get("approved_on")
    return approval(
        wanted=bool(given.get("for_publication")),
        name=given.get("approved_by"),
        day=as_day("--approved-on", day) if day else None,
        today=now.date(),
    )


def as_day(option: str, text: str) -> date:
    """A day as it was written. Raises ConfigError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(
            Text(f"{option}：写法不对：{text}", f"{option}: cannot be read: {text}"),
            Text("请写成：2026-01-31", "write it as: 2026-01-31"),
        ) from None
