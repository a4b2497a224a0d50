"""Starts a program, waits for it, and writes what it used: exit code, seconds, most memory in bytes.

A process of its own, because the kernel counts the memory of whoever started a program as the program's:
this one is small. The first argument is the file to write, the others are the program and its arguments.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    """Run the program to its end."""
    began = time.monotonic()
    child = subprocess.Popen([sys.executable, *sys.argv[2:]])
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    used = [child.returncode, time.monotonic() - began, usage.ru_maxrss * unit]
    Path(sys.argv[1]).write_text(json.dumps(used), "utf-8")


if __name__ == "__main__":
    main()
