"""The child process that examines documents, one after another.

Protocol: the parent writes a line of JSON (what may be used up), then for each document a line (its kind and
bytes) and the bytes; the child answers each with four bytes (length, big-endian) and JSON: what was found,
or why nothing can be said. Who exceeds a limit is ended by the system.
"""

import json
import os
import resource
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from auditbot.attachments.confinement import leave_network
from auditbot.attachments.examine import examine
from auditbot.attachments.facts import OUT_OF_MEMORY, Bounds
from auditbot.model.attachment import Kind


def serve(documents: BinaryIO, answers: BinaryIO) -> None:
    """Answer for one document after another until there are no more."""
    bounds = Bounds(**json.loads(documents.readline()))
    confine(bounds)
    while head := documents.readline():
        kind, length = head.decode().split()
        _grant(bounds.seconds)
        found = answer(documents.read(int(length)), Kind(kind), bounds)
        told = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")  # halves cannot be stored
        answers.write(len(told).to_bytes(4, "big") + told)
        answers.flush()


def answer(body: bytes, kind: Kind, bounds: Bounds) -> dict[str, Any]:
    """What was found as plain values, or ``{"reason": …}``."""
    try:
        found = asdict(examine(body, kind, bounds))
    except ImportError:
        return {"reason": "no-library"}
    found["remarks"] = sorted(found["remarks"])
    return found


def confine(bounds: Bounds) -> None:
    """Memory is limited, no file can be written, and there is no network where it can be taken away."""
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    leave_network()


def _grant(seconds: float) -> None:
    """So much more CPU time, rounded up, for the next document."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


if __name__ == "__main__":
    os.environ.clear()
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
