"""One session of an audit of the counted site: in this process, or in a child that can be killed."""

import asyncio
import gc
import resource
import sys
import traceback
from collections.abc import Sequence
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

from auditbot.audit.plan import Plan, make
from auditbot.cli.exits import Exit
from auditbot.cli.program import run
from auditbot.cli.session import Manner, conduct, finish
from auditbot.errors import AuditbotError
from auditbot.frameworks import read
from auditbot.model.framework import Framework
from auditbot.model.sheet import ScoreSheet
from auditbot.model.site import Site as Registered
from auditbot.model.text import Lang
from auditbot.registry import Registry, load
from auditbot.settings import Limits, Links, Politeness, Reach, Render, Rendering, Settings
from auditbot.sheets import sheet_for
from tests.durability.faults import Point, failing
from tests.durability.site import ADDRESS, DAY, HOME

COUNTED = "calls counted: "
QUIET = Manner(lang=Lang.EN, quiet=True, log_json=False, formats=("json", "jsonl"))
CONCURRENCY = 8
OUTSIDE = 2
"""Hosts that links lead to besides the site's own and that can be asked at once, one request each."""


def settings_for(port: int, dns_port: int, shut_port: int, **limits: float) -> Settings:
    """As quick as the server answers, with short pauses before a failure is confirmed."""
    return Settings(
        as_of=DAY,
        lang=Lang.EN,
        limits=Limits.model_validate(
            {"dns_seconds": 2, "first_byte_seconds": 3, "total_seconds": 8, "disk_free": 0, **limits}
        ),
        politeness=Politeness(rate=0, concurrency=CONCURRENCY, external_rate=100),
        links=Links(confirm_pause=0.05, confirm_pause_transient=0.1),
        rendering=Rendering(mode=Render.NEVER),
        reach=Reach.model_validate(
            {
                "allow": ["127.0.0.1/32"],
                "connect_to": [
                    {"host": "shut.example", "port": 80, "to_host": ADDRESS, "to_port": shut_port},
                    {"host": "", "port": 80, "to_host": "", "to_port": port},
                ],
                "dns_server": (ADDRESS, dns_port),
            }
        ),
    )


@cache
def rules() -> tuple[Framework, ScoreSheet | None, Registry]:
    """The national rules, how they are scored, and the checks: dear to read, and never changed."""
    return read("state"), sheet_for("", ["state"]), load()


def plan_for(settings: Settings) -> Plan:
    """The plan of the audit of the counted site by the national rules."""
    framework, sheet, registry = rules()
    site = Registered.model_validate({"id": "lasting", "home": HOME})
    return make(site, settings, (framework,), registry, sheet)


def begin_or_go_on(place: Path, ports: Sequence[int]) -> int:
    """Begin the audit, or go on with it as ``auditbot resume`` does; returns the exit code."""
    if (place / "archive.sqlite").is_file():
        return run(["resume", str(place), "--quiet", "--format", "json,jsonl"], Lang.EN)
    try:
        plan = plan_for(settings_for(*ports))
        return finish(asyncio.run(conduct(plan, place, QUIET)), place, QUIET)
    except AuditbotError as error:
        sys.stderr.write(error.told(Lang.EN) + "\n")
        return Exit.FAULT


def child(place: Path, ports: Sequence[int], said: Path, point: Point | None = None, files: int = 0) -> None:
    """Run one session as a process of its own; what it says goes to a file.

    With a point its calls are counted there: those before the judging began, and all. ``files``: how many
    more may be open at once, if that is limited.
    """
    if files:
        most = sum(1 for _ in Path("/dev/fd").iterdir()) + files
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    place.mkdir(parents=True, exist_ok=True)
    code: int = Exit.FAULT
    with said.open("a") as stream, redirect_stdout(stream), redirect_stderr(stream):
        try:
            with failing(point) if point else nullcontext():
                code = begin_or_go_on(place, ports)
        except Exception:  # noqa: BLE001 — none should: it is found in what was said
            traceback.print_exc()
        gc.collect()  # what was never waited for says so now
        if point:
            stream.write(f"\n{COUNTED}{point.collected} {point.counted}\n")
    sys.exit(code)
