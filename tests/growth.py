"""Whether the cost of some work goes with its size: two sizes are compared, so that no machine is too slow.

A bound in seconds says more of the machine than of the work. Work whose cost goes with the square of its size
costs sixteen times as much at four times the size, on every machine.
"""

from collections.abc import Callable
from time import process_time
from timeit import timeit

STEP = 4
"""How many times as large the larger of the two sizes is."""

_ALLOWED = 10.0
"""Between ``STEP``, what a cost does that goes with the size, and its square."""
_LEAST = 0.005
"""Seconds of the smaller work below which nothing can be told from the clock."""
_ATTEMPTS = 6

Work = Callable[[], object]


def goes_with_size(small: Work, large: Work) -> bool:
    """Tell whether ``large``, ``STEP`` times the work of ``small``, costs about so many times as much.

    A machine that is disturbed makes one comparison wrong, not all of them.
    """
    return any(_cost(large) < _ALLOWED * max(_cost(small), _LEAST) for _ in range(_ATTEMPTS))


def _cost(work: Work) -> float:
    """Seconds of processor time, without the collection of what other tests left."""
    return timeit(work, number=1, timer=process_time)
