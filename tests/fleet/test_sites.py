"""Which sites a fleet has."""

from pathlib import Path

import pytest

from auditbot.errors import ConfigError
from auditbot.fleet.sitefiles import write_site
from auditbot.fleet.sites import chosen, read_sites
from auditbot.model.site import Column, CrawlPolicy, Site, SiteKind
from auditbot.url import Url
from auditbot.yamlfile import load

FLEET = """\
defaults:
  kind: township
  supervisor: 示例区
  tags: [镇]
  crawl: {rate: 2, max_pages: 50}
sites:
  - {id: a, home: http://a.example/}
  - {id: b, home: http://b.example/, kind: portal, tags: [门户], crawl: {rate: 1}, unit: 办公室}
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_are_filled_in(tmp_path: Path) -> None:
    a, b = read_sites([write(tmp_path / "fleet.yaml", FLEET)])
    assert (a.kind, a.supervisor, a.tags, a.crawl) == (
        SiteKind.TOWNSHIP,
        "示例区",
        ("镇",),
        CrawlPolicy(rate=2, max_pages=50),
    )
    assert (b.kind, b.supervisor, b.tags) == (SiteKind.PORTAL, "示例区", ("门户",))
    assert b.crawl == CrawlPolicy(rate=1, max_pages=50), "filled in key by key"


@pytest.mark.parametrize(
    ("wrong", "line", "word"),
    [
        ("  kind: township", 2, "kind"),
        ("  crawl: {rate: 2", 5, "crawl"),
        ("id: b,", 8, "id"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(wrong: str, line: int, word: str, tmp_path: Path) -> None:
    path = write(tmp_path / "fleet.yaml", FLEET.replace(wrong, wrong.replace(word, f"{word}x")))
    with pytest.raises(ConfigError) as told:
        read_sites([path])
    assert told.value.position
    assert told.value.position.line == line


def test_the_example_can_be_read() -> None:
    office, town = read_sites([Path(__file__).parents[2] / "configs" / "fleets" / "example.yaml"])
    assert (office.kind, town.kind) == (SiteKind.DEPARTMENT, SiteKind.TOWNSHIP)
    assert (town.crawl.rate, town.crawl.max_pages) == (4, 2000)


def test_a_folder_of_files(tmp_path: Path) -> None:
    write(tmp_path / "one.yaml", "id: z\nhome: z.example\n")
    write(tmp_path / "fleet.yml", FLEET)
    write(tmp_path / "notes.txt", "id: n\n")
    assert [site.id for site in read_sites([tmp_path])] == ["a", "b", "z"]


def test_a_folder_without_files(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        read_sites([tmp_path])


def test_an_id_given_twice_is_told_with_both_places(tmp_path: Path) -> None:
    fleet = write(tmp_path / "fleet.yaml", FLEET)
    one = write(tmp_path / "one.yaml", "id: a\nhome: z.example\n")
    with pytest.raises(ConfigError) as told:
        read_sites([fleet, one])
    assert "fleet.yaml" in str(told.value)
    assert "one.yaml" in str(told.value)


@pytest.mark.parametrize(
    ("tags", "units", "ids"),
    [
        ((), (), "ab"),
        (("镇",), (), "a"),
        (("镇", "门户"), (), "ab"),
        ((), ("办公室",), "b"),
        ((), ("示例区",), "ab"),
        (("镇",), ("办公室",), ""),
    ],
)
def test_by_tag_and_unit(tags: tuple[str, ...], units: tuple[str, ...], ids: str, tmp_path: Path) -> None:
    sites = read_sites([write(tmp_path / "fleet.yaml", FLEET)])
    assert "".join(site.id for site in chosen(sites, tags, units)) == ids


@pytest.mark.parametrize("name", ["示例市", "a: b # c", "'\"\\", "😀 {x}", "yes", "1.0", "\x07\x85", "- x"])
def test_a_site_is_written_as_it_was_read(name: str, tmp_path: Path) -> None:
    column = Column(name=name, url=Url("http://a.example/c/"), period=7)
    site = Site(id="a", home=Url("http://a.example/"), name=name, columns=(column,), tags=("一",))
    assert load(write_site(site, tmp_path / "new"), Site) == site
