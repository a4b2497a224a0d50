"""What is known of a document's validity: from its own page, and from the site's other documents."""

import re
from dataclasses import dataclass, field
from datetime import date

from auditbot.extract.policies.titles import keys
from auditbot.extract.text.document_numbers import parse
from auditbot.model.document_text import Abolished
from checks.shared.columns import plain
from checks.shared.paper_fields import Field, value
from checks.shared.papers import Paper

_VOID = re.compile(r"废止|失效|无效|作废")
_NOT_VOID = re.compile(r"有效|部分|即将|拟(?:废止|失效)|(?:尚未|未被|没有|是否|未)(?:废止|失效)")
_NO_COLUMN = frozenset({"正文", "内容", "详情", "详细内容"})


def void_mark(paper: Paper) -> str:
    """The words by which a page says that its document is no longer in force."""
    stated = stated_validity(paper)
    if _VOID.search(stated) and not _NOT_VOID.search(stated):
        return stated
    return paper.told.void


def stated_validity(paper: Paper) -> str:
    """What the table says of validity, empty where it says nothing."""
    table = paper.facts.metadata
    return (value(table, Field.VALIDITY) if table else None) or ""


def column_of(paper: Paper) -> str:
    """The name of the column that a document stands in, by its breadcrumb."""
    names = [plain(step.name) for step in paper.facts.crumbs]
    title = plain(paper.facts.title)
    return next((name for name in reversed(names) if name and name not in _NO_COLUMN and name != title), "")


@dataclass(slots=True)
class Statements:
    """What documents say of others: which they declare void, and which they prolong."""

    _void: dict[str, tuple[Paper, Abolished]] = field(default_factory=dict)
    _prolonged: set[str] = field(default_factory=set)

    def add(self, paper: Paper, as_of: date) -> None:
        """Take what one document says; what it will do in future does not count yet."""
        starts = paper.told.starts
        for one in paper.told.abolishes if starts is None or starts <= as_of else ():
            for name in _names(one.title, one.number):
                self._void.setdefault(name, (paper, one))
        for one in paper.told.prolongs:
            self._prolonged |= _names(one.title, one.number)

    def against(self, paper: Paper) -> tuple[Paper, Abolished] | None:
        """The document that declares this one void, and its words.

        One that is named by title alone must be older: its successor often bears the same title.
        """
        for name in sorted(_all_names(paper)):
            by, words = self._void.get(name, (None, None))
            if by and words and by.url != paper.url and (words.number or _is_older(paper, by)):
                return by, words
        return None

    def is_prolonged(self, paper: Paper) -> bool:
        """Whether a document of the site prolongs this one."""
        return not self._prolonged.isdisjoint(_all_names(paper))


def _names(title: str, number: str) -> set[str]:
    """What a document is looked up by: its number, where one is given, else its title."""
    known = parse(number) if number else None
    return {known.canonical} if known else set(keys(title))


def _all_names(paper: Paper) -> set[str]:
    return _names("", paper.number) | set(keys(paper.facts.title))


def _is_older(paper: Paper, other: Paper) -> bool:
    ours, theirs = _day(paper), _day(other)
    return ours is not None and theirs is not None and ours < theirs


def _day(paper: Paper) -> date | None:
    dated = paper.facts.written or paper.facts.published
    return dated.value if dated else None
