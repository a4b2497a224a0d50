"""``register`` drafts a register of columns from a crawl, and takes a completed one back."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter

from auditbot.audit import folder as folders
from auditbot.audit.judge import open_view
from auditbot.audit.plan import Plan, make
from auditbot.audit.recorded import recorded
from auditbot.cli.chosen import settings_of
from auditbot.cli.exits import Exit
from auditbot.cli.options import shown, visiting
from auditbot.cli.scan import extent, site_at
from auditbot.cli.session import Manner, conduct, now
from auditbot.crawl.archive import Archive
from auditbot.errors import ConfigError, StoreError, unwritable
from auditbot.model.framework import Clause, Framework, RequirementSpec, See, Source, Trust, Wording
from auditbot.model.needs import Needs
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text
from auditbot.register.completed import read_register
from auditbot.register.draft import Line, drafted
from auditbot.register.merge import merged
from auditbot.register.sheet import write_register
from auditbot.register.sitefile import new_text, replace, with_columns
from auditbot.registry import load as load_checks
from auditbot.settings import Settings
from auditbot.yamlfile import load

_SITE = TypeAdapter(Site)
_SETTINGS = TypeAdapter(Settings)
_SITE_FILES = (".yaml", ".yml")
_FILES = ("register.yaml", "register.xlsx")
_AUDITING = frozenset({"format", "fail_on"})
"""Options that only concern reports."""


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    told = [option for option in shown(lang) if option.name not in _AUDITING]
    params: list[click.Parameter] = [
        click.Argument(["target"], required=False, metavar="URL|AUDIT|SITE"),
        click.Option(
            ["--import", "sheet"],
            type=click.Path(path_type=Path),
            metavar="XLSX",
            help=Text("把填好的台账合并进网站文件", "merge a completed sheet into the site file").of(lang),
        ),
        click.Option(
            ["--site", "site_file"],
            type=click.Path(path_type=Path),
            metavar="YAML",
            help=Text("要合并进的网站文件", "the site file to merge into").of(lang),
        ),
        click.Option(
            ["--to"],
            type=click.Path(path_type=Path, file_okay=False),
            help=Text("写到哪个目录（默认：检查的目录）", "folder to write to (default: of the audit)").of(
                lang
            ),
        ),
        click.Option(
            ["--out"],
            type=click.Path(path_type=Path),
            default=Path("audits"),
            show_default=True,
            help=Text("检查的目录", "where audits lie").of(lang),
        ),
        extent(lang),
        *visiting(lang),
        *told,
    ]
    return click.Command(name, params=params, callback=partial(_register, lang), help=help_)


def _register(
    lang: Lang, target: str | None, sheet: Path | None, site_file: Path | None, **given: Any
) -> int:
    """Draft a register of the target, or merge a sheet."""
    if sheet and site_file and target is None:
        return _import(sheet, site_file, lang)
    if target is None or sheet or site_file:
        raise ConfigError(
            Text(
                "请给出网址、检查目录或网站文件；读回时给出 --import 和 --site",
                "give an address, an audit or a site file; or both --import and --site",
            )
        )
    manner = Manner.of(given, lang)
    if Path(target).is_dir():
        return _from_audit(folders.find(target, given["out"]), given["to"], lang)
    path = Path(target) if target.endswith(_SITE_FILES) else None
    site = load(path, Site) if path else site_at(target, given.get("scope"))
    plan = make(site, settings_of(given, site.crawl, lang), (_columns_alone(),), load_checks())
    place = folders.new(given["out"], site.id, now())
    try:
        asyncio.run(conduct(plan, place, manner))
    finally:
        folders.mark_unfinished(place, unfinished=False)
    return _write(plan, place, given["to"] or place, path, lang)


def _from_audit(place: Path, to: Path | None, lang: Lang) -> int:
    """Draft a register out of an archive, without network."""
    with Archive.open(place / folders.ARCHIVE) as archive:
        if Needs.COLUMNS not in Needs(int(archive.meta("needs", "0"))):
            raise StoreError(
                Text(f"这次检查没有收集栏目：{place}", f"no columns were collected in this audit: {place}"),
                Text("请改为给出网址", "give the address instead"),
            )
        site, settings = recorded(archive, "site", _SITE), recorded(archive, "settings", _SETTINGS)
    return _write(make(site, settings, (_columns_alone(),), load_checks()), place, to or place, None, lang)


def _write(plan: Plan, place: Path, to: Path, site_file: Path | None, lang: Lang) -> int:
    """Write the draft; a register that may not be whole says so."""
    with Archive.open(place / folders.ARCHIVE) as archive:
        view, collected = open_view(archive, plan)
        lines = drafted(plan.site.columns, collected.columns)
        whole = view.absence()[0] is Outcome.FAILED
    site = plan.site.model_copy(update={"columns": tuple(line.entry for line in lines)})
    text = with_columns(site_file, plan.site, site.columns) if site_file else new_text(site)
    for path in _written(to, text, lines):
        click.echo(path)
    fresh = len(lines) - len(plan.site.columns)
    said = Text(
        f"{len(lines)} 个栏目，其中新登记 {fresh} 个。请补填责任单位、责任人，核对更新周期。",
        f"{len(lines)} columns, {fresh} of them new. Fill in unit and person, and look at the periods.",
    )
    click.echo(said.of(lang))
    if whole:
        return Exit.CLEAN
    partly = Text("未看完全站，台账可能不全", "not all of the site was seen: columns may be missing")
    click.echo(partly.of(lang), err=True)
    return Exit.INCOMPLETE


def _written(to: Path, text: str, lines: Sequence[Line]) -> tuple[Path, Path]:
    """Both files in a folder; what somebody may have filled in is never written over."""
    yaml, xlsx = (to / name for name in _FILES)
    for path in (yaml, xlsx):
        if path.exists():
            raise ConfigError(
                Text(f"已有这个文件，未覆盖：{path}", f"not written over: {path}"),
                Text("请用 --to 换一个目录", "choose another folder with --to"),
            )
    try:
        to.mkdir(parents=True, exist_ok=True)
        yaml.write_text(text, encoding="utf-8")
        write_register(lines, xlsx)
    except OSError as error:
        raise unwritable(to, error) from error
    return yaml, xlsx


def _import(sheet: Path, site_file: Path, lang: Lang) -> int:
    """Merge a completed sheet into a site file."""
    site, completed = load(site_file, Site), read_register(sheet)
    result = merged(site.columns, completed)
    if completed.unknown:
        names = "、".join(completed.unknown)
        told = Text(f"没有读取的列：{names}", f"columns that were not read: {names}")
        click.echo(told.of(lang), err=True)
    before = replace(site_file, with_columns(site_file, site, result.columns), result.columns)
    said = Text(
        f"{site_file}：改动 {result.changed} 个栏目，新增 {result.added} 个，"
        f"表中没有的 {result.untold} 个保持不变；原文件存为 {before}",
        f"{site_file}: {result.changed} columns changed, {result.added} added, {result.untold} that the sheet"
        f" does not have left as they are; the file as it was is {before}",
    )
    click.echo(said.of(lang))
    return Exit.CLEAN


def _columns_alone() -> Framework:
    """A demand for nothing but the columns of a site, so that a crawl gathers them and asks no more."""
    said = Wording(zh="栏目台账", en="Register of columns")
    return Framework(
        id="register",
        title=said,
        about=said,
        clauses=(
            Clause(
                id="register",
                title=said,
                says=said,
                see=See.AUTOMATIC,
                source=Source(document="栏目台账", trust=Trust.NOTICE),
                requirements=(
                    RequirementSpec(id="register", check="column-register", severity=Severity.NOTICE),
                ),
            ),
        ),
    )
