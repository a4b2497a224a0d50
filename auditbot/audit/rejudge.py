"""Shows every archived page to the checks again: after a check or the extractor has changed."""

import asyncio

from auditbot.audit.judging import Visits
from auditbot.audit.plan import Plan
from auditbot.check import Page
from auditbot.crawl.archive import Archive, pack, unpack
from auditbot.crawl.reading import PageReader
from auditbot.crawl.stored import StoredPages
from auditbot.crawl.tools import FACTS
from auditbot.url import Url


def visit_again(archive: Archive, plan: Plan) -> None:
    """Read facts anew from the archived bodies and replace the notes of visits, all in one transaction."""
    archive.execute("BEGIN IMMEDIATE")
    try:
        archive.execute("DELETE FROM note WHERE page IS NOT NULL")
        archive.execute("DELETE FROM fault WHERE page IS NOT NULL")
        asyncio.run(_read_all(archive, plan))
        archive.execute("COMMIT")
    except BaseException:
        if archive.database.in_transaction:
            archive.execute("ROLLBACK")
        raise


async def _read_all(archive: Archive, plan: Plan) -> None:
    home = Url(archive.meta("home") or plan.site.home)
    limits = plan.settings.limits
    reader = PageReader(limits, plan.needs, plan.settings.as_of, lambda url: url == home)
    visits = Visits(plan.assignments, limits)
    stored = StoredPages(archive)
    gone = {row[0] for row in archive.rows("SELECT page FROM url WHERE soft_404 != ''")}
    try:
        for (identity,) in list(archive.rows("SELECT id FROM page ORDER BY url")):
            await _read_one(identity, archive, reader, visits, stored, skip=identity in gone)
    finally:
        await reader.close()


async def _read_one(
    identity: int, archive: Archive, reader: PageReader, visits: Visits, stored: StoredPages, *, skip: bool
) -> None:
    body, rendered = next(archive.rows("SELECT body, rendered FROM page WHERE id = ?", (identity,)))
    page = stored.by_id(identity)
    html = unpack(rendered).decode() if rendered is not None else None
    reading = await reader.read(page.fetch, unpack(body), html)
    facts = reading.facts
    archive.execute(
        "UPDATE page SET facts = ?, kind = ?, unseen = ?, text_digest = ? WHERE id = ?",
        (pack(FACTS.dump_json(facts)), facts.kind, bool(facts.unseen), facts.digest, identity),
    )
    if skip:
        return
    notes, faults = visits(Page(page.fetch, facts, reading.document, page.links, page.digest))
    for assignment, kind, data in notes:
        archive.execute(
            "INSERT INTO note (assignment, page, kind, data) VALUES (?, ?, ?, ?)",
            (assignment, identity, kind, data),
        )
    for assignment, what in faults:
        archive.execute("INSERT INTO fault VALUES (?, ?, ?)", (assignment, identity, what))
