"""The coverage map: which clauses a website can show, what decides them, and where their dates stand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from auditbot.cli.clauses import SEE, said, stands
from auditbot.model.framework import Clause, Framework, See
from auditbot.model.text import Lang, Text
from auditbot.score import due
from reports.duty import DUE_STATES

_HEADINGS = (
    Text("指标体系", "framework"),
    Text("条款", "clauses"),
    Text("自动", "automatic"),
    Text("辅助", "assisted"),
    Text("看不到", "offline"),
    Text("暂缺", "planned"),
    Text("占全部", "of all"),
    Text("占可见", "of visible"),
    Text("超期", "overdue"),
    Text("临期", "due soon"),
)
_TOTAL = Text("合计", "together")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many clauses there are of each class."""

    classes: Counter[See]

    @classmethod
    def of(cls, clauses: Iterable[Clause]) -> "Coverage":
        """Counted over clauses."""
        return cls(Counter(clause.see for clause in clauses))

    @property
    def total(self) -> int:
        """All clauses."""
        return self.classes.total()

    @property
    def visible(self) -> int:
        """Those a website can show."""
        return self.total - self.classes[See.OFFLINE]

    @property
    def automatic(self) -> int:
        """Those a check decides."""
        return self.classes[See.AUTOMATIC]


def coverage_of(framework: Framework, as_of: date, lang: Lang) -> str:
    """The map of one framework: classes, shares, checks, dates, and what cannot be seen with its reason."""
    coverage = Coverage.of(framework.clauses)
    lines = [
        said(framework.title, lang),
        "",
        *_classes(coverage, lang),
        "",
        Text("检查项与条款数：", "Checks and the number of their clauses:").of(lang),
        *_checks(framework.clauses),
        "",
        Text(f"期限（按 {as_of}）：", f"Due dates (as of {as_of}):").of(lang),
        *_dates(framework.clauses, as_of, lang),
        "",
        Text("网站上看不到或尚不能检查的条款：", "Clauses that cannot be seen, or not yet:").of(lang),
        *_unseen(framework.clauses, lang),
    ]
    return "\n".join(lines)


def _classes(coverage: Coverage, lang: Lang) -> Iterator[str]:
    yield Text(f"条款共 {coverage.total} 条", f"{coverage.total} clauses").of(lang)
    for see in See:
        yield f"    {coverage.classes[see]:>3}  {SEE[see].of(lang)}"
    of_all, of_visible = (
        _share(coverage.automatic, coverage.total),
        _share(coverage.automatic, coverage.visible),
    )
    yield Text(
        f"自动判定的占全部条款 {of_all}，占网站上看得到的 {of_visible}",
        f"decided automatically: {of_all} of all clauses, {of_visible} of those a website can show",
    ).of(lang)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _checks(clauses: Sequence[Clause]) -> Iterator[str]:
    """Those that serve most clauses first."""
    served = Counter(check for clause in clauses for check in {spec.check for spec in clause.requirements})
    for check, count in sorted(served.items(), key=lambda one: (-one[1], one[0])):
        yield f"    {count:>3}  {check}"


def _dates(clauses: Sequence[Clause], as_of: date, lang: Lang) -> Iterator[str]:
    counted = Counter(due(clause, as_of).state for clause in clauses)
    yield "    " + " · ".join(f"{word.of(lang)} {counted[state]}" for state, word in DUE_STATES.items())
    days = [(day, clause) for clause in clauses if (day := clause.due or clause.until)]
    for day, clause in sorted(days, key=lambda one: one[0]):
        yield f"    {day}  {stands(clause, as_of, lang)}  {clause.id}  {said(clause.title, lang)}"
    for clause in clauses:
        if clause.due_note and clause.due is None:
            yield f"    {said(clause.due_note, lang)}  {clause.id}  {said(clause.title, lang)}"


def _unseen(clauses: Sequence[Clause], lang: Lang) -> Iterator[str]:
    for clause in clauses:
        if clause.why_not and clause.see in (See.OFFLINE, See.PLANNED):
            yield f"    {clause.id}  {said(clause.title, lang)}: {said(clause.why_not, lang)}"


def all_coverage(frameworks: Sequence[Framework], as_of: date, lang: Lang) -> str:
    """A table with one line for each framework, and their sum."""
    rows = [[heading.of(lang) for heading in _HEADINGS]]
    rows += [_row(framework.id, framework.clauses, as_of) for framework in frameworks]
    everything = [clause for framework in frameworks for clause in framework.clauses]
    rows.append(_row(_TOTAL.of(lang), everything, as_of))
    return _table(rows)


def _row(name: str, clauses: Sequence[Clause], as_of: date) -> list[str]:
    coverage = Coverage.of(clauses)
    states = Counter(due(clause, as_of).state for clause in clauses)
    return [
        name,
        str(coverage.total),
        *(str(coverage.classes[see]) for see in See),
        _share(coverage.automatic, coverage.total),
        _share(coverage.automatic, coverage.visible),
        str(states["overdue"]),
        str(states["due-soon"]),
    ]


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Columns side by side, all but the first set to the right."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(_padded(row, widths)) for row in rows)


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Cells as wide as their column; a Chinese character takes two places."""
    gaps = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
    yield row[0] + gaps[0]
    yield from (gap + cell for gap, cell in zip(gaps[1:], row[1:], strict=True))
