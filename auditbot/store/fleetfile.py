"""Sites in a YAML file: one of them, or a fleet under ``sites:``. Everything a site may say is kept."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ruamel.yaml import YAML

from auditbot.errors import unwritable
from auditbot.model.site import Fleet, Site
from auditbot.yamlfile import load

_FLEET = re.compile(r"^sites[ \t]*:", re.MULTILINE)
_WIDE = 4096


def read_fleet(path: Path) -> tuple[Site, ...]:
    """The sites of a site file or of a fleet file. Raises ConfigError."""
    text = ""
    with suppress(OSError):  # what is wrong with the file is told when it is loaded
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    return load(path, Fleet).sites if _FLEET.search(text) else (load(path, Site),)


def write_fleet(sites: Iterable[Site], path: Path) -> None:
    """Write a fleet file. Raises ConfigError where it cannot be written."""
    yaml = YAML()
    yaml.width = _WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    told = [site.model_dump(mode="json", exclude_defaults=True) for site in sites]
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yaml.dump({"sites": told}, file)
    except OSError as error:
        raise unwritable(path, error) from error
