"""Audits in folders: ``DIR/<site>/<time>/audit.json``, each read once, one at a time, within bounds."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from auditbot.model.audit import Audit
from auditbot.model.text import Text
from auditbot.overview.names import Names
from auditbot.overview.site import Standing, standing
from auditbot.overview.whole import Fleet, Trouble
from auditbot.yamlfile import unopened

LARGEST = 256 * 1024 * 1024
"""Bytes of one ``audit.json`` that are read."""
SITES = 10_000
_TRIED = 5
"""Stored audits of a site that are tried before it counts as one without."""
_STAMP = re.compile(r"(\d{8})-\d{6}(?:-(\d{1,2}))?")
_FILE = "audit.json"
_REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class Stored:
    """The audits of one site, the newest first; ``name`` is that of its folder."""

    name: str
    audits: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A site's newest audit of the period, if it has one, and the one it is compared with."""

    name: str
    folder: Path | None
    audit: Audit | None
    before: Audit | None
    troubles: tuple[Trouble, ...]


def stored(out: Path) -> tuple[Stored, ...]:
    """The sites under a folder by name, also those that no audit has finished on. Raises ConfigError."""
    try:
        folders = sorted(one for one in out.iterdir() if one.is_dir() and not one.is_symlink())
        found = (Stored(one.name, _audits(one)) for one in folders[:SITES])
        return tuple(one for one in found if one.audits)
    except OSError as error:
        raise unopened(str(out), error) from error


def pairs(out: Path, since: date | None = None) -> Iterator[Pair]:
    """Read site after site: the newest readable audit, and the one before. Raises ConfigError.

    With ``since`` only audits begun on that day or later belong to the period, and it is compared with the
    newest one from before it.
    """
    for site in stored(out):
        yield _pair(out, site, since)


def fleet(
    out: Path,
    since: date | None = None,
    registered: int | None = None,
    see: Callable[[Audit], None] | None = None,
) -> Fleet:
    """How the sites under a folder stand; ``see`` is shown each newest audit. Raises ConfigError."""
    sites: list[Standing] = []
    absent: list[str] = []
    troubles: list[Trouble] = []
    names = Names()
    for pair in pairs(out, since):
        troubles += pair.troubles
        if pair.audit is None or pair.folder is None:
            absent.append(pair.name)
            continue
        if see:
            see(pair.audit)
        names = Names.of(pair.audit) | names
        place = pair.folder.relative_to(out).as_posix()
        reported = (pair.folder / _REPORT).is_file()
        sites.append(standing(pair.audit, pair.before, folder=place, reported=reported))
    return Fleet(tuple(sites), names, tuple(absent), tuple(troubles), since, registered)


def read(path: Path) -> Audit | Text:
    """A stored audit, or why it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as stream:
            facts = os.fstat(descriptor)
            if not stat.S_ISREG(facts.st_mode):
                return Text("不是普通文件", "not a regular file")
            if facts.st_size > LARGEST:
                return Text("文件过大", "too large")
            return Audit.model_validate_json(stream.read(LARGEST))
    except OSError as error:
        return Text(f"打不开（{error.strerror}）", f"cannot be opened ({error.strerror})")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"][:6])
        return Text(f"内容已损坏 {where}", f"damaged {where}".strip())


def _audits(folder: Path) -> tuple[Path, ...]:
    """The folders of audits of one site, those that have not finished too."""
    try:
        dated = [(match, one) for one in folder.iterdir() if (match := _STAMP.fullmatch(one.name))]
    except OSError:
        return ()
    dated.sort(key=lambda pair: (pair[1].name[:15], int(pair[0][2] or 0)), reverse=True)
    return tuple(one for _, one in dated if one.is_dir() and not one.is_symlink())


def _pair(out: Path, site: Stored, since: date | None) -> Pair:
    troubles: list[Trouble] = []
    finished = [one for one in site.audits if os.path.lexists(one / _FILE)]
    first = f"{since:%Y%m%d}" if since else ""
    inside = [one for one in finished if one.name >= first]
    folder, audit = _newest(out, inside, troubles)
    if folder is None:
        return Pair(site.name, None, None, None, tuple(troubles))
    earlier = [one for one in finished if one not in inside] if since else inside[inside.index(folder) + 1 :]
    _, before = _newest(out, earlier, troubles)
    return Pair(site.name, folder, audit, before, tuple(troubles))


def _newest(out: Path, folders: list[Path], troubles: list[Trouble]) -> tuple[Path | None, Audit | None]:
    """The first that can be read; those that cannot are told."""
    for folder in folders[:_TRIED]:
        audit = read(folder / _FILE)
        if isinstance(audit, Audit):
            return folder, audit
        troubles.append(Trouble((folder / _FILE).relative_to(out).as_posix(), audit))
    return None, None
