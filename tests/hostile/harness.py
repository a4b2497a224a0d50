"""One audit by the whole product, in a process of its own that is measured."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from auditbot.model.site import Site
from auditbot.settings import ConnectTo, Limits, Links, Politeness, Reach, Render, Rendering, Settings

DAY = date(2026, 11, 22)
_CHILD = Path(__file__).with_name("child.py")
_LAUNCH = Path(__file__).with_name("launch.py")
_ROOT = Path(__file__).parents[2]
_ROUTES = frozenset({"route 198.41.0.4", "route 2001:503:ba3e::2:30"})
"""Looked up in the routing table, to tell what our own line can do; nothing is sent there."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: exit code, seconds, most memory (bytes, resident), to whom it sent anything."""

    code: int
    seconds: float
    peak: int
    contacts: frozenset[str]
    said: str


@dataclass(frozen=True, slots=True)
class Audited:
    """An audit as its files tell it."""

    ended: Ended
    audit: Mapping[str, Any]
    pages: Mapping[str, Mapping[str, Any]]
    """The line of every address."""
    place: Path

    def findings(self, check: str = "broken-links") -> list[Mapping[str, Any]]:
        """What one check found."""
        return [finding for finding in self.audit["findings"] if finding["check"] == check]


def settings(
    connect_to: Iterable[str], dns: tuple[str, int], allow: Iterable[str], *, pause: float = 0.5, **more: Any
) -> Settings:
    """As an audit has them, without the pauses that real servers are owed. ``more``: limits, ``reach``."""
    reach = more.pop("reach", {})
    return Settings(
        as_of=DAY,
        limits=Limits.model_validate({"disk_free": 0, **more}),
        politeness=Politeness(rate=0, concurrency=8, external_rate=1000, external_concurrency=4),
        links=Links(confirm_pause=pause, confirm_pause_transient=2 * pause),
        rendering=Rendering(mode=Render.NEVER),
        reach=Reach(
            allow=tuple(map(ip_network, allow)),
            connect_to=tuple(map(ConnectTo.parse, connect_to)),
            dns_server=dns,
            **reach,
        ),
    )


async def audited(place: Path, site: Site, chosen: Settings) -> Audited:
    """Audit a site in a child, and read what that wrote."""
    (place / "site.json").write_text(site.model_dump_json(), "utf-8")
    (place / "settings.json").write_text(chosen.model_dump_json(), "utf-8")
    ended = await asyncio.to_thread(run, _CHILD, place)
    assert ended.code == 0, ended.said[-3000:]
    records = [json.loads(line) for line in (place / "pages.jsonl").read_text("utf-8").split("\n")]
    pages = {record["url"]: record for record in records}
    assert len(pages) == len(records), "an address has two lines"
    return Audited(ended, json.loads((place / "audit.json").read_text("utf-8")), pages, place)


def run(program: Path, place: Path, *arguments: str) -> Ended:
    """Run a program with a folder to its end; its own words go to a file there."""
    used = place / "used.json"
    with (place / "said.txt").open("wb") as said:
        subprocess.run(
            [sys.executable, "-S", str(_LAUNCH), str(used), str(program), str(place), *arguments],
            cwd=_ROOT,
            env=os.environ | {"PYTHONPATH": str(_ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            check=True,
        )
    code, seconds, peak = json.loads(used.read_text("utf-8"))
    words = (place / "said.txt").read_text("utf-8", "replace")
    return Ended(code, seconds, peak, _contacts(place / "contacts.json"), words)


def _contacts(file: Path) -> frozenset[str]:
    """To whom something was sent."""
    noted = json.loads(file.read_text("utf-8")) if file.exists() else []
    return frozenset(noted) - _ROUTES
