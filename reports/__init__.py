"""An audit as documents: views of the one result object, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from auditbot.errors import ConfigError
from auditbot.model.audit import Audit, PageRecord
from auditbot.model.text import Lang, Text
from reports.data import audit_json, page_lines
from reports.files import batch
from reports.table import rows

__all__ = ["FORMATS", "known_formats", "write"]

FORMATS: Mapping[str, str] = MappingProxyType(
    {"html": "report.html", "json": "audit.json", "jsonl": "pages.jsonl", "csv": "findings.csv"}
)
"""The file that each format is written to."""


def write(
    audit: Audit, pages: Iterable[PageRecord], folder: Path, formats: Sequence[str], lang: Lang
) -> dict[str, Path]:
    """Write an audit into a folder in the formats asked for; give the file of each.

    All files appear together once all are whole. ``pages`` is read only for ``jsonl``. Raises ConfigError
    for an unknown format, before anything is written, and StoreError where the folder cannot be written.
    """
    wanted = known_formats(formats)
    with batch(folder) as files:
        for name in wanted:
            files.add(FORMATS[name], _pieces(name, audit, pages, lang))
    return {name: folder / FORMATS[name] for name in wanted}


def known_formats(names: Iterable[str]) -> tuple[str, ...]:
    """The formats named, each once. Raises ConfigError for an unknown one."""
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in FORMATS:
            raise _unknown(name)
    return wanted


def _pieces(name: str, audit: Audit, pages: Iterable[PageRecord], lang: Lang) -> Iterable[str]:
    if name == "json":
        return audit_json(audit)
    if name == "jsonl":
        return page_lines(pages)
    if name == "csv":
        return rows(audit, lang)
    from reports.html import html  # the template engine is loaded for those who want it

    return html(audit, lang)


def _unknown(name: str) -> ConfigError:
    nearest = get_close_matches(name.lower(), FORMATS, n=1, cutoff=0.4)
    guess = Text(f"是不是 {nearest[0]}？", f"did you mean {nearest[0]}? ") if nearest else Text("", "")
    return ConfigError(
        Text(f"没有这种报告格式：{name}", f"no such report format: {name}"),
        Text(f"{guess.zh}可用：{'、'.join(FORMATS)}", f"{guess.en}Known: {', '.join(FORMATS)}"),
    )
