"""Tiny sites on addresses of their own, a fleet file of them, and fleets as processes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.audit.loopback import Body, Loopback, environment, served
from tests.cli.auditing import PAGES, own

PROGRAM = (sys.executable, "-m", "auditbot")


@contextmanager
def towns(count: int, pages: dict[str, Body] = PAGES, **more: Any) -> Iterator[list[Loopback]]:
    """So many sites, each on an address of its own."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(served(pages, address=f"127.0.7.{number + 1}", **more))
            for number in range(count)
        ]


def fleet_file(folder: Path, homes: Sequence[str], more: str = "") -> Path:
    """A fleet of sites ``s0``, ``s1`` …; ``more``: what stands before them."""
    path = folder / "fleet.yaml"
    sites = "".join(f"  - {{id: s{number}, home: {home}}}\n" for number, home in enumerate(homes))
    path.write_text(f"{more}sites:\n{sites}", encoding="utf-8")
    return path


def auditing(folder: Path, *arguments: object) -> list[str]:
    """The command line that audits as fast as the sites answer, by one requirement."""
    quick = ("--limit=disk_free=0", "--rate=0", "--render=never", "--as-of=2026-11-20", "--lang=en")
    where = (f"--out={folder / 'out'}", "--allow-network=127.0.0.0/8", f"--framework={own(folder)}")
    formats = ("--format=json,jsonl", "--log-json")
    return [*PROGRAM, "audit", *where, *quick, *formats, *map(str, arguments)]


class Run:
    """A fleet that runs, and what it told."""

    def __init__(self, command: list[str], **variables: str) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(**variables),
            start_new_session=True,
        )

    def interrupt(self) -> None:
        """As Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)

    def finish(self, seconds: float = 90) -> "Told":
        """Wait for its end."""
        try:
            out, err = self.process.communicate(timeout=seconds)
        finally:
            self.kill()
        return Told(self.process.returncode, out, err)

    def kill(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)


class Told:
    """What a fleet told in the end."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err
        self.events = [json.loads(line) for line in err.splitlines() if line.startswith("{")]

    @property
    def ends(self) -> dict[str, dict[str, Any]]:
        """The end of each site."""
        return {event["site"]: event for event in self.events if event["event"] == "ended"}


def run(folder: Path, *arguments: object, seconds: float = 90, **variables: str) -> Told:
    """Run a fleet to its end."""
    return Run(auditing(folder, *arguments), **variables).finish(seconds)


def audits(folder: Path, site: str) -> list[Path]:
    """The folders of the audits of a site."""
    return sorted(path for path in (folder / "out" / site).glob("2*") if path.is_dir())
