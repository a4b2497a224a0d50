"""A share of the calls that may fail; ``AUDITBOT_TORTURE=2/9`` chooses another. See ``torture`` for all."""

import os
from pathlib import Path

import pytest

from tests.durability.torture import Share, tortured

_SHARE = Share.parse(os.environ.get("AUDITBOT_TORTURE", "1/15"))
_PARTS = 4
"""Of the store's calls, which are many, so that several processes can share them."""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(_PARTS))
async def test_one_call_of_the_store_fails(part: int, tmp_path: Path) -> None:
    await _fails("store", _SHARE.part(part, _PARTS), tmp_path)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("family", ["connect", "read", "resolve", "file"])
async def test_one_call_fails(family: str, tmp_path: Path) -> None:
    await _fails(family, _SHARE, tmp_path)


async def _fails(family: str, share: Share, folder: Path) -> None:
    points = (await tortured(folder, share, [family]))[family]
    assert points.wrong == []
    assert points.calls


@pytest.mark.parametrize("of", [1, 3, 9])
def test_shares_and_their_parts_are_all_calls_once(of: int) -> None:
    shares = [Share.parse(f"{number + 1}/{of}") for number in range(of)]
    parts = [share.part(number, _PARTS) for share in shares for number in range(_PARTS)]
    for split in (shares, parts):
        assert sorted(k for share in split for k in share.among(100)) == list(range(1, 101))
