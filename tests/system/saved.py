"""A saved real site, served on loopback and audited."""

import asyncio
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from auditbot.audit.conduct import Conductor
from auditbot.audit.judge import open_view
from auditbot.audit.plan import make
from auditbot.crawl.archive import Archive
from auditbot.crawl.progress import Progress
from auditbot.frameworks import read
from auditbot.model.audit import Audit
from auditbot.model.column import FoundColumn
from auditbot.model.framework import Framework
from auditbot.model.site import Site
from auditbot.registry import load
from auditbot.settings import (
    ConnectTo,
    External,
    Links,
    Politeness,
    Reach,
    Render,
    Rendering,
    Settings,
)
from tests.corpus import CORPUS

AFTER = date(2021, 1, 5)
"""Some days after the newest page of both sites."""
CLAUSES = ("VETO-3", "VETO-4", "PLAT-2")
"""What is asked of columns; no probe, no link outside."""


class Folder(BaseHTTPRequestHandler):
    """Answers with the files of one folder; what was left out of the copy is an empty picture."""

    root: Path
    omitted: frozenset[str]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(self.path.partition("?")[0]).lstrip("/")
        file = (self.root / path).resolve()
        if path in self.omitted:
            self._answer(200, b"GIF89a", "image/gif")
        elif file.is_dir() and path and not path.endswith("/"):
            self._answer(301, b"", "text/plain", f"/{path}/")
        else:
            self._give(file / "index.html" if file.is_dir() else file)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _give(self, file: Path) -> None:
        if not file.is_file() or not file.is_relative_to(self.root):
            self._answer(404, "没有这个页面".encode(), "text/html; charset=utf-8")
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._answer(200, file.read_bytes(), f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)

    def _answer(self, status: int, body: bytes, kind: str, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(host: str) -> Iterator[int]:
    """Serve one site on 127.0.0.1; gives the port."""
    root = (CORPUS / "sites" / host).resolve()
    omitted = (line.partition("\t")[0] for line in (root / ".omitted").read_text("utf-8").splitlines())
    folder = type("Served", (Folder,), {"root": root, "omitted": frozenset(omitted)})
    with ThreadingHTTPServer(("127.0.0.1", 0), folder) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def audited(host: str, place: Path) -> tuple[Audit, tuple[FoundColumn, ...]]:
    """The audit of a saved site, with its columns."""
    with served(host) as port:
        settings = Settings(
            as_of=AFTER,
            politeness=Politeness(rate=0, concurrency=8),
            links=Links(external=External.SKIP, confirm_pause=0, confirm_pause_transient=0),
            rendering=Rendering(mode=Render.NEVER),
            reach=Reach(
                allow=("127.0.0.0/8",),
                connect_to=(ConnectTo.parse(f"{host}:80:127.0.0.1:{port}"),),
                dns_server=("127.0.0.1", port),
            ),
        )
        plan = make(Site.model_validate({"id": "saved", "home": host}), settings, (_columns(),), load())
        moment = datetime(2021, 1, 5, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
        audit = asyncio.run(Conductor(plan, place, Progress(), lambda: moment).run())
    with Archive.open(place / "archive.sqlite") as archive:
        _, collected = open_view(archive, plan)
        return audit, tuple(collected.columns)


def _columns() -> Framework:
    framework = read("state")
    clauses = tuple(clause for clause in framework.clauses if clause.id in CLAUSES)
    return framework.model_copy(update={"clauses": clauses, "indicators": ()})
