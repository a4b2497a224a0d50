"""An archive opened with bounds: what is unpacked is counted as it comes, whatever the archive claims."""

import io
import zlib
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile, ZipInfo

from auditbot.attachments import zipdirectory
from auditbot.attachments.facts import Bounds
from auditbot.model.attachment import Members

_STEP = 64 * 1024
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".jar")
_DENSE = 100
"""Unpacked for packed; honest tables reach fifty."""
_NAME_LENGTH = 200
_UTF8 = 0x800
"""The flag of a member whose name is in UTF-8."""
_HEADER = 30
"""Bytes in front of every member, besides its name."""


class Spoiled(Exception):
    """Nothing more is read from the archive. ``remark`` is the id of the reason, empty for damage."""

    def __init__(self, remark: str) -> None:
        super().__init__(remark)
        self.remark = remark


class Package:
    """The members of one archive. Raises Spoiled where it was made to do harm, or is damaged."""

    def __init__(self, body: bytes, bounds: Bounds) -> None:
        directory = zipdirectory.find(body)
        if directory is None:
            raise Spoiled("")
        if directory.size > bounds.directory:
            raise Spoiled("too-many-members")
        try:
            self._zip = ZipFile(io.BytesIO(body))
        except (BadZipFile, ValueError, OverflowError, NotImplementedError) as fault:
            raise Spoiled("") from fault
        self._left = bounds.unpacked
        self._bounds = bounds
        self._infos = {info.filename: info for info in self._zip.infolist()}

    @property
    def names(self) -> tuple[str, ...]:
        """The members' names, in the order of the directory."""
        return tuple(self._infos)

    def members(self) -> Members:
        """What the directory lists; nothing is unpacked."""
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        return Members(
            count=len(infos),
            bytes=sum(info.file_size for info in infos),
            names=tuple(_name(info)[:_NAME_LENGTH] for info in infos[: self._bounds.names]),
            archives=sum(info.filename.lower().endswith(_ARCHIVES) for info in infos),
        )

    def suspicions(self) -> set[str]:
        """What the directory gives away: ids of remarks."""
        infos = self._zip.infolist()
        told = {
            "bomb": self._dense(infos),
            "overlapping": _overlapping(infos),
            "unsafe-names": any(_leads_out(info.filename) for info in infos),
            "nested": self.members().archives > 0,
        }
        return {remark for remark, is_so in told.items() if is_so}

    @property
    def encrypted(self) -> bool:
        """Whether a member needs a password."""
        return any(info.flag_bits & 1 for info in self._zip.infolist())

    def read(self, name: str) -> Iterator[bytes]:
        """The content of a member, in small steps; nothing where there is no such member."""
        info = self._infos.get(name)
        if info is None:
            return
        try:
            with self._zip.open(info) as member:
                while step := member.read(_STEP):
                    self._left -= len(step)
                    if self._left < 0:
                        raise Spoiled("bomb")
                    yield step
        except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as fault:
            raise Spoiled("") from fault

    def _dense(self, infos: list[ZipInfo]) -> bool:
        """Far more than may be unpacked, out of almost nothing. Density alone is no sign of harm."""
        unpacked = sum(info.file_size for info in infos)
        packed = sum(info.compress_size for info in infos)
        return unpacked > self._bounds.unpacked and unpacked > _DENSE * max(packed, 1)


def _overlapping(infos: list[ZipInfo]) -> bool:
    end = -1
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + _HEADER + len(_raw_name(info)) + info.compress_size
    return False


def _raw_name(info: ZipInfo) -> bytes:
    """The name as it is written; what is not said to be UTF-8 was read as code page 437 (APPNOTE, D.1)."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")


def _name(info: ZipInfo) -> str:
    """The name as it was meant: Windows writes it in the encoding of its own country."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = _raw_name(info)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or name[1:2] == ":" or "\x00" in name
