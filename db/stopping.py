"""Ctrl-C on the command line: work ends where nothing stays half done, and what had been finished by then is known.

The signal only leaves word; `check` is called by all progress, before every statement of SQL and in waits for other
processes. An exception at any instruction instead could come while something is rolled back or cleared away. Until
`listen` was called, as in the window and in child processes, nothing of this happens.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class Cancelled(Exception):
    """The person asked to stop. Nothing of the work may remain; it is neither a problem nor a bug."""


class _State:
    listening = False
    asked = False
    held = 0  # how many blocks of work are going on that are not to be left
    at_once = False  # somebody is being asked something


_state = _State()

finished: list[str] = []
"""What was written for good since `listen`, in the person's words: labels of actions, names of files."""


def listen() -> None:
    """Take Ctrl-C as a wish to stop from now on, unless who started the process wanted it to be ignored."""
    import signal  # not loaded where the window starts

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave_word)
        _state.listening = True


def _leave_word(_number: int, _frame: object) -> None:
    _state.asked = True
    if _state.at_once:
        _state.at_once = False
        raise Cancelled


def note(*what: str) -> None:
    """Remember what was written for good: whoever stops now is told of it."""
    if _state.listening:
        finished.extend(what)


def is_asked() -> bool:
    """Whether the person asked to stop."""
    return _state.asked


def check() -> None:
    """Raise Cancelled if the person asked to stop, but not in work that is `held`."""
    if _state.asked and not _state.held:
        raise Cancelled


@contextmanager
def held() -> Iterator[None]:
    """What is begun in here is brought to its end: half of it could not be taken back."""
    _state.held += 1
    try:
        yield
    finally:
        _state.held -= 1


@contextmanager
def answering() -> Iterator[None]:
    """While the person is asked something: nothing is under way, and they need not answer before it stops."""
    _state.at_once = True
    try:
        check()
        yield
    finally:
        _state.at_once = False
