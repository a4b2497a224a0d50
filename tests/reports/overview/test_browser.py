"""The overview of five hundred sites in a real browser: on a desk, on a phone, on paper."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditbot.model.text import Lang
from auditbot.overview.marking import INTERNAL
from auditbot.overview.whole import overview
from reports.overview import write_overview
from tests.reports.overview.fleet import DAY, ledger, made
from tests.reports.test_browser import BROWSERS, WIDTHS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Page]":
    playwright = pytest.importorskip("playwright.sync_api")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium on PATH")
    folder = tmp_path_factory.mktemp("overview")
    write_overview(overview(replace(made(500, 60), ledger=ledger(500, DAY.date()))), folder, Lang.ZH, None)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path)
        opened = browser.new_page()
        opened.goto((folder / "overview.html").as_uri())
        yield opened
        browser.close()


def test_five_hundred_sites_open_at_once(page: "Page") -> None:
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    assert metrics["ProcessTime"] < 2, "seconds of processor time of the page's process"
    assert page.evaluate("document.querySelectorAll('#sites tbody tr').length") == 500


def test_it_asks_for_nothing(page: "Page") -> None:
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_everything_that_can_be_reached_has_a_name(page: "Page") -> None:
    unnamed = page.evaluate(
        """[...document.querySelectorAll('a, summary, [tabindex="0"], section, nav, svg[role=img], table')]
        .filter(node => !(node.getAttribute('aria-label') || node.getAttribute('aria-labelledby')
          || node.textContent.trim())).map(node => node.outerHTML.slice(0, 80))"""
    )
    assert unnamed == []
    assert page.evaluate("[...document.querySelectorAll('table')].every(one => one.caption && one.tHead)")
    for role in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_never_scrolls_sideways(page: "Page", width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_printed_page_is_marked(page: "Page", tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on PATH")
    path = tmp_path / "overview.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    told = subprocess.run([reader, "-layout", str(path), "-"], capture_output=True, check=True, timeout=60)
    sheets = [sheet for sheet in told.stdout.decode().split("\f") if sheet.strip()]
    mark = re.sub(r"\s", "", INTERNAL.zh)
    assert len(sheets) > 5
    assert all(re.sub(r"\s", "", sheet).count(mark) >= 2 for sheet in sheets)
