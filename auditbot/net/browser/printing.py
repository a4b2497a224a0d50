"""Pages of our own on paper: a report as PDF, as Chromium prints it."""

import asyncio
from pathlib import Path

from auditbot.errors import EnvironmentProblem
from auditbot.model.text import Text
from auditbot.net.browser.chromium import launch
from auditbot.settings import Limits

_SECONDS = 120
"""Five thousand findings make several hundred pages."""
_NO_PROXY = 9
"""The port of the discard service: whatever the page asked for would be asked of nobody."""


async def printed(html: str, path: Path, limits: Limits) -> bytes:
    """The PDF of a page that needs nothing else. Scripts are off, and there is no network.

    ``path`` is that of the browser. Raises EnvironmentProblem where it does not start or does not print.
    """
    from playwright.async_api import Error, async_playwright

    try:
        async with asyncio.timeout(_SECONDS), async_playwright() as playwright:
            chromium = await launch(path, _NO_PROXY, limits)
            try:
                browser = await playwright.chromium.connect_over_cdp(chromium.endpoint)
                context = await browser.new_context(java_script_enabled=False, offline=True)
                page = await context.new_page()
                session = await context.new_cdp_session(page)
                frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
                await session.send("Page.setDocumentContent", {"frameId": frame, "html": html})
                return await page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
            finally:
                await chromium.close()
    except (Error, TimeoutError) as fault:
        raise EnvironmentProblem(
            Text(f"浏览器没有打印出来：{fault}", f"the browser did not print: {fault}"),
            Text("请用浏览器打开 report.html 另存为 PDF", "open report.html in a browser, print it to PDF"),
        ) from fault
