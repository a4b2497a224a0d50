"""What was read in a column: the names of its sub-columns and the titles of its items."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from auditbot.check import Crawl, Page
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.page import PageFacts
from checks.shared.columns import UNSEEN

_MOST_PAGES = 1000
"""Pages of lists that are read for one question."""
_MOST_COLUMNS = 300


@dataclass(frozen=True, slots=True)
class Contents:
    """The words of a column and of those below it; ``whole``: nothing of it was left unread."""

    words: tuple[str, ...]
    items: int
    below: int
    """Sub-columns at any depth."""
    whole: bool


def contents(columns: Iterable[FoundColumn], crawl: Crawl) -> Contents:
    """What columns and their sub-columns hold, as far as it was read."""
    words: list[str] = []
    items = below = read = 0
    whole = True
    for depth, column in family(columns, crawl):
        pages, all_read = _list_pages(column, crawl, _MOST_PAGES - read)
        read += len(pages)
        titles = [title for page in pages for title in _titles(page, column)]
        words += titles
        if depth:
            below += 1
            words += (column.name, *column.names)
        items += column.items
        whole &= all_read or (depth > 0 and column.state is ColumnState.ELSEWHERE)
    return Contents(tuple(words), items, below, whole and below < _MOST_COLUMNS)


def family(columns: Iterable[FoundColumn], crawl: Crawl) -> Iterator[tuple[int, FoundColumn]]:
    """Columns and all that stand below them, each once, with the steps down."""
    known = {column.url: column for column in crawl.columns()}
    waiting = deque((0, column) for column in columns)
    met = {column.url for _, column in waiting}
    for _ in range(_MOST_COLUMNS):
        if not waiting:
            return
        depth, column = waiting.popleft()
        yield depth, column
        for url in column.children:
            if url in known and url not in met:
                met.add(url)
                waiting.append((depth + 1, known[url]))


def gathered(column: FoundColumn, crawl: Crawl) -> FoundColumn:
    """The column as if it held all that its sub-columns hold; unseen as long as one of them is."""
    parts = [one for _, one in family((column,), crawl)]
    if len(parts) == 1:
        return column
    dated = [(one.newest.date.value, one.newest) for one in parts if one.newest and one.newest.date]
    hidden = next((one for one in parts if one.state in UNSEEN), None)
    filled = any(one.state is ColumnState.ITEMS for one in parts)
    seen = ColumnState.ITEMS if filled else column.state
    return replace(
        column,
        state=hidden.state if hidden else seen,
        reason=hidden.reason if hidden else column.reason,
        items=sum(one.items for one in parts),
        undated=sum(one.undated for one in parts),
        newest=max(dated, key=lambda pair: pair[0])[1] if dated else None,
        children=(),
        partly=any(one.partly for one in parts),
    )


def _list_pages(column: FoundColumn, crawl: Crawl, most: int) -> tuple[list[Page], bool]:
    """The pages of a column's list that were read, at most so many, and whether these are all."""
    waiting, met = deque([column.url]), {column.url}
    read: dict[str, Page] = {}
    whole = column.state not in UNSEEN
    while waiting and len(read) < most:
        page = crawl.page(waiting.popleft())
        if page is None:
            whole = False
            continue
        if page.url in read:
            continue
        read[page.url] = page
        paging = page.facts.paging
        onward = (*paging.others, paging.following) if paging else ()
        fresh = [url for url in onward if url and url not in met]
        met.update(fresh)
        waiting.extend(fresh)
    pages = list(read.values())
    return pages, whole and not waiting and _counts(pages)


def _counts(pages: list[Page]) -> bool:
    """Whether as much was read as the first page says that there is."""
    paging = pages[0].facts.paging if pages else None
    if paging is None:
        return True
    if paging.total:
        return sum(len(_items(page.facts)) for page in pages) >= paging.total
    return len(pages) >= (paging.pages or 0)


def _titles(page: Page, column: FoundColumn) -> Iterator[str]:
    """What a page of the list offers; a column that is one text offers its text."""
    yield from _items(page.facts)
    if column.state is ColumnState.TEXT and not column.children:
        yield page.text


def _items(facts: PageFacts) -> list[str]:
    lists = (facts.main,) if facts.main else facts.listings
    return [item.title for listing in lists for item in listing.items]
