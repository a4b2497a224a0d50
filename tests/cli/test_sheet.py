"""``auditbot sheet``, and the choice of a sheet for an audit."""

from pathlib import Path

import pytest

from auditbot.sheets import OURS, read
from tests.cli.calling import said


def test_the_sheets_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "sheet")
    assert (code, out.split()[0]) == (0, OURS)


def test_a_sheet_tells_what_it_counts(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "sheet", OURS)
    assert code == 0
    assert all(line.id in out and line.checks[0] in out for line in read(OURS).lines)


def test_a_workbook_is_written_and_read_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "区办.xlsx"
    assert said(capsys, "sheet", OURS, "--xlsx", str(path))[0] == 0
    code, out, _ = said(capsys, "sheet", str(path))
    assert (code, out.splitlines()[0]) == (0, "区办")


@pytest.mark.parametrize(
    "given", [("nothing",), (OURS, "--xlsx", "/nowhere/a.xlsx"), (OURS, "--xlsx", "a.doc")]
)
def test_what_cannot_be_read_or_written_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], given: tuple[str, ...]
) -> None:
    assert said(capsys, "sheet", *given)[0] == 2
