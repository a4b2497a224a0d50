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
_RESULTS = ("audit.json", "pages.jsonl")


@dataclass(frozen=True, slots=True)
class Share:
    """Every ``of``-th point, the first of them being ``number`` + 1."""

    number: int = 0
    of: int = 1

    @classmethod
    def parse(cls, written: str) -> "Share":
        """Read ``1/3`` as the first third."""
        number, _, of = written.partition("/")
        return cls(int(number) - 1, int(of))

    def part(self, number: int, of: int) -> "Share":
        """One of several parts of this share."""
        return Share(self.number + number * self.of, self.of * of)

    def among(self, calls: int) -> range:
        """The points of this share among so many calls."""
        return range(1 + self.number, calls + 1, self.of)


@dataclass(slots=True)
class Points:
    """What became of the points of one family."""

    calls: int = 0
    tried: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def blame(self, point: Point, faults: Iterable[str]) -> None:
        """Note what was wrong after a point had failed."""
        self.wrong += [f"{point.family} {point.k}: {fault}" for fault in faults]


async def tortured(folder: Path, share: Share, families: Iterable[str] = FAMILIES) -> dict[str, Points]:
    """Let every call of a share fail: while it collects, of a new audit; later, of one that has collected."""
    seen = {}
    async with serve(_ITEMS) as site:
        sessions = Sessions(site)
        whole = await undisturbed(sessions, folder / "whole")
        for family in families:
            points = seen[family] = Points()
            place = folder / family
            collecting, _ = await _count(sessions, place, family)
            for k in share.among(collecting):
                await _one(sessions, folder / f"{family}-{k}", Point(family, k), whole, points)
                shutil.rmtree(folder / f"{family}-{k}", ignore_errors=True)
            _, calls = await _count(sessions, place, family)
            points.calls = collecting + calls
            for k in share.among(calls):
                await _later(sessions, place, Point(family, k), whole, points)
            await _at_last(sessions, place, Point(family, 0), whole, points)
    return seen


async def _count(sessions: Sessions, place: Path, family: str) -> tuple[int, int]:
    """How many calls of a family a session makes before the judging, and in all."""
    await sessions.run(place, point=Point(family, 0))
    found = re.findall(re.escape(COUNTED) + r"(\d+) (\d+)", said(place).read_text("utf-8"))
    return int(found[-1][0]), int(found[-1][1])


async def _one(sessions: Sessions, place: Path, point: Point, whole: Undisturbed, points: Points) -> None:
    """Fail in a new audit, and go on with it where it could not end."""
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
    points.blame(point, [*wrong, *_outcry(place)])


async def _later(sessions: Sessions, place: Path, point: Point, whole: Undisturbed, points: Points) -> None:
    """Fail while going on with an audit that has collected; the next such session shows what that did."""
    points.tried += 1
    said(place).unlink()
    for name in _RESULTS:
        (place / name).unlink(missing_ok=True)
    try:
        code = await sessions.run(place, point=point)
        points.ends[_ENDS.get(code, f"exit code {code}")] += 1
        wrong = broken_rules(place)
        if code == _FINDINGS and comparable(place) != whole.said:
            wrong.append(f"another result: {_change(whole.said, comparable(place))}")
    except Hangs:
        wrong = ["hangs"]
    points.blame(point, [*wrong, *_outcry(place)])


async def _at_last(sessions: Sessions, place: Path, point: Point, whole: Undisturbed, points: Points) -> None:
    """After all failures it comes to what an undisturbed audit comes to."""
    code = await sessions.run(place)
    same = code == _FINDINGS and comparable(place) == whole.said
    points.blame(point, [] if same else [f"ended with {code}, or with another result"])


def _outcry(place: Path) -> list[str]:
    """What no user should ever see."""
    told = said(place).read_text("utf-8")
    return [f"{mark}: {told[-600:]}" for mark in ("Traceback", _OWN_FAULT) if mark in told]


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
    parser.add_argument("--share", type=Share.parse, default=Share(), help="such as 1/3: the first third")
    parser.add_argument("--family", choices=FAMILIES, action="append", help="repeatable; default: all")
    given = parser.parse_args()
    began = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        seen = asyncio.run(tortured(Path(folder), given.share, given.family or FAMILIES))
    sys.stdout.write(table(seen, monotonic() - began) + "\n")
    wrong = [fault for one in seen.values() for fault in one.wrong]
    sys.stdout.writelines(f"  {line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
