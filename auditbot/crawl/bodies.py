"""What servers sent, taken out of an archive that nobody will judge again."""

import sqlite3
from dataclasses import replace

from auditbot.crawl.archive import Archive, pack, unpack
from auditbot.crawl.tools import FILE
from auditbot.crawl.trouble import explained
from auditbot.errors import StoreError
from auditbot.model.attachment import AttachmentFacts
from auditbot.model.text import Text

_DROPPED = "bodies dropped"


def drop_bodies(archive: Archive) -> None:
    """Empty the bodies of pages and files, and give back their room. Raises StoreError.

    Whether a page was rendered, and every fact, stays. Nothing of what is emptied remains in the file.
    """
    empty = pack(b"")
    archive.execute("BEGIN IMMEDIATE")
    try:
        archive.execute("UPDATE page SET body = ?", (empty,))
        archive.execute("UPDATE page SET rendered = ? WHERE rendered IS NOT NULL", (empty,))
        archive.execute("UPDATE url SET opening = NULL WHERE opening IS NOT NULL")
        for identity, told in list(archive.rows("SELECT id, told FROM file WHERE told IS NOT NULL")):
            archive.execute("UPDATE file SET told = ? WHERE id = ?", (_without_text(told), identity))
        archive.put_meta(_DROPPED, "1")
        archive.execute("COMMIT")
    except BaseException:
        if archive.database.in_transaction:
            archive.execute("ROLLBACK")
        raise
    try:
        archive.database.execute("VACUUM")
        archive.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error as error:
        raise explained(error, archive.path) from error


def require_bodies(archive: Archive) -> None:
    """Refuse to work on an archive without bodies. Raises StoreError."""
    if archive.meta(_DROPPED):
        raise StoreError(
            Text(
                f"检查时没有保留网页正文（--no-bodies，每日巡查都不保留），无法重新判定：{archive.path}",
                f"made with --no-bodies, as every glance is, and cannot be judged again: {archive.path}",
            ),
            Text("请重新检查该网站", "audit the site again"),
        )


def _without_text(told: bytes) -> bytes:
    facts = FILE.validate_json(unpack(told))
    kept = replace(facts, text=None, title="") if isinstance(facts, AttachmentFacts) else facts
    return pack(FILE.dump_json(kept))
