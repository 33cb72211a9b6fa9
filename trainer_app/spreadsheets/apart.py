"""The parent's side of the process that reads spreadsheets: it starts, asks, watches and ends it."""

import atexit
import json
import subprocess
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

from db import stopping
from trainer_app import own_process
from trainer_app.spreadsheets.bounds import MEMORY, MEMORY_EXIT, SECONDS, STILL

if TYPE_CHECKING:
    from psutil import Process

ARGUMENT = "--read-spreadsheets"
"""With this argument alone the application is the child."""

_GLANCE = 0.02  # seconds between two looks at the child
_PATIENCE = 0.2  # seconds of waiting for the child between two looks whether the person wants the work to stop
_IDLE = 10.0  # seconds for which a child waits for the next file
_HEAVY = 20 << 20  # bytes handed over, after which a child may hold on to much memory
_AHEAD = 48 << 20  # bytes of an answer that may lie ready before anybody takes them
_PIPE = 1 << 20  # bytes that the pipe holds, where that can be chosen


class Died(Exception):
    """The child ended before its answer: "memory", "time", or "" for any other reason."""


class _Child:
    """One child process. It answers one request after the other, each with messages of a letter and some bytes."""

    def __init__(self) -> None:
        self.process = own_process.start(ARGUMENT, pipe=_PIPE, RUST_BACKTRACE="0")
        assert self.process.stdout is not None
        _widen(self.process.stdout)
        self.handed_over = 0
        self.finished = False  # whether all of the last answer was taken
        self.why = ""  # it was killed
        self.answers = _Answers(self.process.stdout)
        self._turn = threading.Condition()
        self._requests = 0
        self._seconds = SECONDS  # for the request of the moment
        self._asked = self._closed = False
        threading.Thread(target=self._watch, name="spreadsheet watch", daemon=True).start()

    def ask(self, request: dict[str, Any], seconds: float) -> None:
        """Send a request: the child works on it from now on."""
        assert self.process.stdin is not None
        self.why, self.finished = "", False
        self.answers.expect()
        with self._turn:
            self._requests, self._seconds, self._asked = self._requests + 1, seconds, True
            self._turn.notify_all()
        with suppress(BrokenPipeError):  # then the answer breaks off at once
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()

    def messages(self) -> Iterator[tuple[str, bytes]]:
        """The messages of the answer. Raises Died."""
        letter = ""
        while letter != "E":
            letter, content = self.answers.take()
            if not letter:
                raise Died(self.why or _reason(self.process))
            self.handed_over += len(content)
            self.finished = letter == "E"
            yield letter, content

    def leave(self) -> None:
        """Take no more of the answer: from now on nobody counts what the child takes."""
        with self._turn:
            self._asked = False  # noticed at the next glance: to wake the watch for each small file takes longer

    def _watch(self) -> None:
        """See to the child for as long as it lives: what it takes while it works, and that it does not wait for ever.

        One thread for all its requests: to begin one for each costs a folder of small workbooks some per cent.
        """
        import psutil

        with suppress(psutil.Error):  # it has ended by itself
            self._watch_all(psutil.Process(self.process.pid))

    def _watch_all(self, child: "Process") -> None:
        while True:
            with self._turn:
                waited = not self._turn.wait_for(lambda: self._asked or self._closed, _IDLE)
                if self._closed:
                    return
                number, seconds = self._requests, self._seconds
            if waited:
                _part(self)
            else:
                self._watch_one(child, number, seconds)

    def _watch_one(self, child: "Process", number: int, seconds: float) -> None:
        """Kill the child once it holds or works too much, or does nothing: not every system sees to that itself."""
        before = last = sum(child.cpu_times()[:2])
        still = 0.0  # seconds for which it did not work although it was awaited
        while True:
            with self._turn:
                if self._turn.wait_for(lambda: not self._at_work_on(number), _GLANCE):
                    return
            with child.oneshot():
                held, now = child.memory_info().rss, sum(child.cpu_times()[:2])
            still = still + _GLANCE if self.answers.awaited and now == last else 0.0
            last = now
            if held > MEMORY or now - before > seconds or still > STILL:
                with self._turn:
                    if self._at_work_on(number):
                        self.why = "memory" if held > MEMORY else "time"
                        self.process.kill()
                return

    def _at_work_on(self, number: int) -> bool:
        return self._asked and not self._closed and self._requests == number

    def close(self) -> None:
        """End it, whatever it does."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()
        self.process.kill()
        self.answers.leave()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self.process.wait()


class _Answers(threading.Thread):
    """The messages of a child, read ahead of whoever takes them: the child works on while its messages are used."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(name="spreadsheet", daemon=True)
        self.awaited = False  # whether the child is to say something just now
        self._stream = stream
        self._ready: deque[tuple[str, bytes]] = deque()
        self._size = 0  # of what is ready
        self._expected = False  # an answer was asked for of which the end was not read yet
        self._left = False  # nobody takes any more
        self._changed = threading.Condition()
        self.start()

    def run(self) -> None:
        letter = "?"
        while letter:
            with self._changed:
                self._changed.wait_for(lambda: (self._expected and self._size < _AHEAD) or self._left)
                if self._left:
                    return
            self.awaited = True
            letter, content = _message(self._stream)
            self.awaited = False
            with self._changed:
                self._expected = letter not in ("", "E")
                self._ready.append((letter, content))
                self._size += len(content)
                self._changed.notify_all()

    def expect(self) -> None:
        """Read the answer to the request that is about to be sent."""
        with self._changed:
            self._expected = True
            self._changed.notify_all()

    def take(self) -> tuple[str, bytes]:
        """The next message; its letter is "" where the child ended before. Raises Cancelled."""
        with self._changed:
            while not self._changed.wait_for(lambda: self._ready, _PATIENCE):
                stopping.check()
            letter, content = self._ready.popleft()
            self._size -= len(content)
            self._changed.notify_all()
        return letter, content

    def leave(self) -> None:
        """Nothing more is wanted of a child that was ended."""
        with self._changed:
            self._left = True
            self._changed.notify_all()
        self.join()


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold more, where the system can (Linux): each look at it may have to wait for Python's lock."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _message(stream: IO[bytes]) -> tuple[str, bytes]:
    head = stream.read(5)
    size = int.from_bytes(head[1:5], "little")
    content = stream.read(size)
    return (head[:1].decode(), content) if len(head) == 5 and len(content) == size else ("", b"")


def _reason(process: subprocess.Popen[bytes]) -> str:
    """Why a child ended that nobody killed: parsers abort where they are refused memory."""
    return "memory" if process.wait() in (MEMORY_EXIT, -6) else ""


_idle: list[_Child] = []


@contextmanager
def asking(request: dict[str, Any], seconds: float = SECONDS) -> Iterator[Iterator[tuple[str, bytes]]]:
    """The messages of the answer to a request, begun at once. Whoever leaves before the last ends the child.

    Inside, until the last message was taken, a further request is answered by another child.
    """
    child = _taken()
    child.ask(request, seconds)
    try:
        yield child.messages()
    finally:
        child.leave()
        if child.finished and child.handed_over < _HEAVY:
            _idle.append(child)
        else:
            child.close()


def _taken() -> _Child:
    """A child that waits for work, or a new one."""
    while True:
        try:
            child = _idle.pop()
        except IndexError:
            return _Child()
        if child.process.poll() is None:
            return child
        child.close()


def _part(child: _Child) -> None:
    """End a child that has waited long enough, unless somebody took it just now."""
    with suppress(ValueError):
        _idle.remove(child)
        child.close()


@atexit.register
def end_all() -> None:
    """End all children that wait."""
    while _idle:
        _idle.pop().close()
