"""What ``ledger`` does to entries: ``assign``, ``mark``, ``review``, ``except``."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click
from sqlalchemy.orm import Session

from auditbot.cli.exits import Exit
from auditbot.cli.groups import Part
from auditbot.cli.ledger_options import (
    NUMBER,
    act,
    acting,
    choosing,
    day,
    keys_of,
    listed,
    note_option,
    numbers,
    today,
    worded,
)
from auditbot.cli.stores import store_wanted
from auditbot.errors import ConfigError
from auditbot.ledger.acts import Reach, assign, except_, exceptions, mark, review, withdraw
from auditbot.ledger.deadline import MOST_DAYS, WORKDAYS, Due, due_after
from auditbot.ledger.exceptions import holds
from auditbot.ledger.moves import move_to
from auditbot.ledger.words import JUDGEMENTS, SCOPES, STATES
from auditbot.model.text import Lang, Text
from auditbot.store.open import open_store
from auditbot.store.schema_ledger import ExceptionRow, ExceptionScope, Judgement, LedgerState
from reports.display import shown


def parts(lang: Lang) -> dict[str, Part]:
    """The parts of the command."""
    which = [numbers(), *choosing(lang), *acting(lang)]
    return {
        "assign": (
            _assign,
            Text("交办：单位、责任人、时限", "give to a unit, with a deadline"),
            [*which, *_given(lang)],
        ),
        "mark": (_mark, Text("改变状态", "change the state"), [_state(lang), *which, note_option(lang)]),
        "review": (
            _review,
            Text("审核：属实、误报、存疑", "judge: true, false alarm, doubtful"),
            [_judgement(lang), *which, note_option(lang)],
        ),
        "except": (
            _except,
            Text("设立、列出、撤销例外", "make, list and withdraw exceptions"),
            [*which, *_reach(lang)],
        ),
    }


def _state(lang: Lang) -> click.Argument:
    words = {state: text for state, text in STATES.items() if move_to(state)}
    return click.Argument(["to"], type=worded(words), metavar=listed(words, lang))


def _judgement(lang: Lang) -> click.Argument:
    return click.Argument(["judgement"], type=worded(JUDGEMENTS), metavar=listed(JUDGEMENTS, lang))


def _given(lang: Lang) -> list[click.Parameter]:
    return [
        click.Option(
            ["--to", "to_unit"], default="", metavar="UNIT", help=Text("责任单位", "the unit").of(lang)
        ),
        click.Option(
            ["--person", "to_person"], default="", metavar="NAME", help=Text("责任人", "the person").of(lang)
        ),
        click.Option(
            ["--days"],
            type=click.IntRange(0, MOST_DAYS),
            default=WORKDAYS,
            show_default=True,
            help=Text("时限：几个工作日", "the deadline in working days").of(lang),
        ),
        click.Option(
            ["--due"], type=day, metavar="DATE", help=Text("时限：日期", "the deadline as a day").of(lang)
        ),
        note_option(lang),
    ]


def _reach(lang: Lang) -> list[click.Parameter]:
    return [
        click.Option(
            ["--scope"],
            type=worded(SCOPES),
            metavar=listed(SCOPES, lang),
            help=Text("范围", "how far it reaches").of(lang),
        ),
        click.Option(
            ["--until"],
            type=day,
            metavar="DATE",
            help=Text("有效期的最后一天", "the last day it holds").of(lang),
        ),
        click.Option(
            ["--every-check"],
            is_flag=True,
            help=Text("此页面、此网站的所有检查项", "whatever any check finds on the page or the site").of(
                lang
            ),
        ),
        note_option(lang),
        click.Option(
            ["--list", "listing"], is_flag=True, help=Text("列出例外", "list the exceptions").of(lang)
        ),
        click.Option(
            ["--withdraw"],
            multiple=True,
            type=NUMBER,
            metavar="NUMBER",
            help=Text("撤销例外", "withdraw an exception").of(lang),
        ),
    ]


def _assign(lang: Lang, *, to_unit: str, to_person: str, days: int, due: date | None, **given: Any) -> int:
    """Give entries to somebody."""
    deadline = Due(due) if due else due_after(today(), days)
    if deadline.day < today():
        raise ConfigError(Text("时限已经过去", "the deadline has passed"))
    done = act(given)
    count = _done(
        given,
        lambda session, keys: assign(session, keys, done, due=deadline.day, unit=to_unit, person=to_person),
    )
    if deadline.remark:
        click.echo(deadline.remark.of(lang), err=True)
    click.echo(
        Text(f"已交办 {count} 条，时限 {deadline.day}", f"{count} assigned, due {deadline.day}").of(lang)
    )
    return Exit.CLEAN


def _mark(lang: Lang, *, to: LedgerState, **given: Any) -> int:
    """Change the state of entries."""
    done = act(given)
    count = _done(given, lambda session, keys: mark(session, keys, to, done))
    said = STATES[to]
    click.echo(Text(f"{count} 条改为“{said.zh}”", f"{count} are {said.en} now").of(lang))
    return Exit.CLEAN


def _review(lang: Lang, *, judgement: Judgement, **given: Any) -> int:
    """Judge findings."""
    done = act(given)
    count = _done(given, lambda session, keys: review(session, keys, judgement, done))
    said = JUDGEMENTS[judgement]
    click.echo(Text(f"{count} 条审核为“{said.zh}”", f"{count} judged {said.en}").of(lang))
    return Exit.CLEAN


def _done(given: dict[str, Any], work: Callable[[Session, tuple[int, ...]], int]) -> int:
    """Do something to the entries that are named, all or none; gives their number."""
    with open_store(store_wanted(given)) as store:
        return store.write(lambda session: work(session, keys_of(session, given)))


def _except(
    lang: Lang,
    *,
    scope: ExceptionScope | None,
    until: date | None,
    every_check: bool,
    listing: bool,
    withdraw: tuple[int, ...],
    **given: Any,
) -> int:
    """Make exceptions, list them, or withdraw some."""
    if listing:
        return _listed(lang, given)
    if withdraw:
        return _withdrawn(lang, withdraw, given)
    if scope is None or until is None:
        raise ConfigError(Text("例外须有 --scope 和 --until", "an exception needs --scope and --until"))
    if until < today():
        raise ConfigError(Text("有效期已经过去", "it would have expired already"))
    reach, done = Reach(scope, until, every_check), act(given)
    with open_store(store_wanted(given)) as store:
        made = store.write(lambda session: except_(session, keys_of(session, given), reach, done))
    for one in made:
        click.echo(_line(one, lang))
    return Exit.CLEAN


def _withdrawn(lang: Lang, keys: tuple[int, ...], given: dict[str, Any]) -> int:
    done = act(given)
    with open_store(store_wanted(given)) as store:
        count = store.write(lambda session: withdraw(session, keys, done))
    click.echo(Text(f"已撤销 {count} 个例外", f"{count} exceptions withdrawn").of(lang))
    return Exit.CLEAN


def _listed(lang: Lang, given: dict[str, Any]) -> int:
    with open_store(store_wanted(given)) as store, store.reading() as session:
        found = exceptions(session)
    for one in found:
        click.echo(_line(one, lang))
    held = sum(holds(one, today()) for one in found)
    click.echo(
        Text(f"{len(found)} 个例外，有效 {held}", f"{len(found)} exceptions, {held} in force").of(lang)
    )
    return Exit.CLEAN


def _line(one: ExceptionRow, lang: Lang) -> str:
    """One exception on one line."""
    if one.withdrawn:
        stands = Text("已撤销", "withdrawn")
    else:
        stands = Text("有效", "in force") if holds(one, today()) else Text("已到期", "expired")
    what = " ".join(filter(None, (one.site_id, one.check, one.target or one.page)))
    until = one.expires.isoformat() if one.expires else ""
    words = (
        SCOPES[one.scope].of(lang),
        shown(what),
        until,
        stands.of(lang),
        shown(one.person),
        shown(one.reason),
    )
    return f"{one.key}  " + "  ".join(words)
