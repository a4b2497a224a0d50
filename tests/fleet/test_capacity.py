"""How many audits a machine bears."""

import sys
from pathlib import Path

import pytest

from auditbot.fleet.capacity import PLAIN, Capacity, cores, free_memory
from auditbot.settings import GIB, MIB


@pytest.mark.parametrize(
    ("wanted", "count", "free", "hasty", "jobs"),
    [
        (None, 2, 8 * GIB, False, 8),
        (None, 2, 8 * GIB, True, 2),
        (None, 2, 700 * MIB, False, 2),
        (None, 64, 100 * MIB, False, 1),
        (5, 2, 8 * GIB, False, 5),
        (50, 2, 1 * GIB, False, 3),
        (1, 64, 64 * GIB, True, 1),
    ],
)
def test_jobs(wanted: int | None, count: int, free: int, hasty: bool, jobs: int) -> None:
    assert Capacity(count, free, PLAIN, hasty).jobs(wanted) == jobs


def test_this_machine() -> None:
    assert cores() >= 1
    assert free_memory() > 0


def meminfo(folder: Path, kib: str) -> Path:
    (folder / "meminfo").write_text(f"MemTotal: 99 kB\nMemAvailable:  {kib} kB\n")
    return folder


@pytest.mark.parametrize(
    ("files", "free"),
    [
        ({}, 2 * GIB),
        ({"memory.max": "max", "memory.current": "1"}, 2 * GIB),
        ({"memory.max": str(GIB), "memory.current": str(GIB // 4)}, GIB * 3 // 4),
        ({"memory.max": "5", "memory.current": "9"}, 0),
        ({"memory.max": "rubbish", "memory.current": ""}, 2 * GIB),
        ({"memory/memory.limit_in_bytes": str(MIB), "memory/memory.usage_in_bytes": "0"}, MIB),
        ({"memory/memory.limit_in_bytes": str(2**63 - 4096), "memory/memory.usage_in_bytes": "7"}, 2 * GIB),
    ],
)
def test_a_group_with_a_limit(files: dict[str, str], free: int, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{text}\n")
    assert free_memory(meminfo(tmp_path, str(2 * MIB)), tmp_path) == free


@pytest.mark.parametrize("kib", ["", "many", "-1"])
def test_a_system_that_does_not_tell(kib: str, tmp_path: Path) -> None:
    assert 0 < free_memory(meminfo(tmp_path, kib), tmp_path) < sys.maxsize
    assert 0 < free_memory(tmp_path / "none", tmp_path) < sys.maxsize
