"""``notify``: tell what changed to those who answer for it, and deliver what is still due."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from auditbot.audit import folder as folders
from auditbot.cli.chosen import settings_of
from auditbot.cli.exits import Exit
from auditbot.cli.notify_trial import try_out
from auditbot.cli.options import visiting
from auditbot.cli.session import now
from auditbot.cli.stores import out_option, store_in_use, store_option
from auditbot.cli.words import language_option
from auditbot.clock.announcer import Announcer
from auditbot.errors import ConfigError
from auditbot.fleet.sites import chosen
from auditbot.model.site import CrawlPolicy, Site
from auditbot.model.text import Lang, Text
from auditbot.model.zone import CHINA
from auditbot.notify.config import NotifyConfig
from auditbot.notify.courier import Round
from auditbot.notify.outbox import Delivery, Outbox
from auditbot.store.audits import last_audits
from auditbot.store.open import Store, open_store
from auditbot.store.schema_notices import DeliveryState
from auditbot.store.sites import list_sites
from auditbot.yamlfile import load
from reports.display import shown

_OWN_STORE = "notices.sqlite"
_LISTED = 20
_REACHING = ("--allow-network", "--connect-to", "--dns-server", "--ca-file")


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    reaching = [one for one in visiting(lang) if one.opts[0] in _REACHING]
    params = [
        click.Argument(["audits"], nargs=-1, metavar="[SITE|AUDIT…]"),
        *_own(lang),
        store_option(lang),
        out_option(lang),
        *reaching,
        language_option(lang),
    ]
    return click.Command(name, params=params, callback=partial(_notify, lang), help=help_)


def _own(lang: Lang) -> list[click.Parameter]:
    file = click.Path(path_type=Path, dir_okay=False)

    def option(name: str, zh: str, en: str, **more: Any) -> click.Option:
        return click.Option([*name.split()], help=Text(zh, en).of(lang), **more)

    return [
        option("--config", "渠道和收件人", "channels and routes", type=file, required=True),
        option(
            "--all all_sites",
            "办公库中每个网站最近一次检查",
            "the last audit of every site of the store",
            is_flag=True,
        ),
        option("--tag", "只要有此标签的网站，可多次", "only sites with this tag; repeatable", multiple=True),
        option(
            "--unit",
            "只要此主办或主管单位的网站，可多次",
            "only sites of this unit, or under it; repeatable",
            multiple=True,
            metavar="NAME",
        ),
        option("--site", "网站文件，其中有联系人", "a site file, for the contacts it names", type=file),
        option("--list listed", "只列出没有送达的通知", "only list what is not delivered", is_flag=True),
        option("--again", "重新发送已放弃的通知", "try anew what was given up", is_flag=True),
        option(
            "--test",
            "只向这个渠道发一条测试通知",
            "only send a test notice over this channel",
            metavar="CHANNEL",
        ),
    ]


def _notify(lang: Lang, audits: Sequence[str], config: Path, **given: Any) -> int:
    wanted = load(config, NotifyConfig)
    settings = settings_of(given, CrawlPolicy(), lang)
    if given["test"]:
        return asyncio.run(try_out(wanted, settings, given["test"], lang))
    site = load(given["site"], Site) if given["site"] else None
    with _opened(given, lang) as store:
        announcer = Announcer(store, wanted, settings, lang, now)
        if given["listed"]:
            return _list(announcer.outbox, lang)
        for folder in _folders(store, audits, given):
            announcer.tell(site, folder)
        if given["again"]:
            announcer.outbox.again(now())
        done = asyncio.run(announcer.deliver())
        announcer.tidy()
        return _tell(announcer.outbox, done, lang)


def _opened(given: Mapping[str, Any], lang: Lang) -> Store:
    """The office store in use; without one, a store for notices alone. Raises StoreError."""
    office, own = store_in_use(given), given["out"] / _OWN_STORE
    if not office:
        return open_store(str(own), create=True)
    if own.is_file() and given["store"] != str(own):
        left = Text(
            f"通知现在放在办公库里；{own} 中未送达的，可用 --store {own} 发送",
            f"notices are in the office store now; what is left in {own} goes out with --store {own}",
        )
        click.echo(left.of(lang), err=True)
    return open_store(office)


def _folders(store: Store, named: Sequence[str], given: Mapping[str, Any]) -> list[Path]:
    """Where the audits lie that are to be told. Raises ConfigError."""
    with store.reading() as session:
        last = {site: Path(row.folder) for site, row in last_audits(session).items() if row.folder}
        sites = list_sites(session)
    found = [last[name] if name in last else folders.find(name, given["out"]) for name in named]
    if given["all_sites"] or given["tag"] or given["unit"]:
        fitting = chosen(sites, given["tag"], given["unit"])
        if not fitting:
            raise ConfigError(
                Text("办公库中没有符合条件的网站", "no site of the store fits"),
                Text("请检查 --store、--tag 与 --unit", "look at --store, --tag and --unit"),
            )
        found += [last[site.id] for site in fitting if site.id in last]
    return list(dict.fromkeys(found))


def _tell(outbox: Outbox, done: Round, lang: Lang) -> int:
    """What was sent, and what is not delivered and why."""
    counts = outbox.counted()
    lost = counts.get(DeliveryState.GIVEN_UP, 0)
    waiting = counts.get(DeliveryState.WAITING, 0) + counts.get(DeliveryState.SENDING, 0)
    click.echo(
        Text(
            f"送达 {done.sent}，这次没有送达 {done.failed + done.left}；等待 {waiting}，已放弃 {lost}",
            f"delivered {done.sent}, not now {done.failed + done.left}; waiting {waiting}, given up {lost}",
        ).of(lang)
    )
    for one in [one for one in outbox.undelivered() if one.tries][:_LISTED]:
        click.echo(f"  {_line(one, lang)}")
    return Exit.INCOMPLETE if done.failed or done.left or lost else Exit.CLEAN


def _list(outbox: Outbox, lang: Lang) -> int:
    """What is not delivered; nothing is sent."""
    left = outbox.undelivered()
    for one in left:
        click.echo(_line(one, lang))
    if not left:
        click.echo(Text("没有未送达的通知", "nothing is undelivered").of(lang))
    return Exit.CLEAN


def _line(one: Delivery, lang: Lang) -> str:
    post, when = one.post, one.due.astimezone(CHINA)
    state = {
        DeliveryState.WAITING: Text(f"等到 {when:%m-%d %H:%M}", f"waits until {when:%m-%d %H:%M}"),
        DeliveryState.SENDING: Text("正在发送", "being sent"),
    }.get(one.state, Text("已放弃", "given up"))
    why = f": {shown(one.trouble)}" if one.trouble else ""
    return f"{post.channel} {post.recipient} {shown(post.notice.subject)}: {state.of(lang)}{why}"
