"""Files that people write: what is wrong is told with file, line and the nearest right key."""

from pathlib import Path

import pytest

from auditbot.errors import ConfigError
from auditbot.model.framework import Framework
from auditbot.model.site import Site, SiteKind
from auditbot.yamlfile import load

HEAD = "id: site\nhome: http://www.site.example/\n"


def site(folder: Path, text: str | bytes) -> Site:
    path = folder / "site.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path, Site)


def fault(folder: Path, text: str | bytes) -> ConfigError:
    with pytest.raises(ConfigError) as told:
        site(folder, text)
    return told.value


def test_a_file_is_read(tmp_path: Path) -> None:
    one = site(
        tmp_path,
        HEAD
        + "kind: township\ncolumns:\n  - name: 通知公告\n    period: 14\n    until: 2026-12-31\n"
        + "units:\n  - name: 办公室\n    pages: [http://www.site.example/bgs/]\n",
    )
    assert one.kind is SiteKind.TOWNSHIP
    assert one.columns[0].period == 14
    assert str(one.columns[0].until) == "2026-12-31"
    assert one.units[0].pages == ("http://www.site.example/bgs/",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + "homee: x\n", 3),
        (HEAD + "columns:\n  - name: a\n  - name: b\n    preiod: 3\n", 6),
        (HEAD + "columns:\n  - name: a\n    period: soon\n", 5),
        (HEAD + "columns:\n  - name: a\n    period: 0\n", 5),
        (HEAD + "columns:\n  - name: a\n    until: 2026-13-40\n", 5),
        (HEAD + "crawl:\n  rate: -1\n", 4),
        (HEAD + "kind: village\n", 3),
        ("id: a/b\nhome: http://www.site.example/\n", 1),
        ("id: a\nhome: not an address\n", 2),
        (HEAD + "id: again\n", 3),
        (HEAD + "columns: [\n", 4),
        (HEAD + "\tname: x\n", 3),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, tmp_path: Path) -> None:
    told = fault(tmp_path, text)
    assert told.position is not None
    assert told.position.line == line
    assert str(told).startswith(f"{tmp_path / 'site.yaml'}:{line}:")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (HEAD + "colums: []\n", "columns"),
        (HEAD + "columns:\n  - name: a\n    preiod: 3\n", "period"),
        (HEAD + "crawl:\n  max_page: 3\n", "max_pages"),
        (HEAD + "units:\n  - name: a\n    page: [x]\n", "pages"),
    ],
)
def test_the_nearest_right_key_is_named(text: str, right: str, tmp_path: Path) -> None:
    told = fault(tmp_path, text)
    assert right in told.hint.zh
    assert right in told.hint.en


def test_a_key_like_no_other_is_told_with_those_there_are(tmp_path: Path) -> None:
    told = fault(tmp_path, HEAD + "crawl:\n  zzzzzz: 3\n")
    assert {"rate", "concurrency", "max_pages"} <= set(told.hint.en.replace(",", " ").split())


def test_a_key_that_stands_twice_is_named(tmp_path: Path) -> None:
    told = fault(tmp_path, HEAD + "columns:\n  - name: a\n    name: b\n")
    assert "name" in told.message.en
    assert told.position is not None
    assert told.position.line == 5


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    assert "home" in fault(tmp_path, "id: a\n").message.en


def test_rules_over_several_keys(tmp_path: Path) -> None:
    both = HEAD + "hosts: [a.example]\nprefixes: [http://a.example/x/]\n"
    assert "prefixes" in fault(tmp_path, both).message.en


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n", "12\n", "null\n"])
def test_a_file_that_is_no_set_of_keys(text: str, tmp_path: Path) -> None:
    assert fault(tmp_path, text).hint.en


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "none.yaml", Site)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load(tmp_path, Site)


def test_another_encoding_is_told(tmp_path: Path) -> None:
    assert "UTF-8" in fault(tmp_path, (HEAD + "name: 站点\n").encode("gb18030")).message.en


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert site(tmp_path, b"\xef\xbb\xbf" + HEAD.encode()).id == "site"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    with path.open("wb") as file:
        file.truncate(5 * 1024 * 1024)
    with pytest.raises(ConfigError, match="larger"):
        load(path, Site)


def test_aliases_serve_as_meant(tmp_path: Path) -> None:
    one = site(
        tmp_path,
        HEAD + "columns:\n  - &c {name: a, period: 14}\n  - {<<: *c, name: b}\n",
    )
    assert [(column.name, column.period) for column in one.columns] == [("a", 14), ("b", 14)]


def test_aliases_that_multiply_are_refused(tmp_path: Path) -> None:
    levels = [f"a{n}: &a{n} [{', '.join(['*a' + str(n - 1)] * 9)}]" for n in range(1, 12)]
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "\n".join(levels) + "\n"
    assert "*" in fault(tmp_path, HEAD + bomb).hint.en


def test_an_alias_within_itself_is_refused(tmp_path: Path) -> None:
    fault(tmp_path, HEAD + "columns: &a\n  - *a\n")


@pytest.mark.parametrize("depth", [60, 600])
def test_what_is_nested_too_deeply_is_refused(depth: int, tmp_path: Path) -> None:
    fault(tmp_path, HEAD + "columns:\n" + "".join(" " * level + "a:\n" for level in range(1, depth)))


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.getcwd []", "!!python/name:os.system x", "!own x"])
def test_nothing_in_a_file_is_run(tag: str, tmp_path: Path) -> None:
    fault(tmp_path, f"id: {tag}\nhome: http://www.site.example/\n")


def test_a_name_may_stand_for_the_path(tmp_path: Path) -> None:
    path = tmp_path / "framework.yaml"
    path.write_text("id: a\n")
    with pytest.raises(ConfigError, match=r"^configs/x\.yaml:1:"):
        load(path, Framework, "configs/x.yaml")
