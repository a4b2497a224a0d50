"""Shows every archived page to the checks again: after a check or the extractor has changed."""

import asyncio
from dataclasses import replace

from auditbot.audit.judging import Visits
from auditbot.audit.plan import Plan
from auditbot.check import Page
from auditbot.crawl.aliases import fold
from auditbot.crawl.archive import Archive, unpack
from auditbot.crawl.fault import READING
from auditbot.crawl.reading import PageReader
from auditbot.crawl.rendering import doubted
from auditbot.crawl.stored import StoredPages
from auditbot.crawl.told import COLUMNS, told
from auditbot.model.needs import Needs
from auditbot.model.page import PageFacts
from auditbot.url import Url


def visit_again(archive: Archive, plan: Plan) -> None:
    """Read facts anew from the archived bodies and replace the notes of visits, all in one transaction.

    What other checks noted stays, and so does every fact they need: the plan may be another than the walk's.
    Then pages of two addresses are made one, as at the end of a walk, which this archive may not have seen.
    """
    archive.execute("BEGIN IMMEDIATE")
    try:
        for key in (READING, *(one.key for one in plan.assignments)):
            archive.execute("DELETE FROM note WHERE page IS NOT NULL AND assignment = ?", (key,))
            archive.execute("DELETE FROM fault WHERE page IS NOT NULL AND assignment = ?", (key,))
        asyncio.run(_read_all(archive, plan))
        archive.execute("COMMIT")
    except BaseException:
        if archive.database.in_transaction:
            archive.execute("ROLLBACK")
        raise
    fold(archive)


async def _read_all(archive: Archive, plan: Plan) -> None:
    home = Url(archive.meta("home") or plan.site.home)
    limits = plan.settings.limits
    needs = plan.needs | Needs(int(archive.meta("needs", "0")))
    reader = PageReader(limits, needs, plan.settings.as_of, lambda url: url == home)
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
    facts = _as_walked(reading.facts, page.facts, rendered=html is not None)
    values = told(facts, reading.document.masking)
    places = ", ".join("?" for _ in values)
    archive.execute(f"UPDATE page SET ({COLUMNS}) = ({places}) WHERE id = ?", (*values, identity))
    if reading.fault:
        archive.execute("INSERT INTO fault VALUES (?, ?, ?)", (READING, identity, reading.fault))
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


def _as_walked(facts: PageFacts, before: PageFacts, *, rendered: bool) -> PageFacts:
    """The facts with what only the walk could tell: how the browser fared with the page."""
    told = tuple(remark for remark in before.remarks if remark not in facts.remarks)
    return doubted(facts, told) if rendered else replace(facts, remarks=(*facts.remarks, *told))
