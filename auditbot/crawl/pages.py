"""Reading one page: fetched, rendered where that is needed, shown to the checks, committed whole."""

import dataclasses
from array import array
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from auditbot.check import Page
from auditbot.crawl.archive import pack
from auditbot.crawl.confirm import second_look
from auditbot.crawl.discovery import address_row
from auditbot.crawl.fault import READING
from auditbot.crawl.files import read_whole, want_files
from auditbot.crawl.frontier import Entry
from auditbot.crawl.honesty import Honesty, soft_404
from auditbot.crawl.reading import Reading
from auditbot.crawl.refreshes import refreshes_before
from auditbot.crawl.rendering import as_built
from auditbot.crawl.scope import is_entrance
from auditbot.crawl.shapes import shape
from auditbot.crawl.targets import honesty_of
from auditbot.crawl.told import told
from auditbot.crawl.tools import Tools
from auditbot.crawl.traps import Refusal, content_of
from auditbot.crawl.writer import Batch, Row
from auditbot.extract.personal.masking import Masking
from auditbot.model.fetch import Failure, FailureKind, Fetch, PageOutcome
from auditbot.model.page import PageFacts
from auditbot.net.http.client import Request, Want
from auditbot.url import Url, split


async def read_page(entry: Entry, tools: Tools) -> list[Entry]:
    """Ask for a page and commit what it says; see ``engine.Work``."""
    refusal = tools.traps.refuse_turn(entry.url)
    if refusal:
        await _skip(entry, refusal, tools)
        return []
    tools.budget.pages += 1
    batch = Batch()
    reply = await read_whole(entry, batch, tools) or await tools.visitor.visit(
        Request(entry.url, want=Want.PAGE, as_browser=entry.tries > 0, despite_tls=True)
    )
    fetch = reply.fetch
    tools.budget.bytes += fetch.wire_bytes
    tools.progress.bytes += fetch.wire_bytes
    again = second_look(entry, fetch, tools.settings.links)
    if again:
        await tools.ask_again(entry, again, fetch)
        return [again]
    readable = fetch.ok or "tls-unverified" in fetch.remarks
    if not readable or not tools.scope.holds(fetch.final_url or fetch.url):
        await tools.finish(batch, entry, fetch, opening=reply.body[:1024] or None)
        return []
    made = await _made(entry, fetch, reply.body, batch, tools)
    await tools.finish(made.batch, entry, fetch, outcome=made.outcome, page=made.page, soft_404=made.soft_404)
    return made.entries


async def _skip(entry: Entry, refusal: Refusal, tools: Tools) -> None:
    failure = Failure(FailureKind.TRAP, f"{refusal.kind}: {refusal.pattern}")
    fetch = Fetch(url=entry.url, at=tools.now(), failure=failure)
    await tools.finish(Batch(traps=[refusal]), entry, fetch)


@dataclass(frozen=True, slots=True)
class _Made:
    """What a page came to. The page itself is no part of it: its tree would wait for the commit as well."""

    batch: Batch
    page: int
    outcome: PageOutcome | None
    soft_404: str
    entries: list[Entry] = field(default_factory=list)


