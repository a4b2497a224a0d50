"""``framework new``: a first framework from the text of a notice."""

from functools import partial
from pathlib import Path

import click

from auditbot.cli.words import language_option
from auditbot.drafting.blocks import LARGEST
from auditbot.drafting.duties import take_apart
from auditbot.drafting.written import written
from auditbot.errors import ConfigError
from auditbot.model.text import Lang, Text
from auditbot.yamlfile import unopened

_ENCODINGS = ("utf-8-sig", "gb18030")


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the group with its one command."""
    new = click.Command(
        "new",
        params=[
            click.Argument(["notice"], type=click.Path(path_type=Path, dir_okay=False), metavar="NOTICE.txt"),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help=Text(
                    "写入的文件（默认：与通知同名的 .yaml）", "file to write (default: beside the notice)"
                ).of(lang),
            ),
            language_option(lang),
        ],
        callback=partial(_new, lang),
        help=Text("由通知文字起草指标体系，逐行待人确认", "draft a framework from the text of a notice").of(
            lang
        ),
    )
    return click.Group(name, commands=[new], help=help_)


def _new(lang: Lang, notice: Path, out: Path | None) -> int:
    text = _text(notice)
    drafted = take_apart(text)
    if not drafted.duties:
        raise ConfigError(
            Text(f"{notice}：没有找到带编号的条款", f"{notice}: no numbered clause was found"),
            Text("条款应以“一、”“（一）”或“1.”开头", "clauses begin with 一、, （一） or 1."),
        )
    target = out or notice.with_suffix(".yaml")
    if target.exists():
        raise ConfigError(
            Text(f"文件已存在：{target}", f"file exists: {target}"),
            Text("请用 --out 另写一个文件", "name another with --out"),
        )
    try:
        target.write_text(written(drafted, target.stem), encoding="utf-8")
    except OSError as error:
        raise unopened(str(target), error) from error
    units = sum(bool(duty.lead or duty.responsible) for duty in drafted.duties)
    dated = sum(bool(duty.due) for duty in drafted.duties)
    count = len(drafted.duties)
    said = Text(
        f"{target}：{count} 条，{units} 条有单位，{dated} 条有期限。行末有“待确认”，请对照原文逐行确认。",
        f"{target}: {count} clauses, {units} with units, {dated} with dates. Confirm every line (待确认).",
    )
    click.echo(said.of(lang))
    return 0


def _text(path: Path) -> str:
    """The notice's text. Raises ConfigError."""
    try:
        raw = path.read_bytes()[: 4 * LARGEST]
    except OSError as error:
        raise unopened(str(path), error) from error
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigError(
        Text(f"{path}：不是文本文件", f"{path}: not a text file"),
        Text("请把通知另存为纯文本（UTF-8）", "save the notice as plain text (UTF-8)"),
    )
