"""A site on loopback that counts what it is asked, and a child process that audits it."""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PROGRAM = (sys.executable, "-c", "from auditbot.cli import main; main()")
HTML = "text/html; charset=utf-8"
ROBOTS = "/robots.txt"

Body = str | bytes | tuple[int, str]
"""A page, a file, or a status with a page (for a redirect: its target)."""


@dataclass
class Loopback:
    """What is served by path, how slowly, and what was asked."""

    pages: Mapping[str, Body]
    pause: float = 0.0
    """Seconds before every answer but that of robots.txt."""
    address: str = "127.0.0.1"
    port: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    """How often each path was asked with GET."""
    under_way: set[str] = field(default_factory=set)
    gate: Callable[[str], object] = lambda _: None
    """Called with each path before it is answered; may wait."""
    noted: Callable[[dict[str, str]], None] = lambda _: None
    """Called with the head of each request."""

    @property
    def url(self) -> str:
        """The homepage."""
        return f"http://{self.address}:{self.port}/"

    @property
    def pages_asked(self) -> int:
        """Pages of the site that were asked for."""
        return sum(count for path, count in self.asked.items() if path in self.pages and path != ROBOTS)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    site: Loopback

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        site, path = self.site, self.path
        site.noted(dict(self.headers))
        if body:
            site.asked[path] += 1
        site.under_way.add(path)
        if path != ROBOTS:
            time.sleep(site.pause)
            site.gate(path)
        said = site.pages.get(path, (404, "<p>没有这个页面</p>"))
        status, said = said if isinstance(said, tuple) else (200, said)
        data = said.encode() if isinstance(said, str) else said
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", str(said))
        kind = HTML if isinstance(said, str) else "application/octet-stream"
        self.send_header("Content-Type", "text/plain" if path == ROBOTS else kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)
        site.under_way.discard(path)

    def log_request(self, *_: Any) -> None:
        """Nothing is logged."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor that was killed hangs up; that is no fault here."""


@contextmanager
def served(pages: Mapping[str, Body], **more: Any) -> Iterator[Loopback]:
    """Serve until the block is left."""
    site = Loopback({ROBOTS: "User-agent: *\nDisallow:\n", **pages}, **more)
    handler = type("Handler", (_Handler,), {"site": site})
    server = _Server((site.address, 0), handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def command(*arguments: object) -> list[str]:
    """The command line that runs the program in this interpreter."""
    return [*PROGRAM, *map(str, arguments)]


def scanning(site: Loopback, out: Path, *more: object) -> list[str]:
    """The command line that scans a loopback site as fast as it answers."""
    quick = ("--limit", "disk_free=0", "--rate", "0", "--render", "never", "--as-of", "2026-11-20")
    return command("scan", site.url, "--out", out, "--allow-network", "127.0.0.1/32", *quick, *more)


def environment(**more: str) -> dict[str, str]:
    """Of this process, without what would change how the program talks."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AUDITBOT_", "COV_"))}
    return {**kept, "PYTHONUTF8": "1", "COLUMNS": "100", **more}


def run(arguments: list[str], **more: Any) -> "subprocess.CompletedProcess[str]":
    """Run a child to its end."""
    return subprocess.run(
        arguments,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
        env=more.pop("env", environment()),
        **more,
    )


def latest(out: Path) -> Path:
    """The folder of the last audit."""
    [site] = [folder for folder in out.iterdir() if folder.is_dir() and not folder.is_symlink()]
    return max(folder for folder in site.iterdir() if folder.is_dir() and not folder.is_symlink())


def audit_json(folder: Path) -> dict[str, Any]:
    """The stored audit."""
    audit: dict[str, Any] = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
    return audit


def lines(folder: Path) -> dict[str, dict[str, Any]]:
    """The line of every address."""
    rows = [json.loads(line) for line in (folder / "pages.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["url"] for row in rows}) == len(rows)
    return {row["url"]: row for row in rows}


def town(columns: int = 6, articles: int = 24) -> dict[str, Body]:
    """A site of columns with articles, some dead links, a redirect and a file."""
    names = ["通知公告", "工作动态", "政策文件", "财政预算", "人事信息", "办事指南", "统计数据", "规划计划"][
        :columns
    ]
    menu = "".join(f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(names))
    foot = '<div class="footer"><a href="/about.html">关于我们</a> <a href="/old/">旧站</a></div>'

    def page(title: str, body: str) -> str:
        return (
            f"<!DOCTYPE html><html><head><title>{title}</title></head><body>"
            f'<ul class="nav">{menu}</ul><div class="main">{body}</div>{foot}</body></html>'
        )

    made: dict[str, Body] = {
        "/": page("示例市政府", "<h1>示例市政府</h1>"),
        "/about.html": page("关于我们", f"<p>{'本站由示例市人民政府办公室主办。' * 8}</p>"),
        "/old/": (302, "/c0/"),
        "/files/plan.xlsx": b"PK\x03\x04" + b"x" * 400,
    }
    for n, name in enumerate(names):
        rows = "".join(
            f'<li><a href="/c{n}/{m}.html">{name}第{m}号</a><span>2026-11-{m % 18 + 1:02d}</span></li>'
            for m in range(articles)
        )
        made[f"/c{n}/"] = page(name, f'<ul class="list">{rows}</ul><a href="/c{n}/gone.html">更多</a>')
        for m in range(articles):
            text = f"<h1>{name}第{m}号</h1><p>发布日期：2026-11-{m % 18 + 1:02d}</p>"
            told = f"<p>{f'这是{name}的第{m}篇文章，内容各不相同，编号{n}-{m}。' * 6}</p>"
            more = '<a href="/files/plan.xlsx">附件</a>' if m == 3 else ""
            lost = f'<a href="/lost/{n}.pdf">附件二</a>' if m == 5 else ""
            made[f"/c{n}/{m}.html"] = page(f"{name}第{m}号", text + told + more + lost)
    return made
