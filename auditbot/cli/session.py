"""One audit from the command line: with its display, its signals, its reports and its exit code."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from auditbot.audit import folder as folders
from auditbot.audit.conduct import Conductor
from auditbot.audit.plan import Plan, make
from auditbot.cli import in_fleet
from auditbot.cli.display import Display, display_of
from auditbot.cli.exits import Exit
from auditbot.cli.interrupts import on_interrupt
from auditbot.cli.remember import remembered
from auditbot.cli.stores import store_in_use
from auditbot.cli.summary import summary
from auditbot.crawl.archive import Archive
from auditbot.crawl.bodies import drop_bodies
from auditbot.crawl.ledger import page_records
from auditbot.crawl.progress import Progress
from auditbot.errors import StoreError
from auditbot.frameworks import read
from auditbot.model.audit import Audit, StopReason
from auditbot.model.framework import Framework
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.model.zone import CHINA
from auditbot.registry import load
from auditbot.settings import Limits, Settings
from auditbot.sheets import sheet_for


@dataclass(frozen=True, slots=True)
class Manner:
    """How a command talks: from its options."""

    lang: Lang
    quiet: bool
    log_json: bool
    formats: tuple[str, ...]
    in_fleet: bool = False
    """To the fleet that started it, alone."""
    store: str = ""
    """The store in use, by URL or file; empty: none."""

    @classmethod
    def of(cls, given: Mapping[str, Any], lang: Lang) -> "Manner":
        """Read the options that all auditing commands share. Raises ConfigError for unknown formats."""
        from reports import FORMATS, known_formats

        names = known_formats(part.strip() for part in (given.get("format") or "").split(",") if part.strip())
        return cls(
            lang=lang,
            quiet=bool(given.get("quiet")),
            log_json=bool(given.get("log_json")),
            formats=names or tuple(FORMATS),
            in_fleet=bool(given.get("in_fleet")),
            store=store_in_use(given),
        )


def now() -> datetime:
    """The time in China, where duties are counted."""
    return datetime.now(CHINA)


def plan_of(site: Site, settings: Settings, more: Sequence[Framework] = ()) -> Plan:
    """Settle what will be done, before anything is fetched. Raises ConfigError."""
    named = tuple(read(name) for name in settings.frameworks)
    sheet = sheet_for(settings.sheet or site.sheet, settings.frameworks)
    return make(site, settings, (*named, *more), load(), sheet)


def run_audit(plan: Plan, place: Path, manner: Manner) -> int:
    """Run one session, write the reports, print the summary; returns the exit code."""
    if manner.in_fleet:
        in_fleet.begun(place)
    audit = asyncio.run(conduct(plan, place, manner))
    if manner.in_fleet:
        in_fleet.write_in_peace()
    code = finish(audit, place, manner)
    if manner.in_fleet:
        in_fleet.ended(audit, place)
    return code


def finish(audit: Audit, place: Path, manner: Manner) -> int:
    """Write the reports, print the summary; returns the exit code."""
    audit, kept = remembered(audit, place, manner.store, manner.lang)
    written = write_reports(audit, place, manner)
    unfinished = audit.crawl.stopped not in (StopReason.EXHAUSTED, StopReason.BUDGET)
    if not audit.settings["keep_bodies"] and (place / folders.ARCHIVE).is_file():
        _forget_bodies(place, manner, unfinished=unfinished)
    folders.mark_unfinished(place, unfinished=unfinished)
    folders.point_latest(place, glance=audit.crawl.glance)
    click.echo(summary(audit, written, manner.lang))
    return exit_code(audit) if kept else Exit.FAULT


def _forget_bodies(place: Path, manner: Manner, *, unfinished: bool) -> None:
    """Take out of the archive what servers sent; what is to be gone on with needs it still."""
    if unfinished:
        click.echo(_BODIES_KEPT.of(manner.lang), err=True)
        return
    with Archive.open(place / folders.ARCHIVE) as archive:
        drop_bodies(archive)


_BODIES_KEPT = Text(
    "检查未完成：存档暂时保留网页正文，用 auditbot resume 做完后删除",
    "the audit is not finished: its archive keeps the pages until `auditbot resume` has finished it",
)


def write_reports(audit: Audit, place: Path, manner: Manner) -> dict[str, Path]:
    """Write the files of an audit; ``audit.json`` always, for it is the source of the others."""
    from reports import write

    formats = tuple(dict.fromkeys((*manner.formats, "json")))
    if not (place / folders.ARCHIVE).is_file():
        kept = tuple(name for name in formats if name != "jsonl")
        return write(audit, (), place, kept, manner.lang)
    with Archive.open(place / folders.ARCHIVE) as archive:
        if archive.meta("id") != audit.id:
            raise StoreError(
                Text(
                    f"{place} 里的结果与存档不是同一次检查",
                    f"result and archive are of two different audits: {place}",
                ),
                Text("请用 auditbot judge 从存档重新生成结果", "make the result anew with `auditbot judge`"),
            )
        return write(audit, page_records(archive, audit.crawl.stopped), place, formats, manner.lang)


def exit_code(audit: Audit) -> Exit:
    """The exit code of an audit, by what was asked for with ``--fail-on``."""
    limited = audit.settings["limits"]["pages"] != Limits().pages
    wanted = audit.crawl.stopped is StopReason.BUDGET and audit.crawl.stop_detail == "pages" and limited
    if not audit.crawl.exhausted and not wanted:
        return Exit.INCOMPLETE
    if audit.settings["fail_on"] is None:
        return Exit.CLEAN
    level = Severity(audit.settings["fail_on"]).rank
    failed = (finding for finding in audit.findings if finding.outcome is Outcome.FAILED)
    return Exit.FINDINGS if any(finding.severity.rank <= level for finding in failed) else Exit.CLEAN


async def conduct(plan: Plan, place: Path, manner: Manner) -> Audit:
    """Run one session under a display; Ctrl-C ends it early."""
    progress = Progress()
    conductor = Conductor(plan, place, progress, now)
    fleet = manner.in_fleet
    display = in_fleet.Ticks(progress, plan, manner.lang) if fleet else display_of(progress, plan, manner)
    tie = in_fleet.ending_with_fleet(conductor.stop) if fleet else nullcontext()
    with on_interrupt(_ending(conductor, display)), tie, display:
        return await conductor.run()


def _ending(conductor: Conductor, display: Display) -> Callable[[], None]:
    """The first Ctrl-C ends the audit with a partial report; the second ends it at once."""
    loop = asyncio.get_running_loop()
    asked = 0
    killing: set[asyncio.Task[None]] = set()

    def interrupt() -> None:
        nonlocal asked
        asked += 1
        if asked == 1:
            display.say(_ENDING)
            conductor.stop()
        else:
            killing.add(loop.create_task(conductor.kill()))

    return interrupt


_ENDING = Text(
    "正在收尾：等待进行中的请求，随后生成部分报告（再按一次 Ctrl-C 立即结束）",
    "ending: waiting for what is under way, then writing a partial report (Ctrl-C again: at once)",
)
