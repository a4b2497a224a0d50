"""What the saved real pages say, against tables made by looking at them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from auditbot.extract.columns.gathered import ColumnBuilder
from auditbot.extract.page import read_page
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.links import LinkReader
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.fetch import Failure, FailureKind, Fetch
from auditbot.model.needs import Needs
from auditbot.model.page import DateSource, Link, PageFacts, PageKind, Region
from auditbot.model.site import Site
from auditbot.settings import Limits
from auditbot.url import Url
from tests.corpus import CORPUS, SITES, TABLES, needs_corpus, saved_rows
from tests.extract.pages import EVERYTHING, SITE, is_home, saved_site, url

pytestmark = [pytest.mark.corpus, needs_corpus]

TODAY = date(2026, 11, 22)
SHARE = 0.98
WRITTEN_BY_SCRIPT = re.compile(r"pubdata='(\d{4})年(\d{1,2})月(\d{1,2})日'")
STATES = {
    "items": {ColumnState.ITEMS},
    "empty": {ColumnState.EMPTY, ColumnState.PLACEHOLDER},
    "text": {ColumnState.TEXT, ColumnState.ITEMS},
}
"""What the tables say, and what may be found: a page of links can be seen as text or as items."""
Saved = dict[Url, tuple[Document, PageFacts]]


def read(page: Document, needs: Needs = EVERYTHING) -> PageFacts:
    return read_page(page, needs=needs, today=TODAY, home=is_home(page))


@pytest.fixture(scope="module")
def saved() -> dict[str, Saved]:
    return {name: {page.url: (page, read(page)) for page in saved_site(name)} for name in SITES}


@pytest.fixture(scope="module")
def facts(saved: dict[str, Saved]) -> dict[Url, PageFacts]:
    return {address: page for site in saved.values() for address, (_, page) in site.items()}


@pytest.fixture(scope="module")
def columns(saved: dict[str, Saved]) -> dict[str, dict[str, FoundColumn]]:
    """The columns of each site by each of their paths."""
    return {name: dict(by_path(build(name, site))) for name, site in saved.items()}


def build(name: str, site: Saved) -> tuple[FoundColumn, ...]:
    builder, reader = (
        ColumnBuilder(Site(id="saved", home=url(f"http://{name}/")), TODAY),
        LinkReader(Limits()),
    )
    for page, found in site.values():
        builder.add(found, menus(reader.read(page).links), is_home(page))
    return builder.build(lambda asked: outcome(asked, name, site))


def menus(links: tuple[Link, ...]) -> list[Link]:
    return [link for link in links if link.region in (Region.NAV, Region.FOOT)]


def outcome(asked: Url, name: str, site: Saved) -> Fetch | None:
    if name not in asked:
        return None
    now = datetime(2026, 11, 22, tzinfo=UTC)
    if asked.removesuffix("index.html") in site:
        return Fetch(asked, now, final_url=asked)
    return Fetch(asked, now, failure=Failure(FailureKind.STATUS, "", 404), status=404)


def by_path(found: tuple[FoundColumn, ...]) -> Iterator[tuple[str, FoundColumn]]:
    """Addresses that are sent on first, so that a column's own address wins."""
    for column in found:
        yield from ((address.split("/", 3)[3], column) for address in column.linked_as)
    for column in found:
        yield column.url.split("/", 3)[3], column


def labelled(name: str) -> list[dict[str, str]]:
    """The rows of columns that were saved."""
    return [row for row in saved_rows(TABLES[name]) if row["url"] and row["state"] in STATES]


def column_of(row: dict[str, str], found: dict[str, FoundColumn]) -> FoundColumn | None:
    paths = (row["url"], row["url"].removesuffix("index.html"), *row["also"].split(","))
    return next((found[path] for path in paths if path in found), None)


def test_days_of_publication_are_the_visible_ones(facts: dict[Url, PageFacts]) -> None:
    rows = saved_rows("truth-dates.tsv")
    right = 0
    for row in rows:
        day = facts[url(f"http://{row['host']}/{row['path']}")].published
        right += day is not None and day.value.isoformat() == row["visible_date"]
        assert day is None or day.source in (DateSource.LABEL, DateSource.URL, DateSource.META)
    assert right >= SHARE * len(rows)


def test_days_that_a_script_writes(saved: dict[str, Saved]) -> None:
    wrong = []
    for page, found in saved["rsj.daozhen.example"].values():
        shown = WRITTEN_BY_SCRIPT.search(page.html)
        if shown and (found.published is None or found.published.value != date(*map(int, shown.groups()))):
            wrong.append(page.url)
    assert wrong == []


def test_no_day_is_to_come_or_from_a_documents_number(facts: dict[Url, PageFacts]) -> None:
    for found in facts.values():
        if found.published:
            assert found.published.value <= TODAY
            assert "号" not in found.published.text


def test_tables_of_documents() -> None:
    rows = saved_rows("pages/govcn_sql/truth.tsv")
    right = dict.fromkeys(("title", "index", "number", "issuer"), 0)
    for row in rows:
        html = (CORPUS / "pages" / row["local"]).read_text(encoding="utf-8", errors="replace")
        found = read(Document(url(row["url"]), html))
        table = found.metadata
        assert table is not None
        assert found.kind is PageKind.POLICY
        right["title"] += found.title == row["title"]
        right["index"] += table.index == row["index_number"]
        right["number"] += found.number == row["doc_number"]
        right["issuer"] += table.issuer == row["office"]
    assert min(right.values()) >= SHARE * len(rows)


def single_pages(folder: str) -> list[PageFacts]:
    files = sorted((CORPUS / "pages" / folder).rglob("*.html"))
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    return [read(Document(url(f"{SITE}/zwgk/page{number}.html"), text)) for number, text in enumerate(texts)]


def test_a_day_that_is_only_the_files_own_is_none() -> None:
    days = [page.published for page in single_pages("yichun_wanzai") if page.text_length]
    assert sum(day is None for day in days) >= 3
    assert all(day is None or day.source is DateSource.LABEL for day in days)


def test_lists_that_a_script_fills() -> None:
    assert all(page.unseen and not page.listings[0].items for page in single_pages("jason"))


@pytest.mark.parametrize("name", SITES)
def test_states_of_columns(name: str, columns: dict[str, dict[str, FoundColumn]]) -> None:
    rows = labelled(name)
    found = [(row, column_of(row, columns[name])) for row in rows]
    empty = {row["url"] for row, column in found if column and column.state in STATES["empty"]}
    assert empty == {row["url"] for row in rows if row["state"] == "empty"}
    right = sum(column is not None and column.state in STATES[row["state"]] for row, column in found)
    assert right >= len(rows) - 1


@pytest.mark.parametrize("name", SITES)
def test_newest_items_of_columns(name: str, columns: dict[str, dict[str, FoundColumn]]) -> None:
    wrong = []
    for row in labelled(name):
        column = column_of(row, columns[name])
        newest = (
            column.newest.date.value.isoformat() if column and column.newest and column.newest.date else ""
        )
        if column and newest != row["newest"]:
            wrong.append((row["url"], row["newest"], newest))
    assert wrong == []


@pytest.mark.parametrize("name", SITES)
def test_names_of_columns(name: str, columns: dict[str, dict[str, FoundColumn]]) -> None:
    rows = [(row, column) for row in labelled(name) if (column := column_of(row, columns[name]))]
    right = sum(row["name"] in (column.name, *column.names) for row, column in rows)
    assert right >= SHARE * len(rows)
