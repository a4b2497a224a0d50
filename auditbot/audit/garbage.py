"""How often Python looks for objects that hold each other."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (20_000, 20, 100)
"""New objects until the youngest are looked at, and rounds until the older ones are.

A page makes ten thousand objects, which go when the page goes, and hardly one that holds itself; at the usual
thresholds a sixth of an audit's time is spent looking through them.
"""


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Look for circular garbage less often within the block, and only in what is made there."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
