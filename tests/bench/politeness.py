"""``python -m tests.bench.politeness``: many hosts at once, each at its own pace, none held up by another.

A homepage links to fifty outside hosts that are visited once a second each. The server's log tells how fast
they were asked in all, and whether one was ever asked too fast. The same again with sixteen more hosts that
take a connection and never answer tells how much those hold up the others.
"""

import socket
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.contenders import HOST, MEASURED, program
from tests.bench.measure import Failed, measure
from tests.bench.server import NoServer, serving

_HOSTS = 50
_PAGES = 20
"""Addresses on each host."""
_STUCK = 16
_RATE = 1.0
"""Requests a second and host: what the audit grants to hosts that are not the site's own."""
_LEAST_SHARE = 0.95
_MOST_SLOWER = 1.1
_JITTER = 0.3
"""Seconds by which two log entries may stand closer: a busy machine sends and logs a little late."""

Times = Mapping[str, Sequence[float]]
"""When each outside host was asked, in seconds since the epoch."""


def main() -> int:
    """Measure and tell; the exit code is only about whether it could be measured."""
    try:
        free, held_up = _visited(stuck=0), _visited(stuck=_STUCK)
    except (NoServer, Failed) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    requests = sum(map(len, free.values()))
    pace = (requests - len(free)) / _span(free)
    enough = pace >= _LEAST_SHARE * _HOSTS * _RATE
    _tell(enough, f"{len(free)} hosts: {requests} requests, {pace:.1f} a second in all")
    hasty = max(_haste(times) for times in (*free.values(), *held_up.values()))
    _tell(hasty <= _JITTER, f"a host was asked at most {max(0.0, hasty):.2f} s before its time")
    slower = _span(held_up) / _span(free)
    _tell(slower <= _MOST_SLOWER, f"{_STUCK} stuck addresses: the others took {slower:.2f} times as long")
    return 0


def _visited(stuck: int) -> Times:
    with (
        TemporaryDirectory(prefix="auditbot-bench-") as name,
        socket.create_server(("127.0.0.1", 0)) as silent,
    ):
        folder = Path(name)
        log = folder / "times.log"
        _write(folder / "www", stuck)
        silent_port = silent.getsockname()[1]
        with serving(folder / "www", log) as port:
            targets = [f"stuck{number}.example:80:127.0.0.1:{silent_port}" for number in range(stuck)]
            options = [f"--connect-to={target}" for target in (*targets, f"::127.0.0.1:{port}")]
            measure([*_command(folder / "out"), *options], MEASURED)
        return _times(log)


def _command(out: Path) -> list[str]:
    given = (
        "--allow-network=127.0.0.1/32",
        "--rate=0",
        "--render=never",
        "--framework=state",
        f"--out={out}",
    )
    return [program(), "scan", f"http://{HOST}/", *given, "--quiet", "--fresh"]


def _write(folder: Path, stuck: int) -> None:
    folder.mkdir()
    hosts = [(f"host{number}.example", _PAGES) for number in range(_HOSTS)]
    hosts += [(f"stuck{number}.example", 1) for number in range(stuck)]
    links = "\n".join(
        f'<li><a href="http://{host}/page{page}.html">{host} {page}</a></li>'
        for host, pages in hosts
        for page in range(pages)
    )
    (folder / "index.html").write_text(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>链接</title></head><body>{links}</body>',
        "utf-8",
    )
    for page in range(_PAGES):
        (folder / f"page{page}.html").write_text(
            f"<!DOCTYPE html><title>{page}</title><p>{page}</p>", "utf-8"
        )


def _times(log: Path) -> Times:
    times: dict[str, list[float]] = defaultdict(list)
    for line in log.read_text("utf-8").splitlines():
        at, host, _ = line.split(" ", 2)
        if host.startswith("host"):
            times[host].append(float(at))
    return times


def _span(times: Times) -> float:
    """From the first request to the last, in seconds."""
    return max(map(max, times.values())) - min(map(min, times.values()))


def _haste(times: Sequence[float]) -> float:
    """By how much requests, one or several in a row, came sooner than the rate allows; in seconds."""
    most = slack = 0.0
    for before, after in pairwise(times):
        slack = max(0.0, slack + 1 / _RATE - (after - before))
        most = max(most, slack)
    return most


def _tell(reached: bool, words: str) -> None:
    sys.stdout.write(f"{'reached' if reached else 'MISSED '}  {words}\n")


if __name__ == "__main__":
    sys.exit(main())
