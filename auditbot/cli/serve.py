"""``serve``: the daemon of an office. It audits the sites of the store when they are due, until stopped."""

import asyncio
import os
import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Any
from zoneinfo import ZoneInfo

import click

from auditbot.cli.chosen import seconds, settings_of
from auditbot.cli.exits import Exit
from auditbot.cli.fleet import capacity_for, forwarded, jobs_option
from auditbot.cli.interrupts import on_interrupt
from auditbot.cli.options import planning, shown
from auditbot.cli.schedule_options import zone_option
from auditbot.cli.serve_log import Log
from auditbot.cli.serve_orders import Orders, folder_for_sites, sweep
from auditbot.cli.stores import store_option, store_wanted
from auditbot.clock.announcer import Announcer
from auditbot.clock.clearing import Clearing
from auditbot.clock.daemon import Daemon, Manner, Parts
from auditbot.clock.in_use import in_use
from auditbot.clock.sampler import Sampler
from auditbot.clock.telling import trouble
from auditbot.clock.term import LEASE, Applicant, Pace, Term, on_duty
from auditbot.clock.work import Means
from auditbot.fleet.capacity import PLAIN, free_memory
from auditbot.fleet.neighbours import Neighbours
from auditbot.model.site import CrawlPolicy
from auditbot.model.text import Lang, Text
from auditbot.notify.config import NotifyConfig
from auditbot.settings import Settings
from auditbot.store.open import Store, open_store
from auditbot.store.watch import WatchLost
from auditbot.yamlfile import load

_OWN = frozenset("jobs grace notify keep_archives zone wait lease log_json".split())
"""Options that are not passed on to audits."""
_NOT_OURS = frozenset("as_of resume quiet verbose fail_on".split())
"""Options of a single audit that make no sense for weeks of them."""
_PATIENCE = 10.0
"""Seconds to wait for others that write to the store: the watch must be renewed in time."""


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    auditing = [one for one in (*planning(lang), *shown(lang)) if one.name not in _NOT_OURS]
    params = [store_option(lang), *_own(lang), *auditing]
    return click.Command(name, params=params, callback=partial(_serve, lang), help=help_)


def _own(lang: Lang) -> list[click.Parameter]:
    def option(name: str, zh: str, en: str, **more: Any) -> click.Option:
        return click.Option([name], help=Text(zh, en).of(lang), **more)

    return [
        jobs_option(lang),
        option(
            "--grace",
            "检查超时或值守停止后，再等多久才终止进程",
            "what an audit has, beyond --deadline or when told to stop, before it is ended",
            default="10m",
            show_default=True,
            metavar="TIME",
        ),
        option(
            "--notify",
            "通知的渠道和收件人（配置同 auditbot notify）",
            "channels and routes of notices, as for `auditbot notify`",
            type=click.Path(path_type=Path, dir_okay=False, exists=True),
            metavar="FILE",
        ),
        option(
            "--keep-archives",
            "满这些天后，删除检查的存档和巡查的全部文件；报告、数据和台账不删（默认：都不删）",
            "days after which archives of audits, and all files of glances, are removed; reports, data and"
            " ledger stay (default: nothing is removed)",
            type=click.IntRange(min=30, max=36_500),
            metavar="DAYS",
        ),
        zone_option(lang),
        option(
            "--wait",
            "已有进程值守时等待接管",
            "wait and take over where another process is on duty",
            is_flag=True,
        ),
        click.Option(["--lease"], hidden=True, default=f"{LEASE.seconds}s"),
    ]


