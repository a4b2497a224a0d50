"""nginx over a written site: one worker on a free port of the loopback interface."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

_PATIENCE = 10.0
_CONFIG = """
daemon off;
master_process off;
pid {prefix}/nginx.pid;
error_log {prefix}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    types {{
        text/html html; text/css css; text/javascript js; image/png png; application/pdf pdf; text/plain txt;
    }}
    log_format times '$msec $host $status $uri';
    access_log {log};
    sendfile on;
    tcp_nodelay on;
    keepalive_requests 1000000;
    open_file_cache max=200 inactive=60s;
    client_body_temp_path {prefix}/body;
    proxy_temp_path {prefix}/proxy;
    fastcgi_temp_path {prefix}/fastcgi;
    uwsgi_temp_path {prefix}/uwsgi;
    scgi_temp_path {prefix}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=1024;
        charset utf-8;
        root {root};
        ssi on;
    }}
}}
"""


class NoServer(RuntimeError):
    """nginx is not installed, or did not start."""


@contextmanager
def serving(root: Path, log: Path | None = None) -> Iterator[int]:
    """Serve a folder; gives the port. ``log`` receives the time, host, status and path of each request."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if nginx is None:
        raise NoServer("nginx is needed. On Debian and Ubuntu: apt-get install nginx-light")
    with TemporaryDirectory(prefix="auditbot-bench-") as name:
        prefix, port = Path(name), _free_port()
        config = prefix / "nginx.conf"
        config.write_text(
            _CONFIG.format(prefix=prefix, port=port, root=root, log=f"{log} times" if log else "off"), "utf-8"
        )
        command = [nginx, "-p", name, "-e", f"{name}/error.log", "-c", str(config)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        try:
            _await(port, process, prefix / "error.log")
            yield port
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _await(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = monotonic() + _PATIENCE
    while process.poll() is None and monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            sleep(0.02)
    said = log.read_text("utf-8", "replace") if log.is_file() else ""
    raise NoServer(f"nginx did not start: {said.strip()}")
