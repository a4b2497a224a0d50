"""Verifying where links lead: HEAD, then GET; what comes as success is not always one."""

import asyncio

from auditbot.crawl.confirm import method_matters, second_look
from auditbot.crawl.files import read_whole
from auditbot.crawl.frontier import Entry
from auditbot.crawl.honesty import HONESTY, Honesty, impossible, text_digest
from auditbot.crawl.rank import is_file
from auditbot.crawl.scope import is_entrance
from auditbot.crawl.tools import Tools
from auditbot.crawl.writer import Batch
from auditbot.extract.charset import decode
from auditbot.extract.document import Document
from auditbot.extract.trial import suspicious
from auditbot.model.fetch import FailureKind
from auditbot.net.client import Reply, Request, Want
from auditbot.url import Url, authority, split

_OPENING = 1024


async def verify(entry: Entry, tools: Tools) -> list[Entry]:
    """Ask whether a link's target answers, and commit the answer; see ``engine.Work``."""
    batch = Batch()
    reply = await read_whole(entry, batch, tools) or await _ask(entry, tools)
    fetch = reply.fetch
    tools.budget.bytes += fetch.wire_bytes
    again = second_look(entry, fetch, tools.settings.links)
    if again:
        await tools.ask_again(entry, again, fetch)
        return [again]
    tools.progress.targets += 1
    gone = await _pretends(entry, tools) if fetch.ok and not tools.scope.holds(entry.url) else ""
    await tools.finish(batch, entry, fetch, opening=reply.body[:_OPENING] or None, soft_404=gone)
    return []


async def _ask(entry: Entry, tools: Tools) -> Reply:
    """HEAD is enough where it is answered; a file's first bytes are looked at in any case."""
    url, inside = entry.url, tools.scope.on_hosts(entry.url)
    host = split(url).host
    look = Request(url, want=Want.OPENING, page=False, as_browser=True)
    if (inside and is_file(url)) or host in tools.memory.no_head or entry.tries:
        return await tools.visitor.visit(look, obey_robots=inside)
    reply = await tools.visitor.visit(Request(url, method="HEAD", want=Want.NOTHING), obey_robots=inside)
    failure = reply.fetch.failure
    if failure is None:
        markup = (reply.fetch.header("content-type") or "").startswith("text/html")
        return await tools.visitor.visit(look, obey_robots=inside) if inside and markup else reply
    if not method_matters(failure):
        return reply
    second = await tools.visitor.visit(look, obey_robots=inside)
    if second.fetch.ok and failure.kind not in (FailureKind.RESET, FailureKind.LOCAL):
        tools.memory.no_head.add(host)
    return second


async def _pretends(entry: Entry, tools: Tools) -> str:
    """Why an outside page that came with success is “not found” all the same."""
    path = split(entry.url).path
    if is_entrance(path) or is_file(entry.url) or entry.element not in ("a", "area", "iframe", "frame"):
        return ""
    host = await honesty_of(entry.url, tools)
    if host.honest:
        return ""
    reply = await tools.visitor.visit(Request(entry.url, want=Want.OPENING), obey_robots=False)
    if not reply.fetch.ok:
        return ""
    final = reply.fetch.final_url or entry.url
    if host.sends_home:
        return "home-redirect" if is_entrance(split(final).path) else ""
    return "same-as-impossible" if _digest(reply, entry.url) == host.digest else ""


async def honesty_of(url: Url, tools: Tools) -> Honesty:
    """How the host answers for what it does not have; asked once a host, kept in the archive."""
    where = authority(split(url))
    learning = tools.memory.honesty.get(where)
    if learning is None:
        learning = asyncio.create_task(_learn(where, url, tools))
        tools.memory.honesty[where] = learning
    return await asyncio.shield(learning)


async def _learn(where: str, url: Url, tools: Tools) -> Honesty:
    known = next(tools.archive.rows("SELECT honest FROM host WHERE host = ?", (where,)), ("",))[0]
    if known:
        return HONESTY.validate_json(known)
    asked = impossible(url)
    inside = tools.scope.on_hosts(url)
    reply = await tools.visitor.visit(Request(asked, want=Want.OPENING, as_browser=True), obey_robots=inside)
    fetch = reply.fetch
    honesty = Honesty(fetch.status)
    if fetch.ok:
        to = fetch.final_url if fetch.hops else None
        honesty = Honesty(fetch.status, _digest(reply, asked), to=to)
    await tools.writer.commit(Batch(hosts=[(where, "", HONESTY.dump_json(honesty).decode())]))
    return honesty


def _digest(reply: Reply, asked: Url) -> str:
    html = decode(reply.body, reply.fetch.header("content-type")).text
    return "" if suspicious(html) else text_digest(Document(asked, html).text, asked)
