"""``python -m tests.bench``: measures the audit against a bare loop and its peers, and prints one table."""

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.contenders import Contender, Walked, audit, contenders
from tests.bench.measure import Failed, as_installed, middle, ratio, spread
from tests.bench.profile import profile
from tests.bench.server import NoServer, serving
from tests.bench.site import Town, write
from tests.bench.targets import Walks, targets

_HUGE = 100_000
_HUGE_PEAK = 400 * 1024
"""KiB."""


def main() -> int:
    """Run the benchmark that was asked for."""
    asked = _arguments()
    _say(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}")
    try:
        if asked.profile:
            profile(asked.pages[0])
        elif asked.huge:
            _huge()
        else:
            _compare(asked.pages, asked.runs, asked.only)
    except (NoServer, Failed) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--pages", type=int, nargs="+", default=[2_000, 10_000], metavar="N", help="site sizes"
    )
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured; medians count")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="measure the audit and these alone")
    parser.add_argument("--profile", action="store_true", help="show where the audit's time goes instead")
    parser.add_argument("--huge", action="store_true", help=f"the audit alone over {_HUGE} pages instead")
    return parser.parse_args()


def _compare(sizes: Sequence[int], runs: int, only: Sequence[str] | None) -> None:
    as_installed()
    chosen = {name: one for name, one in contenders().items() if only is None or name in (*only, "audit")}
    walks: dict[int, Walks] = {}
    towns: dict[int, Town] = {}
    for size in sizes:
        with TemporaryDirectory(prefix="auditbot-bench-") as folder:
            towns[size] = write(size, Path(folder))
            with serving(Path(folder) / "www") as port:
                walks[size] = _walks(chosen, runs, port)
        _table(size, towns[size], walks[size])
    _say("")
    for target in targets(walks, towns):
        mark = "reached" if target.reached else "MISSED "
        _say(f"{mark}  {target.figure:>18}  {target.wanted:16} {target.name}")


def _walks(chosen: dict[str, Contender], runs: int, port: int) -> Walks:
    """All contenders in turn, run by run, so that whatever else the machine does meets all alike."""
    walks: dict[str, list[Walked]] = {name: [] for name in chosen}
    for _ in range(runs):
        for name, walk in chosen.items():
            walks[name].append(walk(port))
    return walks


def _table(size: int, town: Town, walks: Walks) -> None:
    _say(f"\n{size} pages asked for, {town.pages} written, {len(town.dead)} dead links")
    _say("            pages   wall s  ± %    CPU s  ms/page  peak MiB   wall, CPU : floor")
    for name, of_one in walks.items():
        costs = [one.cost for one in of_one]
        cost = middle(costs)
        line = (
            f"{name:8} {of_one[0].pages:7} {cost.wall:8.2f} {spread(costs, 'wall') * 50:4.0f} {cost.cpu:8.2f}"
            f" {cost.cpu / town.pages * 1000:8.2f} {cost.peak / 1024:9.1f}"
        )
        if "floor" in walks:
            floor = [one.cost for one in walks["floor"]]
            line += f"   {ratio(costs, floor, 'wall'):6.2f} {ratio(costs, floor, 'cpu'):6.2f}"
        _say(line)


def _huge() -> None:
    with TemporaryDirectory(prefix="auditbot-bench-") as folder:
        town = write(_HUGE, Path(folder))
        with serving(Path(folder) / "www") as port:
            walked = audit(port)
    _table(_HUGE, town, {"audit": [walked]})
    reached = walked.cost.peak <= _HUGE_PEAK
    _say(f"{'reached' if reached else 'MISSED'}: at most {_HUGE_PEAK // 1024} MiB")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
