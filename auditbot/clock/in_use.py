"""Whether some process is still at an audit: one whose clock was killed takes a while to end."""

import fcntl
import os
from pathlib import Path

from auditbot.audit.folder import ARCHIVE


def in_use(folder: str) -> bool:
    """Whether the archive of the audit in a folder is locked."""
    try:
        lock = os.open((Path(folder) / ARCHIVE).with_suffix(".lock"), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False
