"""What the product makes of a page, in the few words by which cases tell what has to come of it."""

from datetime import date

from auditbot.crawl.reading import PageReader
from auditbot.model.needs import Needs
from auditbot.net.http.request import Reply
from auditbot.settings import Limits

DAY = date(2026, 11, 22)


async def telling(reply: Reply, limits: Limits) -> dict[str, object]:
    """Read a page as the crawl does, and tell of it:

    ``title``, ``encoding``, ``fault`` (of the encoding), ``remarks``, ``kind``, ``links`` (number kept),
    ``found`` (number there are), ``targets``, ``bad`` (both without repeats), ``hit`` (limits), ``refresh``,
    ``unseen``, ``text``.
    """
    reader = PageReader(limits, Needs.DATES | Needs.LISTS, DAY, lambda _: False)
    try:
        reading = await reader.read(reply.fetch, reply.body)
    finally:
        await reader.close()
    facts = reading.facts
    return {
        "title": facts.title,
        "encoding": facts.encoding,
        "fault": facts.encoding_fault,
        "remarks": facts.remarks,
        "kind": facts.kind,
        "links": len(reading.links),
        "found": reading.links_found,
        "targets": tuple(dict.fromkeys(link.target for link in reading.links if link.target)),
        "bad": tuple(dict.fromkeys(str(link.bad) for link in reading.links if link.bad)),
        "hit": reading.limits_hit,
        "refresh": facts.refresh,
        "unseen": facts.unseen,
        "text": reading.document.full_text if not facts.unseen else "",
    }
