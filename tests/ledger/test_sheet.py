"""The sheet that goes out and comes back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditbot.errors import ConfigError
from auditbot.ledger.acts import assign, mark
from auditbot.ledger.entries import Wanted, entries, events_of
from auditbot.ledger.layout import COLUMNS, FIELDS, MARK
from auditbot.ledger.proof import local_day
from auditbot.ledger.returned import read_returned
from auditbot.ledger.sheet import Wordings, write_ledger
from auditbot.ledger.taken import Taken, take
from auditbot.ledger.words import STATES
from auditbot.store.open import Store
from auditbot.store.schema_ledger import LedgerState as State
from tests.ledger.world import F, G, at, days_after, key, kinds, ledger, prepare, recorded, states
from tests.store.fleet import HOSTILE

WORDS = Wordings(str, lambda one: f"依据 {one}", lambda one: one.value, str)
DUE = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def site(store: Store) -> None:
    prepare(store)
    recorded(store, days_after(0, F, G))
    store.write(lambda session: assign(session, [key(store)], at(0.1), due=DUE, unit="某科", person="李"))


@pytest.fixture
def sheet(store: Store, tmp_path: Path) -> Path:
    path = tmp_path / "out.xlsx"
    with store.reading() as session:
        write_ledger(entries(session, Wanted(), date(2026, 11, 20)), path, WORDS, 2)
    return path


def place(page: Worksheet, title: str, number: int) -> str:
    return page.cell(number, list(COLUMNS).index(title) + 1).coordinate


def filled(path: Path, change: Callable[[Worksheet], None]) -> Path:
    book = load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return path


def row_of(page: Worksheet, store: Store, name: str = "f") -> int:
    wanted = str(key(store, name))
    column = list(COLUMNS).index("台账号") + 1
    return next(n for n in range(2, page.max_row + 1) if str(page.cell(n, column).value) == wanted)


def written(store: Store, path: Path, **cells: str | date | None) -> Path:
    """The sheet with cells of the row of f filled in."""

    def change(page: Worksheet) -> None:
        number = row_of(page, store)
        for title, value in cells.items():
            page[place(page, title, number)] = value

    return filled(path, change)


def taken(store: Store, path: Path, days: float = 20) -> Taken:
    rows = read_returned(path)
    return store.write(lambda session: take(session, rows, at(days, person="办公室")))


def test_what_is_open_and_what_is_locked(store: Store, sheet: Path) -> None:
    page = load_workbook(sheet).worksheets[0]
    assert [cell.value for cell in page[1]] == list(COLUMNS)
    assert page.protection.sheet
    assert page.column_dimensions["A"].hidden
    for title in COLUMNS:
        assert page[place(page, title, 2)].protection.locked is (title not in FIELDS)
    [offered] = page.data_validations.dataValidation
    assert {word.zh for word in STATES.values()} == set(offered.formula1.strip('"').split(","))
    number = row_of(page, store)
    told = {title: page[place(page, title, number)].value for title in COLUMNS}
    assert (told["责任单位"], told["整改时限"], told["状态"]) == ("某科", "2026-11-16", "交办")
    assert (told["依据"], told["发现次数"], told["备注"]) == ("依据 state/links", 1, "超期 4 天")


def test_a_sheet_that_comes_back_as_it_was_changes_nothing(store: Store, sheet: Path) -> None:
    before = kinds(store)
    assert taken(store, sheet) == Taken(0, 2, ())
    assert kinds(store) == before


def test_a_claim_comes_back(store: Store, sheet: Path) -> None:
    written(store, sheet, 整改说明="已删除\n两处", 整改时间=date(2026, 11, 10), 状态="已反馈")
    assert taken(store, sheet) == Taken(1, 1, ())
    row = ledger(store)["f"].row
    assert (row.state, row.note) == (State.REPORTED, "已删除\n两处")
    assert row.claimed
    assert local_day(row.claimed) == date(2026, 11, 10)
    with store.reading() as session:
        assert events_of(session, row.key)[-1].person == "办公室"
    assert taken(store, sheet) == Taken(0, 2, ())


def test_a_day_of_mending_is_a_claim(store: Store, sheet: Path) -> None:
    written(store, sheet, 整改时间="2026年11月10日")
    assert taken(store, sheet).changed == 1
    assert states(store) == {"f": "reported", "g": "waiting"}


def test_an_office_assigns_in_the_sheet(store: Store, sheet: Path) -> None:
    def change(page: Worksheet) -> None:
        number = row_of(page, store, "g")
        page[place(page, "状态", number)] = "交办"
        page[place(page, "责任人", number)] = "赵"

    assert taken(store, filled(sheet, change)) == Taken(1, 1, ())
    row = ledger(store)["g"].row
    assert (row.state, row.person) == (State.ASSIGNED, "赵")
    assert row.due is not None


def test_what_only_we_changed_stays(store: Store, sheet: Path) -> None:
    store.write(lambda session: assign(session, [key(store)], at(5), due=date(2026, 12, 1), person="钱"))
    written(store, sheet, 整改说明="在改")
    assert taken(store, sheet) == Taken(1, 1, ())
    row = ledger(store)["f"].row
    assert (row.person, row.due, row.note) == ("钱", date(2026, 12, 1), "在改")


def test_what_both_changed_is_told_and_kept(store: Store, sheet: Path) -> None:
    store.write(lambda session: assign(session, [key(store)], at(5), due=DUE, person="钱"))
    written(store, sheet, 责任人="孙", 整改说明="在改")
    done = taken(store, sheet)
    [told] = done.remarks
    assert all(word in told.said.zh for word in ("责任人", "李", "钱", "孙"))
    assert told.number == row_of(load_workbook(sheet).worksheets[0], store)
    row = ledger(store)["f"].row
    assert (row.person, row.note) == ("钱", "在改")
    with store.reading() as session:
        kept = [event for event in events_of(session, row.key) if event.kind == "refused"]
    assert [event.data["theirs"] for event in kept] == ["孙"]
    assert len(taken(store, sheet).remarks) == 1
    assert kinds(store).count("refused") == 1


def test_the_same_change_on_both_sides_is_no_conflict(store: Store, sheet: Path) -> None:
    store.write(lambda session: assign(session, [key(store)], at(5), due=DUE, person="钱"))
    written(store, sheet, 责任人="钱")
    assert taken(store, sheet) == Taken(0, 2, ())


@pytest.mark.parametrize(
    ("word", "mended"),
    [("销号", None), ("待审核", None), ("复查", None), ("申诉", None), ("整改中", "2026-11-10")],
)
def test_what_is_not_allowed_is_told_and_the_rest_is_taken(
    store: Store, sheet: Path, word: str, mended: str | None
) -> None:
    written(store, sheet, 状态=word, 责任人="周", 整改时间=mended)
    done = taken(store, sheet)
    assert len(done.remarks) == 1
    row = ledger(store)["f"].row
    assert (row.person, row.claimed) == ("周", None)
    assert row.state is (State.MENDING if mended else State.ASSIGNED)


def test_a_day_that_has_not_come(store: Store, sheet: Path) -> None:
    written(store, sheet, 整改时间="2027-01-01", 状态="已反馈")
    assert len(taken(store, sheet).remarks) == 1
    assert ledger(store)["f"].row.claimed == at(20).at


def test_a_claim_against_what_audits_found_meanwhile(store: Store, sheet: Path) -> None:
    recorded(store, days_after(1))
    recorded(store, days_after(2))
    assert states(store)["f"] == "closed"
    written(store, sheet, 状态="已反馈", 整改说明="已改")
    done = taken(store, sheet)
    assert len(done.remarks) == 1
    assert (states(store)["f"], ledger(store)["f"].row.note) == ("closed", "已改")


def test_empty_cells_and_missing_rows_change_nothing(store: Store, sheet: Path) -> None:
    written(store, sheet, 责任单位=None, 责任人="", 整改时限=None, 状态=None)
    filled(sheet, lambda page: page.delete_rows(row_of(page, store, "g")))
    assert taken(store, sheet) == Taken(0, 1, ())
    assert ledger(store)["f"].row.due == DUE


def test_rows_of_another_store_are_told(store: Store, sheet: Path) -> None:
    before = kinds(store)
    entry = key(store)
    for mark_ in (f"{entry}-2-other", f"{entry}-99-f", "999999-1-f"):
        written(store, sheet, **{MARK: mark_, "责任人": "吴"})
        done = taken(store, sheet)
        assert (done.changed, len(done.remarks)) == (0, 1)
    assert kinds(store) == before


@pytest.mark.parametrize(
    "cells",
    [
        {"整改时限": "下周"},
        {"整改时间": "2026-13-01"},
        {"状态": "完成"},
        {MARK: "7"},
        {MARK: None},
        {"责任人": "长" * 501},
        {"整改说明": "长" * 2001},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_a_fault_is_told_with_its_cell_and_nothing_is_changed(
    store: Store, sheet: Path, cells: dict[str, str | None]
) -> None:
    written(store, sheet, **cells)
    page = load_workbook(sheet).worksheets[0]
    with pytest.raises(ConfigError) as refused:
        read_returned(sheet)
    assert f"（{place(page, next(iter(cells)), row_of(page, store))}）" in refused.value.message.zh


def test_a_row_that_stands_twice(store: Store, sheet: Path) -> None:
    filled(sheet, lambda page: page.append([cell.value for cell in page[2]]))
    with pytest.raises(ConfigError):
        read_returned(sheet)


def test_another_workbook(tmp_path: Path, sheet: Path) -> None:
    filled(sheet, lambda page: page.delete_cols(1))
    with pytest.raises(ConfigError):
        read_returned(sheet)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_go_out_and_come_back(store: Store, tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.xlsx"
    words = text[:400]
    store.write(lambda session: mark(session, [key(store)], State.REPORTED, at(1, words)))
    with store.reading() as session:
        write_ledger(entries(session, Wanted(), DUE), path, WORDS, 2)
    page = load_workbook(path).worksheets[0]
    assert page[place(page, "整改说明", row_of(page, store))].data_type == "s"
    assert taken(store, path) == Taken(0, 2, ())
    assert ledger(store)["f"].row.note == words
