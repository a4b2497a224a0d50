"""Old formats are turned into new ones by an office program: here one that a script stands in for."""

import asyncio
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from auditbot.attachments.converter import Converter, Costs, office_program
from auditbot.attachments.facts import Bounds
from auditbot.attachments.reader import AttachmentReader
from auditbot.demo.sheets import Sheet, xlsx
from auditbot.model.attachment import AttachmentFacts, Kind
from tests.attachments import files

OLD = files.compound({"Workbook": bytes(4096)})
NEW = files.xlsx([["姓名"], ["张三"]], hidden="底册")
WRITES = """
import os, pathlib, sys
given = dict(zip(sys.argv[1:], sys.argv[2:]))
folder = pathlib.Path(given["--outdir"])
folder.mkdir()
source = pathlib.Path(sys.argv[-1])
made = folder / f"{source.stem}.{given['--convert-to']}"
"""


def program(folder: Path, script: str) -> str:
    place = folder / "soffice"
    place.write_text(f"#!{sys.executable}\n{WRITES}\n{script}", encoding="utf-8")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)
    return str(place)


def gives(folder: Path, body: bytes) -> str:
    (folder / "new").write_bytes(body)
    return program(folder, f"made.write_bytes(pathlib.Path({str(folder / 'new')!r}).read_bytes())")


async def read(converter: Converter | None, body: bytes = OLD, name: str = "a.xls") -> AttachmentFacts:
    reader = AttachmentReader(Bounds(seconds=2), converter)
    told = await reader.read(body, name)
    await reader.close()
    assert isinstance(told, AttachmentFacts)
    return told


async def test_the_text_of_an_old_workbook(tmp_path: Path) -> None:
    told = await read(Converter(gives(tmp_path, NEW)))
    assert (told.kind, told.size, told.unreadable) == (Kind.XLS, len(OLD), "")
    assert told.text
    assert "张三" in told.text
    assert "底册" in told.text
    assert [sheet.hidden for sheet in told.sheets] == [False, True]


async def test_without_a_program_it_is_said(tmp_path: Path) -> None:
    told = await read(None)
    assert (told.text, told.unreadable) == (None, "no-converter")


@pytest.mark.parametrize(
    "script",
    [
        "",
        "sys.exit(1)",
        "made.write_bytes(b'')",
        "made.symlink_to('/etc/hostname')",
        "made.write_bytes(b'x')",
    ],
)
async def test_a_program_that_gives_nothing(script: str, tmp_path: Path) -> None:
    told = await read(Converter(program(tmp_path, script)))
    assert (told.text, told.unreadable) == (None, "not-converted")


async def test_a_program_that_never_ends_is_ended_with_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "late"
    script = f"""
import subprocess, time
late = "import time, pathlib; time.sleep(2); pathlib.Path({str(mark)!r}).touch()"
subprocess.Popen([sys.executable, "-c", late])
time.sleep(60)
"""
    assert await Converter(program(tmp_path, script), Costs(seconds=1)).convert(OLD, Kind.XLS) == "too-slow"
    await asyncio.sleep(2)
    assert not mark.exists()


async def test_what_it_writes_is_bounded(tmp_path: Path) -> None:
    small = Costs(size=1024)
    assert await Converter(gives(tmp_path, bytes(4096)), small).convert(OLD, Kind.XLS) == "not-converted"


async def test_it_knows_nothing_of_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "abc")
    script = (
        "made.write_text(os.environ['HOME'] + '|' + str('SECRET_TOKEN' in os.environ) + '|' + os.getcwd())"
    )
    told = await Converter(program(tmp_path, script)).convert(OLD, Kind.XLS)
    assert isinstance(told, bytes)
    home, secret, place = told.decode().split("|")
    assert secret == "False"
    assert home == place
    assert not await asyncio.to_thread(Path(home).exists)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes the network away")
async def test_there_is_no_network(tmp_path: Path) -> None:
    script = "made.write_text(os.readlink('/proc/self/ns/net'))"
    told = await Converter(program(tmp_path, script)).convert(OLD, Kind.XLS)
    assert isinstance(told, bytes)
    if told.decode() == str(await asyncio.to_thread(Path("/proc/self/ns/net").readlink)):
        pytest.skip("this system does not let a process go without one")


async def test_what_an_office_program_cannot_open_is_not_given_to_it(tmp_path: Path) -> None:
    spoiled = Converter(program(tmp_path, "raise SystemExit('asked')"))
    encrypted = files.compound({"Workbook": b"\x09\x08\x00\x00\x2f\x00".ljust(4096, b"\0")})
    assert (await read(spoiled, encrypted)).unreadable == "encrypted"
    assert (await read(spoiled, files.doc(("正文", "utf-16-le")), "a.doc")).text == "正文"


def test_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", {"libreoffice": "/opt/lo"}.get)
    assert office_program() == "/opt/lo"
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert office_program() == ""


async def test_after_some_that_took_too_long_none_is_tried(tmp_path: Path) -> None:
    slow = Converter(program(tmp_path, "import time; time.sleep(60)"), Costs(seconds=0.2))
    for _ in range(5):
        assert await slow.convert(OLD, Kind.XLS) == "too-slow"
    (tmp_path / "soffice").unlink()
    assert await slow.convert(OLD, Kind.XLS) == "too-slow"


@pytest.fixture
def workbook(tmp_path: Path) -> bytes:
    """A workbook of the old format, made by the office program of this machine."""
    if not office_program():
        pytest.skip("no office program here")
    (tmp_path / "a.xlsx").write_bytes(xlsx(Sheet("一", (("张三",),)), Sheet("二", (("底册",),), hidden=True)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    task = ("--convert-to", "xls", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx"))
    subprocess.run(
        [office_program(), profile, "--headless", *task], capture_output=True, timeout=90, check=False
    )
    if not (tmp_path / "a.xls").is_file():
        pytest.skip("the office program here has no workbooks")
    return (tmp_path / "a.xls").read_bytes()


async def test_a_real_program(workbook: bytes) -> None:
    told = await read(Converter(office_program()), workbook)
    assert (told.kind, told.text, told.unreadable) == (Kind.XLS, "张三\t\n底册", "")
    assert [sheet.hidden for sheet in told.sheets] == [False, True]


async def test_what_a_real_program_does_not_know_it_does_not_guess(workbook: bytes) -> None:
    assert (await read(Converter(office_program()))).unreadable == "not-converted"
