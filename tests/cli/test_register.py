"""``register``: a first register out of a crawl, and a completed one taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditbot.cli.program import run
from auditbot.model.site import Site
from auditbot.model.text import Lang
from auditbot.yamlfile import load
from tests.audit.loopback import Body, Loopback, served
from tests.cli.auditing import Capture

MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/tz/">通知公告</a></li></ul></div>'
PAGES: dict[str, Body] = {
    "/": f"<title>示例区</title>{MENU}<p>欢迎</p>",
    "/tz/": f"<title>通知公告</title>{MENU}<h2>通知公告</h2><ul>"
    '<li><a href="/tz/1.html">关于停水的通告</a><span>2026-11-18</span></li>'
    '<li><a href="/tz/2.html">关于停电的通告</a><span>2026-11-08</span></li></ul>',
    "/tz/1.html": f"<title>关于停水的通告</title>{MENU}<h1>关于停水的通告</h1><p>{'通告的内容。' * 30}</p>",
    "/tz/2.html": f"<title>关于停电的通告</title>{MENU}<h1>关于停电的通告</h1><p>{'另一份内容。' * 30}</p>",
}
Register = Callable[..., tuple[int, str, str]]


@pytest.fixture
def town(tmp_path: Path) -> object:
    with served(PAGES) as made:
        yield made


@pytest.fixture
def register(tmp_path: Path, capsys: Capture) -> Register:
    def call(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["register", *map(str, arguments)], Lang.ZH)
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def quick(out: Path) -> tuple[object, ...]:
    limits = ("--limit", "disk_free=0", "--rate", "0", "--render", "never", "--quiet")
    return ("--out", out, "--allow-network", "127.0.0.1/32", *limits)


def drafts(out: Path) -> tuple[Path, Path]:
    (yaml,) = out.rglob("register.yaml")
    return yaml, yaml.with_name("register.xlsx")


def test_a_register_out_of_an_address(town: Loopback, register: Register, tmp_path: Path) -> None:
    code, out, _ = register(town.url, *quick(tmp_path))
    yaml, xlsx = drafts(tmp_path)
    assert code == 0
    assert str(yaml) in out
    assert str(xlsx) in out
    site = load(yaml, Site)
    (entry,) = site.columns
    assert (entry.name, entry.url, entry.period) == ("通知公告", f"{town.url}tz/", 180)
    assert site.home == town.url
    page = load_workbook(xlsx).worksheets[0]
    assert [cell.value for cell in page[2]][:4] == ["通知公告", f"{town.url}tz/", "通知公告", 180]


def test_the_file_can_be_audited(town: Loopback, register: Register, tmp_path: Path) -> None:
    register(town.url, *quick(tmp_path))
    yaml, _ = drafts(tmp_path)
    assert run([str(part) for part in ("audit", yaml, *quick(tmp_path / "again"))], Lang.ZH) in (0, 1)


def test_a_register_out_of_an_audit_asks_nobody(town: Loopback, register: Register, tmp_path: Path) -> None:
    run([str(part) for part in ("scan", town.url, *quick(tmp_path))], Lang.ZH)
    (folder,) = (one.parent for one in tmp_path.rglob("archive.sqlite") if "latest" not in one.parts)
    town.asked.clear()
    code, _, _ = register(folder, "--to", tmp_path / "here")
    assert code == 0
    assert not town.asked
    assert [one.name for one in load(tmp_path / "here" / "register.yaml", Site).columns] == ["通知公告"]


def test_a_register_is_completed_by_what_was_forgotten(
    town: Loopback, register: Register, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(f"id: own\nhome: {town.url}\ncolumns:\n  - name: 回应关切  # 已撤下\n", encoding="utf-8")
    code, _, _ = register(own, *quick(tmp_path))
    yaml, _ = drafts(tmp_path)
    assert code == 0
    assert [one.name for one in load(yaml, Site).columns] == ["回应关切", "通知公告"]
    assert "# 已撤下" in yaml.read_text(encoding="utf-8")
    assert len(load(own, Site).columns) == 1


def test_nothing_is_written_over(town: Loopback, register: Register, tmp_path: Path) -> None:
    register(town.url, *quick(tmp_path))
    yaml, xlsx = drafts(tmp_path)
    before = xlsx.read_bytes()
    code, _, err = register(yaml.parent)
    assert code == 2
    assert "--to" in err
    assert xlsx.read_bytes() == before


def test_a_site_that_was_not_seen_whole(town: Loopback, register: Register, tmp_path: Path) -> None:
    code, _, err = register(town.url, *quick(tmp_path), "--max-pages", 1)
    assert code == 3
    assert err
    assert drafts(tmp_path)[0].is_file()


def test_a_site_that_does_not_answer(register: Register, tmp_path: Path) -> None:
    with served({"/": (500, "出错")}) as closed:
        code, _, _ = register(closed.url, *quick(tmp_path))
    assert code == 3
    assert load(drafts(tmp_path)[0], Site).columns == ()


def test_a_completed_sheet_comes_back(town: Loopback, register: Register, tmp_path: Path) -> None:
    register(town.url, *quick(tmp_path))
    yaml, xlsx = drafts(tmp_path)
    book = load_workbook(xlsx)
    page = book.worksheets[0]
    page["E2"], page["F2"], page["D2"] = "区政府办公室", "王某", 90
    page["J1"], page["J2"] = "备注", "每周一次"
    book.save(xlsx)
    code, out, err = register("--import", xlsx, "--site", yaml)
    (entry,) = load(yaml, Site).columns
    assert code == 0
    assert (entry.unit, entry.person, entry.period) == ("区政府办公室", "王某", 90)
    assert "备注" in err
    assert "register.yaml.bak" in out


def test_a_sheet_with_a_fault_changes_nothing(town: Loopback, register: Register, tmp_path: Path) -> None:
    register(town.url, *quick(tmp_path))
    yaml, xlsx = drafts(tmp_path)
    book = load_workbook(xlsx)
    book.worksheets[0]["D2"] = "常年"
    book.save(xlsx)
    before = yaml.read_bytes()
    code, _, err = register("--import", xlsx, "--site", yaml)
    assert code == 2
    assert "D2" in err
    assert yaml.read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [(), ("--import", "a.xlsx"), ("--site", "a.yaml"), ("--site", "a.yaml", "x.gov.cn")]
)
def test_what_belongs_together(arguments: tuple[str, ...], register: Register) -> None:
    assert register(*arguments)[0] == 2


def test_an_audit_that_is_not_there(register: Register, tmp_path: Path) -> None:
    assert register(tmp_path)[0] == 2
