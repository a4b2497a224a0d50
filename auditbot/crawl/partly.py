"""Which columns a glance saw only in part: nothing may be held against them."""

from collections.abc import Iterable
from dataclasses import replace

from auditbot.crawl.glance import below, days, undated
from auditbot.crawl.scope import Scope
from auditbot.crawl.shapes import without_session
from auditbot.crawl.stored import StoredPages
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.page import PageFacts, Paging
from auditbot.url import Url


class Parts:
    """Marks the columns of one glance."""

    def __init__(self, stored: StoredPages, scope: Scope) -> None:
        self._stored = stored
        self._scope = scope
        self._unread: dict[Url, bool] = {}

    def marked(self, columns: Iterable[FoundColumn]) -> tuple[FoundColumn, ...]:
        """The columns as a glance may speak of them."""
        return tuple(replace(column, partly=self._is_partly(column)) for column in columns)

    def _is_partly(self, column: FoundColumn) -> bool:
        """Items without a day, later pages that may be newer, sub-columns: any of it was left."""
        if column.state is ColumnState.NOT_FETCHED:
            return self._stored.fetch(column.url) is None
        facts = self._stored.facts_of(column.url)
        if facts is None:
            return True
        if facts.paging and _has_more(facts.paging) and not _newest_first(facts):
            return True
        links = self._stored.links_of(column.url)
        return any(map(self._is_unread, (*undated(facts, self._scope), *below(facts, links, self._scope))))

    def _is_unread(self, url: Url) -> bool:
        """Whether what stands at an address may yet be seen another time."""
        if url not in self._unread:
            fetch = self._stored.fetch(without_session(url))
            failure = fetch.failure if fetch else None
            self._unread[url] = fetch is None or (failure is not None and failure.transient)
        return self._unread[url]


def _has_more(paging: Paging) -> bool:
    return bool(paging.following or paging.others or (paging.pages or 1) > 1)


def _newest_first(facts: PageFacts) -> bool:
    """Whether the days of a list fall, but for what is kept at its top (置顶): later pages have no newer."""
    known = days(facts)
    if not known:
        return False
    rest = known[known.index(max(known)) :]
    return 2 * len(rest) > len(known) and rest == sorted(rest, reverse=True)
