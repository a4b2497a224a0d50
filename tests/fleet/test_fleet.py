"""``audit`` of several sites, from outside: real audits in processes of their own."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep

import pytest

from auditbot.cli.program import run as call
from auditbot.model.text import Lang
from auditbot.store.audits import last_audits
from auditbot.store.open import open_store
from tests.audit.loopback import Body, Loopback, audit_json, served, town
from tests.cli.auditing import PAGES, Capture, own
from tests.fleet.making import Run, Told, auditing, audits, fleet_file, run, towns
from tests.fleet.stranger import install

ROGUES = ("自毁", "出走", "退出", "卡住", "刷屏")
pytestmark = pytest.mark.timeout(240)


def telling(word: str) -> dict[str, Body]:
    return {**PAGES, "/a.html": f"<h1>要闻一则</h1><p>{word}。{'正文说明了一件事情。' * 20}</p>"}


@pytest.fixture(scope="module")
def dozen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Told, list[Loopback]]]:
    """Twelve sites: two on one address, one closed, five that do harm."""
    folder = tmp_path_factory.mktemp("dozen")
    framework = install(folder)
    with ExitStack() as stack:
        calm = stack.enter_context(towns(4, pause=0.05))
        closed = stack.enter_context(served({"/": (503, "维护")}, address="127.0.7.20"))
        twins = [stack.enter_context(served(PAGES, address="127.0.7.21", pause=0.05)) for _ in range(2)]
        rogues = [
            stack.enter_context(served(telling(word), address=f"127.0.7.{30 + number}"))
            for number, word in enumerate(ROGUES)
        ]
        sites = [*twins, *rogues, *calm, closed]
        told = run(
            folder,
            fleet_file(folder, [one.url for one in sites]),
            f"--framework={framework}",
            "--jobs=4",
            "--deadline=20s",
            "--grace=8s",
            seconds=200,
            PYTHONPATH=str(folder),
        )
        yield folder, told, sites


def test_one_that_breaks_harms_no_other(dozen: tuple[Path, Told, list[Loopback]]) -> None:
    _, told, _ = dozen
    hows = {site: end["how"] for site, end in told.ends.items()}
    assert [hows[f"s{number}"] for number in (0, 1, 7, 8, 9, 10, 11)] == ["done"] * 7
    assert {word: hows[f"s{number}"] for number, word in enumerate(ROGUES, 2)} == {
        "自毁": "crashed",
        "出走": "crashed",
        "退出": "done",
        "卡住": "hung",
        "刷屏": "done",
    }
    assert told.code == 4, "the gravest"


def test_each_line_says_what_happened(dozen: tuple[Path, Told, list[Loopback]]) -> None:
    _, told, _ = dozen
    assert "SIGKILL" in told.ends["s2"]["told"]
    assert told.ends["s6"]["flooded"]
    assert told.ends["s11"]["stopped"] == "unreachable"
    assert told.ends["s7"]["told"] == ""
    for number in (2, 3, 5, 6, 11):
        end = told.ends[f"s{number}"]
        assert end["told"]
        assert end["told"] in told.out
        assert end["folder"] in told.out
    assert "s7/" not in told.out, "what went well is not listed"


def test_every_folder_has_what_there_is(dozen: tuple[Path, Told, list[Loopback]]) -> None:
    folder = dozen[0]
    for number in range(12):
        [place] = audits(folder, f"s{number}")
        broken = number in (2, 3, 5)
        assert (place / "audit.json").is_file() is not broken
        assert (place / "archive.sqlite").is_file()
        assert (place / ".unfinished").exists() is (broken or number == 11)
    assert audit_json(audits(folder, "s7")[0])["crawl"]["stopped"] == "exhausted"
    assert "SystemExit" in json.dumps(audit_json(audits(folder, "s4")[0])["verdicts"])


def test_progress_is_told(dozen: tuple[Path, Told, list[Loopback]]) -> None:
    _, told, _ = dozen
    shown = [event for event in told.events if event["event"] == "fleet"]
    assert shown
    assert all(event["running"] <= 4 for event in shown)
    assert {"sites", "done", "waiting", "held", "failed", "pages", "eta", "sites_running"} <= set(shown[-1])
    assert all(line.startswith("{") for line in told.err.splitlines())


def test_sites_on_one_address_are_never_visited_at_once(tmp_path: Path) -> None:
    """Two sites behind one address, answering slowly: the visits do not overlap."""
    visits: list[tuple[int, float]] = []

    def note(number: int) -> None:
        visits.append((number, monotonic()))

    with ExitStack() as stack:
        sites = [
            stack.enter_context(
                served(PAGES, address="127.0.7.40", pause=0.1, noted=lambda _, number=number: note(number))
            )
            for number in range(2)
        ]
        told = run(tmp_path, fleet_file(tmp_path, [one.url for one in sites]), "--jobs=2")
    assert [end["how"] for end in told.ends.values()] == ["done"] * 2
    order = [number for number, _ in sorted(visits, key=lambda pair: pair[1])]
    runs = [number for place, number in enumerate(order) if place == 0 or order[place - 1] != number]
    assert sorted(runs) == [0, 1], "one after the other"


def test_ctrl_c_and_resume(tmp_path: Path) -> None:
    """One is done, two run, one is not begun; afterwards all are done, and nothing twice."""
    with towns(4) as sites:
        for slow in sites[1:3]:
            slow.pages, slow.pause = {**slow.pages, **town(4, 12)}, 1.0
        path = fleet_file(tmp_path, [one.url for one in sites])
        first = Run(auditing(tmp_path, path, "--jobs=2", "--concurrency=2"))
        try:
            until(lambda: all(one.pages_asked > 3 for one in sites[1:3]))
            first.interrupt()
        finally:
            told = first.finish()
        assert told.code == 3
        hows = {site: end["how"] for site, end in told.ends.items()}
        assert hows == {"s0": "done", "s1": "interrupted", "s2": "interrupted"}
        assert sites[3].url in told.out
        assert "--resume" in told.out
        assert audit_json(audits(tmp_path, "s1")[0])["crawl"]["stopped"] == "interrupted"
        asked = sites[0].pages_asked
        sites[1].pause = sites[2].pause = 0.0
        again = run(tmp_path, path, "--jobs=2", "--resume")
        assert again.code == 1, "the towns have dead links"
        assert set(again.ends) == {"s1", "s2", "s3"}
        assert sites[0].pages_asked == asked, "what is finished is not asked again"
        for number in range(4):
            [place] = audits(tmp_path, f"s{number}")
            assert audit_json(place)["crawl"]["stopped"] == "exhausted"
        assert audit_json(audits(tmp_path, "s1")[0])["crawl"]["sessions"] == 2


def test_a_fleet_that_is_killed_takes_its_audits_along(tmp_path: Path) -> None:
    with towns(2, pause=0.4) as sites:
        path = fleet_file(tmp_path, [one.url for one in sites])
        first = Run(auditing(tmp_path, path, "--jobs=2"))
        until(lambda: all(one.pages_asked > 1 for one in sites))
        os.kill(first.process.pid, signal.SIGKILL)
        first.process.wait()
        until(
            lambda: all(
                (place / "audit.json").is_file()
                for number in (0, 1)
                for place in audits(tmp_path, f"s{number}")
            )
        )
        assert {audit_json(audits(tmp_path, f"s{number}")[0])["crawl"]["stopped"] for number in (0, 1)} == {
            "interrupted"
        }
        for stream in (first.process.stdout, first.process.stderr):
            assert stream
            stream.close()
        for one in sites:
            one.pause = 0.0
        again = run(tmp_path, path, "--resume")
        assert [end["how"] for end in again.ends.values()] == ["done"] * 2
        assert len(audits(tmp_path, "s0")) == 1


def test_the_sites_of_the_office_store(tmp_path: Path) -> None:
    store = f"--store={tmp_path / 'office.sqlite'}"
    with towns(3) as sites:
        path = fleet_file(tmp_path, [one.url for one in sites], "defaults: {tags: [镇], unit: 办公室}\n")
        path.write_text(path.read_text("utf-8").replace("s2,", "s2, tags: [街道],"), "utf-8")
        assert call(["store", "init", store], Lang.ZH) == 0
        assert call(["sites", "import", str(path), store], Lang.ZH) == 0
        told = run(tmp_path, "--all", "--tag=镇", "--unit=办公室", store)
    assert {site: end["how"] for site, end in told.ends.items()} == {"s0": "done", "s1": "done"}
    assert sites[2].pages_asked == 0
    with open_store(str(tmp_path / "office.sqlite")) as opened, opened.reading() as session:
        assert set(last_audits(session)) == {"s0", "s1"}, "each was recorded"


def test_wrong_plans_stop_before_anything_is_asked(tmp_path: Path, capsys: Capture) -> None:
    path = fleet_file(
        tmp_path, ["http://a.example/", "http://b.example/"], "defaults: {frameworks: [stat]}\n"
    )
    out = tmp_path / "out"
    assert call(["audit", str(path), f"--out={out}"], Lang.EN) == 2
    assert "state" in capsys.readouterr().err
    for wrong in ("--grace=x", "--deadline=x", "--tag=none", "--limit=x=1"):
        framework = f"--framework={own(tmp_path)}"
        assert call(["audit", str(path), f"--out={out}", framework, wrong], Lang.EN) == 2
    assert not out.exists()


@pytest.mark.parametrize("arguments", [(), ("--all",), ("--tag=镇",)])
def test_without_files_or_store_it_says_what_to_name(
    arguments: tuple[str, ...], tmp_path: Path, capsys: Capture
) -> None:
    assert call(["audit", *arguments, f"--out={tmp_path / 'out'}"], Lang.ZH) == 2
    assert "配置有误" in capsys.readouterr().err


def until(holds: object) -> None:
    """Wait for something, not for ever."""
    assert callable(holds)
    for _ in range(1200):
        if holds():
            return
        sleep(0.05)
    raise AssertionError("it never came to that")
