"""``schedule runs``: what was done by the clock, what was missed or skipped, and why."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from auditbot.cli.exits import Exit
from auditbot.cli.groups import Part
from auditbot.cli.ledger_options import day
from auditbot.cli.schedule_options import require_known, sites_argument, zone_option
from auditbot.cli.stores import store_wanted
from auditbot.cli.tables import print_table
from auditbot.clock.rule_words import KINDS, RUN_STATES
from auditbot.clock.timetable import first_shown
from auditbot.model.text import Lang, Text
from auditbot.store.open import open_store
from auditbot.store.runs import runs_of
from auditbot.store.schema import SiteRow
from auditbot.store.schema_clock import RunRow, RunState
from reports.display import shown

_MOST = 200
_NOT_DONE = (RunState.MISSED, RunState.SKIPPED, RunState.PARKED)
_HEADS = (
    Text("网站", "site"),
    Text("任务", "kind"),
    Text("应做时间", "due"),
    Text("次数", "times"),
    Text("情况", "state"),
    Text("开始", "started"),
    Text("结束", "finished"),
    Text("原因", "reason"),
)


def parts(lang: Lang) -> dict[str, Part]:
    """The part of the command."""
    options = [
        sites_argument(),
        click.Option(
            ["--missed"],
            is_flag=True,
            help=Text("只要错过、跳过和停放的", "only missed, skipped and parked ones").of(lang),
        ),
        click.Option(
            ["--since"],
            type=day,
            metavar="DAY",
            help=Text("从这一天起，如 2026-11-20", "from this day on").of(lang),
        ),
        click.Option(
            ["--limit"],
            type=click.IntRange(min=1),
            default=_MOST,
            show_default=True,
            help=Text("最多列出几条", "runs listed at most").of(lang),
        ),
        zone_option(lang),
    ]
    return {
        "runs": (_runs, Text("列出做了什么、错过了什么", "list what was done, and what was missed"), options)
    }


def _runs(
    lang: Lang,
    *,
    sites: Sequence[str],
    missed: bool,
    since: date | None,
    limit: int,
    zone: ZoneInfo,
    **given: Any,
) -> int:
    """Print runs, that due last first."""
    states = _NOT_DONE if missed else ()
    begin = first_shown(datetime.combine(since, time(), zone)) if since else None
    with open_store(store_wanted(given)) as store, store.reading() as session:
        require_known(sites, _ever_known(session, sites))
        found = [
            run
            for site in dict.fromkeys(sites) or (None,)
            for run in runs_of(session, site, states=states, since=begin, limit=limit + 1)
        ]
    found.sort(key=lambda run: (run.due, run.key), reverse=True)
    if found:
        print_table(_HEADS, _rows(found[:limit], zone, lang), lang)
    if len(found) > limit:
        click.echo(Text("还有更早的（--limit）", "and earlier ones (--limit)").of(lang))
    click.echo(Text(f"{len(found[:limit])} 条", f"{len(found[:limit])} runs").of(lang))
    return Exit.CLEAN


def _ever_known(session: Session, sites: Sequence[str]) -> Iterable[str]:
    """Those that are in the store, also out of service."""
    return session.scalars(select(SiteRow.id).where(SiteRow.id.in_(sites)))


def _rows(found: Iterable[RunRow], zone: ZoneInfo, lang: Lang) -> Iterator[tuple[str, ...]]:
    for run in found:
        due = _minute(run.due, zone) + (f" – {_minute(run.last_due, zone)}" if run.last_due else "")
        cells = (
            run.site_id,
            KINDS[run.kind].of(lang),
            due,
            str(run.times),
            RUN_STATES[run.state].of(lang),
            _minute(run.started, zone),
            _ended(run, zone),
            run.reason,
        )
        yield tuple(map(shown, cells))


def _ended(run: RunRow, zone: ZoneInfo) -> str:
    """The time, with its day where that is another; nothing for what never began."""
    if run.started is None or run.finished is None:
        return ""
    began, ended = run.started.astimezone(zone), run.finished.astimezone(zone)
    return f"{ended:%H:%M}" if ended.date() == began.date() else _minute(run.finished, zone)


def _minute(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""
