"""Old office formats turned into new ones by the office program of this machine, where there is one.

The program runs once for each file, in a folder and with a profile of its own, bounded in time, memory and
the size of what it writes, without network, and is ended with all that it started.
"""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from auditbot.model.attachment import Kind

_PROGRAMS = ("soffice", "libreoffice")
_INTO: dict[Kind, str] = {Kind.DOC: "docx", Kind.RTF: "docx", Kind.XLS: "xlsx", Kind.PPT: "pptx"}
"""What each kind is turned into; the text of the others cannot be won so."""
_FROM: dict[Kind, str] = {
    Kind.DOC: "MS Word 97",
    Kind.RTF: "Rich Text Format",
    Kind.XLS: "MS Excel 97",
    Kind.PPT: "MS PowerPoint 97",
}
"""How the program calls them: it is told, for what it does not recognise it takes for plain text."""
CONVERTED = frozenset(_INTO)
_PATIENCE = 5
"""Files that may take too long before no other is given to the program."""
_CONFINED = (sys.executable, "-I", "-m", "auditbot.attachments.confinement")
Failed: TypeAlias = Literal["too-slow", "not-converted"]


@dataclass(frozen=True, slots=True)
class Costs:
    """What turning one file into another may cost."""

    seconds: float = 60
    """On the clock, and of CPU."""
    memory: int = 4 * 1024**3
    """Address space, of which an office program maps much and uses little."""
    size: int = 128 * 1024 * 1024
    """Of a file that is written."""


def office_program() -> str:
    """The full path of the office program of this machine; empty where there is none."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), "")


class Converter:
    """Turns one file at a time into a newer format."""

    def __init__(self, program: str, costs: Costs | None = None) -> None:
        self._program = program
        self._costs = costs or Costs()
        self._late = 0

    async def convert(self, body: bytes, kind: Kind) -> bytes | Failed:
        """The file in the newer format, or why there is none. After some that took too long none is tried."""
        if self._late >= _PATIENCE:
            return "too-slow"
        with tempfile.TemporaryDirectory(prefix="auditbot-", ignore_cleanup_errors=True) as folder:
            place = Path(folder)
            source = place / f"document.{kind}"
            await asyncio.to_thread(source.write_bytes, body)
            if not await self._run(place, source, kind):
                self._late += 1
                return "too-slow"
            made = place / "made" / f"document.{_INTO[kind]}"
            return await asyncio.to_thread(self._read, made)

    def _read(self, made: Path) -> bytes | Failed:
        """What was written, if it is a file and no way to another; one of the largest size was cut off."""
        if made.is_symlink() or not made.is_file() or made.stat().st_size >= self._costs.size:
            return "not-converted"
        return made.read_bytes() or "not-converted"

    async def _run(self, place: Path, source: Path, kind: Kind) -> bool:
        """Whether the program ended in time."""
        costs = self._costs
        bounds = (f"{costs.seconds + 1:.0f}", str(costs.memory), str(costs.size))
        options = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        formats = (f"--infilter={_FROM[kind]}", "--convert-to", _INTO[kind])
        task = (*formats, "--outdir", str(place / "made"), str(source))
        try:
            process = await asyncio.create_subprocess_exec(
                *(*_CONFINED, *bounds, self._program, profile, *options, *task),
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=DEVNULL,
                cwd=place,
                env={"PATH": os.defpath, "HOME": str(place), "TMPDIR": str(place), "LANG": "C.UTF-8"},
                start_new_session=True,
            )
        except OSError:
            return True
        try:
            async with asyncio.timeout(costs.seconds):
                await process.wait()
        except TimeoutError:
            return False
        finally:
            await _end(process)
        return True


async def _end(process: Process) -> None:
    """End the program with all that it started: they are a group of their own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
