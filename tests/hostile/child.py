"""Runs one audit as a child of the tests, and notes where it sends anything.

Run by path, with a folder: ``site.json`` and ``settings.json`` are read from it; ``audit.json``,
``pages.json`` and ``contacts.json`` are written.
"""

import asyncio
import json
import socket
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
_SENDING = ("socket.connect", "socket.sendto", "socket.sendmsg")


def watch() -> set[str]:
    """The addresses to which this process sends from now on.

    A datagram socket that is connected sends nothing by that: it is how routes are looked up, and noted so.
    """
    contacts: set[str] = set()

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.getaddrinfo":
            contacts.add(f"name {arguments[0]!r}")
        elif event in _SENDING and isinstance(arguments[1], tuple):
            held = arguments[0]
            quiet = (
                event == "socket.connect"
                and isinstance(held, socket.socket)
                and held.type == socket.SOCK_DGRAM
            )
            contacts.add(f"{'route ' if quiet else ''}{arguments[1][0]}")

    sys.addaudithook(note)
    return contacts


async def conduct(place: Path) -> None:
    """Audit the site of a folder into the same folder."""
    from auditbot.audit.conduct import Conductor
    from auditbot.audit.plan import make
    from auditbot.crawl.archive import Archive
    from auditbot.crawl.ledger import page_records
    from auditbot.crawl.progress import Progress
    from auditbot.frameworks import read
    from auditbot.model.site import Site
    from auditbot.registry import load
    from auditbot.settings import Settings

    site = Site.model_validate_json((place / "site.json").read_bytes())
    settings = Settings.model_validate_json((place / "settings.json").read_bytes())
    plan = make(site, settings, (read("state"),), load())
    audit = await Conductor(plan, place, Progress(), lambda: NOON).run()
    (place / "audit.json").write_text(audit.model_dump_json(by_alias=True), "utf-8")
    with Archive.open(place / "archive.sqlite") as archive:
        lines = [record.model_dump_json() for record in page_records(archive, audit.crawl.stopped)]
    (place / "pages.jsonl").write_text("\n".join(lines), "utf-8")


def main() -> None:
    """One audit, and what it sent."""
    place = Path(sys.argv[1])
    contacts = watch()
    try:
        asyncio.run(conduct(place))
    finally:
        (place / "contacts.json").write_text(json.dumps(sorted(contacts)), "utf-8")


if __name__ == "__main__":
    main()
