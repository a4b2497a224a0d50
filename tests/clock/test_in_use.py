"""Whether some process is still at an audit."""

import fcntl
from pathlib import Path

from auditbot.audit.folder import ARCHIVE
from auditbot.clock.in_use import in_use


def test_an_audit_is_in_use_as_long_as_its_archive_is_locked(tmp_path: Path) -> None:
    assert not in_use(str(tmp_path))
    assert not in_use(str(tmp_path / "nowhere"))
    with (tmp_path / ARCHIVE).with_suffix(".lock").open("w") as lock:
        assert not in_use(str(tmp_path))
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert in_use(str(tmp_path))
        assert in_use(str(tmp_path))
    assert not in_use(str(tmp_path))
