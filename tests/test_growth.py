from collections.abc import Callable

import pytest

from tests.growth import STEP, goes_with_size


def once(count: int) -> Callable[[], object]:
    return lambda: sum(one % 7 for one in range(count))


@pytest.mark.parametrize("count", [100_000, 50])
def test_work_that_goes_with_its_size(count: int) -> None:
    assert goes_with_size(once(count), once(STEP * count))


def test_work_that_goes_with_the_square_of_its_size() -> None:
    assert not goes_with_size(once(100_000), once(STEP**2 * 100_000))
