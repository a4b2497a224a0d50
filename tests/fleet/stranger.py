"""A stranger's package with a check that does what a page tells it to, installed by its folder alone."""

from pathlib import Path

_CHECK = '''\
import os, signal, sys, threading, time
from auditbot.check import About, Check, Outcome, Tally

def hang():
    for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    while True:
        time.sleep(1)

DOES = {
    "自毁": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "出走": lambda: os._exit(0),
    "退出": lambda: sys.exit(0),
    "卡住": hang,
    "刷屏": lambda: os.write(2, b"x" * 1500000),
}

class Stranger(Check):
    """Does it while the page is visited."""
    id = "stranger"
    title = "陌生的检查"
    about = About("", "", "")
    messages = {}
    def visit(self, page):
        for word, does in DOES.items():
            if word in page.text:
                does()
        return []
    def conclude(self, crawl):
        return [Tally(1, Outcome.PASSED)]
'''
_FRAMEWORK = """\
id: strange
title: {zh: 陌生}
about: {zh: 陌生}
clauses:
  - id: c
    title: {zh: 陌生}
    says: {zh: 陌生}
    see: automatic
    source: {document: 文, trust: S}
    requirements: [{id: r, check: stranger, severity: major}]
"""


def install(folder: Path) -> Path:
    """Put the package into a folder, which is to be on the path; gives the framework that uses it."""
    info = folder / "stranger-1.0.dist-info"
    info.mkdir()
    (folder / "stranger_check.py").write_text(_CHECK, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[auditbot.checks]\nstranger = stranger_check\n")
    framework = folder / "strange.yaml"
    framework.write_text(_FRAMEWORK, encoding="utf-8")
    return framework
