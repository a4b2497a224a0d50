"""A sample of the calls that may fail: see ``torture`` for all of them."""

from pathlib import Path

import pytest

from tests.durability.torture import tortured


@pytest.mark.parametrize(
    ("family", "every"),
    [("store", 160), ("connect", 5), ("read", 30), ("resolve", 5), ("file", 6)],
)
async def test_one_call_fails(family: str, every: int, tmp_path: Path) -> None:
    seen = await tortured(tmp_path, every, [family])
    assert seen[family].wrong == []
    assert seen[family].tried >= 2
