"""``auditbot report --format pdf``."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from auditbot.cli import printing
from auditbot.cli.printing import without_pdf
from auditbot.net.browser.chromium import find
from auditbot.settings import Rendering
from tests.cli.calling import said
from tests.reports.overview.fleet import audit, store


@pytest.mark.parametrize(
    ("given", "asked", "left"),
    [
        (None, False, None),
        ("html,csv", False, "html,csv"),
        ("pdf", True, "json"),
        ("html, pdf,", True, "html"),
        ("PDF", False, "PDF"),
    ],
)
def test_a_pdf_is_asked_for_beside_other_formats(given: str | None, asked: bool, left: str | None) -> None:
    told, options = without_pdf({"format": given, "quiet": True})
    assert (told, options) == (asked, {"format": left, "quiet": True})


@pytest.mark.browser
def test_the_report_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    if find(Rendering()) is None or find_spec("playwright") is None:
        pytest.skip("no Chromium, or nothing to drive it")
    place = store(tmp_path, audit("a"))
    code, out, problem = said(capsys, "report", str(place), "--format", "pdf")
    if code == 4:
        pytest.skip(f"the browser does not start here: {problem}")
    assert code == 0
    assert out.split()[-1] == str(place / "report.pdf")
    content = (place / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") > 5


def test_without_a_browser_it_is_said_what_is_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "find", lambda _: None)
    place = store(tmp_path, audit("a"))
    code, _, problem = said(capsys, "report", str(place), "--format", "pdf")
    assert code == 4
    assert "auditbot[render]" in problem
    assert not (place / "report.pdf").exists()
