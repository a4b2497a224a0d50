"""The audit of the example town, run once for all tests that look at it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from auditbot.audit.conduct import Conductor
from auditbot.audit.plan import make
from auditbot.crawl.archive import Archive
from auditbot.crawl.ledger import page_records
from auditbot.crawl.progress import Progress
from auditbot.demo.notice import notice
from auditbot.demo.serve import Served, serve
from auditbot.demo.town import Town, build
from auditbot.frameworks import read
from auditbot.model.audit import Audit, PageRecord
from auditbot.registry import load
from auditbot.settings import Limits, Links, Politeness, Reach, Render, Rendering, Settings

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True, slots=True)
class Audited:
    """The town, the audit of it, and the line of every address."""

    town: Town
    audit: Audit
    pages: tuple[PageRecord, ...]
    place: Path
    ipv6: bool


def settings_for(served: Served, render: Render, **more: object) -> Settings:
    """As ``auditbot demo`` sets them, with pauses and patience that suit a test."""
    return Settings(
        as_of=served.town.as_of,
        limits=Limits(first_byte_seconds=3, total_seconds=8),
        politeness=Politeness(rate=0, concurrency=8, external_rate=100, external_concurrency=4),
        links=Links(confirm_pause=0.1, confirm_pause_transient=2),
        rendering=Rendering(mode=render, allow_no_sandbox=True),
        reach=Reach.model_validate(
            {
                "allow": served.allow,
                "connect_to": [_connect_to(text) for text in served.connect_to],
                "dns_server": served.dns_server,
            }
        ),
    )


def _connect_to(text: str) -> object:
    from auditbot.settings import ConnectTo

    return ConnectTo.parse(text)


async def audited(place: Path, render: Render) -> Audited:
    """Serve the town and audit it into a folder."""
    async with serve(build(DAY)) as served:
        settings = settings_for(served, render)
        plan = make(served.site, settings, (read("state"), notice(DAY)), load())
        audit = await Conductor(plan, place, Progress(), lambda: NOON).run()
        with Archive.open(place / "archive.sqlite") as archive:
            pages = tuple(page_records(archive, audit.crawl.stopped))
        return Audited(served.town, audit, pages, place, served.ipv6)
