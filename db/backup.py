"""Copies of a database file, made by SQLite itself; also while a long change is being written."""

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from threading import Event
from types import TracebackType

_STEP = 4096  # pages copied between two looks whether the copy is still wanted


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
    """Copy a database as it was last committed by SQLite's backup interface; `target` is there wholly or not at all.

    Raises GivenUp once `given_up` says so.
    """

    def look(_status: int, _remaining: int, _total: int) -> None:
        if given_up():
            raise GivenUp

    partial = target.with_name(f".{target.name}.part")
    try:
        with (
            closing(sqlite3.connect(source, isolation_level=None)) as old,
            closing(sqlite3.connect(partial)) as new,
        ):
            # Nobody sees the copy before it is whole, so a copy cut off needs no way back, and one sync at the end is
            # enough: SQLite's own care for every 2 MB takes three times as long as the copying.
            new.execute("PRAGMA journal_mode = OFF")
            new.execute("PRAGMA synchronous = OFF")
            old.execute("BEGIN")  # what others commit meanwhile is not in it
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()
            old.backup(new, pages=_STEP, progress=look)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


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
