"""How the C library keeps memory that is free again."""

import ctypes
import sys

from auditbot.settings import KIB

_LARGE = 1024 * KIB
"""A usual page's tree stays below it: to ask the system anew for each would cost more than it saves."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Parameters of glibc's ``mallopt``."""


def give_back_freed_memory() -> bool:
    """Let the memory of large pages go back to the system when they are done. False where nothing was set.

    glibc raises by itself, up to 32 MiB, the size from which a block is given back; after some large pages
    their bodies and trees lie in the heap among small things that stay, and the heap never shrinks.
    """
    if sys.platform != "linux":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library
        return False
    chosen = ((_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _LARGE), (_ARENA_MAX, 1))
    taken: list[int] = [mallopt(parameter, value) for parameter, value in chosen]
    return all(taken)
