"""Documents read in a child process that can be killed; it stays warm from one to the next."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from auditbot.attachments.converter import CONVERTED, Converter
from auditbot.attachments.facts import OUT_OF_MEMORY, Bounds
from auditbot.attachments.kinds import declared_kind, kind_of
from auditbot.model.attachment import AttachmentFacts, Kind, Reason, Untested

_PATIENCE = 4
"""Seconds of waiting for each second of CPU: the machine may be busy."""
_PAUSE = 1.0
"""Seconds before a child that could not be started is started again."""
_ANSWER = 16 * 1024 * 1024
"""Bytes of an answer; text takes at most six for a letter."""
_COMMAND = (sys.executable, "-I", "-m", "auditbot.attachments.child")
_FACTS = TypeAdapter(AttachmentFacts)
_SAYS_NOTHING = frozenset({Kind.EMPTY, Kind.HTML, Kind.IMAGE, Kind.OTHER})
"""Kinds of which there is nothing more to learn."""


class AttachmentReader:
    """Reads one document at a time. The child starts with the first, and again after it was killed."""

    def __init__(self, bounds: Bounds | None = None, converter: Converter | None = None) -> None:
        self._bounds = bounds or Bounds()
        self._converter = converter
        self._child: Process | None = None
        self._turn = asyncio.Lock()

    async def read(self, body: bytes, name: str = "", content_type: str = "") -> AttachmentFacts | Untested:
        """What a document says. What the site calls it, by name and type, decides nothing."""
        kind, declared = kind_of(body), declared_kind(name, content_type)
        if kind in _SAYS_NOTHING:
            return AttachmentFacts(kind, len(body), declared)
        async with self._turn:
            told = await self._facts(body, kind, declared)
            if isinstance(told, Untested) or not _left_unread(told):
                return told
            return await self._converted(told, body)

    async def close(self) -> None:
        """End the child, if there is one."""
        async with self._turn:
            await self._end()

    async def _facts(self, body: bytes, kind: Kind, declared: Kind | None) -> AttachmentFacts | Untested:
        told = await self._examined(kind, body)
        if isinstance(told, Untested):
            return told
        try:
            return _FACTS.validate_python({**told, "kind": kind, "size": len(body), "declared": declared})
        except ValidationError:  # a child that a document took over may say anything
            await self._end()
            return Untested("broke", kind)

    async def _converted(self, told: AttachmentFacts, body: bytes) -> AttachmentFacts:
        """The facts with the text that an office program makes out, or why there is none."""
        if self._converter is None:
            return replace(told, remarks=(*told.remarks, "no-converter"))
        made = await self._converter.convert(body, told.kind)
        if isinstance(made, str):
            return replace(told, remarks=(*told.remarks, "not-converted"))
        newer = await self._facts(made, kind_of(made), None)
        if isinstance(newer, Untested) or newer.text is None:
            return replace(told, remarks=(*told.remarks, "not-converted"))
        remarks = ({*told.remarks} - {"text-unread"}) | {*newer.remarks}
        read = replace(told, text=newer.text, sheets=newer.sheets, pages=newer.pages)
        return replace(read, remarks=tuple(sorted(remarks)))

    async def _examined(self, kind: Kind, body: bytes) -> dict[str, Any] | Untested:
        answered = False
        try:
            child = self._child = self._child or await self._start()
            async with asyncio.timeout(self._bounds.seconds * _PATIENCE):
                told = await _ask(child, kind, body)
            answered = "reason" not in told
        except TimeoutError:
            return Untested("too-slow", kind)
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            return Untested(await self._cause(), kind)
        except OSError:
            return Untested("not-started", kind)
        finally:
            if not answered:
                await self._end()
        return told if answered else Untested("no-library", kind)

    async def _start(self) -> Process:
        try:
            child = await _launched()
        except OSError:  # the machine may be short of processes or memory for a moment only
            await asyncio.sleep(_PAUSE)
            child = await _launched()
        assert child.stdin
        child.stdin.write(json.dumps(asdict(self._bounds)).encode() + b"\n")
        return child

    async def _cause(self) -> Reason:
        """Why the child ended before it answered."""
        assert self._child
        try:
            async with asyncio.timeout(1):
                ended = await self._child.wait()
        except TimeoutError:
            return "broke"
        if ended == -signal.SIGXCPU:
            return "too-slow"
        return "too-big" if ended in (OUT_OF_MEMORY, -signal.SIGKILL, -signal.SIGSEGV) else "broke"

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()


def _left_unread(told: AttachmentFacts) -> bool:
    """Whether the text is of a kind that only an office program can make out."""
    return told.kind in CONVERTED and told.text is None and not (told.encrypted or told.damaged)


async def _launched() -> Process:
    return await asyncio.create_subprocess_exec(*_COMMAND, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)


async def _ask(child: Process, kind: Kind, body: bytes) -> dict[str, Any]:
    """The child's answer. Raises IncompleteReadError or ConnectionError where it ended instead."""
    assert child.stdin
    assert child.stdout
    child.stdin.write(f"{kind} {len(body)}\n".encode() + body)
    await child.stdin.drain()
    length = int.from_bytes(await child.stdout.readexactly(4), "big")
    if length > _ANSWER:
        raise ConnectionError("an answer without end")
    told = from_json(await child.stdout.readexactly(length))
    if not isinstance(told, dict):
        raise ConnectionError("no answer")
    return told
