"""Verifying where links lead: HEAD, then GET; what comes as success is not always one."""

import asyncio

from auditbot.crawl.confirm import method_matters, second_look
from auditbot.crawl.files import read_whole
from auditbot.crawl.frontier import Entry
from auditbot.crawl.honesty import HONESTY, Honesty, impossible, says_gone, tells_absence, text_digest
from auditbot.crawl.rank import is_file
from auditbot.crawl.reading import is_markup
from auditbot.crawl.scope import is_entrance
from auditbot.crawl.tools import Tools
from auditbot.crawl.writer import Batch
from auditbot.extract.lists.unseen import unseen
from auditbot.extract.text.charset import decode
from auditbot.extract.text.visible import fold
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.trial import suspicious
from auditbot.model.fetch import FailureKind
from auditbot.net.http.client import Reply, Request, Want
from auditbot.url import Url, authority, split

_OPENING = 1024
_FIRST_WORDS = 300
_VISITED = ("a", "area", "meta", "refresh")
"""Elements that bring a visitor to a page."""


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
    gone = await _pretends(entry, reply, tools) if fetch.ok and not tools.scope.holds(entry.url) else ""
    await tools.finish(batch, entry, fetch, opening=reply.body[:_OPENING] or None, soft_404=gone)
    return []


async def _ask(entry: Entry, tools: Tools) -> Reply:
    """HEAD is enough where it is answered; a file's first bytes are looked at in any case."""
    url, inside = entry.url, tools.scope.on_hosts(entry.url)
    host = split(url).host
    look = Request(url, want=Want.OPENING, page=False, as_browser=True)
    if (inside and is_file(url)) or host in tools.memory.no_head or entry.tries:
        return await tools.visitor.visit(look, obey_robots=inside)
    first = look if _is_first(entry, tools) else Request(url, method="HEAD", want=Want.NOTHING)
    reply = await tools.visitor.visit(first, obey_robots=inside)
    failure = reply.fetch.failure
    if failure is None:
        markup = (reply.fetch.header("content-type") or "").startswith("text/html")
        unread = inside and markup and first is not look
        return await tools.visitor.visit(look, obey_robots=inside) if unread else reply
    if not method_matters(failure):
        return reply
    second = await tools.visitor.visit(look, obey_robots=inside)
    if second.fetch.ok and first is not look and failure.kind not in (FailureKind.RESET, FailureKind.LOCAL):
        tools.memory.no_head.add(host)
    return second


def _is_first(entry: Entry, tools: Tools) -> bool:
    """Whether it is the first page of an outside host: of one the opening is read, to see whose it is now."""
    host = split(entry.url).host
    if entry.element not in _VISITED or is_file(entry.url) or tools.scope.on_hosts(entry.url):
        return False
    is_first = host not in tools.memory.looked_at
    tools.memory.looked_at.add(host)
    return is_first


async def _pretends(entry: Entry, seen: Reply, tools: Tools) -> str:
    """Why an outside page that came with success is “not found” all the same."""
    said = _said(seen) if entry.element in ("a", "area") else ""
    if said:
        return said
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
    return "same-as-impossible" if host.digest and _digest(reply, entry.url) == host.digest else ""


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
    request = Request(asked, want=Want.OPENING, as_browser=True)
    reply = await tools.visitor.visit(request, obey_robots=inside)
    if reply.fetch.failure and reply.fetch.failure.transient:
        reply = await tools.visitor.visit(request, obey_robots=inside)
    fetch = reply.fetch
    honesty = Honesty(fetch.status)
    if fetch.ok:
        to = fetch.final_url if fetch.hops else None
        honesty = Honesty(fetch.status, _digest(reply, asked), to=to)
    await tools.writer.commit(Batch(hosts=[(where, "", HONESTY.dump_json(honesty).decode())]))
    return honesty


def _said(reply: Reply) -> str:
    """What the page itself says of that, as far as it was read."""
    kind = reply.fetch.header("content-type") or ""
    if not reply.body or not is_markup(kind, reply.body):
        return ""
    html = decode(reply.body, kind).text
    if suspicious(html):
        return ""
    document = Document(reply.fetch.final_url or reply.fetch.url, html)
    title = document.tree.css_first("title")
    return says_gone(title.text() if title else "", document.text)


def _digest(reply: Reply, asked: Url) -> str:
    """A digest of what a page says; empty for a shell that scripts fill, which is the same for all pages."""
    html = decode(reply.body, reply.fetch.header("content-type")).text
    if suspicious(html):
        return ""
    document = Document(asked, html)
    return "" if _is_shell(document) else text_digest(document.text, asked)


def _is_shell(document: Document) -> bool:
    text = document.text
    if tells_absence(text):
        return False
    without_script = fold(" ".join(node.text() for node in document.tree.css("noscript")))
    return text in without_script or bool(unseen(document, None, text[:_FIRST_WORDS], None))
