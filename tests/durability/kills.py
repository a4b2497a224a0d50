"""``python -m tests.durability.kills --kills 200 --seed 1``: audits are killed at random moments and go on.

Each audit is killed several times, at moments that a seeded generator draws, and resumed until it ends by
itself. It must come to what an undisturbed audit comes to, and ask again only for what was under way.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from itertools import islice
from pathlib import Path
from time import monotonic

from tests.durability.ends import broken_rules, comparable, done, stored, unsummed
from tests.durability.processes import KILLED, Sessions, in_seconds, said
from tests.durability.session import CONCURRENCY, OUTSIDE
from tests.durability.site import ITEMS, Site, serve

_BY_THE_WAY = ("/robots.txt", "/sitemap.xml", "/", "/about.html")
"""Asked anew by every session, by checks that measure, or where a redirect leads."""


@dataclass(slots=True)
class Tally:
    """What many killed audits came to."""

    audits: int = 0
    kills: int = 0
    before_archive: int = 0
    """Kills before there was anything to go on with."""
    again: list[int] = field(default_factory=list)
    """Addresses that had been asked and were asked again, for each kill."""
    to_resume: list[float] = field(default_factory=list)
    """Seconds from the start of a resumed session to its first request."""
    wrong: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Undisturbed:
    """What an audit that nobody disturbs comes to, and how long it takes."""

    said: str
    kept: dict[str, Counter[object]]
    seconds: float
    requests: int


async def killed(kills: int, seed: int, folder: Path, items: int = ITEMS, most: int = 5) -> Tally:
    """Kill audits so many times in all, at most ``most`` times each."""
    chance = random.Random(seed)
    tally = Tally()
    async with serve(items) as site:
        sessions = Sessions(site)
        whole = await undisturbed(sessions, folder / "whole")
        while tally.kills < kills:
            place = folder / f"audit-{tally.audits}"
            wanted = min(chance.randint(1, most), kills - tally.kills)
            await _one(sessions, place, wanted, chance, whole, tally)
            tally.audits += 1
    return tally


async def undisturbed(sessions: Sessions, folder: Path) -> Undisturbed:
    """Audit twice; both must come to the same."""
    await sessions.run(folder / "first")
    sessions.site.asked.clear()
    began = monotonic()
    code = await sessions.run(folder / "second")
    seconds, requests = monotonic() - began, sessions.site.asked.total()
    whole = Undisturbed(comparable(folder / "second"), stored(folder / "second"), seconds, requests)
    if wrong := differences(folder / "first", code, whole):
        raise AssertionError(f"two undisturbed audits differ: {wrong}")
    return whole


async def _one(
    sessions: Sessions,
    place: Path,
    wanted: int,
    chance: random.Random,
    whole: Undisturbed,
    tally: Tally,
) -> None:
    """One audit: killed so often, then left alone until it ends."""
    site = sessions.site
    for _ in range(wanted):
        asked, before = set(site.asked), done(place)
        site.asked.clear()
        code = await sessions.run(place, kill=_moment(site, len(before), chance, whole))
        _count_again(site, before, asked if before else set(), tally)
        if code != KILLED:
            break
        tally.kills += 1
        tally.before_archive += not (place / "archive.sqlite").is_file()
        tally.wrong += [f"{place.name}: {rule}" for rule in broken_rules(place)]
    else:
        asked, before = set(site.asked), done(place)
        site.asked.clear()
        code = await sessions.run(place)
        _count_again(site, before, asked if before else set(), tally)
    tally.wrong += [f"{place.name}: {fault}" for fault in differences(place, code, whole)]


def _moment(site: Site, done_before: int, chance: random.Random, whole: Undisturbed) -> Callable[[], bool]:
    """Mostly some time after a number of requests, wherever the machine is by then; else at any time."""
    if chance.random() < 0.25:
        return in_seconds(chance.uniform(0.02, whole.seconds))
    requests = chance.randrange(max(1, whole.requests - done_before))
    pause = chance.uniform(0, 0.03)
    due = float("inf")

    def reached() -> bool:
        nonlocal due
        if due == float("inf") and site.asked.total() >= requests:
            due = monotonic() + pause
        return monotonic() >= due

    return reached


def _count_again(site: Site, before: frozenset[str], asked: set[tuple[str, str, str]], tally: Tally) -> None:
    """Note what this session asked for though it was done, or though the one before had asked for it."""
    urls = {f"http://{host}{path}" for host, _, path in site.asked if path not in _BY_THE_WAY}
    earlier = {f"http://{host}{path}" for host, _, path in asked}
    for url in sorted(urls & before):
        tally.wrong.append(f"asked again though it was done: {url}")
    if before:
        again = len(urls & earlier)
        tally.again.append(again)
        if again > CONCURRENCY + OUTSIDE:
            tally.wrong.append(f"{again} addresses were asked again")


def differences(place: Path, code: int, whole: Undisturbed) -> list[str]:
    """What of an audit that ended is not as it should be."""
    told = said(place).read_text("utf-8")
    wrong = broken_rules(place)
    if code != 1:
        wrong.append(f"exit code {code}: {told[-300:]}")
        return wrong
    if "Traceback" in told:
        wrong.append(f"a traceback: {told[-1000:]}")
    if comparable(place) != whole.said:
        wrong.append("another result: " + _change(whole.said, comparable(place)))
    for name, rows in stored(place).items():
        lost, doubled = whole.kept[name] - rows, rows - whole.kept[name]
        wrong += [f"{name}: {len(lost)} lost, {len(doubled)} too many"] if lost or doubled else []
    if unsummed(place):
        wrong.append(unsummed(place))
    return wrong


def _change(whole: str, said: str) -> str:
    """The first lines that differ."""
    lines = unified_diff(whole.splitlines(), said.splitlines(), n=3, lineterm="")
    return "\n    ".join(line[:200] for line in islice(lines, 2, 22))


def table(tally: Tally, seed: int, seconds: float) -> str:
    """The figures, a line each."""
    again = tally.again or [0]
    rows: Sequence[tuple[str, object]] = (
        ("seed", seed),
        ("audits", tally.audits),
        ("kills", tally.kills),
        ("kills before there was an archive", tally.before_archive),
        (f"asked again after a kill: mean, most (under way: at most {CONCURRENCY + OUTSIDE})",
         f"{sum(again) / len(again):.1f}, {max(again)}"),
        ("faults", len(tally.wrong)),
        ("seconds", f"{seconds:.0f}"),
    )  # fmt: skip
    return "\n".join(f"{name:66} {value}" for name, value in rows)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.durability.kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = asyncio.run(killed(given.kills, given.seed, Path(folder)))
    sys.stdout.write(table(tally, given.seed, monotonic() - began) + "\n")
    sys.stdout.writelines(f"  {line}\n" for line in sorted(set(tally.wrong)))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
