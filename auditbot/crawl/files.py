"""Files that are read: those to which guides leave their text, or all documents of the site."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

from auditbot.attachments.converter import CONVERTED, Converter, Costs, office_program
from auditbot.attachments.facts import Bounds
from auditbot.attachments.kinds import declared_kind
from auditbot.crawl.archive import pack
from auditbot.crawl.frontier import Entry
from auditbot.crawl.rank import is_asset, is_file
from auditbot.crawl.reading import is_markup
from auditbot.crawl.shapes import without_session
from auditbot.crawl.tools import FILE, Tools
from auditbot.crawl.writer import Batch
from auditbot.extract.services.guide_file import names_guide
from auditbot.model.attachment import AttachmentFacts, Kind, Reason, Untested
from auditbot.model.fetch import FailureKind, Fetch
from auditbot.model.needs import Needs
from auditbot.model.page import Link, PageFacts, PageKind
from auditbot.net.http.client import Reply, Request, Want
from auditbot.net.http.request import OPENING_BYTES
from auditbot.settings import Limits
from auditbot.url import Url, split

_READ = frozenset({Kind.PDF, Kind.DOC, Kind.DOCX, Kind.XLSX, Kind.PPTX, Kind.OFD})
"""Kinds whose text can be read."""
_GUIDES = 10
"""Files of guides that are read on one site, whatever others are."""
_DOCUMENTS = _READ | CONVERTED
"""Kinds whose text can be read, be it by way of an office program."""
_CLICKED = ("a", "area")
_WHOLE_ALONE: dict[FailureKind, Reason] = {
    FailureKind.TOO_LARGE: "too-large",
    FailureKind.TIMEOUT: "timeout",
    FailureKind.TOO_SLOW: "timeout",
    FailureKind.ROBOTS: "robots",
    FailureKind.ROBOTS_UNREACHABLE: "robots",
}
"""Ways in which fetching the whole can fail though the link is good."""
_LIMITS = {
    "too-slow": "attachment_seconds",
    "time-cut": "attachment_seconds",
    "too-big": "attachment_memory",
    "bomb": "attachment_unpacked",
    "too-large": "document_bytes",
    "too-many": "attachment_bytes",
}


def bounds(limits: Limits) -> Bounds:
    """What reading one file may cost."""
    return Bounds(
        seconds=limits.attachment_seconds,
        memory=limits.attachment_memory,
        unpacked=limits.attachment_unpacked,
    )


def converter(limits: Limits) -> Converter | None:
    """The office program of this machine, where there is one."""
    program = office_program()
    costs = Costs(limits.conversion_seconds, limits.conversion_memory)
    return Converter(program, costs) if program else None


def want_files(facts: PageFacts, links: Iterable[Link], batch: Batch, tools: Tools) -> None:
    """Note which files of a page are to be read, as many as the site is worth."""
    memory, most = tools.memory, tools.settings.limits.attachments
    if Needs.FILES in tools.needs:
        for url in _guides_in_files(facts, links):
            _want(url, memory.guides, min(most, _GUIDES), batch, tools)
    if Needs.ATTACHMENTS in tools.needs:
        for url in _documents(links):
            if tools.scope.on_hosts(url):
                _want(url, memory.files, most, batch, tools)


def _want(url: Url, counted: set[int], most: int, batch: Batch, tools: Tools) -> None:
    """Note one file, unless as many were noted as may be."""
    url = without_session(url)
    identity = tools.archive.id_of(url)
    if identity in tools.memory.files:
        return
    if len(counted) >= most:
        batch.limits.append(("attachments", url))
        return
    counted.add(identity)
    tools.memory.files.add(identity)
    batch.files.append((identity, "", None))


def _documents(links: Iterable[Link]) -> Iterator[Url]:
    for link in links:
        if link.target and link.element in _CLICKED and is_document(link.target, link.text):
            yield link.target


@lru_cache(maxsize=2048)
def is_document(url: Url, name: str) -> bool:
    """Whether an address, or else the words of a link to it, are those of a document with a text."""
    return (declared_kind(split(url).path) or declared_kind(name)) in _DOCUMENTS


def _guides_in_files(facts: PageFacts, links: Iterable[Link]) -> Iterator[Url]:
    """The files of a guide without a text of its own; elsewhere, files that a link calls the guide."""
    for link in links if facts.kind is not PageKind.GUIDE else ():
        called = link.element in _CLICKED and names_guide(link.text)
        if link.target and called and _declared(link.target, link.text) in _READ:
            yield link.target
    for item in facts.guide.files if facts.guide else ():
        if item.target and (_declared(item.target, item.title) in _READ or _unnamed(item.target, item.title)):
            yield item.target


def _declared(url: Url, name: str) -> Kind | None:
    return declared_kind(split(url).path) or declared_kind(name)


def _unnamed(url: Url, name: str) -> bool:
    """Whether neither the address nor the words of the link tell what is downloaded."""
    return bool(name) and _declared(url, name) is None and not is_file(url) and not is_asset(url, "a")


async def read_whole(entry: Entry, batch: Batch, tools: Tools) -> Reply | None:
    """Fetch and read a file that is wanted; what it says is committed with its address.

    ``None`` where it is not wanted, or failed in a way that says nothing of the link.
    """
    if entry.id not in tools.memory.files:
        return None
    if tools.memory.file_bytes >= tools.settings.limits.attachment_bytes:
        batch.files.append((entry.id, "", pack(FILE.dump_json(Untested("too-many", Kind.OTHER)))))
        batch.limits.append((_LIMITS["too-many"], entry.url))
        return None
    request = Request(entry.url, want=Want.FULL, page=False, as_browser=True, despite_tls=True)
    reply = await tools.visitor.visit(request)
    tools.memory.file_bytes += reply.fetch.wire_bytes
    told = await _told(reply, tools)
    signs = (told.reason,) if isinstance(told, Untested) else told.remarks
    batch.limits += [(_LIMITS[sign], entry.url) for sign in signs if sign in _LIMITS]
    digest = sha256(reply.body).hexdigest()
    batch.files.append((entry.id, digest, pack(FILE.dump_json(told))))
    failure = reply.fetch.failure
    if failure and failure.kind in _WHOLE_ALONE:
        tools.budget.bytes += reply.fetch.wire_bytes
        return None
    if is_markup(reply.fetch.header("content-type") or "", reply.body):
        return reply
    return replace(reply, body=reply.body[:OPENING_BYTES])


async def _told(reply: Reply, tools: Tools) -> AttachmentFacts | Untested:
    fetch = reply.fetch
    if not _came(fetch):
        kind = fetch.failure.kind if fetch.failure else FailureKind.STATUS
        return Untested(_WHOLE_ALONE.get(kind, "not-fetched"), Kind.OTHER)
    name = split(fetch.final_url or fetch.url).path
    return await tools.documents.read(reply.body, name, fetch.header("content-type") or "")


def _came(fetch: Fetch) -> bool:
    """Whether the answer is the file, be it over broken TLS."""
    return fetch.ok or (fetch.status == 200 and "tls-unverified" in fetch.remarks)
