"""When Python looks for garbage in cycles: not among rows made by the thousand, and in a window only between events."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


class FreedBeside:
    """Large things that a thread frees, once `free` says so or the block is over: this thread need not wait for that.

    Python's lock is held while they are freed, so that is best begun just before something that does without it.
    """

    def __init__(self) -> None:
        self._things: list[Any] = []
        self._over = Event()
        Thread(target=self._let_go, name="freeing", daemon=True).start()  # now: what follows need not wait for it

    def __enter__(self) -> "FreedBeside":
        return self

    def __exit__(self, *_error: object) -> None:
        self.free()

    def keep(self, thing: Any) -> None:
        """Keep this until then."""
        self._things.append(thing)

    def free(self) -> None:
        """Let the thread begin."""
        self._over.set()

    def _let_go(self) -> None:
        self._over.wait()
        self._things.clear()


def give_back() -> None:
    """Let the system have what was freed, where the C library would keep it for later (Linux): others need it now."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # another C library than GNU's
            ctypes.CDLL(None).malloc_trim(0)


def collect_due() -> None:
    """Look for garbage in the calling thread, as far as Python itself would by its counts; not while it is unwanted."""
    if _unwanted:
        return
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
