"""The report in a real browser: on a desk, on a phone, on paper."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditbot.model.text import Lang
from reports import write
from tests.reports.sample import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chromium-headless-shell",
)
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    playwright = pytest.importorskip("playwright.sync_api")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium on PATH")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path)
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=list(Lang))
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Lang]:
    folder = tmp_path_factory.mktemp("report")
    return write(sample(), (), folder, ["html"], request.param)["html"], request.param


@pytest.fixture
def page(browser: "Browser", report: tuple[Path, Lang]) -> "Iterator[Page]":
    opened = browser.new_page()
    opened.goto(report[0].as_uri())
    yield opened
    opened.close()


def test_it_opens_in_silence_and_asks_for_nothing(browser: "Browser", report: tuple[Path, Lang]) -> None:
    opened = browser.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda fault: said.append(str(fault)))
    opened.on(
        "request", lambda request: said.append(request.url) if request.url != report[0].as_uri() else None
    )
    opened.goto(report[0].as_uri(), wait_until="networkidle")
    assert said == []
    assert opened.evaluate("getComputedStyle(document.querySelector('.verdict')).borderLeftWidth") == "6px"
    opened.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_never_scrolls_sideways(page: "Page", width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.evaluate("document.querySelectorAll('.folded').forEach(part => part.hidden = false)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_letter_is_too_small_on_a_phone(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    smallest = page.evaluate(
        """Math.min(...[...document.querySelectorAll('body :not(svg, svg :not(text))')]
        .filter(node => node.textContent.trim())
        .map(node => parseFloat(getComputedStyle(node).fontSize)
          * (node.getScreenCTM ? node.getScreenCTM().a : 1)))"""
    )
    assert smallest >= 11


def test_a_link_into_a_fold_opens_it(page: "Page") -> None:
    hidden = page.locator(".folded .shorts > li").first
    number = hidden.get_attribute("id")
    assert not page.evaluate(
        f"document.getElementById('{number}').checkVisibility({{contentVisibilityAuto: true}})"
    )
    page.evaluate(f"location.hash = '#{number}'")
    page.wait_for_function(
        f"document.getElementById('{number}').checkVisibility({{contentVisibilityAuto: true}})"
    )


def test_a_fold_opens_and_closes_by_keyboard(page: "Page") -> None:
    visible = (
        "document.querySelector('.folded').checkVisibility({contentVisibilityAuto: true}) && "
        "document.querySelector('.folded > *').checkVisibility({contentVisibilityAuto: true})"
    )
    page.locator("summary").first.focus()
    assert not page.evaluate(visible)
    page.keyboard.press("Enter")
    assert page.evaluate(visible)
    page.keyboard.press("Enter")
    assert not page.evaluate(visible)


def test_on_paper_nothing_is_folded(page: "Page", report: tuple[Path, Lang]) -> None:
    page.emulate_media(media="print")
    text = squeezed(page.evaluate("document.body.innerText"))
    for finding in sample().findings:
        assert squeezed(finding.texts[report[1]].says) in text


def test_the_pdf_holds_every_finding_and_names_the_site_on_every_page(
    page: "Page", tmp_path: Path, report: tuple[Path, Lang]
) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on PATH")
    path = tmp_path / "report.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    text = subprocess.run(
        [reader, "-layout", str(path), "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    whole = squeezed(text)
    for finding in sample().findings:
        assert squeezed(finding.texts[report[1]].says) in whole
    sheets = [sheet for sheet in text.split("\f") if sheet.strip()]
    assert len(sheets) > 5
    assert all("青禾区人民政府门户网站" in sheet and "2026-11-20" in sheet for sheet in sheets)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_everything_that_can_be_reached_has_a_name(page: "Page") -> None:
    unnamed = page.evaluate(
        """[...document.querySelectorAll('a, summary, [tabindex="0"], section, nav, svg[role=img], table')]
        .filter(node => !(node.getAttribute('aria-label') || node.getAttribute('aria-labelledby')
          || node.textContent.trim())).map(node => node.outerHTML.slice(0, 80))"""
    )
    assert unnamed == []
    for role in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1
    assert page.evaluate(
        "[...document.querySelectorAll('table')].every(table => table.caption && table.tHead)"
    )
    assert page.evaluate("[...document.querySelectorAll('svg')].every(svg => svg.querySelector('title'))")


def test_the_first_key_leads_to_the_report(page: "Page") -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
