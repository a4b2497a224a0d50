"""Entries of the ledger as lines of its sheet."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditbot.errors import ConfigError, unwritable
from auditbot.ledger.entries import Entry, rechecked, remarks
from auditbot.ledger.layout import COLUMNS, Line, workbook
from auditbot.ledger.proof import local_day
from auditbot.ledger.words import STATES
from auditbot.model.finding import Finding
from auditbot.model.outcome import Severity
from auditbot.model.text import Lang, Text
from auditbot.model.zone import CHINA
from auditbot.store.findings import document_of
from auditbot.workbook import ROWS, Cell

_PARENTS = 5
"""Pages that carry a fault which are named."""


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
    entries = tuple(found)
    if len(entries) >= ROWS:
        raise ConfigError(
            Text(f"超过 {ROWS - 1} 条，一张表放不下", f"more than {ROWS - 1} entries: too many for a sheet"),
            Text("请用 --site、--unit 等分开导出", "export them apart with --site, --unit …"),
        )
    try:
        path.write_bytes(workbook([line_of(entry, words, wanted) for entry in entries], returns=True))
    except OSError as error:
        raise unwritable(path, error) from error
    return len(entries)


def line_of(entry: Entry, words: Wordings, wanted: int) -> Line:
    """One entry as a line. The session in which it was read is still open."""
    return Line(dict(zip(COLUMNS, _row(entry, words, wanted), strict=True)), overdue=entry.overdue > 0)


def _row(entry: Entry, words: Wordings, wanted: int) -> tuple[Cell, ...]:
    row, site, audit = entry.row, entry.site, entry.audit
    return (
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
