"""Reading a YAML file into a validated value, with errors that name file, line and the nearest right key."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from auditbot.errors import ConfigError, Position

M = TypeVar("M", bound=BaseModel)

_LARGEST = 4 * 1024 * 1024


def load(path: Path, model: type[M], name: str = "") -> M:
    """Read one document. ``name`` is shown instead of the path. Raises ConfigError for the first fault."""
    shown = name or str(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(f"{shown}: larger than {_LARGEST // 1024} KiB", "is this the right file?")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"no such file: {shown}", "") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{shown}: not UTF-8", "save the file as UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{shown}: {error.strerror}", "") from error
    data = _parse(text, shown)
    try:
        return model.model_validate(_plain(data))
    except ValidationError as error:
        raise _explain(error.errors(include_url=False), data, model, shown) from None


def _parse(text: str, shown: str) -> Any:
    yaml = YAML(typ="rt")
    yaml.allow_duplicate_keys = False
    try:
        data = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = Position(shown, mark.line + 1, mark.column + 1) if mark else None
        raise ConfigError(
            str(error.problem or error.context), "check indentation, colons and quotes", position
        ) from None
    except YAMLError as error:
        raise ConfigError(f"{shown}: {error}", "") from None
    if not isinstance(data, CommentedMap):
        raise ConfigError(f"{shown}: expected keys and values", "see configs/sites/example.yaml")
    return data


def _plain(data: Any) -> Any:
    """The same values without the library's own types and marks."""
    if isinstance(data, CommentedMap):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, CommentedSeq):
        return [_plain(value) for value in data]
    if isinstance(data, bool) or data is None:
        return data
    for kind in (int, float, str):
        if isinstance(data, kind):
            return kind(data)
    return data


def _explain(
    errors: list[ErrorDetails], data: CommentedMap, model: type[BaseModel], shown: str
) -> ConfigError:
    first = errors[0]
    location = [part for part in first["loc"] if not _is_branch(part)]
    position = _find(location, data, shown)
    if first["type"] == "extra_forbidden":
        key = str(location[-1])
        known = _keys(model, location[:-1])
        near = get_close_matches(key, known, 1, 0.5)
        hint = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(sorted(known))}"
        return ConfigError(f"unknown key: {key}", hint, position)
    where = ".".join(str(part) for part in location)
    return ConfigError(
        f"{where}: {first['msg'].removeprefix('Value error, ')}" if where else first["msg"], "", position
    )


def _is_branch(part: int | str) -> bool:
    """Pydantic names the branch of a union in the location; a file does not."""
    return isinstance(part, str) and ("[" in part or "(" in part)


def _find(location: list[int | str], data: Any, shown: str) -> Position:
    """The line of the last part of a location that the file has."""
    line, column = 1, 1
    for part in location:
        try:
            if isinstance(data, CommentedMap) and part in data:
                row, col = data.lc.key(part)
            elif isinstance(data, CommentedSeq) and isinstance(part, int):
                row, col = data.lc.item(part)
            else:
                break
        except (KeyError, IndexError, AttributeError, TypeError):
            break
        line, column = row + 1, col + 1
        data = data[part]
    return Position(shown, line, column)


def _keys(model: type[BaseModel], location: list[int | str]) -> list[str]:
    """The keys that a model knows at a location."""
    current: type[BaseModel] = model
    for part in location:
        if isinstance(part, int):
            continue
        field = current.model_fields.get(part)
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return []
        current = inner
    return list(current.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found:
            return found
    return None
