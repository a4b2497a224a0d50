"""P20: too few files may be open at once. The audit ends by itself and says so; no link is dead for it."""

import json
from pathlib import Path
from typing import Any

import pytest

from auditbot.cli.exits import Exit
from tests.durability.ends import broken_rules, comparable
from tests.durability.processes import Sessions, said
from tests.durability.site import serve

_ITEMS = 6


def _result(place: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((place / "audit.json").read_bytes())
    return read


def _dead(audit: dict[str, Any]) -> set[str]:
    return {finding["target"] for finding in audit["findings"] if finding["message_id"] == "broken"}


@pytest.mark.parametrize("files", [8, 12, 36])
async def test_descriptors_run_out(files: int, tmp_path: Path) -> None:
    async with serve(_ITEMS) as site:
        sessions = Sessions(site)
        await sessions.run(tmp_path / "whole")
        place = tmp_path / "few"
        code = await sessions.run(place, files=files)
    assert broken_rules(place) == []
    if files < 36 and code == Exit.FAULT:  # it could not go on: see the tests of the program for what it says
        told = said(place).read_text("utf-8")
        assert "Too many open files" in told or "unable to open database file" in told
        return
    whole, few = _result(tmp_path / "whole"), _result(place)
    assert code == Exit.FINDINGS
    assert "Traceback" not in said(place).read_text("utf-8")
    assert _dead(few) <= _dead(whole)
    missed = whole["crawl"]["outcomes"]["ok"] - few["crawl"]["outcomes"]["ok"]
    assert bool(missed) == any("fault of this machine" in one["en"] for one in few["warnings"])
    assert files < 36 or comparable(place) == comparable(tmp_path / "whole")
