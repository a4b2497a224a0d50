"""The ledger as one worksheet that an office can send and take back.

What it may fill in is open; all else, and the hidden number that tells which entry a row is, is locked.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unicodedata import east_asian_width

from openpyxl.cell import Cell as OfBook
from openpyxl.cell import MergedCell
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from auditbot.errors import ConfigError
from auditbot.extract.dates import CHINA
from auditbot.ledger.entries import Entry, rechecked, remarks
from auditbot.ledger.proof import local_day
from auditbot.ledger.words import STATES
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.model.text import Lang, Text
from auditbot.store.findings import document_of
from auditbot.workbook import ROWS, Cell, new_book, write_sheet

SHEET = "整改台账"
MARK = "编号"
STATE = "状态"
_GUIDE = "填写说明"
_LINE, _HIGHEST = 14.0, 400.0
"""Points."""
_WIDE = 3
"""Sheets of paper side by side when it is printed."""
_PARENTS = 5
"""Pages that carry a fault which are named."""
_HIDDEN = 4
COLUMNS = {
    MARK: _HIDDEN,
    "台账号": 8,
    "网站名称": 20,
    "标识码": 13,
    "主办单位": 18,
    "责任单位": 18,
    "责任人": 10,
    "检查批次": 17,
    "监测时间点": 12,
    "指标": 20,
    "依据": 28,
    "问题类型": 16,
    "严重程度": 10,
    "问题描述": 44,
    "问题页面": 34,
    "父页面": 34,
    "证据摘录": 34,
    "快照摘要": 18,
    "首次发现": 16,
    "最近发现": 16,
    "发现次数": 9,
    "整改建议": 36,
    "整改时限": 12,
    "整改说明": 30,
    "整改时间": 12,
    "复查结果": 20,
    STATE: 10,
    "备注": 24,
}
"""Headings and widths of the columns."""
FIELDS = {
    "责任单位": "unit",
    "责任人": "person",
    "整改时限": "due",
    "整改说明": "note",
    "整改时间": "mended",
    STATE: "state",
}
"""Headings of what may be filled in."""
_ADVICE = (
    ("责任单位、责任人", "由谁整改。"),
    ("整改时限、整改时间", "日期，如 2026-11-20。填了整改时间即表示声称已整改，状态记为“已反馈”。"),
    ("整改说明", "怎样整改的；申诉、退回、误报在此写理由。"),
    (STATE, "从列表中选。“销号”不能填写，由检查证明后自动销号。"),
    ("空格子", "不改动台账中原有的内容。"),
    ("其余各列", "只供查看，读回时不看。请勿增删列；与己无关的行照原样留着即可。"),
    ("读回", "auditbot ledger import 本文件.xlsx；两边都改过的逐行说明，不会互相覆盖。"),
)


@dataclass(frozen=True, slots=True)
class Wordings:
    """How what the store holds as words of its own is told in Chinese."""

    kind: Callable[[str], str]
    """问题类型 of a check."""
    basis: Callable[[str], str]
    """依据 of a requirement (``framework/requirement``): the document and how well it is known."""
    severity: Callable[[Severity], str]
    shown: Callable[[str], str]
    """A text of the site as it may be passed on."""


def mark_of(entry: Entry) -> str:
    """Which entry, in which state of its history, of which finding."""
    return f"{entry.row.key}-{entry.row.version}-{entry.finding.id}"


def write_ledger(found: Iterable[Entry], path: Path, words: Wordings, wanted: int) -> int:
    """Write the entries; gives their number. Raises ConfigError where there are too many, or no file is made.

    ``wanted``: proofs that close an entry. The session in which the entries were read is still open.
    """
    book, page = new_book(SHEET)
    entries = tuple(found)
    if len(entries) >= ROWS:
        raise ConfigError(
            Text(f"超过 {ROWS - 1} 条，一张表放不下", f"more than {ROWS - 1} entries: too many for a sheet"),
            Text("请用 --site、--unit 等分开导出", "export them apart with --site, --unit …"),
        )
    rows = (_row(entry, words, wanted) for entry in entries)
    write_sheet(page, tuple(COLUMNS), rows, tuple(COLUMNS.values()))
    _arrange(page, entries)
    write_sheet(book.create_sheet(_GUIDE), ("列", "怎样填写"), _ADVICE, (24, 80))
    try:
        book.save(path)
    except OSError as error:
        raise ConfigError(
            Text(f"写不了 {path}：{error.strerror}", f"cannot write {path}: {error.strerror}")
        ) from None
    return len(entries)


def _row(entry: Entry, words: Wordings, wanted: int) -> tuple[Cell, ...]:
    row, site, audit = entry.row, entry.site, entry.audit
    told = (
        mark_of(entry),
        row.key,
        site.name or site.id,
        site.code,
        site.unit,
        row.unit,
        row.person,
        audit.id,
        audit.as_of.isoformat(),
        *_about(entry, document_of(entry.finding), words),
        row.due.isoformat() if row.due else None,
        row.note,
        local_day(row.claimed).isoformat() if row.claimed else None,
        rechecked(entry, wanted).zh,
        STATES[row.state].zh,
        "；".join(said.zh for said in remarks(entry)),
    )
    return tuple(value or None for value in told)


def _about(entry: Entry, finding: Finding, words: Wordings) -> Iterator[Cell]:
    """From 指标 to 整改建议."""
    said = finding.texts.get(Lang.ZH)
    evidence = next((one for one in finding.evidence if one.url), None)
    page = (evidence.url if evidence else None) or finding.target
    yield "、".join(entry.finding.requirements)
    yield "\n".join(dict.fromkeys(filter(None, map(words.basis, entry.finding.requirements))))
    yield words.kind(finding.check)
    yield words.severity(finding.severity)
    yield words.shown(said.says if said else finding.message)
    yield words.shown(page)
    yield "\n".join(words.shown(url) for url in finding.found_on[:_PARENTS] if url != page)
    yield words.shown(evidence.excerpt) if evidence else ""
    yield evidence.digest if evidence else ""
    yield _minute(entry.finding.first_seen)
    yield _minute(entry.finding.last_seen)
    yield entry.finding.times_seen
    yield words.shown(said.mend) if said else ""


def _minute(time: datetime) -> str:
    return f"{time.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _arrange(page: Worksheet, entries: tuple[Entry, ...]) -> None:
    """Hide the mark, lock what is not filled in, offer the states, colour what is overdue."""
    letters = {title: get_column_letter(place) for place, title in enumerate(COLUMNS, 1)}
    page.column_dimensions[letters[MARK]].hidden = True
    page.freeze_panes = f"{letters['标识码']}2"
    for title in FIELDS:
        page[f"{letters[title]}1"].fill = PatternFill("solid", fgColor="FFF2CC")
    rows = page.iter_rows(min_row=2, max_row=len(entries) + 1, max_col=len(COLUMNS))
    for number, (entry, row) in enumerate(zip(entries, rows, strict=False), 2):
        for title in FIELDS:
            page[f"{letters[title]}{number}"].protection = Protection(locked=False)
        page.row_dimensions[number].height = _height(row)
        if entry.overdue:
            page[f"{letters['整改时限']}{number}"].font = Font(bold=True, color="C00000")
    states = DataValidation(
        type="list",
        formula1='"' + ",".join(text.zh for text in STATES.values()) + '"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=STATE,
        error="请从列表中选择",
    )
    page.add_data_validation(states)
    if entries:
        states.add(f"{letters[STATE]}2:{letters[STATE]}{len(entries) + 1}")
        page.auto_filter.ref = page.dimensions
    _set_up_printing(page, letters["网站名称"])
    page.protection.sheet = True
    page.protection.autoFilter = page.protection.formatColumns = page.protection.formatRows = False


def _height(row: Iterable[OfBook | MergedCell]) -> float:
    """What the longest cell of a row needs when it is wrapped, in points: not every program works it out."""
    lines = 1
    for cell, width in zip(row, COLUMNS.values(), strict=True):
        said = cell.value if isinstance(cell.value, str) and width > _HIDDEN else ""
        lines = max(lines, sum(_cells(line) // (width - 1) + 1 for line in said.split("\n")))
    return min(lines * _LINE + 2, _HIGHEST)


def _cells(text: str) -> int:
    """The width of a text where a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _set_up_printing(page: Worksheet, last_title: str) -> None:
    page.print_title_rows, page.print_title_cols = "1:1", f"A:{last_title}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = _WIDE, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
