"""The record of one run of a fleet, a line for each event: a run that was cut off can be gone on with."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from auditbot.audit.folder import FLEET
from auditbot.crawl.trouble import unwritable
from auditbot.errors import ArchiveLocked
from auditbot.fleet.ends import End
from auditbot.model.site import Site
from auditbot.model.text import Text

_SCHEMA = "auditbot/fleet/1"


@dataclass(frozen=True, slots=True)
class Past:
    """What became of the sites of an earlier run, by id."""

    path: Path
    sites: Mapping[str, str]
    """Home of each site of the run."""
    begun: frozenset[str] = frozenset()
    ends: Mapping[str, End] = field(default_factory=dict)
    """The last end of each."""

    @property
    def left(self) -> int:
        """Sites that are not finished."""
        return sum(1 for site, home in self.sites.items() if not self.finished(site, home))

    def finished(self, site: str, home: str) -> bool:
        """Whether the site was audited to the end in that run."""
        end = self.ends.get(site)
        return end is not None and end.home == home and end.how.finished


class Journal:
    """Appended to as things happen; every line is on the disk before the fleet goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = path.with_suffix("")
        """For the site files of the run."""

    @classmethod
    def new(cls, out: Path, sites: Sequence[Site], now: datetime) -> "Journal":
        """Begin a run. Raises StoreError."""
        journal = cls(_free(out / FLEET, now))
        homes = {site.id: site.home for site in sites}
        journal._append({"schema": _SCHEMA, "began": now.isoformat(), "sites": homes})
        return journal

    def begin(self, site: str) -> None:
        """Its audit begins. Raises StoreError."""
        self._append({"begun": site})

    def end(self, end: End) -> None:
        """Its process has ended. Raises StoreError."""
        self._append({"end": end.model_dump(mode="json")})

    def add(self, sites: Sequence[Site]) -> None:
        """Sites that the run did not begin with. Raises StoreError."""
        if sites:
            self._append({"sites": {site.id: site.home for site in sites}})

    def _append(self, event: dict[str, object]) -> None:
        """A line that was cut off by a kill is ended first."""
        line = json.dumps(event, ensure_ascii=False) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b") as file:
                if file.tell() and not _ends_line(file.fileno(), file.tell()):
                    line = "\n" + line
                file.write(line.encode("utf-8", "surrogatepass"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise unwritable(self.path.parent, error) from error


def _ends_line(file: int, size: int) -> bool:
    return os.pread(file, 1, size - 1) == b"\n"


def _free(folder: Path, now: datetime) -> Path:
    stem = now.strftime("%Y%m%d-%H%M%S")
    names = (f"{stem}-{number}" if number else stem for number in range(100))
    free = (folder / f"{name}.jsonl" for name in names if not (folder / f"{name}.jsonl").exists())
    return next(free, folder / f"{stem}-x.jsonl")


def unfinished(out: Path) -> Past | None:
    """The last run of a fleet in an output folder, if sites of it are left."""
    runs = sorted((out / FLEET).glob("*.jsonl"), key=lambda path: path.stem)
    past = _read(runs[-1]) if runs else None
    return past if past and past.left else None


def _read(path: Path) -> Past:
    sites: dict[str, str] = {}
    begun: set[str] = set()
    ends: dict[str, End] = {}
    for event in _events(path):
        match event:
            case {"sites": dict(homes)}:
                sites |= {str(site): str(home) for site, home in homes.items()}
            case {"begun": str(site)}:
                begun.add(site)
            case {"end": dict(told)}:
                try:
                    end = End.model_validate(told)
                except ValidationError:
                    continue  # of another version: the site counts as not finished
                ends[end.site] = end
    return Past(path, sites, frozenset(begun), ends)


def _events(path: Path) -> Iterator[object]:
    """A line that is no JSON was cut off."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise unwritable(path, error) from error
    for line in lines:
        try:
            yield json.loads(line)
        except ValueError:
            continue


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Keep other fleets away from an output folder. Raises ArchiveLocked, StoreError."""
    folder = out / FLEET
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise ArchiveLocked(
            Text(
                f"另一个 auditbot 正在向 {out} 检查多个网站", f"another auditbot is auditing sites into {out}"
            ),
            Text("请等它结束，或用 --out 换一个目录", "wait for it, or choose another folder with --out"),
        ) from error
    try:
        yield
    finally:
        os.close(lock)
