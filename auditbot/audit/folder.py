"""Where an audit lies on disk: ``DIR/<site>/<audit-id>/``, with ``latest`` beside it.

Daily glances lie apart, in ``DIR/<site>/glances/<audit-id>/``: whoever looks for audits meets none.
"""

import os
import re
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from auditbot.crawl.trouble import unwritable
from auditbot.errors import ConfigError, StoreError
from auditbot.model.text import Text
from auditbot.url import Url, split

ARCHIVE = "archive.sqlite"
AUDIT = "audit.json"
FLEET = ".fleet"
"""Beside the sites: the records of runs over many of them."""
GLANCES = "glances"
GLANCE_RUNS = ".glances"
"""The same as ``FLEET`` for glances lies in here: a run of audits does not go on with one of glances."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def slug(url: Url) -> str:
    """A folder name for a site that was given by address alone; short, safe, and different for each."""
    parts = split(url)
    port = "" if parts.port in (80, 443) else f"_{parts.port}"
    folder = parts.path.rpartition("/")[0].strip("/")
    name = _UNSAFE.sub("_", f"{parts.host}{port}{'_' if folder else ''}{folder}").strip("._")
    if len(name) <= 80 and name:
        return name
    return f"{name[:60]}-{sha256(url.encode()).hexdigest()[:12]}"


def of_site(out: Path, site: str, *, glance: bool = False) -> Path:
    """Where the audits of a site lie, or its glances."""
    return out / site / GLANCES if glance else out / site


def identity(folder: Path, *, glance: bool = False) -> str:
    """The id of the audit in a folder: the way to it from the folder of its site."""
    return f"{GLANCES}/{folder.name}" if glance else folder.name


def new(out: Path, site: str, now: datetime, *, glance: bool = False) -> Path:
    """A folder for a new audit, named by the time; a second in the same second gets a number."""
    place, stem = of_site(out, site, glance=glance), now.strftime("%Y%m%d-%H%M%S")
    for number in range(100):
        folder = place / (f"{stem}-{number}" if number else stem)
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        except OSError as error:
            raise StoreError(
                Text(
                    f"目录建不了：{folder}：{error.strerror}",
                    f"cannot make the folder {folder}: {error.strerror}",
                ),
                Text("请用 --out 换一个目录", "choose another folder with --out"),
            ) from error
        return folder
    raise StoreError(
        Text(
            f"同一秒内在 {place} 下开始的检查太多",
            f"too many audits began in this second under {place}",
        )
    )


def point_latest(folder: Path, *, glance: bool = False) -> None:
    """Let ``latest`` beside the audit lead to it, and that beside the site, where links can be made.

    A glance is only the latest of the glances.
    """
    places = [(folder.parent / "latest", folder.name)]
    if not glance:
        places.append((folder.parent.parent / "latest", f"{folder.parent.name}/{folder.name}"))
    for place, target in places:
        fresh = place.with_name(f".latest-{os.getpid()}")
        try:
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(target, target_is_directory=True)
            fresh.replace(place)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def find(text: str, out: Path) -> Path:
    """The folder of an audit named by its path, by a file in it, by site, or by site and id."""
    given = Path(text)
    for candidate in (given, given.parent, out / text, out / text / "latest"):
        folder = candidate.resolve()
        if (folder / ARCHIVE).is_file() or (folder / AUDIT).is_file():
            return folder
    raise ConfigError(
        Text(f"这里没有检查存档：{text}", f"no audit here: {text}"),
        Text(
            f"请给出一次检查的目录，如 {out}/<网站>/latest",
            f"give the folder of an audit, such as {out}/<site>/latest",
        ),
    )


def unfinished(out: Path, site: str, *, glance: bool = False) -> Path | None:
    """The last audit of a site, or glance, that left an archive and no finished result."""
    folders = [
        folder
        for folder in of_site(out, site, glance=glance).glob("*")
        if (folder / ARCHIVE).is_file() and not folder.is_symlink()
    ]
    for folder in sorted(folders, reverse=True)[:1]:
        if (folder / ".unfinished").exists():
            return folder
    return None


def mark_unfinished(folder: Path, *, unfinished: bool) -> None:
    """Leave a mark while there is something to go on with. Raises StoreError."""
    mark = folder / ".unfinished"
    try:
        if unfinished:
            mark.touch()
        else:
            mark.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def earlier(folder: Path) -> Path | None:
    """The finished audit of the same site before this one, or the glance before this glance."""
    return next((other for other in finished(folder.parent) if other.name < folder.name), None)


def finished(place: Path) -> list[Path]:
    """The audits in a folder that have a result, the last one first."""
    folders = [one for one in place.glob("*") if (one / AUDIT).is_file() and not one.is_symlink()]
    return sorted(folders, key=lambda one: one.name, reverse=True)
