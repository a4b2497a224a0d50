"""The findings as a table for spreadsheets: CSV in UTF-8 with a byte order mark, one row a finding."""

import csv
import io
import re
from collections.abc import Iterator

from auditbot.model.audit import Audit
from auditbot.model.text import Lang, Text
from reports.course import excepted
from reports.display import masked, visible
from reports.duty import duties
from reports.entry import Entry, entries
from reports.moment import minute
from reports.terms import OUTCOMES, SEVERITIES, term
from reports.view import site_code, site_name
from reports.wording import worded, wordings

BOM = "\ufeff"
COMMA = Text("、", ", ")
CELL_LENGTH = 32_000
"""Excel refuses longer cells."""
COLUMNS = (
    Text("编号", "No."),
    Text("网站", "Site"),
    Text("网站标识码", "Identification code"),
    Text("结论", "Outcome"),
    Text("严重程度", "Severity"),
    Text("检查项", "Check"),
    Text("检查项代码", "Check id"),
    Text("条款", "Clauses"),
    Text("责任单位", "Unit"),
    Text("整改期限", "Due"),
    Text("期限状态", "Due state"),
    Text("问题", "Finding"),
    Text("对象", "Object"),
    Text("类别", "Class"),
    Text("位置", "Menu path"),
    Text("所在页面", "Page"),
    Text("涉及页面数", "Pages"),
    Text("其他页面", "Other pages"),
    Text("应当", "Expected"),
    Text("看到", "Seen"),
    Text("摘录", "Excerpt"),
    Text("怎样改", "How to mend"),
    Text("访问时间", "Seen at"),
    Text("HTTP 状态", "HTTP status"),
    Text("页面摘要", "Page digest"),
    Text("首次发现", "First seen"),
    Text("发现代码", "Finding id"),
)
REMEMBERED = (Text("发现次数", "Times seen"), Text("台账状态", "Ledger"), Text("例外", "Excepted"))
"""Also, where an office store was in use."""
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠﹢﹣﹦﹫]")
_MANGLED = re.compile(r"\d{16,}|\d+[Ee]\d+")
"""Numbers that a spreadsheet would round or write as a power of ten."""
_OTHERS = 10


def rows(audit: Audit, lang: Lang) -> Iterator[str]:
    """The file in pieces, the byte order mark first."""
    known = audit.remembered is not None
    yield BOM + line([heading.of(lang) for heading in (*COLUMNS, *(REMEMBERED if known else ()))])
    site = (site_name(audit), site_code(audit))
    for entry in entries(audit, duties(audit)):
        yield line([*_cells(entry, site, lang), *(_known(entry, lang) if known else ())])


def line(values: list[str]) -> str:
    """One row of the file, every cell quoted."""
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cell(value) for value in values)
    return stream.getvalue()


def cell(text: str) -> str:
    """Text that a spreadsheet takes for text, on one line, without secrets."""
    plain = visible(masked(text))[:CELL_LENGTH]
    return f"'{plain}" if _FORMULA.match(plain) or _MANGLED.fullmatch(plain) else plain


def _cells(entry: Entry, site: tuple[str, str], lang: Lang) -> list[str]:
    finding, duty, evidence = entry.finding, entry.duty, entry.evidence
    words = wordings(finding, lang)
    return [
        str(entry.number),
        *site,
        term(OUTCOMES, finding.outcome).of(lang),
        term(SEVERITIES, finding.severity).of(lang),
        worded(entry.title, lang),
        finding.check,
        " ".join(finding.requirements),
        COMMA.of(lang).join(entry.units),
        str(duty.verdict.due or "") if duty else "",
        duty.due.of(lang) if duty else "",
        words.says,
        finding.target,
        finding.class_ or "",
        " > ".join(evidence.path) if evidence else "",
        entry.page or "",
        str(entry.spread or ""),
        " ".join(url for url in finding.found_on[:_OTHERS] if url != entry.page),
        words.expected,
        words.seen,
        evidence.excerpt if evidence else "",
        words.mend,
        minute(evidence.seen_at) if evidence and evidence.seen_at else "",
        str(evidence.status or "") if evidence else "",
        evidence.digest if evidence else "",
        minute(finding.first_seen) if finding.first_seen else "",
        finding.id,
    ]


def _known(entry: Entry, lang: Lang) -> tuple[str, ...]:
    course = entry.finding.course
    return (
        str(course.times_seen) if course else "",
        entry.state.of(lang) if entry.state else "",
        excepted(course.exception).of(lang) if course and course.exception else "",
    )
