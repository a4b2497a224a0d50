"""The commands of the ledger, on a store in a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditbot.cli.program import run
from auditbot.cli.remember import remembered
from auditbot.errors import ConfigError
from auditbot.ledger.layout import COLUMNS
from auditbot.model.text import Lang
from auditbot.store.open import Store, open_store
from tests.ledger.world import F, G, days_after, key, ledger, prepare, states
from tests.store.audits import SITE

Command = Callable[..., int]
Capture = pytest.CaptureFixture[str]
BY = ("--by", "王")


@pytest.fixture
def file(template_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "office.sqlite"
    path.write_bytes(template_file.read_bytes())
    return path


@pytest.fixture
def held(file: Path) -> Iterator[Store]:
    """The store with one audit that was recorded as ``audit`` does it."""
    with open_store(str(file)) as store:
        prepare(store)
        assert remembered(days_after(0, F, G), file.parent, str(file), Lang.ZH)[1]
        yield store


@pytest.fixture
def command(held: Store, file: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    for name in ("AUDITBOT_PERSON", "AUDITBOT_PROOFS", "AUDITBOT_STORE"):
        monkeypatch.delenv(name, raising=False)

    def do(*arguments: object, lang: Lang = Lang.ZH) -> int:
        return run(["ledger", *map(str, arguments), "--store", str(file)], lang)

    return do


def test_the_recorder_keeps_the_ledger(held: Store, file: Path) -> None:
    assert states(held) == {"f": "waiting", "g": "waiting"}
    for days in (1, 2):
        remembered(days_after(days, G), file.parent, str(file), Lang.ZH)
    assert states(held) == {"f": "closed", "g": "waiting"}


def test_how_many_proofs_are_wanted(held: Store, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITBOT_PROOFS", "3")
    for days in (1, 2):
        remembered(days_after(days, G), file.parent, str(file), Lang.ZH)
    assert states(held)["f"] == "waiting"
    remembered(days_after(3, G), file.parent, str(file), Lang.ZH)
    assert states(held)["f"] == "closed"


@pytest.mark.parametrize("text", ["0", "x", "101", "-1", "²"])
def test_a_wrong_number_of_proofs_is_refused_before_an_audit(
    file: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from auditbot.cli.remember import require_store

    monkeypatch.setenv("AUDITBOT_PROOFS", text)
    with pytest.raises(ConfigError):
        require_store(str(file))


def test_listed_and_filtered(command: Command, capsys: Capture) -> None:
    assert command("list") == 0
    assert "共 2 条" in capsys.readouterr().out
    assert (
        command("list", "--site", SITE.id, "--state", "待审核", "--check", "broken-links", "--most", 1) == 0
    )
    assert "另有 1 条" in capsys.readouterr().out
    assert command("list", "--overdue", "--severity", "veto", lang=Lang.EN) == 0
    assert "0 entries" in capsys.readouterr().out
    assert command("list", "--state", "好了") == 2


def test_an_entry_from_assignment_to_appeal(command: Command, held: Store, capsys: Capture) -> None:
    f, g = key(held, "f"), key(held, "g")
    assert command("assign", f, g, "--to", "某科", "--person", "李", "--days", 5, *BY) == 0
    assert command("mark", "整改中", "--unit", "某科", *BY) == 0
    assert command("mark", "reported", f, "--note", "已改", *BY) == 0
    assert command("mark", "申诉", g, "--reason", "不是本单位", *BY) == 0
    assert states(held) == {"f": "reported", "g": "appealed"}
    capsys.readouterr()
    assert command("show", f) == 0
    out = capsys.readouterr().out
    assert all(word in out for word in ("交办", "开始整改", "反馈已整改", "已改", "王"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("assign", *BY),
        ("assign", "1"),
        ("assign", "99", *BY),
        ("assign", "1", "--due", "2020-01-01", *BY),
        ("assign", "1", "--due", "soon", *BY),
        ("mark", "销号", "1", *BY),
        ("mark", "已反馈", "1", *BY),
        ("mark", "误报", "1", *BY),
        ("review", "误报", "1", *BY),
        ("except", "1", "--reason", "x", *BY),
        ("except", "1", "--scope", "此页面", "--until", "2020-01-01", "--reason", "x", *BY),
        ("export", "ledger.pdf"),
        ("import", "ledger.pdf", *BY),
        ("import", "none.xlsx", *BY),
        ("show", "99"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_refused(
    command: Command, held: Store, arguments: tuple[str, ...], capsys: Capture
) -> None:
    assert command(*arguments) == 2
    assert states(held) == {"f": "waiting", "g": "waiting"}
    assert "Traceback" not in capsys.readouterr().err


def test_reviewed_in_bulk(command: Command, held: Store) -> None:
    assert command("review", "误报", "--site", SITE.id, "--note", "演示", *BY) == 0
    assert states(held) == {"f": "false-alarm", "g": "false-alarm"}
    assert command("review", "属实", key(held), *BY) == 0
    assert states(held) == {"f": "waiting", "g": "false-alarm"}


def test_an_exception_is_made_listed_and_withdrawn(command: Command, held: Store, capsys: Capture) -> None:
    reach = ("--scope", "此网站", "--until", "2999-12-31", "--reason", "改版")
    assert command("except", 1, *reach, *BY) == 0
    assert all(one.excepted for one in ledger(held).values())
    assert command("list") == 0
    out = capsys.readouterr().out
    assert "例外 2" in out
    assert "共 2 条" in out
    assert command("except", "--list") == 0
    assert "有效 1" in capsys.readouterr().out
    assert command("except", "--withdraw", 1, *BY) == 0
    assert not any(one.excepted for one in ledger(held).values())


def test_a_sheet_goes_out_and_comes_back(
    command: Command, held: Store, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "台账.xlsx"
    assert command("assign", "--site", SITE.id, *BY) == 0
    assert command("export", path) == 0
    assert command("export", path) == 2
    book = load_workbook(path)
    page = book.worksheets[0]
    heads = list(COLUMNS)
    row = {title: page.cell(2, place + 1).value for place, title in enumerate(heads)}
    assert row["问题类型"] != "broken-links"
    page.cell(2, heads.index("状态") + 1).value = "已反馈"
    page.cell(3, heads.index("状态") + 1).value = "销号"
    book.save(path)
    capsys.readouterr()
    assert command("import", path, *BY) == 3
    told = capsys.readouterr()
    assert "第 3 行" in told.err
    assert "改动 1 条" in told.out
    assert sorted(states(held).values()) == ["assigned", "reported"]
