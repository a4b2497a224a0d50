import asyncio
import mmap
import os
import signal
import sys
from pathlib import Path

import pytest

from auditbot.net.processes import arguments, descendants, members, memory, peak_memory

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc on this machine")

MIB = 1024 * 1024


def test_of_this_process() -> None:
    assert os.getpid() in members(os.getpgrp())
    assert any("python" in word for word in arguments(os.getpid()))


def test_memory_grows_with_what_is_held() -> None:
    before = memory(os.getpid())
    with mmap.mmap(-1, 30 * MIB) as held:
        for page in range(0, len(held), mmap.PAGESIZE):
            held[page] = 1
        assert memory(os.getpid()) - before > 25 * MIB


async def test_a_group_is_its_processes_and_no_others() -> None:
    script = "import time; time.sleep(30)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, start_new_session=True)
    try:
        assert members(process.pid) == (process.pid,)
        assert "import time; time.sleep(30)" in arguments(process.pid)
    finally:
        process.kill()
        await process.wait()
    assert members(process.pid) == ()


async def test_descendants_are_found_in_whatever_session() -> None:
    inner = "import time; print(flush=True); time.sleep(30)"
    outer = (
        "import subprocess, sys\n"
        f"subprocess.run([sys.executable, '-S', '-c', {inner!r}], start_new_session=True)"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-S", "-c", outer, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    await process.stdout.readline()
    [found] = descendants(process.pid)
    assert inner in arguments(found)
    assert {process.pid, found} <= set(descendants(os.getpid()))
    for one in (found, process.pid):
        os.kill(one, signal.SIGKILL)
    await process.communicate()
    assert descendants(process.pid) == ()


def test_the_peak_is_what_was_held_once() -> None:
    with mmap.mmap(-1, 30 * MIB) as held:
        for page in range(0, len(held), mmap.PAGESIZE):
            held[page] = 1
    assert peak_memory(os.getpid()) > 30 * MIB


def test_what_is_gone_has_nothing() -> None:
    assert descendants(2**22 + 1) == ()
    assert peak_memory(2**22 + 1) == 0
    assert memory(2**22 + 1) == 0
    assert arguments(2**22 + 1) == ("",)
