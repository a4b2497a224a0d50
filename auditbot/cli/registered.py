"""The registered sites that ``audit`` is asked for: files, folders, or those of the office store."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from auditbot.cli.stores import store_in_use
from auditbot.errors import ConfigError
from auditbot.fleet.sites import chosen, once, read_sites
from auditbot.model.site import Site
from auditbot.model.text import Text

_FILES = (".yaml", ".yml")


def registered(named: Sequence[str], given: Mapping[str, Any]) -> tuple[Site, ...]:
    """The sites of an ``audit`` command, filtered as asked; never none. Raises ConfigError."""
    tags, units = given.get("tag") or (), given.get("unit") or ()
    if named:
        found: Iterable[Site] = _named(named, store_in_use(given))
    elif given.get("all_sites") or tags or units:
        found = stored_sites(store_in_use(given))
    else:
        raise ConfigError(
            Text("没有说检查哪些网站", "no site is named"),
            Text(
                "请给出网站文件、站群文件、目录，或加 --all",
                "name site files, fleet files or folders of them, or use --all",
            ),
        )
    sites = chosen(found, tags, units)
    if not sites:
        raise ConfigError(
            Text("没有符合条件的网站", "no site fits"),
            Text("请检查 --tag 与 --unit", "look at --tag and --unit"),
        )
    return sites


def _named(named: Sequence[str], store: str) -> tuple[Site, ...]:
    """The sites of files and folders, then those of the store by their ids."""
    ids = [name for name in named if not (name.endswith(_FILES) or Path(name).exists())]
    files = read_sites(Path(name) for name in named if name not in ids)
    stored = {site.id: site for site in stored_sites(store)} if ids else {}
    unknown = [name for name in ids if name not in stored]
    if unknown:
        names = ", ".join(unknown)
        raise ConfigError(
            Text(f"不是文件，办公库里也没有：{names}", f"neither files nor sites of the store: {names}"),
            Text("auditbot sites list 列出办公库中的网站", "`auditbot sites list` lists those of the store"),
        )
    taken = ((stored[name], store) for name in ids)
    return once([*((site, "YAML") for site in files), *taken])


def stored_sites(store: str) -> tuple[Site, ...]:
    """The sites of the office store in use. Raises ConfigError where there is none."""
    if store:
        from auditbot.store.open import open_store
        from auditbot.store.sites import list_sites

        with open_store(store) as opened, opened.reading() as session:
            return list_sites(session)
    raise ConfigError(
        Text("没有办公库，不知道检查哪些网站", "there is no office store to take the sites from"),
        Text(
            "请给出网站文件、站群文件或目录（如 auditbot audit configs/sites/），或用 --store 指定办公库",
            "name site files, a fleet file or a folder (auditbot audit configs/sites/), or a --store",
        ),
    )
