"""Score sheets: found and read, from YAML or from the XLSX in which an office keeps its own."""

from collections.abc import Sequence
from pathlib import Path

from auditbot.errors import ConfigError
from auditbot.model.sheet import ScoreSheet
from auditbot.model.text import Text
from auditbot.registry import own_package
from auditbot.yamlfile import load

NONE = "none"
OURS = "reference"
"""The sheet that comes with the program; it counts for the framework ``state``."""


def shipped() -> dict[str, Path]:
    """The sheets that came with the product, by id."""
    folder = Path(str(own_package("configs").__file__)).parent / "sheets"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def sheet_for(name: str, frameworks: Sequence[str]) -> ScoreSheet | None:
    """The sheet that was asked for, else ours where it fits. Raises ConfigError."""
    if name == NONE:
        return None
    if name:
        return read(name)
    return read(OURS) if "state" in frameworks else None


def read(name: str) -> ScoreSheet:
    """A sheet by id, or by the path of its file. Raises ConfigError."""
    known = shipped()
    if name in known:
        return load(known[name], ScoreSheet, f"configs/sheets/{name}.yaml")
    path = Path(name)
    if path.suffix in (".yaml", ".yml"):
        return load(path, ScoreSheet)
    if path.suffix == ".xlsx":
        from auditbot.sheet_xlsx import read_xlsx  # a tenth of a second that most audits can do without

        return read_xlsx(path)
    raise ConfigError(
        Text(f"没有这个评分表：{name}", f"no such score sheet: {name}"),
        Text(
            f"已有：{'、'.join(known)}；也可以给出 .yaml 或 .xlsx 文件",
            f"known: {', '.join(known)}; or give a .yaml or .xlsx file",
        ),
    )
