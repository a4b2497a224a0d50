"""The overview of many sites as documents. Each says that it is internal, or who approved its publication."""

from pathlib import Path

from auditbot.model.text import Lang
from auditbot.overview.marking import Approval
from auditbot.overview.whole import Overview
from reports.files import batch
from reports.overview.data import data
from reports.overview.page import page
from reports.overview.table import rows

__all__ = ["FILES", "write_overview"]

FILES = ("overview.html", "overview.json", "overview.csv")


def write_overview(whole: Overview, folder: Path, lang: Lang, approved: Approval | None) -> tuple[Path, ...]:
    """Write all three files into the folder under which the audits lie. Raises StoreError."""
    pieces = (page(whole, lang, approved), data(whole, approved), rows(whole, lang, approved))
    with batch(folder) as files:
        for name, made in zip(FILES, pieces, strict=True):
            files.add(name, made)
    return tuple(folder / name for name in FILES)
