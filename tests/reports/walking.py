"""Changes every string of a model, wherever it stands, without asking the model's validators."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

from auditbot.model.audit import SCHEMA
from auditbot.model.document import Document

D = TypeVar("D", bound=Document)
Change = Callable[[str], str]


def changed(model: D, change: Change) -> D:
    """The model with every text replaced by ``change`` of it; equal texts stay equal."""
    values = {name: _value(getattr(model, name), change) for name in type(model).model_fields}
    return model.model_copy(update=values)


def _value(value: Any, change: Change) -> Any:
    if isinstance(value, Enum) or value == SCHEMA:
        return value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Document):
        return changed(value, change)
    if isinstance(value, Mapping):
        return {_value(key, change): _value(inner, change) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(_value(inner, change) for inner in value)
    if isinstance(value, list):
        return [_value(inner, change) for inner in value]
    return value
