"""Work on many records without garbage collections.

Records, trainings and findings hold no cycles: what is no longer used is freed at once. A
collection finds nothing among them, and looks through all of them, ever again as they grow.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No collections until the end of the block, or of the function that this decorates."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
