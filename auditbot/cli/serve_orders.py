"""The command lines of what ``serve`` has done, and the site files that they name."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

from auditbot.audit.folder import FLEET
from auditbot.cli.chosen import settings_of
from auditbot.cli.fleet import PROGRAM
from auditbot.clock.duty import Due
from auditbot.fleet.child import Patience
from auditbot.fleet.entry import Order
from auditbot.fleet.sitefiles import write_site
from auditbot.model.text import Lang
from auditbot.store.schema_clock import RunKind

_FOLDER = "serve-"
"""And the number of the process: where its site files lie."""


@dataclass(frozen=True, slots=True)
class Orders:
    """The command line of each run: what was asked of ``serve``, for one site."""

    given: Mapping[str, Any]
    options: tuple[str, ...]
    folder: Path
    """For site files."""
    grace: float
    lang: Lang

    def __call__(self, due: Due) -> Order:
        """Raises ConfigError, StoreError."""
        site = due.site
        glance = due.kind is RunKind.LIGHT
        frameworks = self.given["framework"] or ",".join(site.frameworks)
        asked = {**self.given, "framework": frameworks, "glance": glance}
        settings = settings_of(asked, site.crawl, self.lang)
        extent = ("--glance",) if glance else ()
        begin = "--resume" if due.folder else "--fresh"
        command = (*PROGRAM, str(write_site(site, self.folder)), *self.options, *extent, begin)
        return Order(site, command, Patience(settings.limits.seconds, self.grace))


def folder_for_sites(out: Path) -> Path:
    """Where this process lays site files."""
    return out / FLEET / f"{_FOLDER}{os.getpid()}"


def sweep(folder: Path) -> None:
    """Remove the site files of processes that were killed."""
    for left in folder.glob(f"{_FOLDER}*"):
        number = left.name.removeprefix(_FOLDER)
        if number.isdecimal() and not _lives(int(number)):
            rmtree(left, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
