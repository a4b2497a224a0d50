"""The daily glance from the command line, at a site on loopback."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditbot.cli import scan
from auditbot.cli.chosen import settings_of
from auditbot.crawl.archive import Archive
from auditbot.model.text import Lang
from auditbot.overview.reading import stored
from auditbot.settings import Links
from auditbot.store.audits import audits_of, last_audits
from auditbot.store.findings import findings_of
from auditbot.store.open import open_store
from tests.audit.loopback import Body, Loopback, audit_json, served
from tests.checks.sites import article, column, home, items
from tests.cli.auditing import Capture, own
from tests.cli.calling import said
from tests.fleet.making import run as run_fleet

QUICK = ("--limit", "disk_free=0", "--rate", "0", "--render", "never", "--as-of", "2026-11-20")
MENU = {"/b/": "通知公告"}
TEXT = "公告的内容各不相同，逐条写明了事项、时间和地点。" * 8


def town() -> dict[str, Body]:
    """A dead link on an article two clicks deep."""
    days = [date(2026, 11, day) for day in (18, 17, 16, 12)]
    told = article("公告一则", TEXT, days[0], MENU).replace(
        "</p>", '<a href="/gone.html">见附件</a><a href="/b/9.html">另一则</a></p>', 1
    )
    others = {f"/b/{n}.html": article(f"公告第{n}号", TEXT + str(n), days[1], MENU) for n in (1, 2, 3, 9)}
    return {
        "/": home("<p>欢迎访问</p>", MENU),
        "/b/": column("通知公告", items("/b/", *days), MENU),
        "/zwdt/": column("政务动态", items("/b/", *days), MENU),
        "/about/": article("关于我们", TEXT),
        **others,
        "/b/0.html": told,
    }


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dead link is looked at again at once."""
    chosen = settings_of
    monkeypatch.setattr(
        scan,
        "settings_of",
        lambda *given: chosen(*given).model_copy(update={"links": Links(confirm_pause=0.05)}),
    )


@pytest.fixture
def site() -> Iterator[Loopback]:
    with served(town()) as made:
        yield made


@pytest.fixture
def described(site: Loopback, tmp_path: Path) -> Path:
    path = tmp_path / "town.yaml"
    path.write_text(f"id: town\nhome: {site.url}\nframeworks: [{own(tmp_path)}]\n", encoding="utf-8")
    return path


def out_of(described: Path) -> Path:
    return described.parent / "out"


def audit(capsys: Capture, described: Path, *more: object, site: object = None) -> tuple[int, str, str]:
    where = ("--out", out_of(described), "--allow-network", "127.0.0.1/32")
    return said(capsys, *map(str, ("audit", site or described, *where, *QUICK, *more)))


def glance(capsys: Capture, described: Path, *more: object, site: object = None) -> tuple[int, str, str]:
    return audit(capsys, described, "--glance", *more, site=site)


def glances(described: Path) -> list[Path]:
    return sorted(path for path in (out_of(described) / "town" / "glances").glob("2*"))


def whole(described: Path) -> list[Path]:
    return sorted(path for path in (out_of(described) / "town").glob("2*"))


def told(folder: Path) -> list[str]:
    return [one["target"] for one in audit_json(folder)["findings"] if one["outcome"] == "failed"]


def test_it_lies_apart_and_says_what_it_is(described: Path, capsys: Capture) -> None:
    code, printed, _ = glance(capsys, described)
    assert code == 0
    assert "每日巡查" in printed
    [folder] = glances(described)
    seen: dict[str, Any] = audit_json(folder)
    assert (seen["id"], seen["crawl"]["glance"], seen["crawl"]["stopped"]) == (
        f"glances/{folder.name}",
        True,
        "exhausted",
    )
    assert (seen["coverage"]["complete"], seen["coverage"]["reasons"]) == (False, ["glance"])
    assert (seen["score"]["grade"], seen["score"]["low"], seen["score"]["indicators"]) == (
        "undetermined",
        None,
        [],
    )
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert "每日巡查，不作结论" in report
    assert "尚不能判定" not in report
    assert (folder.parent / "latest").resolve() == folder.resolve()
    assert not (folder.parent.parent / "latest").exists()
    assert not (out_of(described) / "latest").exists()


def test_without_an_audit_before_it_looks_at_the_menu_and_no_further(
    site: Loopback, described: Path, capsys: Capture
) -> None:
    glance(capsys, described)
    assert site.asked["/b/"] == 1
    assert not {"/b/0.html", "/b/9.html", "/gone.html", "/sitemap.xml"} & set(site.asked)


def test_what_the_last_audit_found_is_looked_at_again(
    site: Loopback, described: Path, capsys: Capture
) -> None:
    assert audit(capsys, described)[0] == 1
    site.asked.clear()
    assert glance(capsys, described)[0] == 1
    assert told(glances(described)[0]) == [f"{site.url}gone.html"]
    assert site.asked["/b/0.html"] == 1
    assert "/b/9.html" not in site.asked


