"""``schedule``: what is done for which site when, and what became of it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from auditbot.cli import schedule_parked, schedule_runs
from auditbot.cli.exits import Exit
from auditbot.cli.groups import Part, group
from auditbot.cli.ledger_options import worded
from auditbot.cli.schedule_options import (
    in_service,
    kind_argument,
    require_known,
    sites_argument,
    zone_option,
)
from auditbot.cli.stores import store_wanted
from auditbot.cli.tables import print_table
from auditbot.clock.rule import Every, changed_rule, stored_rule
from auditbot.clock.rule_words import KINDS, RUN_STATES, worded_rule
from auditbot.clock.timetable import Timetable
from auditbot.errors import ConfigError, StoreError
from auditbot.model.text import Lang, Text
from auditbot.store.open import open_store
from auditbot.store.schedules import (
    Schedule,
    clear_rule,
    due_anew,
    enable,
    rule_of,
    rules,
    schedules_of,
    set_rule,
)
from auditbot.store.schema_clock import RunKind, RunState
from reports.display import shown

_EVERY: Mapping[Every, Text] = MappingProxyType(
    {Every.DAY: Text("每天", "daily"), Every.WEEK: Text("每周", "weekly")}
)
_BETWEEN = re.compile(r"[,，、\s]+")
_ANY_DAY = ("any", "任意")
_NO_HOURS = ("none", "无")
_HEADS = (
    Text("网站", "site"),
    Text("任务", "kind"),
    Text("规则", "rule"),
    Text("下次", "next due"),
    Text("状态", "state"),
)
Change = Callable[[Session, str | None, datetime], None]
"""What is changed for one site, or for all."""


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    zoned = zone_option(lang)
    which = [kind_argument(), sites_argument(), zoned]
    parts: dict[str, Part] = {
        "list": (_list, Text("列出计划与下次时间", "list what is due when"), [sites_argument(), zoned]),
        "set": (
            _set,
            Text(
                "设定计划；不写网站则为所有网站的默认计划",
                "set when something is done; without a site: for all that have no rule of their own",
            ),
            [*which, *_said(lang)],
        ),
        "reset": (
            _reset,
            Text(
                "恢复默认计划；不写网站则恢复程序自带的默认计划",
                "let the default hold again; without a site: the built-in one",
            ),
            which,
        ),
        "off": (_off, Text("停用；不写网站则全部停用", "switch off; without a site: for all"), which),
        "on": (_on, Text("启用；不写网站则全部启用", "switch on; without a site: for all"), which),
        **schedule_parked.parts(),
        **schedule_runs.parts(lang),
    }
    return group(name, help_, lang, parts)


def _said(lang: Lang) -> list[click.Parameter]:
    """What a rule is made of."""
    words = "|".join(Every)
    return [
        click.Option(
            ["--every"], type=worded(_EVERY), metavar=words, help=Text("周期", "how often").of(lang)
        ),
        click.Option(
            ["--on"],
            metavar="DAYS",
            help=Text(
                "星期，如 周六,周日；any：任意", "days of the week, such as sat,sun; any: whichever"
            ).of(lang),
        ),
        click.Option(
            ["--window"],
            metavar="HH:MM-HH:MM",
            help=Text(
                "时段，如 20:00-06:00；跨午夜的属于开始的那一天",
                "the hours, such as 20:00-06:00; past midnight they belong to the day they begin on",
            ).of(lang),
        ),
        click.Option(["--times"], metavar="N", help=Text("每天几次", "times a day").of(lang)),
        click.Option(
            ["--quiet"],
            multiple=True,
            metavar="HH:MM-HH:MM",
            help=Text(
                "免打扰时间，可多次；none：没有", "hours in which nothing begins; repeatable; none: no such"
            ).of(lang),
        ),
    ]


def _changes(given: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of the rule that a command line names. Raises ConfigError for none."""
    said: dict[str, Any] = {name: given[name] for name in ("every", "window", "times") if given[name]}
    if given["on"]:
        said["weekdays"] = () if given["on"] in _ANY_DAY else tuple(_BETWEEN.split(given["on"].strip()))
    if given["quiet"]:
        said["quiet"] = tuple(hours for hours in given["quiet"] if hours not in _NO_HOURS)
    if not said:
        raise ConfigError(
            Text("没有说明改什么", "it is not said what to change"),
            Text(
                "请给出 --every、--on、--window、--times 或 --quiet",
                "give --every, --on, --window, --times or --quiet",
            ),
        )
    return said


