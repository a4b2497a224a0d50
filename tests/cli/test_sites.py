"""``sites`` and ``store``: the office store from the shell."""

import subprocess
import sys
from pathlib import Path

import pytest

from auditbot.cli.registered import registered
from auditbot.errors import ConfigError
from auditbot.model.text import Lang
from auditbot.store.fleetfile import read_fleet, write_fleet
from tests.cli.calling import said as _said
from tests.store.fleet import plain, whole
from tests.store.sheets import book

Capture = pytest.CaptureFixture[str]
PARTS = [("sites", one) for one in ("import", "export", "list", "remove")] + [
    ("store", one) for one in ("init", "info", "migrate", "backup")
]


def said(capsys: Capture, *arguments: object, lang: Lang = Lang.ZH) -> tuple[int, str, str]:
    return _said(capsys, *map(str, arguments), lang=lang)


@pytest.fixture
def store(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that the environment names."""
    file = tmp_path / "office.sqlite"
    monkeypatch.setenv("AUDITBOT_STORE", str(file))
    assert said(capsys, "store", "init") == (0, f"{file}\n", "")
    return file


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """A file of ten sites."""
    write_fleet([whole(number) for number in range(10)], tmp_path / "fleet.yaml")
    return tmp_path / "fleet.yaml"


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(("name", "part"), PARTS)
def test_every_part_explains_itself(name: str, part: str, lang: Lang, capsys: Capture) -> None:
    code, out, err = said(capsys, name, part, "--help", lang=lang)
    assert (code, err) == (0, "")
    assert all(option in out for option in ("--store", "--out", "--lang"))
    assert ("用法" in out) is (lang is Lang.ZH)
    assert f"\n  {part} " in said(capsys, name, "--help", lang=lang)[1]


def test_in_by_yaml_and_out_by_both(store: Path, fleet: Path, tmp_path: Path, capsys: Capture) -> None:
    assert said(capsys, "sites", "import", fleet)[0] == 0
    assert said(capsys, "sites", "export", tmp_path / "all.yaml")[0] == 0
    assert read_fleet(tmp_path / "all.yaml") == read_fleet(fleet)
    assert said(capsys, "sites", "export", tmp_path / "all.xlsx")[0] == 0
    code, out, _ = said(capsys, "sites", "import", tmp_path / "all.xlsx")
    assert (code, out) == (0, "不变 10\n")


def test_what_an_import_would_change(store: Path, fleet: Path, tmp_path: Path, capsys: Capture) -> None:
    code, out, _ = said(capsys, "sites", "import", fleet, "--dry-run")
    assert code == 0
    assert "新增 10：site-000" in out
    assert said(capsys, "sites", "list")[1] == "0 个网站\n"


def test_a_sheet_with_faults_changes_nothing(store: Path, tmp_path: Path, capsys: Capture) -> None:
    sheet = book(tmp_path, ["名称", "首页网址"], ["甲", "a.example"], ["乙", "ftp://b"])
    code, _, err = said(capsys, "sites", "import", sheet)
    assert code == 2
    assert "B3" in err
    assert said(capsys, "sites", "list")[1] == "0 个网站\n"


def test_a_sheet_with_strange_headings_says_so(store: Path, tmp_path: Path, capsys: Capture) -> None:
    sheet = book(tmp_path, ["序号", "首页网址"], [1, "https://www.a.example/"])
    code, out, err = said(capsys, "sites", "import", sheet)
    assert code == 0
    assert "序号" in err
    assert "www.a.example" in out


def test_listed_by_tag_and_unit(store: Path, fleet: Path, capsys: Capture) -> None:
    said(capsys, "sites", "import", fleet)
    assert said(capsys, "sites", "list", "--tag", "片区3")[1].endswith("1 个网站\n")
    code, out, _ = said(capsys, "sites", "list", "--unit", "第4区人民政府办公室")
    assert code == 0
    assert "site-004" in out
    assert "site-005" not in out


def test_removed(store: Path, fleet: Path, capsys: Capture) -> None:
    said(capsys, "sites", "import", fleet)
    assert said(capsys, "sites", "remove", "site-001", "nowhere")[0] == 2
    assert said(capsys, "sites", "remove", "site-001", "site-002")[0] == 0
    assert said(capsys, "sites", "list")[1].endswith("8 个网站\n")
    assert "停用的网站：2" in said(capsys, "store", "info")[1]


@pytest.mark.parametrize("name", ["fleet.yaml", "all.csv"])
def test_what_is_not_written(name: str, store: Path, fleet: Path, tmp_path: Path, capsys: Capture) -> None:
    before = fleet.read_bytes()
    assert said(capsys, "sites", "export", tmp_path / name)[0] == 2
    assert fleet.read_bytes() == before


def test_terminals_are_not_written_to_by_names(store: Path, tmp_path: Path, capsys: Capture) -> None:
    write_fleet([plain(1).model_copy(update={"name": "a\x1b[31mb\u202e"})], tmp_path / "bad.yaml")
    said(capsys, "sites", "import", tmp_path / "bad.yaml")
    out = said(capsys, "sites", "list")[1]
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_backup_and_migrate(store: Path, fleet: Path, tmp_path: Path, capsys: Capture) -> None:
    said(capsys, "sites", "import", fleet)
    copy = tmp_path / "copy.sqlite"
    assert said(capsys, "store", "backup", copy)[:2] == (0, f"{copy}\n")
    assert said(capsys, "store", "backup", copy)[0] == 2
    assert said(capsys, "sites", "list", "--store", copy)[1].endswith("10 个网站\n")
    assert said(capsys, "store", "migrate")[0] == 0


@pytest.mark.parametrize("part", [["info"], ["migrate"], ["backup", "copy"]])
def test_where_there_is_no_store(part: list[str], tmp_path: Path, capsys: Capture) -> None:
    code, _, err = said(capsys, "store", *part, "--store", tmp_path / "none.sqlite")
    assert code == 2
    assert "none.sqlite" in err
    assert not (tmp_path / "none.sqlite").exists()


def test_the_store_beside_the_audits(tmp_path: Path, capsys: Capture) -> None:
    assert said(capsys, "store", "init", "--out", tmp_path / "audits")[0] == 0
    assert (tmp_path / "audits" / "office.sqlite").is_file()
    assert said(capsys, "sites", "list", "--out", tmp_path / "audits")[1] == "0 个网站\n"


def test_the_program_starts_without_the_database_library() -> None:
    check = (
        "import sys; from auditbot.cli.program import run; from auditbot.model.text import Lang;"
        " run(['audit', '--help'], Lang.ZH); run(['sites', '--help'], Lang.ZH);"
        " sys.exit('sqlalchemy' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", check], check=False, capture_output=True, timeout=60).returncode
        == 0
    )


def test_the_sites_that_an_audit_is_asked_for(
    store: Path, fleet: Path, tmp_path: Path, capsys: Capture
) -> None:
    said(capsys, "sites", "import", fleet)
    (tmp_path / "one.yaml").write_text("id: one\nhome: one.example\n", encoding="utf-8")
    given = {"store": str(store), "out": tmp_path}

    def asked(*named: str, **more: object) -> list[str]:
        return [site.id for site in registered(named, {**given, **more})]

    assert asked("site-003", str(tmp_path / "one.yaml"), "site-001") == ["one", "site-003", "site-001"]
    assert asked(all_sites=True) == [plain(number).id for number in range(10)]
    assert asked(tag=("片区2",)) == ["site-002", "site-009"]
    for wrong in (("site-003", "site-003"), ("site-003", "nowhere")):
        with pytest.raises(ConfigError):
            asked(*wrong)
    with pytest.raises(ConfigError):
        registered(("site-003",), {"store": None, "out": tmp_path / "elsewhere"})
