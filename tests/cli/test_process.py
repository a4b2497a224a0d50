"""The program as a process of its own: its exit code, its streams, and what it loads."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii"])
def test_a_terminal_that_knows_other_letters_stops_nothing(encoding: str) -> None:
    line = [sys.executable, "-c", "from auditbot.cli import main; main()", "checks", "broken-links"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(line, capture_output=True, timeout=60, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_installed_program_leaves_with_its_code() -> None:
    line = [sys.executable, "-c", "from auditbot.cli import main; main()", "scan", "not an address"]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "not an address" in done.stderr


def test_a_reader_that_hangs_up_is_no_fault() -> None:
    line = f'"{sys.executable}" -c "from auditbot.cli import main; main()" schema audit | head -c 10'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""


def test_a_quiet_scan_loads_neither_terminal_drawing_nor_a_web_server() -> None:
    check = (
        "import sys, auditbot.cli.scan, auditbot.audit.conduct; from auditbot.registry import load; load();"
        " idle = {'rich', 'aiohttp.web', 'rapidfuzz', 'sqlalchemy', 'auditbot.attachments.examine',"
        " 'auditbot.cli.fleet', 'auditbot.overview.reading'};"
        " sys.exit(' '.join(idle & set(sys.modules)) or 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", check], check=False, capture_output=True, text=True, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, "")
