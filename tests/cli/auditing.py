"""A small site on loopback, and what the tests of auditing commands share."""

from pathlib import Path

import pytest

from tests.audit.loopback import Body

Capture = pytest.CaptureFixture[str]
PAGES: dict[str, Body] = {
    "/": '<title>示例市</title><ul class="nav"><li><a href="/b/">公告</a></li></ul>'
    '<a href="/a.html">要闻一则</a>',
    "/a.html": f"<h1>要闻一则</h1><p>{'正文说明了一件事情。' * 20}</p>",
    "/b/": '<h2>公告</h2><ul><li><a href="/b/1.html">公告一</a><span>2026-11-18</span></li></ul>',
    "/b/1.html": f"<h1>公告一</h1><p>{'公告的内容各不相同。' * 20}</p>",
    "/zhen/": '<h1>某镇</h1><a href="/zhen/x.html">镇内</a><a href="/a.html">镇外</a>',
    "/zhen/x.html": f"<h1>镇内</h1><p>{'镇里的消息。' * 30}</p>",
}
FRAMEWORK = """\
id: own
title: {{zh: 自定}}
about: {{zh: 自定}}
clauses:
  - id: c
    title: {{zh: 链接}}
    says: {{zh: 链接有效}}
    see: automatic
    source: {{document: 文, trust: S}}
    requirements: [{{id: r, check: broken-links, severity: {severity}}}]
"""


def own(folder: Path, severity: str = "major") -> Path:
    path = folder / f"{severity}.yaml"
    path.write_text(FRAMEWORK.format(severity=severity), encoding="utf-8")
    return path
