"""The office's papers: 检查情况表, 整改台账, 问题通报, and a 整改通知 for each unit."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditbot.ledger.layout import Line, workbook
from auditbot.overview.marking import INTERNAL, Approval, marking
from auditbot.overview.whole import Overview
from auditbot.workbook import ROWS
from reports.display import visible
from reports.files import Batch, batch
from reports.papers.case import Case
from reports.papers.examined import Examined
from reports.papers.filling import Sender, by_unit, circular, notice
from reports.papers.skeletons import CIRCULAR, NOTICE, OURS, templates
from reports.papers.workbooks import examination, line_of

__all__ = ["write_papers", "write_templates"]

_UNSAFE = re.compile(r'[\\/:*?"<>|.\s‹›]+')
_LONGEST_NAME = 50


def write_papers(
    whole: Overview,
    examined: Sequence[Examined],
    cases: Sequence[Case],
    sender: Sender,
    folder: Path,
    *,
    own: Path | None = None,
    approved: Approval | None = None,
    entries: Sequence[Line] | None = None,
) -> tuple[Path, ...]:
    """Write all papers into a folder; all appear together. ``own``: a folder with the office's own templates.

    ``entries``: those of the ledger, where a store is in use; they make 整改台账 in the place of the cases.
    ``approved`` is leave to publish the circular; every other paper stays internal. Raises ConfigError for
    templates that cannot be filled, and StoreError where the folder cannot be written.
    """
    shapes = templates(own)
    said = circular(whole, cases, sender, marking(approved).zh)
    with batch(folder) as files:
        names = [_add(files, "检查情况表.xlsx", examination(examined))]
        lines = [line_of(case) for case in cases] if entries is None else entries
        for number, part in enumerate(_parts(lines), 1):
            name = "整改台账.xlsx" if number == 1 else f"整改台账-{number}.xlsx"
            names.append(_add(files, name, workbook(part, returns=entries is not None)))
        names.append(_add(files, CIRCULAR, shapes[CIRCULAR].filled(said)))
        for name, unit, mine in _notices(cases):
            filling = notice(whole, unit, mine, sender, INTERNAL.zh)
            names.append(_add(files, name, shapes[NOTICE].filled(filling)))
    return tuple(folder / name for name in names)


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Write our own templates, for an office to make them its own. Raises StoreError."""
    with batch(folder) as files:
        names = [_add(files, name, made()) for name, made in OURS.items()]
    return tuple(folder / name for name in names)


def _add(files: Batch, name: str, content: bytes) -> str:
    files.add_bytes(name, [content])
    return name


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """As many lines as one workbook may hold, at least one part."""
    yield lines[: ROWS - 1]
    for start in range(ROWS - 1, len(lines), ROWS - 1):
        yield lines[start : start + ROWS - 1]


def _notices(cases: Sequence[Case]) -> Iterator[tuple[str, str, list[Case]]]:
    """File name, unit and cases of every notice."""
    taken: set[str] = set()
    for unit, mine in by_unit(cases).items():
        yield f"整改通知-{_file_name(unit, taken)}.docx", unit, mine


def _file_name(unit: str, taken: set[str]) -> str:
    """The name of a unit as a part of a file's name: short, harmless everywhere, each its own."""
    plain = _UNSAFE.sub("_", visible(unit))[:_LONGEST_NAME].strip("_") or "未命名"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name.casefold())
    return name
