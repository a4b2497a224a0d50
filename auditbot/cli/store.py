"""``store``: the office store itself."""

from pathlib import Path
from typing import Any

import click

from auditbot.cli.exits import Exit
from auditbot.cli.groups import Part, group
from auditbot.cli.stores import require_absent, store_wanted
from auditbot.model.text import Lang, Text
from auditbot.model.zone import CHINA


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    target = click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE")
    parts: dict[str, Part] = {
        "init": (_init, Text("建立办公库", "make a store"), []),
        "info": (_info, Text("办公库里有什么", "what a store holds"), []),
        "migrate": (
            _migrate,
            Text("升级到本版本的结构", "bring an older store to this version's schema"),
            [],
        ),
        "backup": (_backup, Text("备份到一个文件", "write a backup to a file"), [target]),
    }
    return group(name, help_, lang, parts)


def _init(_: Lang, **given: Any) -> int:
    """Make a store; one that is there stays as it is."""
    from auditbot.store.open import open_store

    with open_store(store_wanted(given), create=True) as store:
        click.echo(store.shown)
    return Exit.CLEAN


def _info(lang: Lang, **given: Any) -> int:
    """Print what the store holds."""
    from auditbot.store.info import info
    from auditbot.store.open import open_store

    with open_store(store_wanted(given)) as store:
        with store.reading() as session:
            held = info(session)
        lines = (
            (Text("办公库", "store"), store.shown),
            (Text("结构版本", "schema"), held.version),
            (Text("网站", "sites"), held.sites),
            (Text("停用的网站", "removed sites"), held.removed),
            (Text("检查", "audits"), held.audits),
            (Text("最近一次", "last"), f"{held.last.astimezone(CHINA):%Y-%m-%d %H:%M}" if held.last else "–"),
            (Text("存在的问题", "findings present"), held.present),
            (Text("已消失的问题", "findings gone"), held.gone),
        )
    for said, value in lines:
        click.echo(Text(f"{said.zh}：{value}", f"{said.en}: {value}").of(lang))
    return Exit.CLEAN


def _migrate(lang: Lang, **given: Any) -> int:
    """Bring the schema to the last version."""
    from auditbot.store.migrate import migrate

    done = migrate(store_wanted(given), must_exist=True)
    if done.before == done.after:
        click.echo(Text(f"已是最新结构 {done.after}", f"the schema is {done.after} already").of(lang))
        return Exit.CLEAN
    said = Text(f"结构 {done.before} → {done.after}", f"schema {done.before} → {done.after}")
    click.echo(said.of(lang))
    if done.copy:
        click.echo(Text(f"升级前的副本：{done.copy}", f"as it was before: {done.copy}").of(lang))
    return Exit.CLEAN


def _backup(_: Lang, file: Path, **given: Any) -> int:
    """Write a backup."""
    from auditbot.store.backup import backup

    require_absent(file)
    click.echo(backup(store_wanted(given), file))
    return Exit.CLEAN
