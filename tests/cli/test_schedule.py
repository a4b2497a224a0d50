"""``schedule``: what is due when, as an operator sets it and sees it."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from auditbot.clock.rule import DEFAULTS, changed_rule
from auditbot.clock.timetable import Timetable
from auditbot.model.text import Lang
from auditbot.store.open import open_store
from auditbot.store.runs import begun, ended, missed, park, parked, skipped
from auditbot.store.schedules import Schedule, due_anew, schedules_of, seen_to, set_rule
from auditbot.store.schema_clock import RunKind, RunState
from auditbot.store.sites import put_sites, remove_site
from tests.cli.calling import said as _said
from tests.store.conftest import template_file
from tests.store.fleet import NOW, plain

__all__ = ["template_file"]

Capture = pytest.CaptureFixture[str]
PARTS = ["list", "set", "reset", "off", "on", "runs"]
A, B = plain(1).id, plain(2).id
CHINA = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)


@pytest.fixture
def file(template_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of two sites, which the environment names."""
    path = tmp_path / "office.sqlite"
    shutil.copy(template_file, path)
    monkeypatch.setenv("AUDITBOT_STORE", str(path))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("AUDITBOT_ZONE", raising=False)
    with open_store(str(path)) as store:
        store.write(lambda session: put_sites(session, (plain(1), plain(2)), NOW))
    return path


def said(capsys: Capture, *arguments: object, lang: Lang = Lang.ZH) -> tuple[int, str, str]:
    return _said(capsys, "schedule", *map(str, arguments), lang=lang)


def held(file: Path, site: str | None = A, kind: RunKind = RunKind.AUDIT) -> Schedule:
    with open_store(str(file)) as store, store.reading() as session:
        found = schedules_of(session, (A, B))
    return next(one for one in found if (one.site_id, one.kind) == (site, kind))


def lines(out: str) -> list[list[str]]:
    """The rows of a table without its heading, a word of two blanks or more between."""
    return [[cell for cell in line.split("  ") if cell.strip()] for line in out.splitlines()[1:]]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_explains_itself(part: str, lang: Lang, capsys: Capture) -> None:
    code, out, err = said(capsys, part, "--help", lang=lang)
    assert (code, err) == (0, "")
    assert all(option in out for option in ("--store", "--zone", "--lang"))
    assert f"\n  {part} " in said(capsys, "--help", lang=lang)[1]


def test_the_defaults_in_words(file: Path, capsys: Capture) -> None:
    code, out, _ = said(capsys, "list")
    assert code == 0
    assert len(lines(out)) == 12
    for words in (
        "每周一次，20:00–06:00",
        "每天 24 次，全天",
        "全面检查",
        "每日巡查",
        "可用性监测",
        "整改复查",
    ):
        assert out.count(words) == 3
    assert "all day" in said(capsys, "list", lang=Lang.EN)[1]


def test_some_sites_only(file: Path, capsys: Capture) -> None:
    out = said(capsys, "list", B)[1]
    assert [row[0].strip() for row in lines(out)] == [B] * 4
    assert said(capsys, "list", "nowhere")[0] == 2


def test_a_rule_of_a_site_and_when_it_is_due_then(file: Path, capsys: Capture) -> None:
    code, out, _ = said(
        capsys, "set", "audit", A, "--on", "周六,周日", "--window", "10:00-12:00", "--quiet", "11:00-11:30"
    )
    assert code == 0
    assert "每周一次（周六、周日），10:00–12:00，避开 11:00–11:30（单独设定）" in out
    rule = changed_rule(
        DEFAULTS[RunKind.AUDIT],
        {"weekdays": ["sat", "sun"], "window": "10:00-12:00", "quiet": ["11:00-11:30"]},
    )
    due = held(file).next_due
    assert due is not None
    assert due == Timetable(rule, RunKind.AUDIT, A, CHINA).after(due - timedelta(minutes=1))
    assert f"{due.astimezone(CHINA):%Y-%m-%d %H:%M}" in out
    assert timedelta() < due - datetime.now(UTC) < timedelta(days=7, minutes=1)
    assert held(file, B).next_due is None
    assert not held(file, B).own