def test_what_was_mended_is_not_said_to_be_gone(site: Loopback, described: Path, capsys: Capture) -> None:
    audit(capsys, described)
    glance(capsys, described)
    site.pages = {**site.pages, "/gone.html": article("又有了", TEXT)}
    assert glance(capsys, described)[0] == 0
    first, second = glances(described)
    since = audit_json(second)["since"]
    assert since["audit"] == audit_json(first)["id"]
    assert (len(since["gone"]), since["gone_is_proof"]) == (1, False)


def test_audits_and_glances_do_not_meet(described: Path, capsys: Capture) -> None:
    audit(capsys, described)
    glance(capsys, described)
    audit(capsys, described)
    first, second = whole(described)
    assert audit_json(second)["since"]["audit"] == audit_json(first)["id"]
    assert audit_json(glances(described)[0])["since"] is None
    place = out_of(described)
    assert (place / "town" / "latest").resolve() == second.resolve()
    assert (place / "latest").resolve() == second.resolve()
    assert [(one.name, one.audits) for one in stored(place)] == [("town", (second, first))]
    assert said(capsys, "report", "town", "--out", str(place), "--format", "json")[1].strip() == str(
        second.resolve() / "audit.json"
    )


def test_it_keeps_no_bodies_and_is_not_judged_again(described: Path, capsys: Capture) -> None:
    glance(capsys, described)
    code, _, complaint = said(capsys, "judge", "town/glances", "--out", str(out_of(described)))
    assert (code, "每日巡查" in complaint) == (4, True)
    assert said(capsys, "report", "town/glances", "--out", str(out_of(described)))[0] == 0


def test_one_that_was_cut_off_goes_on_as_a_glance(site: Loopback, described: Path, capsys: Capture) -> None:
    audit(capsys, described)
    site.asked.clear()
    assert glance(capsys, described, "--deadline", "0.01s")[0] == 3
    place = glances(described)[0]
    assert (place / ".unfinished").exists()
    settings = ("--deadline", "60s", "--allow-network", "127.0.0.1/32")
    assert said(capsys, "judge", "town/glances", "--out", str(out_of(described)))[0] == 3
    assert said(capsys, "resume", "town/glances", "--out", str(out_of(described)), *settings)[0] == 1
    assert (audit_json(place)["crawl"]["glance"], told(place)) == (True, [f"{site.url}gone.html"])
    assert "/b/9.html" not in site.asked
    with Archive.open(place / "archive.sqlite") as archive:
        assert json.loads(archive.meta("settings"))["glance"] is True
    assert audit(capsys, described, "--resume")[0] == 1, "an audit takes up no glance"
    assert len(whole(described)) == 2


def test_the_store_knows_it_and_what_is_open(site: Loopback, described: Path, capsys: Capture) -> None:
    place = out_of(described)
    said(capsys, "store", "init", "--out", str(place))
    said(capsys, "sites", "import", str(described), "--out", str(place))
    audit(capsys, described, site="town")
    for folder in whole(described):
        (folder / "audit.json").unlink()
    glance(capsys, described, site="town")
    with open_store(str(place / "office.sqlite")) as store, store.reading() as session:
        rows = audits_of(session, "town")
        assert [(row.glance, row.whole, row.still, row.gone) for row in rows] == [
            (True, False, 1, 0),
            (False, True, 0, 0),
        ]
        assert last_audits(session)["town"].key == rows[1].key
        [found] = findings_of(session, "town")
        assert (found.target, found.times_seen) == (f"{site.url}gone.html", 2)


def test_a_framework_with_nothing_for_a_glance_is_refused(described: Path, capsys: Capture) -> None:
    other = described.parent / "other.yaml"
    text = own(described.parent).read_text(encoding="utf-8")
    other.write_text(text.replace("broken-links", "site-search"), encoding="utf-8")
    assert glance(capsys, described, "--framework", str(other))[0] == 2
    assert glances(described) == []


def test_many_sites_at_once(tmp_path: Path) -> None:
    with served(town(), address="127.0.7.61") as one, served(town(), address="127.0.7.62") as other:
        path = tmp_path / "fleet.yaml"
        homes = "".join(f"  - {{id: s{n}, home: {site.url}}}\n" for n, site in enumerate((one, other)))
        path.write_text(f"sites:\n{homes}", encoding="utf-8")
        ended = run_fleet(tmp_path, path, "--glance", "--jobs=2")
    assert ended.code == 0
    for site in ("s0", "s1"):
        [folder] = (tmp_path / "out" / site / "glances").glob("2*")
        assert audit_json(folder)["crawl"]["glance"]
        assert list((tmp_path / "out" / site).glob("2*")) == []
    assert "Cannot be decided" not in ended.out


def test_its_help_is_told_in_both_languages(capsys: Capture) -> None:
    assert "每日巡查" in said(capsys, "audit", "--help")[1]
    assert "daily glance" in said(capsys, "audit", "--help", lang=Lang.EN)[1]
