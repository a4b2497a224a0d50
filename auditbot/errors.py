"""The exceptions of this program. A fault of the world is a value (``model.Failure``), never one of these.

    AuditbotError
    ├── ConfigError          a setting, site file, framework or option is wrong; nothing was fetched
    ├── CheckError           a check broke its contract (raised, yielded rubbish, declared nonsense)
    ├── StoreError           an archive cannot be read or written
    │   ├── ArchiveLocked    another process is at work on it
    │   ├── ArchiveVersion   written by another version of this program
    │   └── NoStore          there is no office store where one was named; nothing was fetched
    └── EnvironmentProblem   this machine lacks something the command cannot do without

Every message says what is wrong; ``hint`` says what to do about it. What reaches a user is a ``Text``.
"""

from dataclasses import dataclass
from pathlib import Path

from auditbot.model.text import Lang, Text


class AuditbotError(Exception):
    """Root of the tree. ``message`` names the fault, ``hint`` the way out; a string serves every language."""

    def __init__(self, message: str | Text, hint: str | Text = "") -> None:
        self.message = message if isinstance(message, Text) else Text(message, message)
        self.hint = hint if isinstance(hint, Text) else Text(hint, hint)
        super().__init__(self.message.en)

    def told(self, lang: Lang) -> str:
        """The fault and the way out, a line each."""
        hint = self.hint.of(lang)
        return self.message.of(lang) + (f"\n  {hint}" if hint else "")

    def __str__(self) -> str:
        return self.told(Lang.EN)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a configuration file; lines and columns count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class ConfigError(AuditbotError):
    """A configuration is wrong. ``position`` is known when it came from a file."""

    def __init__(self, message: str | Text, hint: str | Text = "", position: Position | None = None) -> None:
        super().__init__(message, hint)
        if position:
            self.message = Text(*(f"{position}: {said}" for said in self.message))
        self.position = position


def unwritable(path: Path, error: OSError) -> ConfigError:
    """A file that was asked for and could not be written."""
    return ConfigError(Text(f"写不了 {path}：{error.strerror}", f"cannot write {path}: {error.strerror}"))


class CheckError(AuditbotError):
    """A check broke its contract; only its own requirements become untested."""


class StoreError(AuditbotError):
    """An archive or an audit folder cannot be read or written."""


class ArchiveLocked(StoreError):
    """Another process is working on the archive."""


class ArchiveVersion(StoreError):
    """The archive was written by another version of this program."""


class NoStore(StoreError):
    """There is no office store where one is needed: it was not made yet, or is named wrongly."""


class EnvironmentProblem(AuditbotError):
    """The machine lacks something that the command cannot do without."""
