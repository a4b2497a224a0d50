"""Takes the README's picture: the head of the example town's report, as a browser shows it.

python docs/picture.py AUDIT_FOLDER docs/report.png
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from auditbot.net.browser.chromium import find
from auditbot.settings import Rendering

WIDTH, HEIGHT = 1040, 1180


def picture(report: Path, target: Path) -> None:
    """Write a PNG of the first screen of a report."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(Rendering()), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(report.resolve().as_uri())
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    picture(Path(sys.argv[1]) / "report.html", Path(sys.argv[2]))
