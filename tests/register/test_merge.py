from datetime import date
from pathlib import Path

import pytest

from auditbot.demo.town import build
from auditbot.errors import ConfigError
from auditbot.model.site import Column, Site
from auditbot.register.completed import Completed, Row, read_register
from auditbot.register.draft import Line
from auditbot.register.merge import merged
from auditbot.register.sheet import write_register
from auditbot.register.sitefile import new_text, replace, with_columns
from auditbot.url import Url
from auditbot.yamlfile import load

A = Column(name="甲", url=Url("http://www.site.example/a/"), aliases=("甲栏",), period=30, unit="办公室")
B = Column(name="乙", person="王某", event_driven=True)
C = Column(name="丙", url=Url("http://www.site.example/c/"), until=date(2026, 12, 31), archived=True)
FILE = """\
# 我的网站
id: own          # 目录名
home: www.site.example
code: "3200000001"
columns:
  - name: 甲   # 第一个
    url: www.site.example/a/
    aliases: [甲栏]
    period: 30
    unit: 办公室
  - name: 乙
    event_driven: true
    person: 王某
  - name: 丙
    url: www.site.example/c/
    until: 2026-12-31
    archived: true
units:
  - name: 区民政局  # 有自己的页面
"""


def sheet(*rows: dict[str, object]) -> Completed:
    return Completed("x.xlsx", tuple(Row(number, values) for number, values in enumerate(rows, 2)), ())


def test_rows_find_their_entries_by_address_then_by_name() -> None:
    done = merged((A, B), sheet({"name": "甲新名", "url": A.url}, {"name": "乙", "unit": "办公室"}))
    assert done.columns[0] == A.model_copy(update={"name": "甲新名"})
    assert done.columns[1] == B.model_copy(update={"unit": "办公室"})
    assert (done.changed, done.added, done.untold) == (2, 0, 0)


def test_an_entry_without_address_gets_one() -> None:
    url = Url("http://www.site.example/b/")
    assert merged((B,), sheet({"name": "乙", "url": url})).columns == (B.model_copy(update={"url": url}),)


def test_one_of_the_same_name_elsewhere_is_another_column() -> None:
    done = merged((A,), sheet({"name": "甲", "url": Url("http://www.site.example/zhen/a/")}))
    assert done.columns[0] == A
    assert (done.added, done.untold) == (1, 1)


def test_empty_cells_change_nothing_and_a_no_does() -> None:
    done = merged((B, C), sheet({"name": "乙"}, {"name": "丙", "archived": False}))
    assert done.columns == (B, C.model_copy(update={"archived": False}))


def test_what_the_sheet_does_not_have_stays() -> None:
    done = merged((A, B, C), sheet({"name": "丁", "period": 7}))
    assert done.columns == (A, B, C, Column(name="丁", period=7))
    assert done.untold == 3


@pytest.mark.parametrize(
    "rows",
    [
        ({"name": "甲", "url": A.url}, {"name": "甲二", "url": A.url}),
        ({"name": "丁"}, {"name": "丁"}),
        ({"name": "乙"}, {"name": "乙"}),
    ],
)
def test_two_rows_for_one_column(rows: tuple[dict[str, object], ...]) -> None:
    with pytest.raises(ConfigError, match=r"2 and 3"):
        merged((A, B), sheet(*rows))


def test_from_site_to_sheet_to_site_nothing_is_lost(tmp_path: Path) -> None:
    register = (A, B, C, Column(name="=1+1", unit="-x　y"))
    write_register([Line(entry) for entry in register], tmp_path / "r.xlsx")
    completed = read_register(tmp_path / "r.xlsx")
    assert merged(register, completed).columns == register
    assert merged(register, completed).changed == 0
    fresh = merged((), completed).columns
    assert fresh == (A.model_copy(update={"aliases": ()}), *register[1:])


def test_the_register_of_the_example_town_survives_the_journey(tmp_path: Path) -> None:
    register = build(date(2026, 11, 20)).site.columns
    write_register([Line(entry) for entry in register], tmp_path / "r.xlsx")
    assert merged((), read_register(tmp_path / "r.xlsx")).columns == register


def test_a_site_file_keeps_everything_else(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(FILE, encoding="utf-8")
    site = load(path, Site)
    assert with_columns(path, site, site.columns) == FILE
    done = merged(site.columns, sheet({"name": "甲", "url": A.url, "person": "李某"}, {"name": "丁"}))
    before = replace(path, with_columns(path, site, done.columns), done.columns)
    text = path.read_text(encoding="utf-8")
    assert before.read_text(encoding="utf-8") == FILE
    for kept in ("# 我的网站", "# 目录名", "# 第一个", "# 有自己的页面", 'code: "3200000001"'):
        assert kept in text
    assert load(path, Site).columns == done.columns
    assert sorted(one.name for one in tmp_path.iterdir()) == ["own.yaml", "own.yaml.bak"]


def test_a_site_file_without_register(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    for text in ("id: own\nhome: www.site.example\n", "id: own\nhome: www.site.example\ncolumns: []\n"):
        path.write_text(text, encoding="utf-8")
        replace(path, with_columns(path, load(path, Site), (A, B)), (A, B))
        assert load(path, Site).columns == (A, B)


def test_entries_that_share_their_text_are_not_torn_apart(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "id: own\nhome: www.site.example\ncolumns:\n  - &a {name: 甲}\n  - *a\n", encoding="utf-8"
    )
    site = load(path, Site)
    wanted = (site.columns[0].model_copy(update={"unit": "办公室"}), site.columns[1])
    before = path.read_bytes()
    with pytest.raises(ConfigError):
        replace(path, with_columns(path, site, wanted), wanted)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["own.yaml"]


@pytest.mark.parametrize(
    "name", ["a: b", "- x", "*甲", "&甲", "#甲", "'\"", "yes", "1", "2026-01-01", "a\tb", "=1", "{x}"]
)
def test_names_that_yaml_could_misread(name: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    site = Site(id="own", home=Url("http://www.site.example/"), columns=(Column(name=name, unit=name),))
    path.write_text(new_text(site), encoding="utf-8")
    assert load(path, Site) == site
