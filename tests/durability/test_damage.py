"""Whatever became of an archive, ``judge``, ``report`` and ``resume`` say what to do and harm nothing."""

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from auditbot.cli.exits import Exit
from auditbot.cli.program import run
from auditbot.crawl.archive import pack, unpack
from auditbot.errors import StoreError
from auditbot.model.text import Lang
from tests.durability.ends import broken_rules


def changed(sql: str, *values: object) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        with closing(sqlite3.connect(place / "archive.sqlite", isolation_level=None)) as database:
            database.execute(sql, values)

    return change


def overwritten(start: float, length: int) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        path = place / "archive.sqlite"
        data = bytearray(path.read_bytes())
        at = int(len(data) * start)
        data[at : at + length] = random.Random(1).randbytes(length)
        path.write_bytes(data)

    return change


def truncated(share: float) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        path = place / "archive.sqlite"
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])

    return change


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no database": lambda place: (place / "archive.sqlite").write_bytes(b"noise" * 5000),
    "empty": lambda place: (place / "archive.sqlite").write_bytes(b""),
    "head overwritten": overwritten(0, 200),
    "middle overwritten": overwritten(0.3, 9000),
    "cut in half": truncated(0.5),
    "cut short": truncated(0.97),
    "no tables": changed("DROP TABLE form"),
    "of a newer program": changed("UPDATE meta SET value = '99' WHERE key = 'version'"),
    "without version": changed("DELETE FROM meta WHERE key = 'version'"),
    "without key": changed("UPDATE meta SET value = 'none' WHERE key = 'key'"),
    "of another audit": changed("UPDATE meta SET value = 'another' WHERE key = 'id'"),
    "settings gone": changed("DELETE FROM meta WHERE key = 'settings'"),
    "site gone": changed("UPDATE meta SET value = '{' WHERE key = 'site'"),
    "frameworks gone": changed("DELETE FROM meta WHERE key = 'frameworks'"),
    "vantage rubbish": changed("UPDATE meta SET value = '[]' WHERE key = 'vantage'"),
    "scope rubbish": changed("UPDATE meta SET value = '[]' WHERE key = 'scope'"),
    "facts gone": changed("UPDATE page SET facts = x''"),
    "facts changed": changed("UPDATE page SET facts = ?", pack(b"{}" * 100)[:-4] + b"spam"),
    "bodies gone": changed("UPDATE page SET body = x''"),
}
UNHURT = {
    "judge": ("of another audit",),
    "report": (
        "settings gone",
        "site gone",
        "frameworks gone",
        "vantage rubbish",
        "scope rubbish",
        "bodies gone",
    ),
    "resume": ("of another audit", "vantage rubbish"),
}
"""What a command does not need, it does not mind."""


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("command", UNHURT)
def test_damage_is_told(command: str, damage: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = digests(place)
    DAMAGE[damage](place)
    code = run([command, str(place), "--format", "jsonl", "--quiet"], Lang.EN)
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert "fault of this program" not in said.err
    if damage in UNHURT[command]:
        assert code in (Exit.CLEAN, Exit.FINDINGS), said.err
        return
    assert code == Exit.FAULT
    assert len(said.err.strip().splitlines()) >= 2, "it says what to do"
    assert digests(place) == before, "the reports that were there are still there"


def digests(place: Path) -> dict[str, str]:
    names = ("audit.json", "pages.jsonl")
    return {name: sha256((place / name).read_bytes()).hexdigest() for name in names}


def test_what_was_changed_on_disk_is_noticed() -> None:
    packed = bytearray(pack(b"words " * 500))
    packed[len(packed) // 2] ^= 1
    with pytest.raises(StoreError):
        unpack(bytes(packed))
    assert json.loads(unpack(pack(b"[1]"))) == [1]
    assert broken_rules(Path("nowhere")) == []
