"""The site on loopback, and audits of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditbot.cli.program import run
from auditbot.model.text import Lang
from tests.audit.loopback import Loopback, latest, served
from tests.cli.auditing import PAGES


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    with served(PAGES) as made:
        yield made


@pytest.fixture
def audit(site: Loopback, tmp_path: Path) -> Callable[..., int]:
    """Scan the site into ``tmp_path``; gives the exit code."""

    def scan(*more: object, url: str = "", lang: Lang = Lang.ZH) -> int:
        quick = ("--limit", "disk_free=0", "--rate", "0", "--render", "never", "--as-of", "2026-11-20")
        where = ("--out", tmp_path, "--allow-network", "127.0.0.1/32")
        return run([str(part) for part in ("scan", url or site.url, *where, *quick, *more)], lang)

    return scan


@pytest.fixture
def broken() -> Iterator[Loopback]:
    """A site whose only fault is a dead link."""
    pages = {
        "/": '<h1>首页</h1><a href="/gone.html">没有了</a><a href="/a.html">有</a>',
        "/a.html": PAGES["/a.html"],
    }
    with served(pages) as made:
        yield made


@pytest.fixture(scope="module")
def done(site: Loopback, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("done")
    quick = ("--limit", "disk_free=0", "--rate", "0", "--render", "never", "--as-of", "2026-11-20")
    run(
        [str(part) for part in ("scan", site.url, "--out", out, "--allow-network", "127.0.0.1/32", *quick)],
        Lang.ZH,
    )
    return latest(out)
