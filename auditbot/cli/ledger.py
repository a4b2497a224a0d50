"""``ledger``: the faults that are followed until they are proved gone."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from auditbot.cli import ledger_acts, ledger_sheet
from auditbot.cli.exits import Exit
from auditbot.cli.groups import Part, group
from auditbot.cli.ledger_options import NUMBER, choosing, numbers, proofs_wanted, today, wanted_of
from auditbot.cli.stores import store_wanted
from auditbot.cli.tables import print_table
from auditbot.errors import ConfigError
from auditbot.ledger.entries import Entry, Standing, counted, entries, events_of, rechecked, remarks
from auditbot.ledger.proof import local_day
from auditbot.ledger.words import KINDS, STATES
from auditbot.model.text import Lang, Text
from auditbot.store.open import open_store
from reports.display import shown
from reports.moment import minute
from reports.terms import SEVERITIES, term

_MOST = 200


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    most = click.Option(
        ["--most"],
        type=click.IntRange(min=1),
        default=_MOST,
        show_default=True,
        help=Text("最多列出几条", "entries listed at most").of(lang),
    )
    number = click.Argument(["number"], type=NUMBER, metavar="NUMBER")
    parts: dict[str, Part] = {
        "list": (
            _list,
            Text("列出台账", "list the entries"),
            [numbers(), *choosing(lang), most],
        ),
        "show": (_show, Text("一条的全部经过", "all that happened to one entry"), [number]),
        **ledger_acts.parts(lang),
        **ledger_sheet.parts(lang),
    }
    return group(name, help_, lang, parts)


def _list(lang: Lang, *, most: int, **given: Any) -> int:
    """Print entries, what is claimed beside what is proved."""
    with open_store(store_wanted(given)) as store, store.reading() as session:
        found = entries(session, wanted_of(given), today())
    if found:
        print_table(_HEADS, _rows(found[:most], proofs_wanted(), lang), lang)
    if len(found) > most:
        more = len(found) - most
        click.echo(Text(f"另有 {more} 条（--most）", f"and {more} more (--most)").of(lang))
    click.echo(_standing(counted(found)).of(lang))
    return Exit.CLEAN


def _standing(told: Standing) -> Text:
    return Text(
        f"共 {told.all} 条：超期 {told.overdue}，声称已整改而未证明 {told.claimed}，"
        f"已证明整改 {told.proved}，例外 {told.excepted}",
        f"{told.all} entries: {told.overdue} overdue, {told.claimed} claimed and not proved, "
        f"{told.proved} proved, {told.excepted} excepted",
    )


_HEADS = (
    Text("台账号", "number"),
    Text("网站", "site"),
    Text("严重程度", "severity"),
    Text("问题", "finding"),
    Text("责任单位", "unit"),
    Text("状态", "state"),
    Text("时限", "due"),
    Text("声称整改", "claimed"),
    Text("复查结果", "proved"),
    Text("备注", "remarks"),
)


def _rows(found: Sequence[Entry], proofs: int, lang: Lang) -> Iterator[tuple[str, ...]]:
    for one in found:
        row = one.row
        cells = (
            str(row.key),
            row.site_id,
            term(SEVERITIES, one.finding.severity).of(lang),
            one.finding.message,
            "／".join(filter(None, (row.unit, row.person))),
            STATES[row.state].of(lang),
            row.due.isoformat() if row.due else "",
            local_day(row.claimed).isoformat() if row.claimed else "",
            rechecked(one, proofs).of(lang),
            "；".join(said.of(lang) for said in remarks(one)),
        )
        yield tuple(map(shown, cells))


def _show(lang: Lang, *, number: int, **given: Any) -> int:
    """Print one entry and its events."""
    with open_store(store_wanted(given)) as store, store.reading() as session:
        found = entries(session, wanted_of({**_ANY, "numbers": (number,)}), today())
        events = events_of(session, number)
    if not found:
        raise ConfigError(Text(f"台账里没有：{number}", f"not in the ledger: {number}"))
    [one] = found
    click.echo(f"{number}  {STATES[one.row.state].of(lang)}  {shown(one.finding.message)}")
    for said in (one.finding.target, *(remark.of(lang) for remark in remarks(one))):
        click.echo(f"    {shown(said)}")
    for event in events:
        kind = KINDS[event.kind].of(lang) if event.kind in KINDS else event.kind
        who = event.person or Text("程序", "program").of(lang)
        click.echo(f"{minute(event.at)}  {kind}  {shown(who)}  {shown(event.note)}".rstrip())
    return Exit.CLEAN


_ANY: dict[str, Any] = {
    "site": "",
    "unit": "",
    "state": (),
    "severity": (),
    "check": (),
    "overdue": False,
}