def test_changed_bit_by_bit_and_reset(file: Path, capsys: Capture) -> None:
    said(capsys, "set", "可用性监测", A, "--times", 48, "--quiet", "01:00-02:00", "--quiet", "12:00-13:00")
    said(capsys, "set", "sample", A, "--on", "mon")
    said(capsys, "set", "sample", A, "--on", "any", "--quiet", "none")
    rule = held(file, A, RunKind.SAMPLE).rule
    assert (rule["times"], rule["weekdays"], rule["quiet"]) == (48, [], [])
    assert "每天 24 次" in said(capsys, "reset", "sample", A)[1]
    assert not held(file, A, RunKind.SAMPLE).own


def test_the_default_of_all(file: Path, capsys: Capture) -> None:
    with open_store(str(file)) as store:
        store.write(lambda session: seen_to(session, (A, B), tuple(RunKind), NOW, lambda site, kind: NOW))
        far = datetime(2999, 1, 1, tzinfo=UTC)
        store.write(lambda session: due_anew(session, (A, B), RunKind.LIGHT, NOW - HOUR, lambda *_: far))
    out = said(capsys, "set", "每日巡查", "--window", "04:00-05:00")[1]
    assert [row[0].strip() for row in lines(out)] == ["（所有网站）"]
    for site in (A, B):
        due = held(file, site, RunKind.LIGHT).next_due
        assert due is not None
        assert due.astimezone(CHINA).hour == 4
    assert said(capsys, "list")[1].count("每天一次，04:00–05:00") == 3
    assert "06:00–08:00" in said(capsys, "reset", "light")[1]


def test_the_clocks_of_another_zone(file: Path, capsys: Capture) -> None:
    said(capsys, "set", "light", A, "--window", "09:00-10:00", "--zone", "America/New_York")
    due = held(file, A, RunKind.LIGHT).next_due
    assert due is not None
    assert due.astimezone(ZoneInfo("America/New_York")).hour == 9
    assert f"{due.astimezone(CHINA):%Y-%m-%d %H:%M}" in said(capsys, "list", A)[1]
    assert " 09:" in said(capsys, "list", A, "--zone", "America/New_York")[1]


