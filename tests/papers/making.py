"""Papers made for tests, and what a person reads in them."""

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document

from auditbot.model.audit import Audit
from auditbot.overview.names import Names
from auditbot.overview.site import standing
from auditbot.overview.whole import Fleet, Overview, overview
from reports.papers.case import Case, cases
from reports.papers.filling import Sender
from reports.papers.template import Template

SENDER = Sender(date(2026, 11, 22), "青禾区政府办公室", date(2026, 12, 10))


def gathered(*audits: Audit) -> tuple[Overview, list[Case]]:
    """The overview and the cases of these audits."""
    names = Names()
    for one in audits:
        names |= Names.of(one)
    sites = tuple(standing(one, None, folder=f"s{number}/1") for number, one in enumerate(audits))
    return overview(Fleet(sites, names)), [case for one in audits for case in cases(one)]


def template(build: Callable[[Any], None]) -> Template:
    """A template with whatever ``build`` puts into an empty document."""
    document = Document()
    build(document)
    stream = BytesIO()
    document.save(stream)
    return Template("test.docx", stream.getvalue())


def lines(content: bytes) -> list[str]:
    """The paragraphs of a document in order, those of tables too."""
    document = Document(BytesIO(content))
    told = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            told += ["|".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            told.append(block.text)
    return told


def parts(content: bytes) -> dict[str, str]:
    """The XML of every part that a reader sees."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if re.match(r"word/(document|header|footer)", name)]
        return {name: archive.read(name).decode() for name in names}


def rows(content: bytes) -> dict[str, list[Sequence[Any]]]:
    """The cells of every worksheet."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}
