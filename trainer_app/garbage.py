"""Python's search for garbage in cycles, left out where rows by the thousand are made that form none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: among many live rows it costs a fifth of a merge and two fifths of an import.

    Also a decorator. What is freed without looking, by its count of references, is freed as ever.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