async def _made(entry: Entry, fetch: Fetch, body: bytes, batch: Batch, tools: Tools) -> _Made:
    """One transaction: the page, its references, what the checks noted, and that the address is done.

    Nothing is waited for between the first row and the commit: what another page takes for known by then
    has to be written before it. Nor, but for a browser, while the page's tree is held.
    """
    host = await honesty_of(entry.url, tools)
    reading, rendered = await as_built(await tools.reader.read(fetch, body), fetch, body, tools)
    url = reading.facts.url
    identity = tools.archive.id_of(url)
    outcome = PageOutcome.BAD_ENCODING_OK if fetch.ok and _repaired(fetch, reading) else None
    batch.limits += [(name, url) for name in reading.limits_hit]
    batch.faults += [(READING, identity, reading.fault)] if reading.fault else []
    home = tools.is_home(url)
    soft = "" if identity in tools.memory.pages else _gone(entry, reading, home, host)
    if identity in tools.memory.pages:
        gone = "home-redirect" if home and _asked_for_more(entry.url) else ""
        return _Made(batch, identity, outcome, gone)
    tools.memory.pages.add(identity)
    if identity != entry.id:
        _answer_early(identity, url, entry, fetch, outcome, batch, tools)
    sent_on = _sent_on(entry, reading.facts, batch, tools)
    found = tools.discovery.references(url, entry.depth, reading.links, batch, home=home)
    found.entries += sent_on
    found.fresh += sum(not one.inbred for one in sent_on)
    paging = reading.facts.paging
    if tools.glance:
        looked_at = tools.glance.looks_at(reading.facts, reading.links, home=home)
        found.entries += tools.discovery.look_at(looked_at, url, entry.depth, batch)
        found.fresh += len(reading.links)  # where they lead is not known: no page is a trap for that
    elif paging:
        others = paging.others if paging.following is None else (paging.following, *paging.others)
        found.entries += tools.discovery.pages_of_list(url, entry.depth, others, batch)
    digest = sha256(body).hexdigest()
    content = content_of(digest, reading.facts.digest, rendered=rendered is not None)
    barren = tools.traps.learn(reading.facts, content, inbred=entry.inbred, fresh=found.fresh)
    if not soft:
        want_files(reading.facts, reading.links, batch, tools)
        page = Page(fetch, reading.facts, reading.document, reading.links, digest[:16])
        notes, faults = tools.visit(page)
        batch.notes += [(note[0], identity, *note[1:]) for note in notes]
        batch.faults += [(fault[0], identity, *fault[1:]) for fault in faults]
    facts, count = reading.facts, reading.links_found
    masking = reading.document.masking
    row = partial(
        _row, identity, facts, masking, found.forms, count, body, rendered, digest, bool(barren), fetch
    )
    batch.pages.append(row)
    tools.progress.pages += 1
    return _Made(batch, identity, outcome, soft, found.entries)


def _sent_on(entry: Entry, facts: PageFacts, batch: Batch, tools: Tools) -> list[Entry]:
    """Where the page sends its visitor, unless too many pages in a row have done so already."""
    if facts.refresh is None or facts.refresh == facts.url:
        return []
    most = tools.settings.limits.refreshes
    too_often = refreshes_before(entry.id, tools.archive, most) >= most
    if too_often:
        batch.limits.append(("refreshes", facts.url))
    return tools.discovery.sent_on(facts.refresh, facts.url, entry.depth, batch, too_often=too_often)


def _asked_for_more(url: Url) -> bool:
    """Whether an address names more than a front page."""
    parts = split(url)
    return bool(parts.query) or not is_entrance(parts.path)


def _repaired(fetch: Fetch, reading: Reading) -> bool:
    return bool(reading.facts.encoding_fault) or "coding-lie" in fetch.remarks


def _answer_early(
    identity: int,
    url: Url,
    entry: Entry,
    fetch: Fetch,
    outcome: PageOutcome | None,
    batch: Batch,
    tools: Tools,
) -> None:
    """A redirect led to a page of the site: that address is answered too and need not be asked."""
    direct = dataclasses.replace(fetch, url=url, hops=())
    if tools.frontier.is_new(identity):
        batch.urls.append(
            address_row(
                identity,
                url,
                entry.task,
                place=entry.rank,
                depth=entry.depth,
                parent=entry.id,
                element="redirect",
            )
        )
    tools.memory.early.add(identity)
    batch.done.append(tools.done_row(identity, direct, outcome=outcome, page=identity))


def _gone(entry: Entry, reading: Reading, home: bool, host: Honesty | None) -> str:
    text = reading.document.text if reading.facts.text_length < 3000 else ""
    return soft_404(reading.facts, text, entry.url, host, home=home)


def _row(
    identity: int,
    facts: PageFacts,
    masking: Masking,
    forms: "array[int]",
    links_found: int,
    body: bytes,
    rendered: str | None,
    digest: str,
    barren: bool,
    fetch: Fetch,
) -> Row:
    return (
        identity,
        facts.url,
        *told(facts, masking),
        shape(facts.url),
        barren,
        pack(body),
        fetch.header("content-type") or "",
        pack(rendered.encode("utf-8", "replace")) if rendered is not None else None,
        digest,
        forms.tobytes(),
        links_found,
    )
