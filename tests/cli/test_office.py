"""What a store in use adds to the overview, the papers and the report of a site."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from auditbot.cli.remember import remembered
from auditbot.ledger.acts import Reach, assign, except_, review
from auditbot.ledger.entries import Entry, Wanted, entries
from auditbot.ledger.layout import COLUMNS, NUMBER
from auditbot.ledger.proof import local_day
from auditbot.ledger.returned import read_returned
from auditbot.ledger.writing import Act
from auditbot.model.audit import Audit
from auditbot.model.course import ExceptionScope, Judgement
from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang
from auditbot.store.open import open_store
from auditbot.store.sites import put_sites
from tests.cli.calling import said
from tests.papers.making import lines
from tests.reports.overview.fleet import DAY, FIRST, SECOND, audit, store
from tests.reports.sample_findings import findings
from tests.store.conftest import template_file

__all__ = ["template_file"]

Capture = pytest.CaptureFixture[str]
NOW = datetime.now(UTC)
LATE = local_day(NOW) - timedelta(days=3)


@dataclass(frozen=True)
class Made:
    """A folder of audits with a store beside them, and which findings are what in it."""

    out: Path
    late: Entry
    excepted: Entry
    dismissed: Entry
    closed: Entry

    @property
    def place(self) -> Path:
        return self.out / "a" / SECOND


@pytest.fixture
def made(template_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.setenv("AUDITBOT_PROOFS", "1")
    monkeypatch.delenv("AUDITBOT_STORE", raising=False)
    named = tmp_path / "office.sqlite"
    named.write_bytes(template_file.read_bytes())
    sites = [audit(name).site for name in ("a", "b", "c")]
    with open_store(str(named)) as office:
        office.write(lambda session: put_sites(session, sites, NOW - timedelta(days=90)))
    _recorded(tmp_path, audit("b"), SECOND)
    _recorded(tmp_path, audit("a", finished=DAY - timedelta(days=31)), FIRST)
    failed = [_entry(tmp_path, one.id) for one in findings() if one.outcome is Outcome.FAILED]
    _recorded(
        tmp_path, audit("a", tuple(one for one in findings() if one.id != failed[3].finding.id)), SECOND
    )
    late, excepted, dismissed = (one.row.key for one in failed[:3])
    act = Act("王", NOW, "已核实")
    with open_store(str(named)) as office:
        office.write(lambda session: assign(session, [late], act, due=LATE, unit="整改<b>科"))
        reach = Reach(ExceptionScope.TARGET, date(2099, 1, 1))
        office.write(lambda session: except_(session, [excepted], reach, act))
        office.write(lambda session: review(session, [dismissed], Judgement.FALSE_ALARM, act))
    return Made(tmp_path, *failed[:4])


def _recorded(out: Path, one: Audit, stamp: str) -> None:
    named = audit_named(one, stamp)
    known, kept = remembered(named, out, str(out / "office.sqlite"), Lang.ZH)
    assert kept
    store(out, known, stamp)


def audit_named(one: Audit, stamp: str) -> Audit:
    return one.model_copy(update={"id": stamp})


def _entry(out: Path, name: str) -> Entry:
    with open_store(str(out / "office.sqlite")) as office, office.reading() as session:
        [found] = [one for one in entries(session, Wanted(site="a"), DAY.date()) if one.finding.id == name]
    return found


def told(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def test_the_overview_tells_the_ledger(capsys: Capture, made: Made) -> None:
    assert said(capsys, "overview", str(made.out))[0] == 0
    data = told(made.out / "overview.json")
    assert data["registered"] == 3
    ledger = data["ledger"]
    assert (ledger["excepted"], ledger["states"]["false-alarm"], ledger["states"]["closed"]) == (1, 1, 1)
    assert (ledger["total"]["overdue"], ledger["units"]["整改<b>科"]["overdue"]) == (1, 1)
    assert ledger["periods"][0]["closed"] == 1
    [site] = [one["ledger"] for one in data["sites"] if one["id"] == "a"]
    assert (site["overdue"], site["closed"]) == (1, 1)
    page = (made.out / "overview.html").read_text("utf-8")
    assert '<section id="ledger"' in page
    assert "科<b>" not in page.replace("&lt;b&gt;", "")


def test_without_a_store_it_is_as_it_was(capsys: Capture, made: Made) -> None:
    (made.out / "office.sqlite").unlink()
    assert said(capsys, "overview", str(made.out))[0] == 0
    assert "ledger" not in told(made.out / "overview.json")


def test_a_store_may_be_named(capsys: Capture, made: Made) -> None:
    elsewhere = (made.out / "office.sqlite").rename(made.out / "other.sqlite")
    assert said(capsys, "overview", str(made.out), "--store", str(elsewhere), "--registered", "9")[0] == 0
    data = told(made.out / "overview.json")
    assert ("ledger" in data, data["registered"]) == (True, 9)
    assert said(capsys, "overview", str(made.out), "--store", str(made.out / "none.sqlite"))[0] == 2


@pytest.fixture
def papers(capsys: Capture, made: Made) -> Path:
    code, _, problems = said(capsys, "papers", str(made.out), "--office", "区办")
    assert (code, problems) == (0, "")
    return made.out / "papers"


def notices(papers: Path) -> str:
    return "\n".join(line for path in papers.glob("整改通知-*.docx") for line in lines(path.read_bytes()))


def test_notices_leave_out_what_is_not_to_be_mended(papers: Path, made: Made) -> None:
    text = notices(papers)
    numbers = set(re.findall(r"台账第 (\d+) 号", text))
    assert str(made.late.row.key) in numbers
    assert not {str(one.row.key) for one in (made.excepted, made.dismissed, made.closed)} & numbers
    assert "已发现 2 次" in text
    mine = "\n".join(lines((papers / "整改通知-整改_b_科.docx").read_bytes()))
    assert "发现由你单位负责的问题 1 个" in mine
    assert f"{LATE.year}年{LATE.month}月{LATE.day}日\n已超期" in mine


def test_the_ledger_of_the_papers_is_the_sheet_that_comes_back(papers: Path, made: Made) -> None:
    path = papers / "整改台账.xlsx"
    rows = {row.key: row for row in read_returned(path)}
    assert {one.row.key for one in (made.late, made.excepted, made.dismissed, made.closed)} <= set(rows)
    assert rows[made.late.row.key].cells["state"] == "assigned"
    titles = list(COLUMNS)
    page = load_workbook(path).worksheets[0]
    seen = {row[titles.index(NUMBER)]: row for row in page.iter_rows(min_row=2, values_only=True)}
    assert seen[made.closed.row.key][titles.index("状态")] == "销号"
    assert seen[made.late.row.key][titles.index("发现次数")] == 2
    assert "例外至 2099-01-01" in str(seen[made.excepted.row.key][titles.index("备注")])


def test_what_was_closed_before_the_period_is_in_the_ledger_no_more(
    capsys: Capture, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.cli.ledger_options.today", lambda: NOW.date() + timedelta(days=40))
    assert said(capsys, "papers", str(made.out), "--to", str(made.out / "later"))[0] == 0
    keys = {row.key for row in read_returned(made.out / "later" / "整改台账.xlsx")}
    assert made.closed.row.key not in keys
    assert made.dismissed.row.key in keys


def test_the_circular_and_the_table_count_by_the_ledger(papers: Path) -> None:
    circular = "\n".join(lines((papers / "问题通报.docx").read_bytes()))
    assert "经检查证明销号 1 个" in circular
    assert "超期 1 个、例外 1 个；另有误报 1 个" in circular
    page = load_workbook(papers / "检查情况表.xlsx")
    assert "台账情况" in [cell.value for cell in page["检查结果"][1]]
    clauses = [str(row[3]) for row in page["检查情况"].iter_rows(values_only=True)]
    assert any("例外 1 处" in one for one in clauses)
    assert any("误报 1 处" in one for one in clauses)


def test_a_report_is_rendered_as_it_was_or_with_what_is_known_now(capsys: Capture, made: Made) -> None:
    def report(*more: str) -> dict[str, Any]:
        assert said(capsys, "report", str(made.place), "--format", "html", *more)[0] == 0
        return told(made.place / "audit.json")

    def courses(data: dict[str, Any]) -> dict[int, dict[str, Any]]:
        return {one["course"]["ledger"]["number"]: one["course"] for one in data["findings"] if one["course"]}

    before = told(made.place / "audit.json")
    assert report() == before
    assert courses(before)[made.late.row.key]["ledger"]["state"] == "waiting"
    after = report("--store", str(made.out / "office.sqlite"))
    known = courses(after)
    assert known[made.late.row.key]["ledger"]["overdue"] == 3
    assert known[made.excepted.row.key]["exception"]["reason"] == "已核实"
    assert known[made.dismissed.row.key]["ledger"]["state"] == "false-alarm"
    assert {one["change"] for one in known.values()} == {"still"}
    counts = {name: after["remembered"][name] for name in ("audits", "new", "still", "gone", "back")}
    assert counts == {"audits": 2, "new": 0, "still": len(known), "gone": 1, "back": 0}
    assert [one["id"] for one in after["remembered"]["gone_findings"]] == [made.closed.finding.id]
    page = (made.place / "report.html").read_text("utf-8")
    assert f"台账第 {made.late.row.key} 号：交办" in page
    assert f"交办期限 {LATE}（超期 3 天）" in page
    assert "例外（此对象）至 2099-01-01：已核实" in page
    assert report() == after


def test_a_report_of_an_audit_that_the_store_does_not_have(capsys: Capture, made: Made) -> None:
    place = store(made.out, audit("c"))
    code, _, problems = said(capsys, "report", str(place), "--store", str(made.out / "office.sqlite"))
    assert code == 0
    assert "没有这次检查" in problems
    assert told(place / "audit.json")["remembered"] is None


@pytest.fixture
def sheet(capsys: Capture, made: Made) -> Path:
    path = made.out / "sheet.xlsx"
    assert said(capsys, "ledger", "export", str(path), "--out", str(made.out))[0] == 0
    book = load_workbook(path)
    page, titles = book.worksheets[0], list(COLUMNS)
    for row in page.iter_rows(min_row=2):
        if row[titles.index(NUMBER)].value == made.late.row.key:
            row[titles.index("整改说明")].value = "已改"
            row[titles.index("状态")].value = "已反馈"
        if row[titles.index(NUMBER)].value == made.closed.row.key:
            row[titles.index("状态")].value = "整改中"
    book.save(path)
    return path


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    capsys: Capture, made: Made, sheet: Path
) -> None:
    arguments = ("ledger", "import", str(sheet), "--by", "王", "--out", str(made.out))

    def standing() -> tuple[str, int]:
        row = _entry(made.out, made.late.finding.id).row
        return row.state.value, row.version

    before = standing()
    code, out, problems = said(capsys, *arguments, "--dry-run")
    assert (code, standing()) == (3, before)
    assert f"（台账号 {made.late.row.key}）" in out
    assert "状态 “交办” → “已反馈”" in out
    assert "整改说明 “” → “已改”" in out
    assert "没有改动" in out
    assert f"（台账号 {made.closed.row.key}）" in problems
    assert said(capsys, *arguments)[0] == 3
    assert standing()[0] == "reported"


def test_it_speaks_english_too(capsys: Capture, made: Made) -> None:
    name = str(made.out / "office.sqlite")
    english = ("--lang", "en")
    assert said(capsys, "overview", str(made.out), *english, lang=Lang.EN)[0] == 0
    assert "The ledger" in (made.out / "overview.html").read_text("utf-8")
    report = ("report", str(made.place), "--format", "html", "--store", name, *english)
    assert said(capsys, *report, lang=Lang.EN)[0] == 0
    assert f"ledger no. {made.late.row.key}: assigned" in (made.place / "report.html").read_text("utf-8")
