"""The Audit and its pages as JSON, whole. Nothing in it can act as markup or as a terminal's command."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pydantic_core

from auditbot.model.audit import Audit, PageRecord
from auditbot.model.document import Document
from reports.display import INVISIBLE, MASK, masked

_ESCAPED = re.compile(f"[<>&{INVISIBLE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def audit_json(audit: Audit) -> Iterator[str]:
    """The Audit as it is read again, in pieces, with secrets in addresses and sent headers masked.

    Every field stands on a line, and every item of a list of its own, so that no file is too long to be made.
    """
    mark = "{\n"
    for name, field in Audit.model_fields.items():
        yield f'{mark}"{field.alias or name}": '
        value = settings(audit) if name == "settings" else getattr(audit, name)
        yield from _items(value) if isinstance(value, tuple) else [json_text(value)]
        mark = ",\n"
    yield "\n}\n"


def _items(values: tuple[Any, ...]) -> Iterator[str]:
    mark = "["
    for value in values:
        yield f"{mark}\n{json_text(value)}"
        mark = ","
    yield "\n]" if values else "[]"


def page_lines(pages: Iterable[PageRecord]) -> Iterator[str]:
    """One line for every page."""
    for page in pages:
        yield json_text(page) + "\n"


def json_text(value: Any) -> str:
    """JSON with markup and invisible characters written as escapes; it means the same."""
    return _ESCAPED.sub(_escape, pydantic_core.to_json(without_secrets(value)).decode())


def without_secrets(value: Any) -> Any:
    """A copy as plain data in which no text holds a secret or half a character."""
    if isinstance(value, str):
        return masked(value if value.isascii() else _SURROGATE.sub("\ufffd", value))
    if isinstance(value, Document):
        return without_secrets(value.model_dump(by_alias=True))
    if isinstance(value, Mapping):
        return {without_secrets(name): without_secrets(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [without_secrets(inner) for inner in value]
    return value


def settings(audit: Audit) -> dict[str, Any]:
    """The settings of the audit. Headers that were sent may carry credentials: only names are kept."""
    values: dict[str, Any] = without_secrets(audit.settings)
    reach = values.get("reach")
    if isinstance(reach, dict) and isinstance(reach.get("headers"), list):
        reach["headers"] = [[*header[:1], MASK] for header in reach["headers"] if isinstance(header, list)]
    return values


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
