"""The child: it stays warm, is bounded, and is replaced when it is lost."""

import errno
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from auditbot.attachments import reader as reader_module
from auditbot.attachments.facts import Bounds
from auditbot.attachments.reader import AttachmentReader
from auditbot.model.attachment import AttachmentFacts, Kind, Reason, Untested
from tests.attachments import files

BOUNDS = Bounds(seconds=2)
MIB = 1024 * 1024
needs_pypdf = pytest.mark.skipif(find_spec("pypdf") is None, reason="pypdf is not installed")


@pytest.fixture
async def reader() -> AsyncIterator[AttachmentReader]:
    opened = AttachmentReader(BOUNDS)
    yield opened
    await opened.close()


def pid(reader: AttachmentReader) -> int | None:
    return reader._child.pid if reader._child else None


async def test_one_child_for_one_document_after_another(reader: AttachmentReader) -> None:
    first = await reader.read(files.docx("第一条"), "a.docx")
    child = pid(reader)
    second = await reader.read(files.xlsx([["一"]], hidden="二"), "b.doc", "application/msword")
    assert isinstance(first, AttachmentFacts)
    assert isinstance(second, AttachmentFacts)
    assert (first.kind, first.text, first.mislabelled) == (Kind.DOCX, "第一条", False)
    assert (second.kind, second.sheets[1].hidden, second.mislabelled) == (Kind.XLSX, True, True)
    assert first.members
    assert child == pid(reader) is not None


@needs_pypdf
async def test_half_letters_do_not_come_through(reader: AttachmentReader) -> None:
    body = files.chinese_pdf("指南").replace(f"<{ord('指'):04x}>".encode(), b"<d83d>")
    told = await reader.read(body)
    assert isinstance(told, AttachmentFacts)
    assert told.text
    assert told.text.encode()


async def test_what_says_nothing_needs_no_child(reader: AttachmentReader) -> None:
    told = await reader.read(b"<html>404", "a.pdf")
    assert told == AttachmentFacts(Kind.HTML, 9, Kind.PDF)
    assert told.mislabelled
    assert pid(reader) is None


async def test_a_child_that_is_killed_is_replaced(reader: AttachmentReader) -> None:
    await reader.read(files.docx("a"))
    child = pid(reader)
    assert child
    os.kill(child, signal.SIGKILL)
    assert await reader.read(files.docx("a")) == Untested("too-big", Kind.DOCX)
    assert isinstance(await reader.read(files.docx("a")), AttachmentFacts)
    assert pid(reader) != child


def network(process: int) -> Path:
    return Path(f"/proc/{process}/ns/net").readlink()


def devices(process: int) -> list[str]:
    lines = Path(f"/proc/{process}/net/dev").read_text().splitlines()[2:]
    return [line.partition(":")[0].strip() for line in lines]


LIE = (11).to_bytes(4, "big") + b'{"text": 5}'
HALF = (18).to_bytes(4, "big") + b'{"text": "\\ud83d"}'
STANDS_IN: dict[str, tuple[str, Reason]] = {
    "sleeps": ("import time; time.sleep(60)", "too-slow"),
    "spins": (
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 9))\nwhile True: pass",
        "too-slow",
    ),
    "breaks": ("import sys; sys.exit(1)", "broke"),
    "lies": (f"import sys; sys.stdout.buffer.write({LIE!r})", "broke"),
    "halves": (f"import sys; sys.stdout.buffer.write({HALF!r})", "broke"),
    "lists": ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\2[]')", "broke"),
    "talks": ("import sys; sys.stdout.buffer.write(b'\\xff' * 9)", "broke"),
}


@pytest.mark.parametrize("conduct", STANDS_IN)
async def test_a_child_that_misbehaves(conduct: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program, reason = STANDS_IN[conduct]
    monkeypatch.setattr(reader_module, "_COMMAND", (sys.executable, "-I", "-c", program))
    opened = AttachmentReader(Bounds(seconds=0.5))
    assert await opened.read(files.docx("a")) == Untested(reason, Kind.DOCX)
    assert pid(opened) is None


async def test_no_child_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "_COMMAND", ("/nowhere/python",))
    monkeypatch.setattr(reader_module, "_PAUSE", 0)
    assert await AttachmentReader().read(files.docx("a")) == Untested("not-started", Kind.DOCX)


async def test_a_child_that_cannot_be_started_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    launched, tried = reader_module._launched, 0

    async def short_of_memory_once() -> Process:
        nonlocal tried
        tried += 1
        if tried == 1:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return await launched()

    monkeypatch.setattr(reader_module, "_launched", short_of_memory_once)
    monkeypatch.setattr(reader_module, "_PAUSE", 0)
    opened = AttachmentReader()
    assert isinstance(await opened.read(files.docx("a")), AttachmentFacts)
    await opened.close()


async def test_memory_is_limited() -> None:
    opened = AttachmentReader(Bounds(memory=64 * MIB))
    assert await opened.read(b"PK\x03\x04" + bytes(48 * MIB)) == Untested("too-big", Kind.ZIP)
    assert isinstance(await opened.read(files.docx("a")), AttachmentFacts)
    await opened.close()


@needs_pypdf
async def test_f03_a_pdf_that_takes_too_long() -> None:
    reader = AttachmentReader(Bounds(seconds=1))
    slow = files.pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count 400 /Kids [{'3 0 R ' * 400}] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        files.stream(b"BT /F 12 Tf " + b"() Tj " * 20_000 + b"ET"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    told = await reader.read(slow)
    assert told == Untested("too-slow", Kind.PDF) or (
        isinstance(told, AttachmentFacts) and "time-cut" in told.remarks
    )
    assert isinstance(await reader.read(files.docx("words")), AttachmentFacts)
    await reader.close()


@needs_pypdf
async def test_f03_a_pdf_that_breaks_the_library(reader: AttachmentReader) -> None:
    ring = files.pdf("<< /Type /Catalog /Pages 2 0 R >>", "2 0 R")
    told = await reader.read(ring)
    assert told == Untested("broke", Kind.PDF) or (isinstance(told, AttachmentFacts) and told.damaged)


@pytest.mark.skipif(find_spec("pypdf") is not None, reason="pypdf is installed")
async def test_without_the_library_it_is_untested(reader: AttachmentReader) -> None:
    assert await reader.read(files.pages_pdf("words")) == Untested("no-library", Kind.PDF)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes the network away")
async def test_there_is_no_network(reader: AttachmentReader) -> None:
    await reader.read(files.docx("a"))
    child = pid(reader)
    assert child
    if network(child) == network(os.getpid()):
        pytest.skip("this system does not let a process go without one")
    assert devices(child) == ["lo"]
