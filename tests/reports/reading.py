"""Reports made for tests, whole and in one piece."""

from selectolax.lexbor import LexborHTMLParser

from auditbot.model.audit import Audit
from auditbot.model.text import Lang
from reports.html import html


def page(audit: Audit, lang: Lang = Lang.ZH) -> str:
    """The HTML report as text."""
    return "".join(html(audit, lang))


def tree(audit: Audit, lang: Lang = Lang.ZH) -> LexborHTMLParser:
    """The HTML report as a browser would read it."""
    return LexborHTMLParser(page(audit, lang))


def words(audit: Audit, lang: Lang = Lang.ZH) -> str:
    """What a person reads in it, blanks folded."""
    body = tree(audit, lang).body
    assert body is not None
    return " ".join(body.text(separator=" ").split())
