import gc

import pytest

from auditbot.audit.garbage import collected_seldom


def test_thresholds_are_put_back_whatever_happens() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="on purpose"), collected_seldom():
        _fail(gc.get_threshold()[0] > before[0])
    assert gc.get_threshold() == before


def _fail(seldom: bool) -> None:
    assert seldom
    raise ValueError("on purpose")


def test_what_was_there_before_is_not_looked_through() -> None:
    before = gc.get_freeze_count()
    with collected_seldom():
        assert gc.get_freeze_count() > before
    assert gc.get_freeze_count() == 0
