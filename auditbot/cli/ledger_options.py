"""Options that the parts of ``ledger`` share: which entries, who does it, which day."""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from auditbot.errors import ConfigError
from auditbot.ledger.entries import Wanted, entries
from auditbot.ledger.proof import PROOFS, local_day
from auditbot.ledger.words import STATES
from auditbot.ledger.writing import Act
from auditbot.model.outcome import Severity
from auditbot.model.text import Lang, Text
from auditbot.store.schema_ledger import LedgerState

E = TypeVar("E", bound=StrEnum)
_LAST_ID = 2**63 - 1
_LISTED_BY = Text("auditbot ledger list 列出台账条目", "`auditbot ledger list` lists the entries")
_PROOFS, _MOST_PROOFS = "AUDITBOT_PROOFS", 100


def worded(words: Mapping[E, Text]) -> Callable[[str], E]:
    """A type of parameters: one of some words, in Chinese or English."""

    def member(value: str) -> E:
        for one, text in words.items():
            if value in (one.value, text.zh, text.en):
                return one
        known = "、".join(f"{text.zh} ({one.value})" for one, text in words.items())
        raise click.BadParameter(f"{value!r} is not one of {known}.")

    return member


def listed(words: Mapping[E, Text], lang: Lang) -> str:
    """The words of a parameter, as its help shows them."""
    return f"[{'|'.join(text.of(lang) for text in words.values())}]"


def day(value: str) -> date:
    """A type of parameters: a day as ``2026-11-20``."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a valid day, such as 2026-11-20.") from None


def choosing(lang: Lang) -> list[click.Parameter]:
    """Which entries."""
    return [
        click.Option(["--site"], default="", metavar="ID", help=Text("网站编号", "id of a site").of(lang)),
        click.Option(
            ["--unit"],
            default="",
            help=Text(
                "责任单位、主办单位或主管单位",
                "the unit that answers for it, or that hosts or supervises the site",
            ).of(lang),
        ),
        click.Option(
            ["--state"],
            multiple=True,
            type=worded(STATES),
            metavar=listed(STATES, lang),
            help=Text("状态", "state").of(lang),
        ),
        click.Option(
            ["--severity"],
            multiple=True,
            type=click.Choice([one.value for one in Severity]),
            help=Text("严重程度", "severity").of(lang),
        ),
        click.Option(["--check"], multiple=True, metavar="ID", help=Text("检查项", "check").of(lang)),
        click.Option(["--overdue"], is_flag=True, help=Text("只要超期的", "only what is overdue").of(lang)),
    ]


NUMBER = click.IntRange(1, _LAST_ID)


def numbers() -> click.Argument:
    """The numbers of entries."""
    return click.Argument(["numbers"], nargs=-1, type=NUMBER, metavar="[NUMBER]…")


def acting(lang: Lang) -> list[click.Parameter]:
    """Who does it."""
    return [
        click.Option(
            ["--by", "person"],
            default="",
            envvar="AUDITBOT_PERSON",
            metavar="NAME",
            help=Text(
                "经办人（或环境变量 AUDITBOT_PERSON）",
                "who does this (or AUDITBOT_PERSON in the environment)",
            ).of(lang),
        )
    ]


def note_option(lang: Lang) -> click.Option:
    """What is said of it."""
    said = Text("说明或理由", "what is said of it, or the reason")
    return click.Option(["--note", "--reason", "note"], default="", help=said.of(lang))


def proofs_wanted() -> int:
    """How many audits on different days close an entry. Raises ConfigError."""
    text = os.environ.get(_PROOFS) or str(PROOFS)
    if text.isascii() and text.isdecimal() and 1 <= int(text[:4]) <= _MOST_PROOFS:
        return int(text[:4])
    said = f"{_PROOFS}：1–{_MOST_PROOFS}"
    raise ConfigError(Text(f"环境变量 {said}", f"in the environment, {said}"))


def act(given: Mapping[str, Any]) -> Act:
    """The act that a command line describes. Raises ConfigError where nobody is named."""
    if not given["person"].strip():
        raise ConfigError(Text("请用 --by 说明经办人", "say with --by who does this"))
    return Act(given["person"].strip(), datetime.now(UTC), (given.get("note") or "").strip())


def today() -> date:
    """The day in China."""
    return local_day(datetime.now(UTC))


def wanted_of(given: Mapping[str, Any]) -> Wanted:
    """The entries that a command line names."""
    states: Iterable[LedgerState] = given["state"]
    return Wanted(
        keys=tuple(given.get("numbers", ())),
        site=given["site"],
        unit=given["unit"],
        states=tuple(states),
        severities=tuple(Severity(one) for one in given["severity"]),
        checks=given["check"],
        overdue=given["overdue"],
    )


def keys_of(session: Session, given: Mapping[str, Any]) -> tuple[int, ...]:
    """The numbers of the entries to be changed. Raises ConfigError for none, and for numbers not there."""
    wanted = wanted_of(given)
    if not wanted:
        raise ConfigError(
            Text("没有说明是哪些台账条目", "it is not said which entries"),
            Text("请给出台账号，或 --site、--unit 等条件", "give their numbers, or --site, --unit …"),
        )
    found = tuple(one.row.key for one in entries(session, wanted, today()))
    missing = sorted(set(wanted.keys) - set(found))
    if missing:
        names = ", ".join(map(str, missing))
        raise ConfigError(
            Text(f"没有这些条目（或不合条件）：{names}", f"no such entries: {names}"), _LISTED_BY
        )
    if not found:
        raise ConfigError(Text("没有合条件的条目", "no entry is like that"), _LISTED_BY)
    return found
