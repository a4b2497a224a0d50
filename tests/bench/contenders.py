"""Those who are measured: how each is started, and what it has to say of the site."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.floor import CONCURRENCY
from tests.bench.measure import Cost, Failed, measure
from tests.bench.site import AS_OF

HOST = "bench.example"
_MOST_PAGES = 200_000
_MOST_BYTES = 20 * 1024**3
MEASURED = frozenset({0, 1})
"""Exit codes of an audit that came to its end, without and with findings."""


@dataclass(frozen=True, slots=True)
class Walked:
    """One walk over the site: its cost, the pages that were read, the dead addresses that were found."""

    cost: Cost
    pages: int
    dead: frozenset[str]


Contender = Callable[[int], Walked]
"""Walks the site that is served on a port."""


def audit(port: int) -> Walked:
    """The whole audit as a user runs it: every check of the framework, reports and all."""
    with TemporaryDirectory(prefix="auditbot-bench-") as out:
        cost, _ = measure(audit_command(port, out), MEASURED)
        found = next(Path(out).glob(f"{HOST}/2*/audit.json"), None)
        if found is None:
            raise Failed("the audit left no audit.json")
        said = json.loads(found.read_bytes())
    root = f"http://{HOST}"
    dead = (one["target"] for one in said["findings"] if one["check"] == "broken-links")
    return Walked(cost, said["crawl"]["pages"], frozenset(url.removeprefix(root) for url in dead))


def audit_command(port: int, out: str) -> list[str]:
    """The command line of the audit."""
    options = {
        "connect-to": f"{HOST}:80:127.0.0.1:{port}",
        "allow-network": "127.0.0.1/32",
        "rate": "0",
        "concurrency": str(CONCURRENCY),
        "render": "never",
        "max-pages": str(_MOST_PAGES),
        "limit": f"bytes={_MOST_BYTES}",
        "framework": "state",
        "as-of": AS_OF.isoformat(),
        "out": out,
    }
    given = [f"--{name}={value}" for name, value in options.items()]
    return [program(), "scan", f"http://{HOST}/", *given, "--quiet", "--fresh"]


def program() -> str:
    """The program as it is installed beside the Python that runs."""
    return str(Path(sys.executable).with_name("auditbot"))


def _module(name: str) -> Contender:
    def walk(port: int) -> Walked:
        cost, said = measure([sys.executable, "-m", f"tests.bench.{name}", f"http://127.0.0.1:{port}/"])
        seen = json.loads(said)
        return Walked(cost, seen["pages"], frozenset(seen["dead"]))

    return walk


def contenders() -> dict[str, Contender]:
    """All that can run here, by name; the peers only where they are installed."""
    peers = {name: _module(f"peer_{name}") for name in ("scrapy", "crawlee") if find_spec(name)}
    return {"floor": _module("floor"), "audit": audit, **peers}
