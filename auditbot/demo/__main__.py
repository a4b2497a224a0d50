"""Serve the example town until Ctrl-C: ``python -m auditbot.demo [DAY]``."""

import asyncio
import sys
from contextlib import suppress
from datetime import date, datetime

from auditbot.demo.serve import Served, serve
from auditbot.demo.town import build
from auditbot.model.zone import CHINA


def how_to_scan(served: Served) -> str:
    """What is printed when the town is up: the command that audits it."""
    address, port = served.dns_server
    options = [
        f"--dns-server {address}:{port}",
        *(f"--allow-network {network}" for network in served.allow),
        *(f"--connect-to {text}" for text in served.connect_to),
    ]
    scan = " \\\n    ".join((f"auditbot scan {served.url} --as-of {served.town.as_of}", *options))
    return f"示例网站已启动，按 Ctrl-C 结束。 The example town is up; Ctrl-C ends it.\n\n{scan}\n"


async def _serve(day: date) -> None:
    async with serve(build(day)) as served:
        sys.stdout.write(how_to_scan(served))
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Serve the town of the day given, or of today."""
    today = datetime.now(CHINA).date()
    day = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else today
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(day))


if __name__ == "__main__":
    main()
