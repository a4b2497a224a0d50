import re
from pathlib import Path

import pytest

from tests.bench.site import Town, write

_REFERENCE = re.compile(r'(?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Town, Path]:
    folder = tmp_path_factory.mktemp("site")
    return write(700, folder), folder / "www"


def _pages(www: Path) -> list[Path]:
    return [path for path in www.rglob("*.html") if path.parent.name != "parts"]


def _led_to(page: Path, written: str, www: Path) -> Path:
    path = www / written[1:] if written.startswith("/") else page.parent / written
    return path / "index.html" if path.is_dir() else path


def test_it_has_about_as_many_pages_as_wanted_and_tells_how_many(site: tuple[Town, Path]) -> None:
    town, www = site
    assert len(_pages(www)) == town.pages
    assert 600 <= town.pages <= 700


def test_only_planted_links_lead_nowhere(site: tuple[Town, Path]) -> None:
    town, www = site
    dead = {}
    for page in (*_pages(www), *(www / "parts").iterdir()):
        for written in _REFERENCE.findall(page.read_text("utf-8")):
            if not _led_to(page, written, www).is_file():
                dead[written] = "/" + str(page.relative_to(www))
    assert dead == town.dead
    assert dead


def test_the_same_size_gives_the_same_pages(site: tuple[Town, Path]) -> None:
    town, www = site
    for path, text in list(Town(700).texts())[::50]:
        assert (www / path[1:]).read_text("utf-8") == text
    assert Town(700).dead == town.dead
