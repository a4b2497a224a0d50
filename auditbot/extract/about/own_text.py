"""The lines of a page's own part: the text from its heading on, without menus, foot and breadcrumb."""

import re

from auditbot.extract.about.reading import Reading
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Region

_NEIGHBOURS = re.compile(r"(?m)^[^\S\n]*[上下前后]一(?:条|篇|则|个|页)[^\n]*$")

LONGEST = 60_000
"""Letters of one page that are read."""


def own_text(page: Reading) -> str:
    """The text of a page from its heading on, line by line, without what leads to its neighbours."""
    text = lines_of(page.document, page.outline, page.heading.end if page.heading else 0)
    return _NEIGHBOURS.sub("", text)


def lines_of(document: Document, outline: Outline, start: int = 0) -> str:
    """The text of the page's own part from an offset of its outline on, line by line."""
    region_of = document.regions.region_of
    kept: list[str] = []
    length = 0
    for node, text in outline.pieces(start):
        if length >= LONGEST:
            break
        if region_of(node) is Region.BODY:
            kept.append(text)
            length += len(text)
    return "".join(kept)[:LONGEST]
