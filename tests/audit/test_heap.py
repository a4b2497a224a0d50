import resource
import sys
from pathlib import Path

import pytest

from auditbot.audit.heap import give_back_freed_memory


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@pytest.mark.skipif(sys.platform != "linux", reason="glibc alone is told")
def test_what_was_large_goes_back_to_the_system() -> None:
    if not give_back_freed_memory():
        pytest.skip("another C library")
    small = []
    before = _resident()
    for _ in range(20):
        large = bytes(8 * 2**20)
        small.append(bytes(1000))
        del large
    assert _resident() - before < 16 * 2**20
