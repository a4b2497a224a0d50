"""What is to be reached, and whether it was."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tests.bench.contenders import Walked
from tests.bench.measure import ratio
from tests.bench.site import Town

_RATIOS = (
    ("floor", "wall", 2.2),
    ("scrapy", "wall", 0.30),
    ("crawlee", "wall", 0.45),
    ("crawlee", "peak", 0.7),
)
_GROWTH_KIB = 4.0
_PAGE_COST = 1.1

Walks = Mapping[str, Sequence[Walked]]


class Target(NamedTuple):
    """One target with its figure."""

    name: str
    figure: str
    wanted: str
    reached: bool


def targets(walks: Mapping[int, Walks], towns: Mapping[int, Town]) -> Iterator[Target]:
    """Every target that can be judged from these walks: ``walks`` by size of the site, then by contender."""
    for size, of_size in walks.items():
        for other, figure, most in _RATIOS:
            if other in of_size:
                yield _most(f"{figure}, audit : {other}, {size} pages", _ratio(of_size, other, figure), most)
    small, large = min(walks), max(walks)
    if small != large:
        few, many = (walks[size]["audit"] for size in (small, large))
        more = towns[large].pages - towns[small].pages
        grown = _typical(many, "peak") - _typical(few, "peak")
        yield _most("memory a further page, KiB", grown / more, _GROWTH_KIB)
        each = [_typical(of, "cpu") / towns[size].pages for of, size in ((few, small), (many, large))]
        yield _most(f"processor time a page, {large} : {small} pages", each[1] / each[0], _PAGE_COST)
    for size, of_size in walks.items():
        yield _links(size, of_size["audit"], frozenset(towns[size].dead))


def _links(size: int, audits: Sequence[Walked], planted: frozenset[str]) -> Target:
    missed = max(len(planted - one.dead) for one in audits)
    wrong = max(len(one.dead - planted) for one in audits)
    figure = f"{len(planted) - missed} of {len(planted)}, {wrong} others"
    return Target(f"dead links found, {size} pages", figure, "all, no others", not missed and not wrong)


def _ratio(walks: Walks, other: str, figure: str) -> float:
    return ratio([one.cost for one in walks["audit"]], [one.cost for one in walks[other]], figure)


def _typical(walks: Sequence[Walked], figure: str) -> float:
    costs = sorted(getattr(one.cost, figure) for one in walks)
    return float(costs[len(costs) // 2])


def _most(name: str, figure: float, most: float) -> Target:
    return Target(name, f"{figure:.2f}", f"≤ {most:g}", figure <= most)
