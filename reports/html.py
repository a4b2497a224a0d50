"""The report as one HTML file that needs nothing else: no script, no picture, no other file.

Templates print crawled text in whatever place they like: every value that is not markup of ours passes
``shown`` and is escaped. What a template does not know stops the report instead of leaving a hole.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup, escape

from auditbot.model.audit import Audit
from auditbot.model.finding import Evidence, Finding, Wordings
from auditbot.model.framework import Wording
from auditbot.model.text import Lang, Text
from reports import course, crawl_terms, moment, terms
from reports.display import address, fitted, link, shown
from reports.figures import between, points
from reports.texts import WORDS
from reports.view import Report, view
from reports.wording import worded, wordings

_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9\u4e00-\u9fff]")
PARTS = ("verdict", "first", "looked", "since", "by_clause", "by_check", "by_unit", "by_page", "appendix")
LANGUAGES = {Lang.ZH: "zh-CN", Lang.EN: "en"}


def html(audit: Audit, lang: Lang) -> Iterator[str]:
    """The report in pieces."""
    report = view(audit)
    style = _style(report)
    template = environment(lang, WORDS).get_template("report.html")
    return template.generate(
        report=report,
        audit=report.audit,
        parts=PARTS,
        folder="",
        language=LANGUAGES[lang],
        style=style,
        policy=policy(style),
    )


def policy(style: str) -> str:
    """What a page with that style sheet may load: nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _style(report: Report) -> str:
    """The style sheet, with the site and the day on the head of every printed page."""
    sheet = files("reports").joinpath("static/report.css").read_text(encoding="utf-8")
    head, day = css_string(shown(report.name, 60)), css_string(moment.minute(report.audit.crawl.finished))
    return f"{sheet}@page {{ @top-left {{ content: {head}; }} @top-right {{ content: {day}; }} }}\n"


def css_string(text: str) -> str:
    """A text as a string of a style sheet, whatever stands in it."""
    return '"' + _NOT_PLAIN.sub(lambda letter: f"\\{ord(letter[0]):x} ", text) + '"'


def environment(lang: Lang, say: Mapping[str, Text]) -> Environment:
    """The template engine with the words ``say`` and all filters of reports."""
    words = _Words(lang)
    engine = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=words.final,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    engine.globals.update(say=say, terms=terms, crawl_terms=crawl_terms, term=terms.term, link=link)
    engine.filters.update(
        address=address,
        between=between,
        bound=lambda value, limit: moment.bound(limit, value, lang),
        course=course.told,
        given=course.due,
        fill=words.fill,
        fitted=lambda text, width: fitted(shown(text), width),
        marked=words.marked,
        minute=moment.minute,
        n=lambda number: f"{number:,}",
        percent=moment.percent,
        points=points,
        site=words.site,
        size=moment.size,
        span=lambda seconds: moment.span(seconds, lang),
        units=words.units,
        words=words.of_finding,
    )
    return engine


class _Words:
    """How values become text in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def final(self, value: Any) -> Any:
        """What is printed for a value that a template leaves as it is."""
        if isinstance(value, Markup | Undefined):
            return value
        if isinstance(value, Text):
            return shown(value.of(self.lang))
        if isinstance(value, Wording):
            return self.site(worded(value, self.lang))
        return shown(value) if isinstance(value, str) else value

    def site(self, text: str, limit: int = 200) -> Markup:
        """Words of the site or of a notice: Chinese ones are marked as such in the English report."""
        words = escape(shown(text, limit))
        if self.lang is Lang.EN and _CHINESE.search(text):
            return Markup('<span lang="zh-CN">{}</span>').format(words)
        return words

    def fill(self, text: Text, **values: object) -> str:
        """A sentence with its places filled."""
        return text.of(self.lang).format(**{name: self._plain(value) for name, value in values.items()})

    def _plain(self, value: object) -> str:
        if isinstance(value, Text):
            return value.of(self.lang)
        if isinstance(value, Wording):
            return worded(value, self.lang)
        return f"{value:,}" if isinstance(value, int) else str(value)

    def marked(self, evidence: Evidence) -> Markup:
        """The excerpt with the part that matters marked."""
        before, mark, after = evidence.excerpt.partition(evidence.mark) if evidence.mark else ("", "", "")
        if not mark:
            return self.site(evidence.excerpt, 300)
        return Markup("{}<mark>{}</mark>{}").format(*(self.site(part, 300) for part in (before, mark, after)))

    def units(self, names: tuple[str, ...]) -> Markup:
        """Names of units, one after the other."""
        return escape(WORDS["comma"].of(self.lang)).join(self.site(name, 60) for name in names)

    def of_finding(self, finding: Finding) -> Wordings:
        """The words of a finding."""
        return wordings(finding, self.lang)
