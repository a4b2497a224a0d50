"""The duties of a notice: prose with bracketed units and dates, or a table of tasks and units.

Two shapes are known. In prose a duty is a numbered clause or a paragraph of one; it ends in a bracket
（牵头单位：…；责任单位：…；完成时限：…） or names no unit. In a table the units stand in cells of their
own, after the task or, where cells were merged, after the last of several.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from string import ascii_lowercase

from auditbot.drafting import head
from auditbot.drafting.blocks import Block, Kind, blocks
from auditbot.drafting.dates import dues
from auditbot.drafting.notice import Duty, Notice
from auditbot.drafting.units import Units, bracketed, is_collective, units_of_cells

_LEAST = 12
"""Letters of a text that is a duty."""
_PARAGRAPH = 40
"""Letters of a paragraph that may stand alone under a heading."""
_BODY, _END = "正文-", "文末"
_HEADING = 40


@dataclass(slots=True)
class _Clause:
    """A clause while it is read."""

    id: str
    heading: str
    text: str
    units: Units | None = None
    cells: list[str] = field(default_factory=list)


def take_apart(text: str) -> Notice:
    """The head and the duties of a notice."""
    every = list(blocks(text))
    issued = head.issued(text)
    year = head.year(text) or (issued.year if issued else None)
    duties = tuple(_duty(clause, year, issued) for clause in _with_units(_Reader(every).read()))
    return Notice(head.title(every), head.number(every), issued, duties)


class _Reader:
    """Walks the blocks and cuts them into clauses."""

    def __init__(self, every: Sequence[Block]) -> None:
        self._every = every
        self._letter = _length_of_letter(every)
        self._last = max((place for place, block in enumerate(every) if block.number), default=0)
        self._at = 0
        self._in_letter = True
        self._part = self._chapter = ""
        self._part_number = self._chapter_number = ""
        self._at_item = False
        self._clauses: list[_Clause] = []
        self._known: dict[str, int] = {}

    def read(self) -> list[_Clause]:
        """All clauses in their order."""
        readers = {
            Kind.PART: self._a_part,
            Kind.CHAPTER: self._a_chapter,
            Kind.ITEM: self._an_item,
            Kind.UNITS: self._a_cell,
            Kind.TEXT: self._a_text,
        }
        for place, block in enumerate(self._every):
            self._at, self._in_letter = place, place < self._letter
            readers[block.kind](block)
        return [clause for clause in self._clauses if len(clause.text) >= _LEAST]

    def _a_part(self, block: Block) -> None:
        self._part, self._part_number = block.text[:_HEADING], block.number
        self._chapter = self._chapter_number = ""
        self._at_item = False
        if block.is_prose:
            self._begin(self._place(), block.text)

    def _a_chapter(self, block: Block) -> None:
        self._chapter, self._chapter_number = block.text[:_HEADING], block.number
        self._at_item = False
        if block.is_prose:
            self._begin(self._place(), block.text)

    def _an_item(self, block: Block) -> None:
        self._at_item = True
        self._begin(block.number, block.text)

    def _a_cell(self, block: Block) -> None:
        if self._clauses:
            self._clauses[-1].cells.append(block.text)

    def _a_text(self, block: Block) -> None:
        if not (self._part_number or self._chapter_number):
            return
        if self._is_last_word(block):
            self._begin(_END, block.text)
        elif bracketed(block.text) or block.cell > 1 or self._stands_alone(block):
            self._begin(self._clauses[-1].id if self._at_item else self._place(), block.text)
        elif self._clauses and not self._clauses[-1].cells and len(block.text) >= _LEAST:
            self._clauses[-1].text += f"\n{block.text}"

    def _is_last_word(self, block: Block) -> bool:
        """A paragraph after the last clause, which had ended with its units."""
        ended = self._clauses and self._clauses[-1].units is not None
        return bool(ended and self._at > self._last and len(block.text) >= _PARAGRAPH)

    def _stands_alone(self, block: Block) -> bool:
        """A paragraph under a heading that says nothing itself, or one of a list of aims."""
        if self._at_item or not self._chapter_number:
            return False
        return block.text.startswith("——") or (
            len(block.text) >= _PARAGRAPH and self._place() not in self._known
        )

    def _place(self) -> str:
        """The number of what stands under the headings at hand."""
        body = _BODY if self._in_letter and self._letter else ""
        chapter = f"({self._chapter_number})" if self._chapter_number else ""
        return f"{body}{self._part_number}{chapter}"

    def _begin(self, place: str, text: str) -> None:
        base = place.rstrip(ascii_lowercase)
        count = self._known.get(base, 0)
        self._known[base] = count + 1
        later = ascii_lowercase[count] if count < len(ascii_lowercase) else f"-{count + 1}"
        heading = " › ".join(part.partition("。")[0] for part in (self._part, self._chapter) if part)
        self._clauses.append(_Clause(f"{base}{later}" if count else base, heading, text, bracketed(text)))


def _length_of_letter(every: Sequence[Block]) -> int:
    """How many blocks belong to the covering letter: up to where the numbering begins anew."""
    firsts = [place for place, block in enumerate(every) if block.kind is Kind.PART and block.number == "一"]
    return firsts[1] if len(firsts) > 1 else 0


def _with_units(clauses: Sequence[_Clause]) -> Iterator[_Clause]:
    """Clauses with the units of their cells; merged cells stand after the last clause they belong to."""
    in_table = any(clause.cells for clause in clauses)
    apart = any(len(clause.cells) > 1 for clause in clauses)
    waiting: list[_Clause] = []
    lead: tuple[str, ...] = ()
    for clause in clauses:
        waiting.append(clause)
        if clause.cells:
            units = units_of_cells(clause.cells)
            if apart and lead and is_collective(clause.cells):
                units = Units(lead, units.lead)
            lead = units.lead
            for member in waiting:
                if member.units is None and not member.id.startswith(_BODY):
                    member.units = units
        if clause.cells or not in_table:
            yield from waiting
            waiting = []
    yield from waiting


def _duty(clause: _Clause, year: int | None, issued: date | None) -> Duty:
    units = clause.units or Units()
    named = dues(units.term, year, issued) or dues(clause.text, year, issued)
    text = " ".join(clause.text.split())
    duty = Duty(clause.id, text, clause.heading, units.lead, units.responsible, named)
    return replace(duty, lasting="长期" in units.term)