def _set(lang: Lang, *, kind: RunKind, **given: Any) -> int:
    """Change a rule in what is named."""
    changes = _changes(given)

    def change(session: Session, site: str | None, now: datetime) -> None:
        rule = changed_rule(stored_rule(kind, rule_of(session, site, kind)), changes)
        set_rule(session, site, kind, rule.model_dump(mode="json"), now)

    return _changed(lang, kind, change, given)


def _reset(lang: Lang, *, kind: RunKind, **given: Any) -> int:
    """Forget a rule."""
    return _changed(lang, kind, lambda session, site, now: clear_rule(session, site, kind, now), given)


def _off(lang: Lang, *, kind: RunKind, **given: Any) -> int:
    """Switch off."""
    return _changed(lang, kind, lambda session, site, now: enable(session, site, kind, now, on=False), given)


def _on(lang: Lang, *, kind: RunKind, **given: Any) -> int:
    """Switch on."""
    return _changed(lang, kind, lambda session, site, now: enable(session, site, kind, now, on=True), given)


def _changed(lang: Lang, kind: RunKind, change: Change, given: Mapping[str, Any]) -> int:
    """Change something for the sites that are named, or for all; work out when they are due; show it."""
    sites: tuple[str, ...] = given["sites"]
    now = datetime.now(UTC)

    def work(session: Session) -> tuple[Schedule, ...]:
        known = in_service(session)
        require_known(sites, known)
        for site in sites or (None,):
            change(session, site, now)
        due_anew(session, sites or known, kind, now, _next_due(session, given["zone"], now))
        return schedules_of(session, sites)

    with open_store(store_wanted(given)) as store:
        found = store.write(work)
    _print(
        [one for one in found if one.kind is kind and bool(one.site_id) == bool(sites)], given["zone"], lang
    )
    return Exit.CLEAN


def _next_due(session: Session, zone: ZoneInfo, now: datetime) -> Callable[[str, RunKind], datetime]:
    rule = rules(session)

    def next_due(site: str, kind: RunKind) -> datetime:
        return Timetable(stored_rule(kind, rule(site, kind)), kind, site, zone).after(now)

    return next_due


def _list(lang: Lang, *, sites: Sequence[str], zone: ZoneInfo, **given: Any) -> int:
    """Print the schedules of all sites, or of some."""
    with open_store(store_wanted(given)) as store, store.reading() as session:
        known = in_service(session)
        require_known(sites, known)
        found = schedules_of(session, sites or known)
    _print([one for one in found if one.site_id or not sites], zone, lang)
    if any(one.parked for one in found):
        click.echo(schedule_parked.ADVICE.of(lang))
    return Exit.CLEAN


def _print(found: Iterable[Schedule], zone: ZoneInfo, lang: Lang) -> None:
    print_table(_HEADS, (tuple(map(shown, _cells(one, zone, lang))) for one in found), lang)


def _cells(one: Schedule, zone: ZoneInfo, lang: Lang) -> tuple[str, ...]:
    rule = _rule(one).of(lang)
    if one.site_id and one.own:
        rule += Text("（单独设定）", " (its own)").of(lang)
    whose = one.site_id or Text("（所有网站）", "(all sites)").of(lang)
    due = ""
    if one.site_id and one.in_force:
        due = f"{one.next_due.astimezone(zone):%Y-%m-%d %H:%M}" if one.next_due else _NOT_YET.of(lang)
    return whose, KINDS[one.kind].of(lang), rule, due, _state(one).of(lang)


def _rule(one: Schedule) -> Text:
    try:
        return worded_rule(stored_rule(one.kind, one.rule))
    except StoreError as error:
        return error.message


_NOT_YET = Text("待排定", "not yet set")


def _state(one: Schedule) -> Text:
    if one.parked:
        return RUN_STATES[RunState.PARKED]
    if one.in_force:
        return Text("启用", "on")
    return Text("停用", "off") if one.enabled_for_all or not one.site_id else Text("全部停用", "off for all")