def test_the_zone_of_the_environment(file: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITBOT_ZONE", "America/New_York")
    said(capsys, "set", "light", A, "--window", "09:00-10:00")
    due = held(file, A, RunKind.LIGHT).next_due
    assert due is not None
    assert due.astimezone(ZoneInfo("America/New_York")).hour == 9


def test_off_and_on(file: Path, capsys: Capture) -> None:
    assert "停用" in said(capsys, "off", "audit", A)[1]
    assert held(file).next_due is None
    assert not held(file).enabled
    assert "启用" in said(capsys, "on", "audit", A)[1]
    assert held(file).next_due is not None
    assert "停用" in said(capsys, "off", "全面检查")[1]
    assert held(file).next_due is None
    assert "全部停用" in said(capsys, "on", "audit", A)[1]
    said(capsys, "on", "audit")
    assert held(file).next_due is not None


@pytest.mark.parametrize(
    "wrong",
    [
        ["set", "audit"],
        ["set", "audit", "--times", "0"],
        ["set", "audit", "--times", "many"],
        ["set", "audit", "--on", "周八"],
        ["set", "audit", "--window", "20:00-25:00"],
        ["set", "audit", "--window", "20:00"],
        ["set", "audit", "--quiet", "19:00-07:00"],
        ["set", "audit", "nowhere", "--times", "2"],
        ["set", "monthly", "--times", "2"],
        ["set", "audit", "--every", "month"],
        ["off", "audit", A, "nowhere"],
        ["list", "--zone", "Nowhere/At_all"],
        ["list", "--zone", "../../etc/passwd"],
        ["runs", "nowhere"],
        ["runs", "--since", "yesterday"],
        ["runs", "--limit", "0"],
    ],
)
@pytest.mark.parametrize("lang", Lang)
def test_what_is_refused_changes_nothing(wrong: list[str], lang: Lang, file: Path, capsys: Capture) -> None:
    code, out, err = said(capsys, *wrong, lang=lang)
    assert (code, out) == (2, "")
    assert err
    assert held(file).enabled
    assert held(file, None).rule == {}


def test_a_rule_that_was_spoiled_can_be_reset(file: Path, capsys: Capture) -> None:
    with open_store(str(file)) as store:
        store.write(lambda session: set_rule(session, A, RunKind.AUDIT, {"every": "year"}, NOW))
    assert "规则有误" in said(capsys, "list")[1]
    assert said(capsys, "set", "audit", A, "--times", 2)[0] == 4
    assert said(capsys, "reset", "audit", A)[0] == 0
    assert "规则有误" not in said(capsys, "list")[1]


@pytest.fixture
def ran(file: Path) -> Path:
    """A store in which something was done, something missed and something skipped."""

    def work(session: Session) -> None:
        key = begun(session, A, RunKind.AUDIT, NOW, "x", NOW)
        assert key is not None
        ended(session, key, RunState.FAILED, NOW + HOUR, "断\x1b[31m电\u202e")
        missed(session, A, RunKind.LIGHT, NOW + HOUR, NOW + 49 * HOUR, 3, NOW + 60 * HOUR, "无人值守")
        skipped(session, B, RunKind.AUDIT, NOW + 24 * HOUR, NOW + 24 * HOUR, "上一次未完")
        remove_site(session, B, NOW)

    with open_store(str(file)) as store:
        store.write(work)
    return file


def test_what_was_done(ran: Path, capsys: Capture) -> None:
    code, out, _ = said(capsys, "runs")
    assert code == 0
    assert [row[0].strip() for row in lines(out)] == [B, A, A, "3 条"]
    assert "2026-11-20 10:00 – 2026-11-22 10:00" in out
    assert all(word in out for word in ("失败", "错过", "跳过", "无人值守", "上一次未完"))
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("asked", "many"),
    [
        (["--missed"], 2),
        ([A], 2),
        ([B], 1),
        ([A, B, A], 3),
        ([A, "--missed"], 1),
        (["--since", "2026-11-21"], 1),
        (["--since", "2026-11-20"], 3),
        (["--limit", "2"], 2),
        ([A, B, "--limit", "2"], 2),
        (["--since", "2027-01-01"], 0),
    ],
)
def test_some_runs_only(asked: list[str], many: int, ran: Path, capsys: Capture) -> None:
    code, out, _ = said(capsys, "runs", *asked)
    assert code == 0
    assert out.endswith(f"{many} 条\n")
    assert ("--limit" in out) is ("--limit" in asked)


@pytest.fixture
def standing(file: Path) -> Path:
    """With an audit of the first site that is parked."""

    def work(session: Session) -> None:
        seen_to(session, (A, B), tuple(RunKind), NOW, lambda *_: datetime.now(UTC) + 99 * HOUR)
        key = begun(session, A, RunKind.AUDIT, NOW, "this", NOW)
        assert key
        park(session, key, NOW + HOUR, "out of memory?")

    with open_store(str(file)) as store:
        store.write(work)
    return file


@pytest.mark.parametrize("lang", Lang)
def test_what_is_parked_is_shown_and_set_free(standing: Path, lang: Lang, capsys: Capture) -> None:
    _, out, _ = said(capsys, "list", lang=lang)
    assert "schedule free" in out
    assert {one[-1].strip() for one in lines(out) if one[0] == A} >= {{"zh": "停放", "en": "parked"}[lang]}
    assert "out of memory?" in said(capsys, "runs", "--missed")[1]
    code, out, _ = said(capsys, "free", "audit", lang=lang)
    assert (code, A in out) == (0, True)
    due = held(standing).next_due
    assert due
    assert due <= datetime.now(UTC)
    with open_store(str(standing)) as store, store.reading() as session:
        assert parked(session) == ()
    assert "schedule free" not in said(capsys, "list")[1]


@pytest.mark.parametrize("wrong", [["light"], ["audit", B], ["audit", A, B], ["audit", "nobody"]])
def test_what_is_not_parked_is_not_set_free(wrong: list[str], standing: Path, capsys: Capture) -> None:
    code, out, err = said(capsys, "free", *wrong)
    assert (code, out, bool(err)) == (2, "", True)
    assert held(standing).parked
