"""Copies of a database file as it was last committed; also while a long change is being written."""

import os
import sqlite3
import subprocess
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from threading import Event
from types import TracebackType

_STEP = 4096  # pages copied between two looks whether the copy is still wanted
_GLANCE = 0.05  # seconds between two such looks while the system copies


class GivenUp(Exception):
    """The copy is not wanted any more."""


def backup_folder(path: Path) -> Path:
    """Where the backups of a database lie."""
    return path.with_name(f"{path.stem} backups")


def backup(path: Path, reason: str, given_up: Callable[[], bool] = lambda: False) -> Path:
    """A consistent copy of an open database, named by time and reason."""
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    stem = f"{path.stem} {datetime.now():%Y-%m-%d %H%M%S} {reason}"
    target, number = folder / f"{stem}.db", 1
    while target.exists():
        number += 1
        target = folder / f"{stem} {number}.db"
    copy(path, target, given_up)
    return target


def copy(source: Path, target: Path, given_up: Callable[[], bool] = lambda: False) -> None:
    """Copy a database as it was last committed; `target` is there wholly or not at all.

    Raises GivenUp once `given_up` says so.
    """
    partial = target.with_name(f".{target.name}.part")
    try:
        with closing(sqlite3.connect(source, isolation_level=None)) as old:
            old.execute("BEGIN")  # what others commit meanwhile is not in it
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not (_lies_still(source) and _copy_file(source, partial, given_up)):
                _copy_pages(old, partial, given_up)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def _lies_still(source: Path) -> bool:
    """Whether the file itself holds all that the reader who began before this sees, and stays so while that reads.

    With everything in it that the write-ahead log holds, nobody writes to the file as long as somebody reads this
    state: https://www.sqlite.org/wal.html#checkpointing
    """
    with closing(sqlite3.connect(source, isolation_level=None)) as other:
        busy, in_log, in_file = other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return not busy and in_log >= 0 and in_log == in_file


def _copy_file(source: Path, partial: Path, given_up: Callable[[], bool]) -> bool:
    """Let the system copy the file, several times as fast as page by page; False where it cannot.

    By a process of its own: where this one closes a file, all its locks on it are lost, SQLite's too.
    """
    if os.name != "posix":
        return False
    try:
        process = subprocess.Popen(["cp", str(source.absolute()), str(partial.absolute())], stderr=subprocess.DEVNULL)
    except OSError:
        return False
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process.pid, 19)
    try:
        while True:
            if given_up():
                raise GivenUp
            with suppress(subprocess.TimeoutExpired):
                return process.wait(_GLANCE) == 0  # what else it says is said by the copying page by page as well
    finally:
        process.kill()
        process.wait()


def _copy_pages(old: sqlite3.Connection, partial: Path, given_up: Callable[[], bool]) -> None:
    """Copy by SQLite's backup interface."""

    def look(_status: int, _remaining: int, _total: int) -> None:
        if given_up():
            raise GivenUp

    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(partial)) as new:
        # Nobody sees the copy before it is whole, so a copy cut off needs no way back, and one sync at the end is
        # enough: SQLite's own care for every 2 MB takes three times as long as the copying.
        new.execute("PRAGMA journal_mode = OFF")
        new.execute("PRAGMA synchronous = OFF")
        old.backup(new, pages=_STEP, progress=look)


class Alongside:
    """A backup of the state before a transaction, copied by a thread while the transaction is being written.

    Used as a context inside the transaction: what was not asked for by `finish` does not stay.
    """

    def __init__(self, make: Callable[[Callable[[], bool]], Path]) -> None:
        self._make = make
        self._left = Event()
        self._pool = ThreadPoolExecutor(1, "backup")
        self._made: Future[Path] | None = None
        self._kept = False

    def __enter__(self) -> "Alongside":
        return self

    def start(self) -> None:
        """Begin, if it has not begun yet: something is about to be written."""
        if self._made is None:
            self._made = self._pool.submit(self._make, self._left.is_set)

    def finish(self) -> Path:
        """The copy, once it is there; it stays. Raises what went wrong with it."""
        self.start()
        assert self._made is not None
        found = self._made.result()
        self._kept = True
        return found

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left.set()
        self._pool.shutdown()
        if self._made is not None and not self._kept:
            with suppress(Exception):  # then there is nothing to take away
                self._made.result().unlink()
