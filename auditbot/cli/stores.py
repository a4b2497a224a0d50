"""Which store a command works with: ``--store``, the environment, or the one beside the audits."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from auditbot.errors import ConfigError
from auditbot.model.text import Lang, Text

NAME = "office.sqlite"
VARIABLE = "AUDITBOT_STORE"


def store_option(lang: Lang, said: Text | None = None) -> click.Option:
    """``--store``; ``said`` of a command for which none beside the audits counts."""
    usual = Text(
        f"办公库：SQLite 文件或 PostgreSQL 地址（默认：环境变量 {VARIABLE}，或输出目录里的 {NAME}）",
        f"the office store: an SQLite file or the address of a PostgreSQL database"
        f" (default: {VARIABLE} of the environment, or {NAME} in the output folder)",
    )
    return click.Option(
        ["--store"],
        envvar=VARIABLE,
        metavar="URL|FILE",
        help=(said or usual).of(lang),
    )


def out_option(lang: Lang) -> click.Option:
    """``--out`` of commands that do not audit: where the store is looked for."""
    return click.Option(
        ["--out"],
        type=click.Path(path_type=Path),
        default=Path("audits"),
        show_default=True,
        help=Text("输出目录", "output folder").of(lang),
    )


def store_wanted(given: Mapping[str, Any]) -> str:
    """The store of a command that cannot do without one."""
    return given.get("store") or str(given["out"] / NAME)


def require_absent(file: Path) -> None:
    """Nothing is written over. Raises ConfigError where the file is there."""
    if file.exists():
        raise ConfigError(
            Text(f"已有这个文件，未覆盖：{file}", f"not written over: {file}"),
            Text("请换一个文件名", "choose another name"),
        )


def store_in_use(given: Mapping[str, Any]) -> str:
    """The store of a command that can; empty where none is named and none lies in the output folder."""
    if "store" not in given:
        return ""
    named = store_wanted(given)
    return named if given["store"] or Path(named).is_file() else ""
