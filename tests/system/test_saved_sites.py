"""Whole saved sites: every column that a person sees in their navigation, against the tables of it."""

from dataclasses import dataclass
from datetime import date

import pytest

from auditbot.extract.columns.pages import place
from auditbot.model.audit import Audit, StopReason
from auditbot.model.column import ColumnState, FoundColumn
from auditbot.model.outcome import Outcome
from auditbot.url import Url, parse
from tests.corpus import SITES, TABLES, needs_corpus, saved_rows
from tests.system.saved import audited

pytestmark = [pytest.mark.corpus, needs_corpus]

STATES = {
    "items": ColumnState.ITEMS,
    "text": ColumnState.TEXT,
    "empty": ColumnState.EMPTY,
    "missing": ColumnState.UNREACHABLE,
    "elsewhere": ColumnState.ELSEWHERE,
}
"""What the tables say; ``dead-link`` leads nowhere in the copy."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One site: its audit, its columns by place, and the rows of its table."""

    host: str
    audit: Audit
    columns: dict[str, FoundColumn]
    rows: tuple[dict[str, str], ...]

    def column(self, row: dict[str, str]) -> FoundColumn | None:
        return self.columns.get(place(self.address(row)))

    def address(self, row: dict[str, str]) -> Url:
        found = parse(f"http://{self.host}/{row['url']}")
        assert found is not None
        return found


@pytest.fixture(scope="module", params=SITES)
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    host = request.param
    audit, found = audited(host, tmp_path_factory.mktemp("saved"))
    columns = {place(url): column for column in found for url in (*column.linked_as, column.url)}
    rows = tuple(row for row in saved_rows(TABLES[host]) if row["state"] in STATES)
    return Saved(host, audit, columns, rows)


def test_all_of_the_site_is_read(saved: Saved) -> None:
    assert saved.audit.crawl.stopped is StopReason.EXHAUSTED
    assert saved.audit.coverage.share == 1


def test_every_column_that_a_person_sees_is_one(saved: Saved) -> None:
    assert [row["url"] for row in saved.rows if saved.column(row) is None] == []


def test_columns_bear_the_names_that_a_person_reads(saved: Saved) -> None:
    found = {(row["name"], row["url"]): saved.column(row) for row in saved.rows}
    assert [
        key for key, column in found.items() if column and key[0] not in (column.name, *column.names)
    ] == []


def test_columns_hold_what_a_person_sees(saved: Saved) -> None:
    found = [(row, saved.column(row)) for row in saved.rows]
    assert [
        (row["url"], row["state"], column.state)
        for row, column in found
        if column and column.state is not STATES[row["state"]]
    ] == []


def test_the_newest_items_have_their_days(saved: Saved) -> None:
    found = [(row, saved.column(row)) for row in saved.rows if row["newest"]]
    assert [
        (row["url"], row["newest"], day)
        for row, column in found
        if (day := newest(column)) != date.fromisoformat(row["newest"])
    ] == []


def test_just_the_empty_columns_are_reported_as_empty(saved: Saved) -> None:
    told = {
        place(Url(one.target))
        for one in saved.audit.findings
        if one.check == "empty-columns" and one.outcome is Outcome.FAILED
    }
    assert told == {place(saved.address(row)) for row in saved.rows if row["state"] == "empty"}


def newest(column: FoundColumn | None) -> date | None:
    return column.newest.date.value if column and column.newest and column.newest.date else None
