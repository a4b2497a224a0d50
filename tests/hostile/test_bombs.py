"""What unpacks to a gibibyte costs neither memory nor time (G2)."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from auditbot.settings import MIB
from tests.hostile.bombs import CODINGS, PLACES, SITEMAPS, hosts
from tests.hostile.harness import Ended, run
from tests.hostile.robots import listing
from tests.net.world import Paths, Server, page

pytestmark = pytest.mark.timeout(200)
_CHILD = Path(__file__).with_name("bombs_child.py")
GROWTH = 64 * MIB
SECONDS = 6.0
"""Of CPU, for one bomb: twice what is wanted, for slow machines."""

Asked = list[tuple[str, str]]
_HARMLESS: dict[str, Paths] = {
    "plain.a.example": {
        "/page": page(b"<p>x</p>"),
        "/robots.txt": page(b"User-agent: *\n", kind="text/plain"),
        "/s.xml": page(listing("http://plain.a.example/1"), kind="application/xml"),
    }
}
_EASY: Asked = [
    ("page", "http://plain.a.example/page"),
    ("robots", "http://plain.a.example/"),
    ("sitemap", "http://plain.a.example/s.xml"),
]
PAGES: Asked = [("page", f"http://{coding}.a.example/{place}") for coding in CODINGS for place in PLACES]
ROBOTS: Asked = [("robots", f"http://{coding}.a.example/") for coding in CODINGS]
MAPS: dict[str, Asked] = {name: [("sitemap", f"http://maps.a.example/{name}.xml.gz")] for name in SITEMAPS}
"""Each by itself: of a sitemap the limit itself allows fifty of the sixty-four mebibytes."""
FED = {"pages": PAGES, "robots": ROBOTS, **{f"sitemap {name}": asked for name, asked in MAPS.items()}}


@pytest.fixture(scope="module")
def bombs() -> dict[str, Paths]:
    return hosts()


def measured(place: Path, served: dict[str, Paths], asked: Asked) -> tuple[Ended, dict[str, Any]]:
    """Let a child ask for something."""

    async def serving() -> Ended:
        async with Server(hosts=served).run() as server:
            (place / "asked.json").write_text(json.dumps({"port": server.port, "asked": asked}), "utf-8")
            return await asyncio.to_thread(run, _CHILD, place)

    ended = asyncio.run(serving())
    assert ended.code == 0, ended.said[-2000:]
    return ended, json.loads((place / "cost.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The memory that asking for harmless things takes."""
    return measured(tmp_path_factory.mktemp("usual"), _HARMLESS, _EASY)[0].peak


@pytest.mark.parametrize("asked", FED.values(), ids=FED)
def test_bombs_are_cheap(asked: Asked, usual: int, bombs: dict[str, Paths], tmp_path: Path) -> None:
    ended, cost = measured(tmp_path, _HARMLESS | bombs, _EASY + asked)
    assert {what: told for what, told in cost.items() if told[0] > SECONDS} == {}
    assert ended.peak - usual <= GROWTH
    assert len(cost) == len(_EASY) + len(asked)


def test_what_became_of_them(bombs: dict[str, Paths], tmp_path: Path) -> None:
    _, cost = measured(tmp_path, _HARMLESS | bombs, PAGES + ROBOTS)
    became = {what.partition("://")[2]: words for what, (_, words) in cost.items()}
    for coding in CODINGS:
        assert became[f"{coding}.a.example/page"] == "too-large"
        assert became[f"{coding}.a.example/error"] == "status"
        assert became[f"{coding}.a.example/redirect"] == "ok 10"
        assert became[f"{coding}.a.example/"] == "allowed"
