"""A page as a browser builds it, where it cannot be seen without one."""

import dataclasses

from auditbot.crawl.reading import Reading
from auditbot.crawl.tools import Tools
from auditbot.model.fetch import Failure, Fetch
from auditbot.model.needs import Needs
from auditbot.model.page import Listing, ListState, PageFacts
from auditbot.model.unseen import NOT_READ
from auditbot.settings import Render
from auditbot.url import split

_UNSURE = ("withheld", "unanswered", "unsettled")
"""Remarks of the browser after which emptiness proves nothing: something the page asked for did not come."""


async def as_built(reading: Reading, fetch: Fetch, body: bytes, tools: Tools) -> tuple[Reading, str | None]:
    """The reading of the rendered page with its HTML, or the static one with the reason why not."""
    if tools.browser is None or not _wanted(reading, tools):
        return reading, None
    url = reading.facts.url
    async with tools.visitor.politeness.turn(split(url).host, True):
        rendered = await tools.browser.render(url)
    if isinstance(rendered, Failure):
        return _noting(reading, f"not-rendered: {rendered.detail or rendered.kind}"), None
    if rendered.final_url != url:
        return _noting(reading, f"not-rendered: went to {rendered.final_url}"), None
    tools.progress.rendered += 1
    built = await tools.reader.read(fetch, body, rendered.html)
    if built.facts.text_length < reading.facts.text_length / 2:
        return _noting(reading, "not-rendered: scripts took the page away"), None
    return dataclasses.replace(built, facts=doubted(built.facts, rendered.remarks)), rendered.html


def _wanted(reading: Reading, tools: Tools) -> bool:
    if tools.settings.rendering.mode is Render.ALWAYS:
        return bool(reading.document.html)
    if Needs.RENDERING not in tools.needs:
        return False
    facts = reading.facts
    if facts.unseen in NOT_READ:
        return False
    return bool(facts.unseen) or any(listing.state is ListState.UNSEEN for listing in facts.listings)


def _noting(reading: Reading, remark: str) -> Reading:
    facts = dataclasses.replace(reading.facts, remarks=(*reading.facts.remarks, remark))
    return dataclasses.replace(reading, facts=facts)


def doubted(facts: PageFacts, remarks: tuple[str, ...]) -> PageFacts:
    """What is empty after the scripts have run is empty, unless something they asked for did not come.

    ``remarks`` are the browser's.
    """
    if facts.unseen in NOT_READ:
        return dataclasses.replace(facts, remarks=(*facts.remarks, *remarks))
    missing = next((remark for remark in remarks if remark in _UNSURE), "")
    return dataclasses.replace(
        facts,
        remarks=(*facts.remarks, *remarks),
        listings=tuple(_settled(listing, missing) for listing in facts.listings),
        unseen=facts.unseen if missing else "",
    )


def _settled(listing: Listing, missing: str) -> Listing:
    if listing.state is ListState.ITEMS:
        return listing
    if missing:
        return dataclasses.replace(listing, state=ListState.UNSEEN, reason=missing)
    if listing.state is ListState.UNSEEN:
        return dataclasses.replace(listing, state=ListState.EMPTY, reason="rendered")
    return listing
