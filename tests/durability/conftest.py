"""Audits that were made once, and copies of one to damage."""

import shutil
from pathlib import Path

import pytest

from tests.durability.audited import Audits, audits


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Audits:
    return audits(tmp_path_factory.mktemp("made"))


@pytest.fixture
def place(made: Audits, tmp_path: Path) -> Path:
    """A folder of an audit that was made whole."""
    return Path(shutil.copytree(made.whole, tmp_path / "lasting" / made.whole.name))
