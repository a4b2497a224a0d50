"""``ledger export`` and ``ledger import``: the sheet that goes to offices and comes back."""

from functools import cache
from pathlib import Path
from typing import Any

import click

from auditbot.catalogue import texts_of
from auditbot.cli.exits import Exit
from auditbot.cli.groups import Part
from auditbot.cli.ledger_options import act, acting, choosing, numbers, proofs_wanted, today, wanted_of
from auditbot.cli.stores import store_wanted
from auditbot.errors import ConfigError
from auditbot.frameworks import read
from auditbot.ledger.entries import entries
from auditbot.ledger.returned import read_returned
from auditbot.ledger.sheet import Wordings, write_ledger
from auditbot.ledger.taken import Taken, take
from auditbot.model.text import Lang, Text
from auditbot.registry import load
from auditbot.store.open import open_store
from reports.display import masked
from reports.terms import SEVERITIES, TRUSTS, term

_SHEET = ".xlsx"
_SHOWN = 200


def parts(lang: Lang) -> dict[str, Part]:
    """The parts of the command."""
    file = click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE.xlsx")
    return {
        "export": (
            _export,
            Text("写成表格，发给单位填写", "write a sheet for offices to fill in"),
            [file, numbers(), *choosing(lang)],
        ),
        "import": (
            _import,
            Text("读回单位填好的表格", "merge a sheet that came back"),
            [file, *acting(lang), _dry_run(lang)],
        ),
    }


def _dry_run(lang: Lang) -> click.Option:
    said = Text("只说会改什么，不改动台账", "only say what would change; change nothing")
    return click.Option(["--dry-run"], is_flag=True, help=said.of(lang))


def _export(lang: Lang, *, file: Path, **given: Any) -> int:
    """Write entries to a sheet."""
    _require_sheet(file)
    if file.exists():
        raise ConfigError(
            Text(f"已有这个文件，未覆盖：{file}", f"not written over: {file}"),
            Text("请换一个文件名", "choose another name"),
        )
    with open_store(store_wanted(given)) as store, store.reading() as session:
        found = entries(session, wanted_of(given), today(), whole=True)
        count = write_ledger(found, file, wordings(), proofs_wanted())
    click.echo(file)
    click.echo(Text(f"{count} 条", f"{count} entries").of(lang))
    return Exit.CLEAN


def _import(lang: Lang, *, file: Path, dry_run: bool, **given: Any) -> int:
    """Merge a sheet; what was not taken is told by row. A dry run tells what would change, too."""
    _require_sheet(file)
    done = act(given)
    rows = read_returned(file)
    with open_store(store_wanted(given)) as store:
        taken = store.write(lambda session: take(session, rows, done), keep=not dry_run)
    if dry_run:
        _tell_changes(taken, lang)
    _tell(taken, lang)
    return Exit.INCOMPLETE if taken.remarks else Exit.CLEAN


def _tell_changes(taken: Taken, lang: Lang) -> None:
    """What a dry run would have changed, entry by entry."""
    for one in taken.altered[:_SHOWN]:
        where = Text(f"第 {one.number} 行（台账号 {one.key}）", f"row {one.number} (entry {one.key})")
        said = "；".join(f"{title} “{was}” → “{now}”" for title, (was, now) in one.cells.items())
        click.echo(f"{where.of(lang)} {_printable(said)}")
    more = len(taken.altered) - _SHOWN
    if more > 0:
        click.echo(Text(f"另有 {more} 条", f"and {more} more").of(lang))
    click.echo(Text("试运行：台账没有改动", "a dry run: nothing was changed").of(lang))


def _tell(taken: Taken, lang: Lang) -> None:
    for one in taken.remarks[:_SHOWN]:
        where = Text(f"第 {one.number} 行（台账号 {one.key}）", f"row {one.number} (entry {one.key})")
        click.echo(f"{where.of(lang)} {_printable(one.said.of(lang))}", err=True)
    more = len(taken.remarks) - _SHOWN
    if more > 0:
        click.echo(Text(f"另有 {more} 处", f"and {more} more").of(lang), err=True)
    said = Text(
        f"改动 {taken.changed} 条，不变 {taken.same} 条，未采用 {len(taken.remarks)} 处",
        f"{taken.changed} changed, {taken.same} unchanged, {len(taken.remarks)} cells not taken",
    )
    click.echo(said.of(lang))


def _require_sheet(file: Path) -> None:
    if file.suffix != _SHEET:
        raise ConfigError(Text(f"应为 .xlsx 文件：{file}", f"must be an .xlsx file: {file}"))


def wordings() -> Wordings:
    """How the ledger's sheet tells what the store holds as words of its own."""
    registry = load()

    def kind(check: str) -> str:
        return texts_of(registry.checks[check].check, Lang.ZH).title if check in registry else check

    return Wordings(kind, _basis, lambda severity: term(SEVERITIES, severity).zh, masked)


def _basis(requirement: str) -> str:
    """The document a requirement stands in, and how well it is known; nothing where its framework is gone."""
    name, _, wanted = requirement.rpartition("/")
    return _clauses(name).get(wanted, "")


@cache
def _clauses(framework: str) -> dict[str, str]:
    """What each requirement of a framework rests on."""
    try:
        clauses = read(framework).clauses
    except ConfigError:
        return {}
    return {
        spec.id: f"{clause.source.document} {clause.id}（{term(TRUSTS, clause.source.trust).zh}）"
        for clause in clauses
        for spec in clause.requirements
    }


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