def _serve(lang: Lang, **given: Any) -> int:
    """Serve until SIGTERM or SIGINT; the second one ends it at once."""
    settings = settings_of(given, CrawlPolicy(), lang)
    config = load(given["notify"], NotifyConfig) if given["notify"] else None
    grace = seconds(given["grace"], "--grace")
    pace = Pace(timedelta(seconds=seconds(given["lease"], "--lease")))
    zone: ZoneInfo = given["zone"]
    now = partial(datetime.now, zone)
    log = Log(lang, now, as_json=given["log_json"])
    holder = f"{socket.gethostname()} pid {os.getpid()}"
    folder = folder_for_sites(given["out"])
    options = (*forwarded(click.get_current_context(), _OWN), f"--lang={lang}")
    order = Orders(given, options, folder, grace, lang)
    try:
        with open_store(store_wanted(given), patience=_PATIENCE) as store:
            manner = Manner(holder, zone, lang, now, log)
            service = Service(store, settings, config, order, manner, pace, _clearing(given))
            return asyncio.run(service.run(_jobs(settings, given["jobs"]), wait=given["wait"]))
    finally:
        rmtree(folder, ignore_errors=True)


def _clearing(given: Mapping[str, Any]) -> Clearing | None:
    days = given["keep_archives"]
    return Clearing(given["out"], timedelta(days=days)) if days else None


def _jobs(settings: Settings, wanted: int | None) -> int:
    return capacity_for(settings, hasty=settings.politeness.rate == 0).jobs(wanted)


class Service:
    """From asking for the watch to giving it back."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        config: NotifyConfig | None,
        order: Orders,
        manner: Manner,
        pace: Pace,
        clearing: Clearing | None,
    ) -> None:
        self._store, self._settings, self._config = store, settings, config
        self._order, self._manner, self._pace, self._clearing = order, manner, pace, clearing
        self._daemon: Daemon | None = None
        self._stopped = False
        self._asking: asyncio.Task[Term | None] | None = None

    async def run(self, jobs: int, *, wait: bool) -> int:
        """The exit code."""
        with on_interrupt(self._interrupt):
            async with Sampler(self._settings, self._manner.now) as looker:
                self._asking = asyncio.create_task(self._term(wait=wait))
                try:
                    term = await self._asking
                except asyncio.CancelledError:
                    return Exit.CLEAN
                if term is None:
                    return Exit.USAGE
                return await self._work(term, jobs, looker)

    async def _term(self, *, wait: bool) -> Term | None:
        manner = self._manner
        applicant = Applicant(self._store, manner.holder, manner.now, manner.tell, self._pace)
        got = await (applicant.wait() if wait else applicant.once())
        if isinstance(got, Term):
            return got
        manner.tell("on-duty", on_duty(got), holder=got.holder, since=got.since.isoformat())
        return None

    async def _work(self, term: Term, jobs: int, looker: Sampler) -> int:
        manner, settings = self._manner, self._settings
        sweep(self._order.folder.parent)
        self._tell_begin(jobs)
        audits = Means(
            self._order,
            Neighbours(settings.reach, settings.limits),
            jobs,
            room=lambda: free_memory() > PLAIN,
            in_use=in_use,
        )
        notices = (
            Announcer(self._store, self._config, settings, manner.lang, manner.now) if self._config else None
        )
        self._daemon = Daemon(term, Parts(audits, looker, notices, self._clearing), manner)
        if self._stopped:
            self._daemon.stop()
        try:
            await self._daemon.run()
        except WatchLost as error:
            manner.tell("lost", trouble(error))
            return Exit.FAULT
        manner.tell("off-duty", Text("值守结束", "off duty"))
        return Exit.CLEAN

    def _tell_begin(self, jobs: int) -> None:
        zone = self._manner.zone.key
        self._manner.tell(
            "serving",
            Text(
                f"开始值守：{self._store.shown}，最多同时检查 {jobs} 个网站，时区 {zone}",
                f"on duty: {self._store.shown}, {jobs} sites at once at most, zone {zone}",
            ),
            store=self._store.shown,
            jobs=jobs,
        )

    def _interrupt(self) -> None:
        """The first time what runs ends after its page, the second time at once."""
        again, self._stopped = self._stopped, True
        if self._daemon is None:
            if self._asking:
                self._asking.cancel()
        elif again:
            self._daemon.kill()
        else:
            self._manner.tell("ending", _ENDING)
            self._daemon.stop()


_ENDING = Text(
    "正在收尾：进行中的检查做完当前页面后停下，重启后接着做（再发一次信号立即结束）",
    "ending: what runs stops after its page and goes on after the restart (a second signal: now)",
)
