"""``sheet``: the score sheets, printed, and written as a workbook for an office to fill in."""

from functools import partial
from pathlib import Path

import click

from auditbot.cli.words import language_option
from auditbot.errors import ConfigError
from auditbot.model.framework import Wording
from auditbot.model.sheet import LineKind, ScoreSheet
from auditbot.model.text import Lang, Text
from auditbot.sheet_xlsx import write_xlsx
from auditbot.sheets import read, shipped
from auditbot.yamlfile import unopened

_KINDS = {LineKind.DEDUCT: Text("扣分", "deduct"), LineKind.BONUS: Text("加分", "bonus")}


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    return click.Command(
        name,
        params=[
            click.Argument(["sheet"], required=False, metavar="[ID|FILE]"),
            click.Option(
                ["--xlsx"],
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help=Text("另存为 Excel，供填写分值", "write it as a workbook, to fill in points").of(lang),
            ),
            language_option(lang),
        ],
        callback=partial(_sheet, lang),
        help=help_,
    )


def _sheet(lang: Lang, sheet: str | None, xlsx: Path | None) -> int:
    if sheet is None and xlsx is None:
        for one in shipped():
            click.echo(f"{one}  {_said(read(one).title, lang)}")
        return 0
    read_one = read(sheet or next(iter(shipped())))
    if xlsx is None:
        click.echo("\n".join(_lines(read_one, lang)))
        return 0
    if xlsx.suffix != ".xlsx":
        raise ConfigError(
            Text(f"文件名应以 .xlsx 结尾：{xlsx}", f"must end in .xlsx: {xlsx}"),
            Text("如 sheet.xlsx", "such as sheet.xlsx"),
        )
    try:
        write_xlsx(read_one, xlsx)
    except OSError as error:
        raise unopened(str(xlsx), error) from error
    click.echo(xlsx)
    return 0


def _lines(sheet: ScoreSheet, lang: Lang) -> list[str]:
    lines = [_said(sheet.title, lang), *([_said(sheet.about, lang)] if sheet.about else []), ""]
    for line in sheet.lines:
        points = "–" if line.points is None else f"{line.points:g}"
        each = "" if line.each is None else Text(f"，每处 {line.each:g}", f", {line.each:g} each").of(lang)
        counted = ", ".join((*line.checks, *line.requirements))
        lines.append(f"{line.id}  {_said(line.title, lang)}  {_KINDS[line.kind].of(lang)} {points}{each}")
        lines.append(f"    {counted}")
    return lines


def _said(wording: Wording, lang: Lang) -> str:
    return (wording.en or wording.zh) if lang is Lang.EN else wording.zh
