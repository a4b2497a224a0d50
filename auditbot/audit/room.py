"""Room on the disk: looked for before an audit begins, and while it goes on."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

from auditbot.crawl.trouble import unwritable
from auditbot.errors import StoreError
from auditbot.model.text import Text

_EVERY = 5.0
"""Seconds between two looks."""


def require_room(place: Path, least: int) -> None:
    """Refuse to begin where the disk of a folder has less than so many bytes. Raises StoreError."""
    free = _free(place)
    if free < least:
        raise StoreError(
            Text(
                f"磁盘只剩 {free // 2**20} MiB：{place}",
                f"only {free // 2**20} MiB are free on the disk of {place}",
            ),
            Text(
                f"至少需要 {least // 2**20} MiB；请清理磁盘，或用 --out 换一个目录",
                f"at least {least // 2**20} MiB are needed; free some, or choose another folder with --out",
            ),
        )


async def watch_room(place: Path, least: int, stop: Callable[[], None]) -> None:
    """Say stop once the disk has less than that, while there is still room for the reports; then return."""
    while True:
        await asyncio.sleep(_EVERY)
        try:
            enough = _free(place) >= least
        except StoreError:  # the folder is gone: whoever writes to it will tell
            enough = False
        if not enough:
            stop()
            return


def _free(place: Path) -> int:
    try:
        return shutil.disk_usage(place).free
    except OSError as error:
        raise unwritable(place, error) from error
