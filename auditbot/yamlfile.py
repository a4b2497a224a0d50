"""Reading a YAML file into a validated value, with errors that name file, line and the nearest right key."""

from difflib import get_close_matches
from errno import EACCES, EISDIR, ENOENT, ENOSPC
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from auditbot.errors import ConfigError, Position
from auditbot.model.text import Fault, Text

M = TypeVar("M", bound=BaseModel)

_LARGEST = 4 * 1024 * 1024
_MOST = 200_000
"""Values in one file, every alias written out: far more than a register of columns has."""
_DEEPEST = 40


def load(path: Path, model: type[M], name: str = "") -> M:
    """Read one document. ``name`` is shown instead of the path. Raises ConfigError for the first fault."""
    shown = name or str(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(
                Text(f"{shown}：大于 {_LARGEST // 1024} KiB", f"{shown}: larger than {_LARGEST // 1024} KiB"),
                Text("是这个文件吗？", "is this the right file?"),
            )
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            Text(f"没有这个文件：{shown}", f"no such file: {shown}"),
            Text("请检查路径", "check the path"),
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(
            Text(f"{shown}：不是 UTF-8 编码", f"{shown}: not UTF-8"),
            Text("请把文件另存为 UTF-8", "save the file as UTF-8"),
        ) from None
    except OSError as error:
        raise unopened(shown, error) from error
    data = _parse(text, shown)
    try:
        return model.model_validate(_plain(data))
    except ValidationError as error:
        raise _explain(error.errors(include_url=False), data, model, shown) from None


def unopened(shown: str, error: OSError) -> ConfigError:
    """What to tell a person whose file could not be opened or written."""
    why = {ENOENT: "没有这个文件或目录", EACCES: "没有权限", EISDIR: "是目录，不是文件", ENOSPC: "磁盘已满"}
    english = error.strerror or type(error).__name__
    return ConfigError(
        Text(f"{shown}：{why.get(error.errno or 0, english)}", f"{shown}: {english}"),
        Text("请检查文件名和权限", "check its name and the rights to it"),
    )


def _parse(text: str, shown: str) -> Any:
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    yaml.allow_duplicate_keys = False
    try:
        data = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = Position(shown, mark.line + 1, mark.column + 1) if mark else None
        raise ConfigError(
            Text(f"YAML 写法有误：{error.problem or error.context}", f"{error.problem or error.context}"),
            Text("请检查缩进、冒号和引号", "check indentation, colons and quotes"),
            position,
        ) from None
    except YAMLError as error:
        raise ConfigError(f"{shown}: {error}") from None
    except RecursionError:
        raise _too_much(shown) from None
    if not isinstance(data, CommentedMap):
        raise ConfigError(
            Text(f"{shown}：应为“键: 值”", f"{shown}: expected keys and values"),
            Text("写法见 configs/sites/example.yaml", "see configs/sites/example.yaml"),
        )
    _require_bounded(data, shown)
    return data


class _Constructor(RoundTripConstructor):
    """Leaves a day as it is written: a wrong one is then told with its line, by the model that wants it."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        """The text of the day."""
        return self.construct_scalar(node)


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def _require_bounded(data: Any, shown: str) -> None:
    """Refuse what aliases blow up, or what contains itself."""
    waiting, seen = [(data, 1)], 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if seen > _MOST or depth > _DEEPEST:
            raise _too_much(shown)
        if isinstance(value, CommentedMap):
            waiting += ((inner, depth + 1) for inner in value.values())
        elif isinstance(value, CommentedSeq):
            waiting += ((inner, depth + 1) for inner in value)


def _too_much(shown: str) -> ConfigError:
    return ConfigError(
        Text(f"{shown}：嵌套太深，或内容太多", f"{shown}: nested too deeply, or too much of it"),
        Text("是这个文件吗？别名（*）是否成倍展开？", "is this the right file? do its aliases (*) multiply?"),
    )


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
        listed = ", ".join(sorted(known))
        hint = (
            Text(f"是不是 {near[0]}？", f"did you mean {near[0]}?")
            if near
            else Text(f"可用的键：{listed}", f"known keys: {listed}")
        )
        return ConfigError(Text(f"没有这个键：{key}", f"unknown key: {key}"), hint, position)
    where = ".".join(str(part) for part in location)
    said = told(first)
    return ConfigError(Text(f"{where}：{said.zh}", f"{where}: {said.en}") if where else said, "", position)


_SAID = {
    "missing": "缺少这一项",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "float_parsing": "应为数字",
    "float_type": "应为数字",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "string_type": "应为文字（可加引号）",
    "string_too_short": "不能为空",
    "string_too_long": "太长",
    "tuple_type": "应为列表（每项前加“- ”）",
    "model_type": "应为“键: 值”",
    "date_from_datetime_parsing": "应为日期，如 2026-01-31",
    "date_parsing": "应为日期，如 2026-01-31",
}


def told(fault: ErrorDetails) -> Text:
    """What pydantic found wrong; the Chinese names the commonest faults and leaves the rest as it is."""
    limits = fault.get("ctx", {})
    if isinstance(limits.get("error"), Fault):
        wrong: Fault = limits["error"]
        return wrong.said
    english = fault["msg"].removeprefix("Value error, ")
    match fault["type"]:
        case "greater_than_equal":
            chinese = f"不能小于 {limits['ge']}"
        case "greater_than":
            chinese = f"必须大于 {limits['gt']}"
        case "less_than_equal":
            chinese = f"不能大于 {limits['le']}"
        case "enum" | "literal_error":
            chinese = f"只能是 {limits['expected']}"
        case known:
            chinese = _SAID.get(known, english)
    return Text(chinese, english)


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
