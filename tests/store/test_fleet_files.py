"""Sites to files and back: YAML and XLSX."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditbot.errors import ConfigError
from auditbot.model.site import Contact, Site
from auditbot.store.completed import read_sites
from auditbot.store.fleetfile import read_fleet, write_fleet
from auditbot.store.sheet import HEADINGS, write_sites
from auditbot.url import Url, split
from tests.store.fleet import HOSTILE, hostile, plain, whole
from tests.store.sheets import book


def named(url: Url) -> str:
    return split(url).host


def test_five_hundred_sites_through_yaml(tmp_path: Path) -> None:
    sites = tuple(plain(number) if number % 5 else whole(number) for number in range(500))
    write_fleet(sites, tmp_path / "fleet.yaml")
    assert read_fleet(tmp_path / "fleet.yaml") == sites


def test_five_hundred_sites_through_a_sheet(tmp_path: Path) -> None:
    sites = tuple(plain(number) for number in range(500))
    write_sites(sites, tmp_path / "fleet.xlsx")
    assert read_sites(tmp_path / "fleet.xlsx", {}, named).sites == sites


def test_a_sheet_takes_nothing_away_from_what_it_cannot_hold(tmp_path: Path) -> None:
    known = {f"site-{n:03d}": whole(n) for n in range(20)}
    write_sites(known.values(), tmp_path / "fleet.xlsx")
    assert read_sites(tmp_path / "fleet.xlsx", known, named).sites == tuple(known.values())


@pytest.mark.parametrize("text", [*HOSTILE, "NUL\0 inside", "a\r\nb\x1b[31m", " blank ", "\ufeff"])
def test_hostile_text_through_both(text: str, tmp_path: Path) -> None:
    site = hostile(text)
    write_fleet([site], tmp_path / "fleet.yaml")
    assert read_fleet(tmp_path / "fleet.yaml") == (site,)
    write_sites([site], tmp_path / "fleet.xlsx")
    assert read_sites(tmp_path / "fleet.xlsx", {site.id: site}, named).sites == (site,)


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    write_sites([hostile("=1+1")], tmp_path / "fleet.xlsx")
    page = load_workbook(tmp_path / "fleet.xlsx").worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_one_site_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text("id: town\nhome: www.t.example\n", encoding="utf-8")
    assert read_fleet(tmp_path / "town.yaml") == (Site(id="town", home="http://www.t.example/"),)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("sites:\n  - {id: a, home: http://a.example/}\n  - {id: b}\n", "3:"),
        ("sites:\n  - {id: a, home: http://a.example/}\n  - {id: a, home: http://b.example/}\n", "a"),
        ("sites:\n  - {id: a, home: http://a.example/, tag: [x]}\n", "tags"),
        ("sites: 3\n", "1:"),
        ("", "fleet.yaml"),
    ],
)
def test_a_wrong_fleet_file(text: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "fleet.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        read_fleet(tmp_path / "fleet.yaml")
    assert place in str(told.value)


def test_the_sheet_has_the_headings_of_the_offices(tmp_path: Path) -> None:
    titles = [heading.title for heading in HEADINGS]
    wanted = "名称 首页网址 标识码 类型 主办单位 主管单位 联系人 联系电话 邮箱 标签 指标体系 编号".split()
    assert set(wanted) <= set(titles)
    assert len(titles) == len(set(titles))


def test_a_sheet_that_somebody_typed(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ["2026年网站清单"],
        ["序号", "名称", "首页网址", "标识码", "类型", "标签", "联系人", "联系电话", "对外办事"],
        [1, "甲镇", "www.jia.example", 3204000001, "镇街", "镇街，重点", "张三\n李四", "1\n2", "否"],
        [None, None, None],
        [2, "乙局", "https://yi.example/x/", 3204000002.0, "department", None, None, 13800000000, None],
    )
    read = read_sites(path, {}, named)
    assert read.unknown == ("序号",)
    first, second = read.sites
    assert (first.id, first.home, first.code) == ("www.jia.example", "http://www.jia.example/", "3204000001")
    assert (first.tags, first.services) == (("镇街", "重点"), False)
    assert first.contacts == (Contact(name="张三", phone="1"), Contact(name="李四", phone="2"))
    assert (second.kind, second.code, second.contacts) == (
        "department",
        "3204000002",
        (Contact(phone="13800000000"),),
    )


def test_a_row_without_id_means_the_site_with_its_homepage(tmp_path: Path) -> None:
    known = {"town": whole(1).model_copy(update={"id": "town"})}
    path = book(tmp_path, ["首页网址", "名称"], ["https://www.t1.example/", "新名"])
    assert read_sites(path, known, named).sites == (known["town"].model_copy(update={"name": "新名"}),)


def test_a_homepage_that_several_sites_have_needs_the_id(tmp_path: Path) -> None:
    known = {name: plain(1).model_copy(update={"id": name}) for name in ("a", "b")}
    path = book(tmp_path, ["首页网址", "编号"], [plain(1).home, None], [plain(1).home, "b"])
    with pytest.raises(ConfigError, match="A2") as told:
        read_sites(path, known, named)
    assert "A3" not in told.value.message.zh


def test_every_fault_is_told_with_its_place(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ["名称", "首页网址", "类型", "群消息地址", "编号", "标签"],
        ["甲", "ftp://x", None, None, None, None],
        ["乙", None, "县级", None, None, None],
        ["丙", "c.example", None, "http://[", None, None],
        ["丁", "d.example", None, None, "a/b", None],
        ["戊", "e.example", None, None, "e", "长" * 99],
        ["己", "f.example", None, None, "f", None],
        ["庚", "g.example", None, None, "f", None],
    )
    with pytest.raises(ConfigError) as told:
        read_sites(path, {}, named)
    text = told.value.message.zh
    assert [cell for cell in ("B2", "C3", "D4", "E5", "F6", "E8") if f"（{cell}）" not in text] == []
    assert "工作表“Sheet”" in text
    assert "E7" not in text


def test_twenty_faults_are_told_at_once(tmp_path: Path) -> None:
    path = book(tmp_path, ["名称", "首页网址"], *(["甲", "ftp://x"] for _ in range(50)))
    with pytest.raises(ConfigError) as told:
        read_sites(path, {}, named)
    assert told.value.message.zh.count("\n") == 21
    assert "30" in told.value.message.zh


@pytest.mark.parametrize(
    "rows", [[["名称"], ["甲"]], [], [["首页网址", "首页网址"], ["a.example", "b.example"]]]
)
def test_a_sheet_without_the_heading_or_with_it_twice(rows: list[list[str]], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="首页网址"):
        read_sites(book(tmp_path, *rows), {}, named)
