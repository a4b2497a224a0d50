import asyncio
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditbot.errors import EnvironmentProblem
from auditbot.net.browser import chromium
from auditbot.net.browser.chromium import Chromium, find, launch
from auditbot.net.processes import arguments, members
from auditbot.settings import MIB, Limits, Rendering
from tests.net.browser_pages import CHROMIUM, needs_chromium, open_folder, script

LIMITS = Limits()
has_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc on this machine")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where profiles are kept; whatever stays here was left behind."""
    with open_folder() as made:
        monkeypatch.setattr(tempfile, "tempdir", str(made))
        yield made


def left(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def running(folder: Path) -> list[int]:
    """Processes that know of a folder."""
    numbers = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]
    return [number for number in numbers if any(str(folder) in word for word in arguments(number))]


def user(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Uid:"))


def environment(process: int) -> bytes:
    return Path(f"/proc/{process}/environ").read_bytes()


def program(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.mark.parametrize(
    ("there", "first"),
    [
        (("chromium-headless-shell", "chromium", "google-chrome"), "google-chrome"),
        (("chromium-headless-shell", "chromium-browser", "chromium"), "chromium"),
        (("chromium-headless-shell",), "chromium-headless-shell"),
    ],
)
def test_the_usual_names_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], first: str
) -> None:
    for name in there:
        program(tmp_path, name)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find(Rendering()) == tmp_path / first


def test_playwrights_own_download_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert find(Rendering()) is None
    for version in ("1100", "1200"):
        folder = tmp_path / f"chromium-{version}" / "chrome-linux"
        folder.mkdir(parents=True)
        program(folder, "chrome")
    assert find(Rendering()) == tmp_path / "chromium-1200" / "chrome-linux" / "chrome"
    named = program(tmp_path, "chromium")
    assert find(Rendering()) == named


def test_the_configured_path_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "chromium")
    monkeypatch.setenv("PATH", str(tmp_path))
    mine = program(tmp_path, "mine")
    assert find(Rendering(path=mine)) == mine
    assert find(Rendering(path=tmp_path)) is None
    assert find(Rendering(path=tmp_path / "absent")) is None


@pytest.mark.parametrize("text", ["exit 1", "echo hello", "echo hello >&4", "printf 'nonsense\\0' >&4"])
async def test_a_program_that_is_no_browser(folder: Path, text: str) -> None:
    stands_in = script(folder, text)
    with pytest.raises(EnvironmentProblem):
        await launch(stands_in, 9, LIMITS)
    assert left(folder) == [stands_in]


@has_proc
async def test_a_browser_that_hangs_at_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "START_SECONDS", 0.3)
    stands_in = script(folder, "sleep 60 & sleep 60")
    with pytest.raises(EnvironmentProblem):
        await launch(stands_in, 9, LIMITS)
    assert left(folder) == [stands_in]
    assert not running(folder)


@has_proc
async def test_cancelled_at_start(folder: Path) -> None:
    stands_in = script(folder, "sleep 60")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await launch(stands_in, 9, LIMITS)
    assert left(folder) == [stands_in]
    assert not running(folder)


def test_the_command_line() -> None:
    flags = list(chromium._arguments(Path("/p"), 4711, LIMITS, sandbox=True, trusted=()))
    assert "--proxy-server=http://127.0.0.1:4711" in flags
    assert "--proxy-bypass-list=<-loopback>" in flags
    assert "--remote-debugging-pipe" in flags
    assert f"--js-flags=--max-old-space-size={2 * LIMITS.render_memory // MIB}" in flags
    assert not any(flag.startswith(("--no-sandbox", "--remote-debugging-port")) for flag in flags)
    flags = list(chromium._arguments(Path("/p"), 4711, LIMITS, sandbox=False, trusted=("a=", "b=")))
    assert "--no-sandbox" in flags
    assert "--ignore-certificate-errors-spki-list=a=,b=" in flags


@pytest.mark.browser
@needs_chromium
class TestReal:
    async def start(self) -> Chromium:
        assert CHROMIUM
        try:
            return await launch(CHROMIUM, 9, LIMITS)
        except EnvironmentProblem as problem:
            pytest.skip(f"Chromium does not start here: {problem.message}")

    async def test_it_runs_and_leaves_nothing(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRET_OF_OURS", "1")
        started = await self.start()
        try:
            assert started.info.version.split("/")[0].endswith("Chrome")
            assert started.info.sandboxed
            assert 0 < started.heaviest() < LIMITS.render_memory
            [profile] = left(folder)
            assert profile == started.profile
            group = members(started.process.pid)
            assert len(group) > 3
            assert 0 not in {user(process) for process in group}
            assert b"SECRET_OF_OURS" not in environment(started.process.pid)
        finally:
            await started.close()
        assert not left(folder)
        assert not running(folder)

    async def test_killed_whole(self, folder: Path) -> None:
        started = await self.start()
        started.kill()
        assert await asyncio.wait_for(started.process.wait(), 5) == -signal.SIGKILL
        started.kill()
        await started.close()
        await started.close()
        assert not left(folder)

    async def test_it_ends_with_us(self, folder: Path) -> None:
        """Also when we are killed: nobody is left to tidy up."""
        code = (
            "import asyncio, pathlib, sys, tempfile\n"
            "from auditbot.net.browser.chromium import launch\n"
            "from auditbot.settings import Limits\n"
            "async def main():\n"
            "    tempfile.tempdir = sys.argv[1]\n"
            "    await launch(pathlib.Path(sys.argv[2]), 9, Limits())\n"
            "    print('ready', flush=True)\n"
            "    await asyncio.sleep(60)\n"
            "asyncio.run(main())\n"
        )
        command = [sys.executable, "-c", code, str(folder), str(CHROMIUM)]
        ours = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert ours.stdout
        said = await ours.stdout.readline()
        ours.kill()
        await ours.communicate()
        if said != b"ready\n":
            pytest.skip("Chromium does not start here")
        for _ in range(50):
            if not left(folder) and not running(folder):
                break
            await asyncio.sleep(0.1)
        assert not left(folder)
        assert not running(folder)
