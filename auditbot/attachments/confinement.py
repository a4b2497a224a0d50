"""What a process gives up before it opens a document of unknown origin."""

import ctypes
import os
import resource
import sys

_NEW_USER = 0x10000000
_NEW_NETWORK = 0x40000000


def leave_network() -> None:
    """Go on without any network, where the system lets a process do so."""
    if sys.platform == "linux":
        unshare = ctypes.CDLL(None).unshare
        if unshare(_NEW_NETWORK) != 0:
            unshare(_NEW_USER | _NEW_NETWORK)


def limit(which: int, most: int) -> None:
    """Bound one resource, unless it is bounded more closely already."""
    _, hard = resource.getrlimit(which)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (bound, bound))


def main(arguments: list[str]) -> None:
    """Become another program: seconds of CPU, bytes of memory, bytes of a file, then the command."""
    seconds, memory, size, *command = arguments
    limit(resource.RLIMIT_CPU, int(seconds))
    limit(resource.RLIMIT_AS, int(memory))
    limit(resource.RLIMIT_FSIZE, int(size))
    limit(resource.RLIMIT_CORE, 0)
    leave_network()
    os.execv(command[0], command)  # noqa: S606 — the operator's own office program, by its full path


if __name__ == "__main__":
    main(sys.argv[1:])
