from datetime import date

import pytest

from auditbot.demo.town import Town, build
from tests.demo.walking import Walk, walk


@pytest.fixture(scope="session")
def town() -> Town:
    return build(date(2026, 11, 22))


@pytest.fixture(scope="session")
def walked(town: Town) -> Walk:
    return walk(town)
