"""The policy documents of a site: which pages they are, whose they are, which of them are normative."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from auditbot.check import Crawl, Outcome, Tally, Text
from auditbot.extract.text.document_numbers import parse
from auditbot.model.document_text import DocumentText
from auditbot.model.page import PageFacts, PageKind
from auditbot.model.unseen import CUT
from auditbot.url import Url
from checks.shared.owners import Owner, Owners

NOT_OWN = Text("转载的其他机关文件", "documents of other bodies, reprinted")
NOT_NORMATIVE = Text("不是行政规范性文件", "no normative documents")
NOT_A_DOCUMENT = Text("没有文号和文件信息表的页面", "pages without number and document table")
NO_NUMBER = Text("没有文号的文件", "documents without a number")
_NONE = Text("站内没有政策文件", "the site has no policy documents")
_NONE_SEEN = Text("没有看到政策文件，且未看完全站", "no policy document was seen, nor all of the site")

_NORMATIVE_COLUMN = re.compile(r"规范性文件")
_OTHER_COLUMN = re.compile(r"解读|清理|备案|征求|征集|审查|审核|上级|制定")
_NORMATIVE_CODE = re.compile(r"规(?:字|范)?$")
_NORMATIVE_FIELDS = ("规范性文件编号", "统一编号", "统一登记号")
_TELEGRAM_OR_ORDER = re.compile(r"[电令]$")
_FORWARDING = re.compile(r"转发|批转")
_LEAST_PROSE = 40
"""Letters of the shortest documents, which appoint somebody to an office."""
_NO_TEXT = DocumentText()


@dataclass(frozen=True, slots=True)
class Paper:
    """One policy document of the site, as a page shows it."""

    facts: PageFacts
    owner: Owner
    unit: str
    """Who answers for it, as far as the site's register says."""

    @property
    def url(self) -> Url:
        """Its page."""
        return self.facts.url

    @property
    def told(self) -> DocumentText:
        """What title and text say of the document itself."""
        return self.facts.document or _NO_TEXT

    @property
    def number(self) -> str:
        """发文字号 as the page writes it, in table, title or text; empty without one."""
        return self.facts.number or self.told.title_number or self.told.line_number

    @property
    def code(self) -> str:
        """机关代字 of its number, empty without one."""
        number = parse(self.number) if self.number else None
        return number.code if number else ""

    @property
    def is_formal(self) -> bool:
        """Whether number or document table show it to be a document, not only title and column."""
        return bool(self.number or self.facts.metadata)

    @property
    def has_text(self) -> bool:
        """Whether the page shows the document's own words, not only its table and files."""
        return self.told.signed is not None or self.told.prose >= _LEAST_PROSE

    @property
    def forwards(self) -> bool:
        """Whether it passes on another document, whose number and signature its page shows too."""
        return bool(_FORWARDING.search(self.facts.title))

    @property
    def is_order_or_telegram(self) -> bool:
        """Whether it has a form of its own (命令, 电报), without the note on release."""
        return bool(_TELEGRAM_OR_ORDER.search(self.code))

    @property
    def is_normative(self) -> bool:
        """行政规范性文件: by its number, by the number it is registered under, or by its column."""
        table = dict(self.facts.metadata.others) if self.facts.metadata else {}
        if any(any(letter.isdigit() for letter in table.get(name, "")) for name in _NORMATIVE_FIELDS):
            return True
        if _NORMATIVE_CODE.search(self.code):
            return True
        names = [step.name for step in self.facts.crumbs]
        return any(_NORMATIVE_COLUMN.search(name) and not _OTHER_COLUMN.search(name) for name in names)

    @property
    def outcome(self) -> Outcome:
        """What a fault of it comes to: a person must say if it may be another body's, or was not all read."""
        sure = self.owner is Owner.OWN and self.facts.unseen != CUT
        return Outcome.FAILED if sure else Outcome.CANT_TELL


class Papers:
    """The policy documents of one crawl, in the order of their addresses."""

    def __init__(self, crawl: Crawl) -> None:
        self._crawl = crawl

    @cached_property
    def _owners(self) -> Owners:
        home = self._crawl.home()
        return Owners(self._crawl.site, home.facts.title if home else "")

    def __iter__(self) -> Iterator[Paper]:
        for facts in self._crawl.facts(PageKind.POLICY):
            yield Paper(facts, self._owners.of(facts), self._unit(facts))

    def _unit(self, facts: PageFacts) -> str:
        site = self._crawl.site
        issuer = (facts.metadata.issuer if facts.metadata else None) or facts.source
        named = next((unit.name for unit in site.units if unit.name and unit.name == issuer), "")
        at = site.unit_at(facts.url)
        return named or (at.name if at else "")


def no_papers(crawl: Crawl) -> Tally:
    """Without policy documents there is nothing to judge, if the whole site was seen."""
    if crawl.absence()[0] is Outcome.FAILED:
        return Tally(1, Outcome.INAPPLICABLE, _NONE)
    return Tally(1, Outcome.UNTESTED, _NONE_SEEN)
