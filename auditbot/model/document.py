"""The base of everything that is read from a file or written to one."""

import ast
import inspect
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic_core import CoreSchema


class Document(BaseModel):
    """Frozen, and strict about unknown keys: a misspelt key must not be silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The schema, with what the source says of each field."""
        schema = handler(core)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, said in meanings(cls).items():
            properties.get(cls.model_fields[name].alias or name, {}).setdefault("description", said)
        return schema


def meanings(model: type[BaseModel]) -> dict[str, str]:
    """What each field of a model means: its own description, else the text below it in the source.

    Read from the source when asked for: doing so for every model would be a quarter of the program's start.
    """
    written = {name: said for base in reversed(model.__mro__) for name, said in _below(base)}
    known = {name: field.description or written.get(name, "") for name, field in model.model_fields.items()}
    return {name: said for name, said in known.items() if said}


def _below(model: type) -> list[tuple[str, str]]:
    """The attributes that a class itself declares, with the texts that follow them."""
    try:
        source = dedent(inspect.getsource(model))
    except (OSError, TypeError):  # built in, or without its source
        return []
    match ast.parse(source).body:
        case [ast.ClassDef(body=body)]:
            return [
                (first.target.id, inspect.cleandoc(second.value.value))
                for first, second in pairwise(body)
                if isinstance(first, ast.AnnAssign) and isinstance(first.target, ast.Name)
                if isinstance(second, ast.Expr) and isinstance(second.value, ast.Constant)
                if isinstance(second.value.value, str)
            ]
    return []
