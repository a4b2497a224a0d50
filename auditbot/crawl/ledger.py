"""One line for every address that was ever found: what became of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from auditbot.crawl.archive import Archive, unpack
from auditbot.crawl.linkindex import LinkIndex
from auditbot.crawl.rank import is_asset, is_file
from auditbot.crawl.record import final
from auditbot.crawl.tools import FACTS, FETCH
from auditbot.model.audit import PageRecord, StopReason
from auditbot.model.page import Dated, DateSource, ListState, PageFacts, PageKind
from auditbot.url import Url

_ROWS = (
    "SELECT url.id, url.url, url.outcome, url.failure, url.fetch, url.depth, url.element, parent.url,"
    " page.id, page.url, page.kind, page.title, page.published, page.published_source,"
    " page.rendered IS NOT NULL"
    " FROM url"
    " LEFT JOIN url AS parent ON parent.id = url.parent LEFT JOIN page ON page.id = url.page ORDER BY url.url"
)


def page_records(archive: Archive, stopped: StopReason) -> Iterator[PageRecord]:
    """Every address in order, each exactly once."""
    depths = _depths(archive)
    listed = list_dates(archive)
    for row in archive.rows(_ROWS):
        yield _record(row, depths, listed, stopped)


def _record(
    row: tuple[Any, ...], depths: dict[int, int], listed: dict[Url, Dated], stopped: StopReason
) -> PageRecord:
    identity, url, outcome, failure, fetched, depth, element, parent, *page = row
    page_id, read_at, kind, title, published, source, rendered = page
    fetch = FETCH.validate_json(fetched) if fetched else None
    became, why = final(outcome, failure, stopped)
    same_as = read_at if fetch and read_at != url == fetch.final_url else None
    if read_at and not published:
        dated = listed.get(url) or listed.get(read_at)
        published, source = (dated.value.isoformat(), dated.source) if dated else ("", "")
    return PageRecord(
        url=url,
        final_url=fetch.final_url if fetch else None,
        outcome=became,
        status=fetch.status if fetch else None,
        failure=why or None,
        kind=PageKind(kind) if kind else kind_of(url, element),
        title=title or "",
        published=date.fromisoformat(published) if published else None,
        published_source=source or DateSource.NONE,
        depth=depths.get(page_id if same_as else identity, depth),
        found_on=parent,
        fetched_at=fetch.at if fetch else None,
        bytes=fetch.body_bytes if fetch else 0,
        detail=fetch.failure.detail if fetch and fetch.failure else "",
        rendered=bool(rendered),
        same_as=same_as,
    )


def kind_of(url: str, element: str) -> PageKind:
    """What an address is that was not read as a page."""
    if not url.startswith(("http://", "https://")):
        return PageKind.OTHER
    if is_file(Url(url)):
        return PageKind.ATTACHMENT
    return PageKind.ASSET if is_asset(Url(url), element) else PageKind.OTHER


def _depths(archive: Archive) -> dict[int, int]:
    """Clicks from the homepage over all links that were seen."""
    home = archive.meta("home")
    if not home:
        return {}
    levels = LinkIndex(archive, archive.id_of(home)).levels(1_000)
    return {identity: depth for depth, level in enumerate(levels) for identity in level}


def list_dates(archive: Archive) -> dict[Url, Dated]:
    """The dates that lists show for pages which show none themselves."""
    sql = "SELECT url FROM page WHERE published = '' AND kind != ?"
    undated = {url for (url,) in archive.rows(sql, (PageKind.COLUMN,))}
    dates: dict[Url, Dated] = {}
    if undated:
        for facts in _dating(archive):
            for listing in facts.listings:
                if listing.state is ListState.ITEMS:
                    for item in listing.items:
                        if item.date and item.target and item.target in undated:
                            dates.setdefault(item.target, item.date)
    return dates


def _dating(archive: Archive) -> Iterator[PageFacts]:
    for (packed,) in archive.rows("SELECT facts FROM page WHERE dating ORDER BY url"):
        yield FACTS.validate_json(unpack(packed))
