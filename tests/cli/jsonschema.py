"""As much of JSON Schema 2020-12 as the published schemas use, so that a test can hold a document to one."""

from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_KNOWN = frozenset(
    "$ref $defs type properties required additionalProperties items prefixItems minItems maxItems anyOf allOf"
    " oneOf enum const minimum exclusiveMinimum maximum minLength maxLength propertyNames title description"
    " default format discriminator pattern".split()
)


def violations(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> Iterator[str]:
    """Where a document breaks a schema. A keyword that this does not know is a violation, too."""
    unknown = set(schema) - _KNOWN
    if unknown:
        yield f"{at}: unknown keywords {sorted(unknown)}"
    if "$ref" in schema:
        yield from violations(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
    for part in schema.get("allOf", ()):
        yield from violations(value, part, root, at)
    for choice in ("anyOf", "oneOf"):
        if choice in schema and not any(not list(violations(value, one, root, at)) for one in schema[choice]):
            yield f"{at}: {value!r:.60} fits none of {choice}"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{at}: {value!r:.60} is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if isinstance(value, dict):
        yield from _object(value, schema, root, at)
    if isinstance(value, list):
        yield from _array(value, schema, root, at)


def _is(value: Any, name: str) -> bool:
    if isinstance(value, bool) and name != "boolean":
        return False
    return isinstance(value, _TYPES[name])


def _object(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}: lacks {name}"
    more = schema.get("additionalProperties", True)
    for name, inner in value.items():
        if name in properties:
            yield from violations(inner, properties[name], root, f"{at}.{name}")
        elif more is False:
            yield f"{at}: {name} is not allowed"
        elif isinstance(more, dict):
            yield from violations(inner, more, root, f"{at}.{name}")
        if "propertyNames" in schema:
            yield from violations(name, schema["propertyNames"], root, f"{at}.{name}")


def _array(value: list[Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{at}: {len(value)} items"
    first = schema.get("prefixItems", [])
    for number, (inner, one) in enumerate(zip(value, first, strict=False)):
        yield from violations(inner, one, root, f"{at}[{number}]")
    if isinstance(schema.get("items"), dict):
        for number, inner in enumerate(value[len(first) :], start=len(first)):
            yield from violations(inner, schema["items"], root, f"{at}[{number}]")
