"""The words for a language out of texts that speak several."""

from auditbot.model.finding import Finding, Wordings
from auditbot.model.framework import Wording
from auditbot.model.text import Lang


def worded(text: Wording, lang: Lang) -> str:
    """A sentence in a language; what has no English stays Chinese."""
    return text.en if lang is Lang.EN and text.en else text.zh


def wordings(finding: Finding, lang: Lang) -> Wordings:
    """A finding's words in a language, else in another, else its bare message."""
    texts = finding.texts
    return texts.get(lang) or next(iter(texts.values()), None) or Wordings(says=finding.message)
