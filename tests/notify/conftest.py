"""The outbox is tested on the store's two databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditbot.notify.store_outbox import StoreOutbox
from auditbot.store.open import Store, open_store
from tests.store.conftest import named, postgres, shared, store, template, template_file

__all__ = ["named", "postgres", "shared", "store", "template", "template_file"]


@pytest.fixture
def box(store: Store) -> StoreOutbox:
    return StoreOutbox(store)


@pytest.fixture
def file_box(template_file: Path, tmp_path: Path) -> Iterator[StoreOutbox]:
    """An outbox for tests that are not about databases."""
    file = tmp_path / "notices.sqlite"
    shutil.copy(template_file, file)
    with open_store(str(file)) as opened:
        yield StoreOutbox(opened)
