"""When Python looks for garbage in cycles: not among rows made by the thousand, and in a window only between events."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

_unwanted: list[None] = []  # one for each block that wants none now; a list, as threads add to it at once


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: among many live rows it costs a fifth of a merge and two fifths of an import.

    Also a decorator. What is freed without looking, by its count of references, is freed as ever.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    _unwanted.append(None)
    try:
        yield
    finally:
        _unwanted.pop()
        if was_enabled:
            gc.enable()


@contextmanager
def freed_beside() -> Iterator[list[Any]]:
    """A list of large things that a thread frees in the end: while the database is being written, which follows."""
    large: list[Any] = []
    over = Event()

    def free() -> None:
        over.wait()
        large.clear()

    Thread(target=free, name="freeing", daemon=True).start()  # now: what follows need not wait for its start
    try:
        yield large
    finally:
        over.set()


def collect_due() -> None:
    """Look for garbage in the calling thread, as far as Python itself would by its counts; not while it is unwanted."""
    if _unwanted:
        return
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
