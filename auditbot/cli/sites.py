"""``sites``: the sites of a store, from files and to files."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from auditbot.audit.folder import slug
from auditbot.cli.exits import Exit
from auditbot.cli.groups import Part, group
from auditbot.cli.stores import require_absent, store_wanted
from auditbot.cli.tables import print_table
from auditbot.errors import ConfigError
from auditbot.model.site import Site
from auditbot.model.text import Lang, Text

_YAML = (".yaml", ".yml")
_SHEET = ".xlsx"
_COLON = Text("：", ": ")
_SHOWN = 20
"""Ids listed of those that an import adds or changes."""


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    parts: dict[str, Part] = {
        "import": (
            _import,
            Text("从 XLSX 或 YAML 读入网站", "take sites from a workbook or a YAML file"),
            [
                click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE"),
                click.Option(
                    ["--dry-run"],
                    is_flag=True,
                    help=Text("只显示会改动什么", "only say what would change").of(lang),
                ),
            ],
        ),
        "export": (
            _export,
            Text("把网站写成 XLSX 或 YAML", "write the sites to a workbook or a YAML file"),
            [click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE"), *_choosing(lang)],
        ),
        "list": (_list, Text("列出网站", "list the sites"), _choosing(lang)),
        "remove": (
            _remove,
            Text("停用网站，历史保留", "take sites out of service; their history stays"),
            [click.Argument(["ids"], nargs=-1, required=True, metavar="ID…")],
        ),
    }
    return group(name, help_, lang, parts)


def _choosing(lang: Lang) -> list[click.Parameter]:
    return [
        click.Option(["--tag"], default="", help=Text("只要有此标签的", "only those with this tag").of(lang)),
        click.Option(
            ["--unit"],
            default="",
            help=Text("只要此主办单位或主管单位的", "only those of this unit, or supervised by it").of(lang),
        ),
    ]


def _import(lang: Lang, file: Path, *, dry_run: bool, **given: Any) -> int:
    """Put the sites of a file into the store, all or none."""
    from auditbot.store.open import open_store
    from auditbot.store.sites import by_id, planned, put_sites

    with open_store(store_wanted(given)) as store:
        with store.reading() as session:
            known = by_id(session)
        sites = _read(file, known, lang)
        if dry_run:
            done = planned(known, sites)
        else:
            done = store.write(lambda session: put_sites(session, sites, datetime.now(UTC)))
    for ids, zh, en in ((done.added, "新增", "added"), (done.changed, "改动", "changed")):
        if ids:
            listed = ", ".join(ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")
            click.echo(f"{Text(zh, en).of(lang)} {len(ids)}{_COLON.of(lang)}{_printable(listed)}")
    click.echo(Text(f"不变 {len(done.same)}", f"unchanged {len(done.same)}").of(lang))
    if dry_run:
        click.echo(Text("没有写入（--dry-run）", "nothing was written (--dry-run)").of(lang))
    return Exit.CLEAN


def _read(file: Path, known: dict[str, Site], lang: Lang) -> tuple[Site, ...]:
    from auditbot.store.completed import read_sites
    from auditbot.store.fleetfile import read_fleet

    if file.suffix.lower() in _YAML:
        return read_fleet(file)
    _require_sheet(file)
    completed = read_sites(file, known, slug)
    if completed.unknown:
        names = "、".join(completed.unknown)
        told = Text(f"没有读取的列：{names}", f"columns that were not read: {names}")
        click.echo(told.of(lang), err=True)
    return completed.sites


def _export(lang: Lang, file: Path, *, tag: str, unit: str, **given: Any) -> int:
    """Write the sites of the store."""
    from auditbot.store.fleetfile import write_fleet
    from auditbot.store.sheet import write_sites

    write = write_fleet if file.suffix.lower() in _YAML else write_sites
    if write is write_sites:
        _require_sheet(file)
    require_absent(file)
    sites = _chosen(given, tag, unit)
    write(sites, file)
    click.echo(file)
    click.echo(Text(f"{len(sites)} 个网站", f"{len(sites)} sites").of(lang))
    return Exit.CLEAN


def _require_sheet(file: Path) -> None:
    if file.suffix.lower() != _SHEET:
        raise ConfigError(
            Text(f"应为 .xlsx 或 .yaml 文件：{file}", f"must be an .xlsx or a .yaml file: {file}")
        )


_HEADS = (
    Text("编号", "id"),
    Text("名称", "name"),
    Text("首页网址", "home"),
    Text("主办单位", "unit"),
    Text("标签", "tags"),
)


def _list(lang: Lang, *, tag: str, unit: str, **given: Any) -> int:
    """Print the sites of the store."""
    sites = _chosen(given, tag, unit)
    if sites:
        rows = ((site.id, site.name, site.home, site.unit, "、".join(site.tags)) for site in sites)
        print_table(_HEADS, (tuple(map(_printable, row)) for row in rows), lang)
    click.echo(Text(f"{len(sites)} 个网站", f"{len(sites)} sites").of(lang))
    return Exit.CLEAN


def _remove(lang: Lang, ids: tuple[str, ...], **given: Any) -> int:
    """Take sites out of service, all or none."""
    from auditbot.store.open import open_store
    from auditbot.store.sites import by_id, remove_site

    with open_store(store_wanted(given)) as store:
        with store.reading() as session:
            unknown = [one for one in ids if one not in by_id(session)]
        if unknown:
            names = ", ".join(unknown)
            raise ConfigError(
                Text(f"办公库里没有：{names}", f"not in the store: {names}"),
                Text(
                    "auditbot sites list 列出办公库中的网站", "`auditbot sites list` lists those of the store"
                ),
            )
        now = datetime.now(UTC)
        store.write(lambda session: [remove_site(session, one, now) for one in ids])
    click.echo(
        Text(f"已停用 {len(ids)} 个网站，历史保留", f"{len(ids)} sites removed; history kept").of(lang)
    )
    return Exit.CLEAN


def _chosen(given: dict[str, Any], tag: str, unit: str) -> tuple[Site, ...]:
    from auditbot.store.open import open_store
    from auditbot.store.sites import list_sites

    with open_store(store_wanted(given)) as store, store.reading() as session:
        return list_sites(session, tag=tag, unit=unit)


def _printable(text: str) -> str:
    """A text of the store as it may be shown on a terminal."""
    return "".join(letter for letter in text if letter.isprintable())
