"""The papers as files."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditbot.errors import ConfigError
from auditbot.ledger.layout import COLUMNS, workbook
from auditbot.overview.marking import INTERNAL, Approval
from auditbot.workbook import ROWS, read_sheets
from reports import papers
from reports.papers import write_papers, write_templates
from reports.papers.examined import examined
from reports.papers.skeletons import CIRCULAR, NOTICE
from reports.papers.workbooks import RESULTS, STATES, examination, line_of
from tests.cli.calling import said
from tests.papers.making import SENDER, gathered, lines, parts, rows, template
from tests.reports.overview.fleet import audit, store
from tests.reports.sample import incomplete

AUDITS = (audit("a"), audit("b"))
WHOLE, CASES = gathered(*AUDITS)
SUBJECTS = [examined(one) for one in AUDITS]
LEAVE = Approval("王建国", date(2026, 11, 19))


def test_the_examination_tells_every_clause_of_every_site() -> None:
    seen = rows(examination(SUBJECTS))
    assert seen["检查结果"][0] == RESULTS
    assert [row[1] for row in seen["检查结果"][1:]] == ["a网站", "b网站"]
    assert seen["检查情况"][0] == STATES
    clauses = sum(len(framework.clauses) for framework in AUDITS[0].frameworks)
    assert len(seen["检查情况"]) == 1 + 2 * clauses


def test_what_nobody_looked_at_is_never_free_of_faults() -> None:
    told = {indicator: state for indicator, _, state in SUBJECTS[0].clauses}
    assert any(state.startswith("网站上看不出：") for state in told.values())
    assert any(state.startswith("未检测：本机没有 IPv6 线路") for state in told.values())
    partly = [state for _, _, state in examined(incomplete()).clauses]
    assert "未发现" not in partly
    nothing = examined(audit("a", (), complete=False)).clauses
    assert any(state == "看到的 30% 中未发现" for _, _, state in nothing)


def test_the_ledger_has_a_row_a_case(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([line_of(case) for case in CASES], returns=False))
    [sheet] = read_sheets(path)
    titles = tuple(COLUMNS)
    assert sheet.rows[0][: len(titles)] == titles
    assert [row[0] for row in sheet.rows[1:]] == [case.id for case in CASES]
    assert {row[titles.index("状态")] for row in sheet.rows[1:]} == {"待审核"}
    assert {(*row, None)[titles.index("备注")] for row in sheet.rows[1:]} == {"待人工确认", None}


def test_all_papers_appear_together(tmp_path: Path) -> None:
    made = write_papers(WHOLE, SUBJECTS, CASES, SENDER, tmp_path / "new")
    assert sorted(made) == sorted((tmp_path / "new").iterdir())
    names = [path.name for path in made]
    assert names[:3] == ["检查情况表.xlsx", "整改台账.xlsx", CIRCULAR]
    assert "整改通知-区财政局.docx" in names


def test_more_cases_than_a_workbook_may_hold_make_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "ROWS", len(CASES))
    made = write_papers(WHOLE, SUBJECTS, CASES, SENDER, tmp_path)
    assert [path.name for path in made][1:3] == ["整改台账.xlsx", "整改台账-2.xlsx"]
    assert len(CASES) < ROWS


@pytest.mark.parametrize("approved", [None, LEAVE])
def test_every_page_of_every_paper_is_marked(tmp_path: Path, approved: Approval | None) -> None:
    for path in write_papers(WHOLE, SUBJECTS, CASES, SENDER, tmp_path, approved=approved):
        if path.suffix == ".docx":
            heads = [xml for name, xml in parts(path.read_bytes()).items() if "header" in name]
            leave = approved if path.name == CIRCULAR else None
            assert any(("批准公开" if leave else INTERNAL.zh) in xml for xml in heads)
        else:
            headers = [page.oddHeader for page in load_workbook(path).worksheets]
            assert {header.left.text for header in headers if header} == {INTERNAL.zh}
            assert all(headers)


@pytest.mark.parametrize(
    "names",
    [
        ("../../etc/passwd", "a/b", "a\\b", 'a:*?"<>|b', "..", ".", "CON", "x" * 300, "\u202etxt", "\0\n"),
        ("甲" * 200, "甲" * 201, "A局", "a局", "甲/乙", "甲\\乙"),
    ],
)
def test_units_of_any_name_have_files_of_their_own_in_the_folder(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    cases = [replace(CASES[0], units=(name,), certain=True) for name in names]
    made = write_papers(WHOLE, SUBJECTS, cases, SENDER, tmp_path / "in")
    assert sorted(made) == sorted((tmp_path / "in").iterdir())
    assert len({path.name.casefold() for path in made}) == 3 + len(names)
    assert all(path.parent == tmp_path / "in" and len(path.name.encode()) < 250 for path in made)


def test_an_office_may_use_its_own_template(tmp_path: Path) -> None:
    own = tmp_path / "own"
    write_templates(own)
    assert sorted(path.name for path in own.iterdir()) == sorted((CIRCULAR, NOTICE))
    mine = template(lambda document: document.add_paragraph("{{使用范围}} 致{{单位}}"))
    (own / NOTICE).write_bytes(mine.content)
    made = write_papers(WHOLE, SUBJECTS, CASES, SENDER, tmp_path / "out", own=own)
    notice = next(path for path in made if path.name == "整改通知-区财政局.docx")
    assert lines(notice.read_bytes()) == [f"{INTERNAL.zh} 致区财政局"]


def test_a_template_without_the_mark_is_refused(tmp_path: Path) -> None:
    (tmp_path / CIRCULAR).write_bytes(template(lambda document: document.add_paragraph("通报")).content)
    with pytest.raises(ConfigError) as caught:
        write_papers(WHOLE, SUBJECTS, CASES, SENDER, tmp_path / "out", own=tmp_path)
    assert "使用范围" in caught.value.message.zh
    assert not (tmp_path / "out").exists()


def test_a_folder_without_templates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        write_papers(WHOLE, SUBJECTS, CASES, SENDER, tmp_path / "out", own=tmp_path)


def test_the_command_writes_them(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    store(tmp_path, AUDITS[0])
    code, out, _ = said(capsys, "papers", str(tmp_path), "--office", "区办", "--deadline", "2026-12-10")
    assert code == 0
    assert [Path(line).parent for line in out.splitlines()] == [tmp_path / "papers"] * len(out.splitlines())


def test_the_command_writes_templates(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert said(capsys, "papers", "--write-templates", str(tmp_path / "t"))[0] == 0
    assert (tmp_path / "t" / NOTICE).is_file()


@pytest.mark.parametrize("given", [("--deadline", "soon"), ("--templates", "/nowhere")])
def test_what_cannot_be_used_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, given: tuple[str, str]
) -> None:
    store(tmp_path, AUDITS[0])
    assert said(capsys, "papers", str(tmp_path), *given)[0] == 2
    assert not (tmp_path / "papers").exists()


def test_a_folder_without_audits_is_wrong_usage(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert said(capsys, "papers", str(tmp_path))[0] == 2
    assert said(capsys, "overview", str(tmp_path))[0] == 2
