"""Site files with a register: written anew, or changed in place with everything else left as it stands."""

from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from auditbot.errors import ConfigError, unwritable
from auditbot.model.site import Column, Site
from auditbot.model.text import Text
from auditbot.yamlfile import load

_WIDE = 4096
_ABOUT = """\
网站文件初稿，由 auditbot register 生成。请核对 columns 中每个栏目的更新周期 period（天），
补填责任单位 unit 和责任人 person；有事才更新的写 event_driven: true，不再更新的写 archived: true。
用法：auditbot audit 本文件
"""


def new_text(site: Site) -> str:
    """A whole site file."""
    data = CommentedMap(site.model_dump(mode="json", exclude_defaults=True, exclude={"columns"}))
    data["columns"] = CommentedSeq(CommentedMap(_told(column)) for column in site.columns)
    data.yaml_set_start_comment(_ABOUT)
    return _dumped(data)


def with_columns(path: Path, site: Site, columns: Sequence[Column]) -> str:
    """The text of a site file with other columns: the first ones are those it has, in their order."""
    data = _yaml().load(path.read_text(encoding="utf-8-sig"))
    if not isinstance(data.get("columns"), list):
        data["columns"] = CommentedSeq()
    kept = data["columns"]
    for place, column in enumerate(columns):
        if place >= len(site.columns):
            kept.append(CommentedMap(_told(column)))
        elif column != site.columns[place]:
            _change(kept[place], _told(site.columns[place]), _told(column))
    return _dumped(data)


def replace(path: Path, text: str, expected: Sequence[Column]) -> Path:
    """Put a text in the place of a site file; gives the copy of what was there before.

    Raises ConfigError where the text would not be read back as these columns; the file is then untouched.
    """
    fresh, before = path.with_name(f"{path.name}.new"), path.with_name(f"{path.name}.bak")
    try:
        fresh.write_text(text, encoding="utf-8")
        if load(fresh, Site, str(path)).columns != tuple(expected):
            raise _not_the_same(path)
        before.write_bytes(path.read_bytes())
        fresh.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return before


def _told(column: Column) -> dict[str, Any]:
    return column.model_dump(mode="json", exclude_defaults=True)


def _change(entry: CommentedMap, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Change what differs and nothing else."""
    for key in before.keys() - after.keys():
        entry.pop(key, None)
    for key, value in after.items():
        if before.get(key) != value:
            entry[key] = value


def _dumped(data: CommentedMap) -> str:
    text = StringIO()
    _yaml().dump(data, text)
    return text.getvalue()


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _not_the_same(path: Path) -> ConfigError:
    return ConfigError(
        Text(
            f"{path} 的写法使台账无法合并，文件没有改动", f"the way {path} is written leaves no room to merge"
        ),
        Text(
            "请去掉 columns 中的锚点和别名（& *）后再试", "take the anchors and aliases (& *) out of columns"
        ),
    )
