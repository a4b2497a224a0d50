"""``report --format pdf``: the report of one site on paper."""

import asyncio
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from auditbot.errors import EnvironmentProblem
from auditbot.model.audit import Audit
from auditbot.model.text import Lang, Text
from auditbot.net.browser.chromium import find
from auditbot.settings import Limits, Rendering

PDF = "pdf"
FILE = "report.pdf"


def without_pdf(given: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
    """Whether a PDF was asked for, and the options without it: what is printed is no format of its own."""
    names = [part.strip() for part in (given.get("format") or "").split(",")]
    if PDF not in names:
        return False, dict(given)
    others = [name for name in names if name and name != PDF]
    return True, {**given, "format": ",".join(others) or "json"}


def print_report(audit: Audit, folder: Path, lang: Lang) -> Path:
    """Write the report as PDF; its path. Raises EnvironmentProblem without a browser that can be driven."""
    from reports.files import batch
    from reports.html import html

    browser = find(Rendering())
    if browser is None or find_spec("playwright") is None:
        raise EnvironmentProblem(
            Text("生成 PDF 需要 Chromium 和 Playwright", "a PDF needs Chromium and Playwright"),
            Text(
                "安装：pip install 'auditbot[render]'；或用浏览器打开 report.html 另存为 PDF",
                "pip install 'auditbot[render]'; or open report.html in a browser and print it to PDF",
            ),
        )
    from auditbot.net.browser.printing import printed

    content = asyncio.run(printed("".join(html(audit, lang)), browser, Limits()))
    with batch(folder) as files:
        files.add_bytes(FILE, [content])
    return folder / FILE
