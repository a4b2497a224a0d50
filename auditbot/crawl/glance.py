"""The daily glance: which links of a page it asks.

It goes no further than the homepage's menus and what the homepage lists without a day, but for a column that
looks empty or out of date: what it lists without a day may be new, and a column of columns is judged by what
stands below it, so both are looked at too.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from auditbot.crawl.archive import Archive
from auditbot.crawl.rank import task
from auditbot.crawl.scope import Scope, Task
from auditbot.extract.columns.names import names_column
from auditbot.extract.columns.pages import is_column_page
from auditbot.model.fetch import FailureKind
from auditbot.model.page import Link, PageFacts, Region
from auditbot.settings import External, Settings
from auditbot.url import Url, split

_FRESH = 7
"""Days within which an item makes a column one that nobody calls out of date."""
_UNDATED = 100
"""Items of one page that are opened for their days."""
_CONTROLS = 3
"""Outside hosts that are asked beside those of known faults: if none of all answers, it is our own line."""


class Glance:
    """What one glance asks beside the addresses it began with."""

    def __init__(self, archive: Archive, scope: Scope, settings: Settings) -> None:
        self._archive = archive
        self._scope = scope
        self._as_of = settings.as_of
        self._external = settings.links.external is External.CHECK

    def looks_at(self, facts: PageFacts, links: Sequence[Link], *, home: bool) -> tuple[Url, ...]:
        """The links of a page that are asked."""
        if home:
            opened = islice(undated(facts, self._scope), _UNDATED)
            return tuple(dict.fromkeys((*self._menus(facts, links), *opened, *self._controls(links))))
        if is_column_page(facts) and not self._is_fresh(facts):
            opened = islice(undated(facts, self._scope), _UNDATED)
            return tuple(dict.fromkeys((*below(facts, links, self._scope), *opened)))
        return ()

    def _menus(self, facts: PageFacts, links: Sequence[Link]) -> Iterator[Url]:
        """Columns that the homepage names: in its menus, and with “more” beside a heading."""
        yield from below(facts, (link for link in links if link.region is Region.NAV), self._scope)
        yield from (part.more for part in facts.listings if part.more and self._scope.holds(part.more))

    def _controls(self, links: Sequence[Link]) -> Iterator[Url]:
        """Links to outside hosts of which no fault is known, where faults of others are looked at again."""
        sql = "SELECT url FROM url WHERE task = ? AND failure != ?"
        asked = (Url(url) for (url,) in self._archive.rows(sql, (Task.TARGET, FailureKind.GLANCE)))
        known = {split(url).host for url in asked if not self._scope.holds(url)}
        if not known or not self._external:
            return
        others: dict[str, Url] = {}
        for link in links:
            if link.target and link.element == "a" and not self._scope.holds(link.target):
                others.setdefault(split(link.target).host, link.target)
        yield from islice((url for host, url in others.items() if host not in known), _CONTROLS)

    def _is_fresh(self, facts: PageFacts) -> bool:
        since = self._as_of - timedelta(_FRESH)
        return any(since <= day <= self._as_of for day in days(facts))


def below(facts: PageFacts, links: Iterable[Link], scope: Scope) -> Iterator[Url]:
    """Where links of a page lead that may name a column: to none of its dated items, to no other site."""
    items = {item.target for part in facts.listings for item in part.items if item.date}
    for link in links:
        url = link.target
        if url is None or link.element not in ("a", "area") or url in items or url == facts.url:
            continue
        if names_column(link.text) and scope.holds(url) and task(url, link.element, True) is Task.PAGE:
            yield url


def undated(facts: PageFacts, scope: Scope) -> Iterator[Url]:
    """Where items without a day lead within the site: the page there may show one."""
    items = (item for part in facts.listings for item in part.items if item.date is None)
    yield from (item.target for item in items if item.target and scope.holds(item.target))


def days(facts: PageFacts) -> list[date]:
    """The days that a page's main list shows, or all its lists if it has several; in their order."""
    lists = (facts.main,) if facts.main else facts.listings
    return [item.date.value for part in lists for item in part.items if item.date]
