"""``papers``: the tables, the circular and the notices that a supervising office sends out."""

from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from auditbot.cli.office import office_of
from auditbot.cli.overview import place_of, surveyed, surveying
from auditbot.cli.publishing import approved, as_day, publishing
from auditbot.cli.words import language_option
from auditbot.errors import EnvironmentProblem
from auditbot.model.audit import Audit
from auditbot.model.text import Lang, Text
from auditbot.model.zone import CHINA
from auditbot.overview.whole import overview


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    folder = click.Path(path_type=Path, file_okay=False)
    return click.Command(
        name,
        params=[
            *surveying(lang),
            click.Option(
                ["--to"],
                type=folder,
                metavar="DIR",
                help=Text("输出目录，默认为 DIR/papers", "where they go; DIR/papers otherwise").of(lang),
            ),
            click.Option(
                ["--office"], default="", help=Text("发文单位", "the office that sends them").of(lang)
            ),
            click.Option(
                ["--deadline"], metavar="DATE", help=Text("整改期限", "by when all is to be mended").of(lang)
            ),
            click.Option(
                ["--templates"],
                type=folder,
                metavar="DIR",
                help=Text("本单位的 DOCX 模板", "the office's own DOCX templates").of(lang),
            ),
            click.Option(
                ["--write-templates"],
                type=folder,
                metavar="DIR",
                help=Text("只写出自带模板，供修改", "only write our templates, to be changed").of(lang),
            ),
            *publishing(lang),
            language_option(lang),
        ],
        callback=partial(_papers, lang),
        help=help_,
    )


def _papers(lang: Lang, **given: Any) -> int:
    _require_word()
    from reports.papers import write_papers, write_templates
    from reports.papers.case import Case, cases
    from reports.papers.examined import Examined, examined
    from reports.papers.filling import Sender

    if given["write_templates"]:
        _tell(write_templates(given["write_templates"]))
        return 0
    now = datetime.now(CHINA)
    leave = approved(given, now)
    deadline = as_day("--deadline", given["deadline"]) if given["deadline"] else None
    subjects: list[Examined] = []
    found: list[Case] = []

    place, since = place_of(given)
    office = office_of(given, place, since)

    def see(audit: Audit) -> None:
        known = office.known(audit) if office else audit
        subjects.append(examined(known, office.ledger if office else None))
        found.extend(cases(known))

    fleet = surveyed(given, lang, office, see)
    sender = Sender(now.date(), given["office"], deadline)
    folder, own = given["to"] or place / "papers", given["templates"]
    entries = office.lines() if office else None
    whole = overview(fleet)
    _tell(write_papers(whole, subjects, found, sender, folder, own=own, approved=leave, entries=entries))
    return 0


def _tell(written: tuple[Path, ...]) -> None:
    for path in written:
        click.echo(path)


def _require_word() -> None:
    """Raise EnvironmentProblem where the library for Word documents is missing."""
    if find_spec("docx") is None:
        raise EnvironmentProblem(
            Text("没有安装 python-docx，写不了 Word 文档", "python-docx is missing: no Word documents"),
            "pip install 'auditbot[office]'",
        )
