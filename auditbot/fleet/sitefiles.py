"""Site files that a fleet writes for its audits, whatever the sites were read from."""

from pathlib import Path

from ruamel.yaml import YAML

from auditbot.crawl.trouble import unwritable
from auditbot.model.site import Site

_WIDE = 4096


def write_site(site: Site, folder: Path) -> Path:
    """Write one; gives its path. Raises StoreError."""
    path = folder / f"{site.id}.yaml"
    yaml = YAML()
    yaml.width = _WIDE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yaml.dump(site.model_dump(mode="json", exclude_defaults=True), file)
    except OSError as error:
        raise unwritable(folder, error) from error
    return path
