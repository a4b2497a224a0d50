"""The texts of a check in each language: Chinese stands in the check, the rest in catalogues beside it."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import ClassVar, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from auditbot.errors import CheckError
from auditbot.model.finding import Wordings
from auditbot.model.text import About, Lang, Message, Text


class Worded(Protocol):
    """What a check says in Chinese."""

    id: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[About]
    counted: ClassVar[str]
    messages: ClassVar[Mapping[str, Message]]


class CheckTexts(BaseModel):
    """The texts of one check in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    counted: str = ""
    about: About
    messages: dict[str, Message]


@cache
def texts_of(check: type[Worded], lang: Lang) -> CheckTexts:
    """The texts of a check; what is not translated is Chinese. Raises CheckError for a broken catalogue."""
    chinese = CheckTexts(
        title=check.title, counted=check.counted, about=check.about, messages=dict(check.messages)
    )
    if lang is Lang.ZH:
        return chinese
    package = check.__module__.rpartition(".")[0]
    entry = _catalogue(package, lang).get(check.id) if package else None
    if not entry:
        return chinese
    try:
        translated = CheckTexts.model_validate(entry)
    except ValidationError as error:
        raise CheckError(f"{package}/locale/{lang}.yaml: {check.id}: {error}", "") from error
    return translated.model_copy(update={"messages": chinese.messages | translated.messages})


@cache
def _catalogue(package: str, lang: Lang) -> Mapping[str, object]:
    file = files(package) / "locale" / f"{lang}.yaml"
    if not file.is_file():
        return {}
    try:
        entries = YAML(typ="safe").load(file.read_text("utf-8"))
    except YAMLError as error:
        raise CheckError(f"{package}/locale/{lang}.yaml: {error}", "") from error
    if not isinstance(entries, dict):
        raise CheckError(f"{package}/locale/{lang}.yaml: check ids with their texts are expected", "")
    return entries


def filled(message: Message, lang: Lang, parameters: Mapping[str, object]) -> Wordings:
    """A message with its parameters put in. Raises KeyError for a placeholder without one."""
    values = {name: _shown(value, lang) for name, value in parameters.items()}
    values |= {f"{name} within": value.translate(_WITHIN) for name, value in values.items()}
    marked = (_MARKED.sub(r"《{\1 within}》", text) for text in message)
    says, expected, seen, mend = (text.format_map(values) for text in marked)
    return Wordings(says=says, expected=expected, seen=seen, mend=mend)


_MARKED = re.compile(r"《\{(\w+)\}》")
_WITHIN = str.maketrans("《》", "〈〉")
"""Titles within a title (GB/T 15834)."""


def _shown(value: object, lang: Lang) -> str:
    if isinstance(value, Text):
        return value.of(lang)
    if isinstance(value, list | tuple):
        return ("、" if lang is Lang.ZH else ", ").join(_shown(part, lang) for part in value)
    if isinstance(value, float):
        return f"{value:.1f}"
    return str(value)
