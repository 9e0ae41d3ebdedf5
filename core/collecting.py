"""Work in one go: the interpreter's search for circles among values waits until it is over."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Many values that are kept to the end, hardly a circle among them: looking for circles again and again takes a
    tenth of a plan and of its checks, and half of the reading of a long list."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
