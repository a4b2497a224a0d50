"""The sites of a fleet: from site files, fleet files and folders of these."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from auditbot.errors import ConfigError
from auditbot.model.site import Site
from auditbot.model.text import Text
from auditbot.store.fleetfile import read_fleet

_ENDINGS = (".yaml", ".yml")


def read_sites(paths: Iterable[Path]) -> tuple[Site, ...]:
    """The sites of files and folders, in the order given. Raises ConfigError."""
    return once([(site, file) for path in paths for file in _files(path) for site in read_fleet(file)])


def once(found: Sequence[tuple[Site, object]]) -> tuple[Site, ...]:
    """The sites, each found in some place. Raises ConfigError where two have the same id."""
    places: dict[str, object] = {}
    for site, place in found:
        if site.id in places:
            raise ConfigError(
                Text(
                    f"编号重复：{site.id}（{places[site.id]}、{place}）",
                    f"two sites are called {site.id}: {places[site.id]}, {place}",
                ),
                Text("请给每个网站不同的 id", "give each site an id of its own"),
            )
        places[site.id] = place
    return tuple(site for site, _ in found)


def chosen(sites: Iterable[Site], tags: Sequence[str] = (), units: Sequence[str] = ()) -> tuple[Site, ...]:
    """The sites with one of the tags, and of or under one of the units, where these are given."""
    return tuple(
        site
        for site in sites
        if (not tags or set(tags) & set(site.tags))
        and (not units or {site.unit, site.supervisor} & set(units))
    )


def _files(path: Path) -> list[Path]:
    """The file itself, or the site files of a folder by name."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix in _ENDINGS and file.is_file())
    if not files:
        raise ConfigError(
            Text(f"目录中没有网站文件：{path}", f"no site files in {path}"),
            Text("网站文件以 .yaml 结尾", "site files end in .yaml"),
        )
    return files
