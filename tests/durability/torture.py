"""``python -m tests.durability.torture``: every fallible call of store, net and files fails once, in turn.

After each failure the archive is consistent, nobody has seen a traceback, and the audit (resumed, if it
could not end) comes to what an undisturbed one comes to.
"""

import argparse
import asyncio
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from tests.durability.ends import broken_rules, comparable, unsummed
from tests.durability.faults import FAMILIES, Point
from tests.durability.kills import Undisturbed, undisturbed
from tests.durability.processes import Hangs, Sessions, said
from tests.durability.session import COUNTED
from tests.durability.site import serve

_FINDINGS = 1
_INCOMPLETE = 3
_FAULT = 4
_ENDS = {_FINDINGS: "went on", _INCOMPLETE: "incomplete", _FAULT: "stopped with a message"}
_ITEMS = 4
"""Articles of a column: enough to go everywhere."""
_OWN_FAULT = "a fault of this program"


@dataclass(slots=True)
class Points:
    """What became of the points of one family."""

    calls: int = 0
    tried: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


async def tortured(folder: Path, every: int, families: Iterable[str] = FAMILIES) -> dict[str, Points]:
    """Let every ``every``-th call of each family fail."""
    seen = {}
    async with serve(_ITEMS) as site:
        sessions = Sessions(site)
        whole = await undisturbed(sessions, folder / "whole")
        for family in families:
            points = seen[family] = Points(calls=await _count(sessions, folder / family, family))
            for k in range(1 + every // 2 if every > 1 else 1, points.calls + 1, every):
                await _one(sessions, folder / f"{family}-{k}", Point(family, k), whole, points)
                shutil.rmtree(folder / f"{family}-{k}", ignore_errors=True)
    return seen


async def _count(sessions: Sessions, place: Path, family: str) -> int:
    """How many calls of a family one undisturbed audit makes."""
    await sessions.run(place, point=Point(family, 0))
    found = re.findall(re.escape(COUNTED) + r"(\d+)", said(place).read_text("utf-8"))
    return int(found[-1])


async def _one(sessions: Sessions, place: Path, point: Point, whole: Undisturbed, points: Points) -> None:
    points.tried += 1
    try:
        code = await sessions.run(place, point=point)
        points.ends[_ENDS.get(code, f"exit code {code}")] += 1
        wrong = broken_rules(place)
        if code in (_FINDINGS, _INCOMPLETE):
            wrong += [unsummed(place)] if unsummed(place) else []
        if code != _FINDINGS or comparable(place) != whole.said:
            points.ends["resumed"] += code == _FINDINGS
            code = await sessions.run(place)
            wrong += [] if code == _FINDINGS else [f"resume ended with {code}"]
        if code == _FINDINGS and comparable(place) != whole.said:
            wrong.append(f"another result: {_change(whole.said, comparable(place))}")
    except Hangs:
        wrong = ["hangs"]
    told = said(place).read_text("utf-8")
    wrong += [f"{mark}: {told[-600:]}" for mark in ("Traceback", _OWN_FAULT) if mark in told]
    points.wrong += [f"{point.family} {point.k}: {fault}" for fault in wrong]


def _change(whole: str, now: str) -> str:
    """The findings and pages that differ."""
    before, after = json.loads(whole), json.loads(now)
    lines = []
    for name in before:
        one, other = (
            {json.dumps(row, ensure_ascii=False) for row in data[name]}
            if isinstance(data[name], list)
            else {json.dumps({key: row}, ensure_ascii=False) for key, row in data[name].items()}
            for data in (before, after)
        )
        lines += [f"- {row[:400]}" for row in sorted(one - other)[:3]]
        lines += [f"+ {row[:400]}" for row in sorted(other - one)[:3]]
    return "\n    ".join(lines)


def table(seen: dict[str, Points], seconds: float) -> str:
    """The figures, a line for each family."""
    lines = [f"{'':9}{'calls':>7}{'failed':>8}{'faults':>8}  what became of the session in which one failed"]
    for family, one in seen.items():
        ends = ", ".join(f"{name} {count}" for name, count in sorted(one.ends.items()) if count)
        lines.append(f"{family:9}{one.calls:>7}{one.tried:>8}{len(one.wrong):>8}  {ends}")
    lines.append(f"{seconds:.0f} s")
    return "\n".join(lines)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.durability.torture")
    parser.add_argument("--every", type=int, default=1, help="only every so-manieth call")
    parser.add_argument("--family", choices=FAMILIES, action="append", help="repeatable; default: all")
    given = parser.parse_args()
    began = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        seen = asyncio.run(tortured(Path(folder), given.every, given.family or FAMILIES))
    sys.stdout.write(table(seen, monotonic() - began) + "\n")
    wrong = [fault for one in seen.values() for fault in one.wrong]
    sys.stdout.writelines(f"  {line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
