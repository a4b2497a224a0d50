"""Secrets: read from the environment or from a file when they are needed, and kept out of what is shown."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from auditbot.errors import ConfigError
from auditbot.model.text import Text

_LARGEST = 4096
_SHORTEST = 4
"""Shorter secrets are found in innocent words."""
_MASK = "***"


def secret(variable: str, file: Path | None, environment: Mapping[str, str]) -> str:
    """The secret that a configuration names; empty where it names none. Raises ConfigError."""
    if not variable and file is None:
        return ""
    named = variable or str(file)
    value = (environment.get(variable, "") if file is None else _from(file)).strip()
    if not value:
        raise ConfigError(
            Text(f"密钥为空或没有设置：{named}", f"the secret is empty or not set: {named}"),
            Text("请设置该环境变量或文件", "set this environment variable or file"),
        )
    if len(value) > _LARGEST or not (value.isascii() and value.isprintable()):
        raise ConfigError(
            Text(f"密钥只能是一行 ASCII 文字：{named}", f"a secret must be one line of ASCII: {named}")
        )
    return value


def _from(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return stream.read(_LARGEST + 2).decode("utf-8", "replace")
    except OSError as error:
        raise ConfigError(
            Text(f"读不了密钥文件 {file}：{error.strerror}", f"cannot read {file}: {error.strerror}")
        ) from error


def scrubbed(text: str, secrets: Iterable[str]) -> str:
    """The text without these secrets, also as they are written in addresses."""
    for one in sorted(secrets, key=len, reverse=True):
        if len(one) >= _SHORTEST:
            text = text.replace(one, _MASK).replace(quote(one, safe=""), _MASK)
    return text
