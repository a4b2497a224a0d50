"""``python -m tests.bench.fleet``: audits 200 small sites, one in twenty broken, and prints figures."""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

from auditbot.net.processes import descendants, peak_memory
from tests.bench.fleet_sites import Served, listed

_LOOK = 0.5
_MIB = 1024 * 1024


@dataclass(slots=True)
class Measured:
    """What a run took. Times in seconds, memory in bytes."""

    code: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    parent: int = 0
    child: int = 0
    at_once: int = 0
    ends: list[dict[str, Any]] = field(default_factory=list)
    last: str = ""
    """The summary that it printed."""


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fleet", description=__doc__)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--pages", type=int, default=20, help="most pages of each site")
    parser.add_argument("--jobs", type=int, help="default: as `auditbot audit` chooses")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the audits")
    asked = parser.parse_args()
    _say(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with TemporaryDirectory(prefix="auditbot-bench-") as name, _sites(asked.sites) as sites:
        folder = asked.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        found = _run(_command(sites, folder, asked.pages, asked.jobs), folder, Path(name))
        _figures(found, sites)
        _table(found, sites, folder)
    _say(found.last)
    return 0 if len(found.ends) == len(sites) else 1


@contextmanager
def _sites(count: int) -> Iterator[list[Served]]:
    command = [sys.executable, "-m", "tests.bench.fleet_sites", str(count)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        try:
            yield listed(iter(server.stdout))
        finally:
            server.stdin.close()
            server.wait(20)


def _command(sites: list[Served], folder: Path, pages: int, jobs: int | None) -> list[str]:
    fleet = folder / "fleet.yaml"
    listed_ = "".join(f"  - {{id: {site.id}, home: {site.home}}}\n" for site in sites)
    fleet.write_text(f"sites:\n{listed_}", "utf-8")
    return [
        sys.executable,
        *("-m", "auditbot", "audit", str(fleet), f"--out={folder / 'audits'}", f"--max-pages={pages}"),
        *("--allow-network=127.0.0.0/8", "--render=never", "--as-of=2026-11-20", "--limit=disk_free=0"),
        *("--deadline=4m", "--grace=1m", "--format=html,json", "--log-json", "--lang=en"),
        *([f"--jobs={jobs}"] if jobs else []),
    ]


def _run(command: list[str], folder: Path, compiled: Path) -> Measured:
    """Run a fleet and look at its memory and that of its children now and then."""
    found = Measured()
    told, said = folder / "told.jsonl", folder / "said.txt"
    variables = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    variables["PYTHONPYCACHEPREFIX"] = str(compiled / "compiled")
    began = monotonic()
    with told.open("wb") as err, said.open("wb") as out:
        fleet = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=variables)
        while True:
            ended, status, used = os.wait4(fleet.pid, os.WNOHANG)
            if ended:
                break
            children = descendants(fleet.pid)
            found.parent = max(found.parent, peak_memory(fleet.pid))
            found.child = max(found.child, *map(peak_memory, children), 0)
            found.at_once = max(found.at_once, len(children))
            sleep(_LOOK)
    fleet.returncode = found.code = os.waitstatus_to_exitcode(status)
    found.wall, found.cpu = monotonic() - began, used.ru_utime + used.ru_stime
    events = [json.loads(line) for line in told.read_text("utf-8").splitlines() if line.startswith("{")]
    found.ends = [event for event in events if event["event"] == "ended"]
    found.child = max([found.child, *(end["memory"] for end in found.ends)])
    found.last = said.read_text("utf-8")
    return found


def _figures(found: Measured, sites: list[Served]) -> None:
    ended = len(found.ends)
    pages = sum(end["pages"] for end in found.ends)
    _say(f"sites                    {ended} of {len(sites)}, exit code {found.code}")
    _say(f"pages                    {pages}")
    _say(f"wall, CPU                {found.wall:.0f} s, {found.cpu:.0f} s ({found.cpu / ended:.1f} s a site)")
    _say(f"sites an hour            {ended / found.wall * 3600:.0f}")
    _say(f"peak memory, parent      {found.parent / _MIB:.0f} MiB")
    _say(f"peak memory, child       {found.child / _MIB:.0f} MiB")
    _say(f"processes at once        {found.at_once}")
    _say(f"ends                     {dict(Counter(end['how'] for end in found.ends))}")


def _table(found: Measured, sites: list[Served], folder: Path) -> None:
    """What was broken and how it was told; then whatever else did not go well."""
    ends = {end["site"]: end for end in found.ends}
    _say(f"\n{'site':6} {'broken':20} {'how':8} {'stopped':12} {'grade':13} pages   s  told")
    for site in sites:
        end = ends.get(site.id)
        if end is None:
            _say(f"{site.id:6} {site.broken:20} no end was told")
        elif site.broken or end["told"]:
            _say(
                f"{site.id:6} {site.broken or '-':20} {end['how']:8} {end['stopped'] or '-':12}"
                f" {end['grade'] or '-':13} {end['pages']:5} {end['seconds']:3.0f}  {_told(end, folder)}"
            )
    _say("")


def _told(end: dict[str, Any], folder: Path) -> str:
    """The line of the fleet, with what the report itself warns of."""
    path = folder / end["folder"] / "audit.json"
    audit = json.loads(path.read_text("utf-8")) if end["folder"] and path.is_file() else {}
    warnings = [one["en"] or one["zh"] for one in audit.get("warnings", [])[:2]]
    share = f"coverage {audit['coverage']['share']:.0%}" if audit else "no report"
    return " | ".join(part for part in (end["told"], share, *warnings) if part)[:240]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
