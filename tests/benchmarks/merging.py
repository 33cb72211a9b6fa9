"""Merging workbooks: new rows, the same again, an unedited and an edited return, and a folder of them.

The floors: reading the files with python-calamine, and for new rows also inserting the same rows into the same tables
of a database of the same size with plain executemany, without guards, backup and journal.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from country import country, duplicate
from measure import Job, PeakJob, Timed, seconds
from workbooks import as_excel_saves, column, read, workbook

FEW, MANY = 10_000, 100_000
EDITED = 5_000
FILES, IN_EACH = 300, 300
MOST_MEMORY = 600

_Rows = dict[str, list[tuple[object, ...]]]
_MERGE = """
import sys
from pathlib import Path
from db.database import Database
from trainer_app.exchange.merging import merge
assert merge(Database.open(Path(sys.argv[1])), [Path(sys.argv[2])], apply=True).applied
"""


def _small(folder: Path) -> Path:
    return workbook(folder.parent / "ten thousand", FEW)


def _large(folder: Path) -> Path:
    return workbook(folder.parent / "hundred thousand", MANY)


def _folder(folder: Path) -> Path:
    """A folder of workbooks, each of a trainer of its own; the trainers' databases are beside it."""
    arrived = folder.parent / "arrived"
    if not arrived.exists():
        arrived.mkdir()
        for number in range(FILES):
            made = workbook(folder.parent / f"trainer {number}", IN_EACH)
            made.rename(arrived / f"{number}.xlsx")
    return arrived


def _edited(folder: Path) -> Path:
    """The large workbook with other phones in every twentieth participant's row, as Excel saves it."""
    path = folder.parent / "edited.xlsx"
    if not path.exists():
        made = _large(folder)
        part, letter = column(made, "participants/person.phones")
        typed = {(part, f"{letter}{3 + row}"): f"09 7{row:08}" for row in range(0, MANY, MANY // EDITED)}
        as_excel_saves(made, path, typed)
    return path


def _rows(senders: Sequence[Path]) -> _Rows:
    """The rows that a merge of their workbooks puts into the records' tables."""
    from db.models import RECORDS

    found: _Rows = {}
    for sender in senders:
        with closing(sqlite3.connect(sender)) as connection:
            for table in RECORDS:
                if table != "replica" and (rows := connection.execute(f"SELECT * FROM {table}").fetchall()):
                    found.setdefault(table, []).extend(rows)
    return found


def _unguarded(path: Path) -> None:
    """Take away the triggers that keep writes in the journal."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")


def _insert(path: Path, rows: _Rows) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, found in rows.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})", found)


def _empty(folder: Path) -> Path:
    """A new database of an office."""
    from db.database import Database

    path = folder / "office.db"
    Database.create(path, name="Office", kind="office")
    return path


def _country(folder: Path) -> Path:
    """A database of 1,000,000 enrolments."""
    return duplicate(country(folder.parents[1]), folder / "office.db")


def _merged(folder: Path, into: Callable[[Path], Path], made: Path) -> Path:
    """A database that has taken this workbook in already."""
    from db.database import Database
    from trainer_app.exchange.merging import merge

    office = into(folder)
    merge(Database.open(office), [made], apply=True)
    return office


def _merge(office: Path, source: Path) -> float:
    from db.database import Database
    from trainer_app.exchange.merging import merge

    database = Database.open(office)
    return seconds(lambda: merge(database, [source], apply=True))


@contextmanager
def _new(source: Callable[[Path], Path], office: Callable[[Path], Path], folder: Path) -> Iterator[tuple[Timed, Timed]]:
    """Rows that the office has not; each time in a new copy of the office's database."""
    path = source(folder)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    rows = _rows(sorted(path.parent.glob("trainer */sender.db")) if path.is_dir() else [path.with_name("sender.db")])

    def ours() -> float:
        with TemporaryDirectory(dir=folder) as one:
            return _merge(office(Path(one)), path)

    def floor() -> float:
        with TemporaryDirectory(dir=folder) as one:
            database = office(Path(one))
            _unguarded(database)
            return seconds(lambda: ([read(file) for file in files], _insert(database, rows)))

    yield ours, floor


@contextmanager
def _again(source: Callable[[Path], Path], into: Callable[[Path], Path], folder: Path) -> Iterator[tuple[Timed, Timed]]:
    """What the office has taken in already."""
    path = source(folder)
    inside = folder / "merged"
    inside.mkdir()
    office = _merged(inside, into, path)
    yield lambda: _merge(office, path), lambda: seconds(lambda: read(path))


@contextmanager
def _returned(folder: Path) -> Iterator[tuple[Timed, Timed]]:
    """A workbook of which the office knows all but the typed cells, each time in a new copy of its database."""
    path = _edited(folder)
    inside = folder / "merged"
    inside.mkdir()
    office = _merged(inside, _empty, _large(folder))

    def ours() -> float:
        with TemporaryDirectory(dir=folder) as one:
            return _merge(duplicate(office, Path(one) / "office.db"), path)

    yield ours, lambda: seconds(lambda: read(path))


@contextmanager
def _peak(
    source: Callable[[Path], Path], office: Callable[[Path], Path], folder: Path
) -> Iterator[tuple[str, list[Path]]]:
    inside = folder / "office"
    inside.mkdir()
    yield _MERGE, [office(inside), source(folder)]


def _office_of_large(folder: Path) -> Path:
    return _merged(folder, _empty, _large(folder.parent))


def _country_with_large(folder: Path) -> Path:
    return _merged(folder, _country, _large(folder.parent))


_NEW = f"{MANY:,} new enrolments into 1,000,000"
_EDIT = f"{EDITED:,} edited cells among {MANY:,} rows"
_MANY = f"{FILES} workbooks of {IN_EACH} rows"

JOBS = (
    Job(f"merge of {FEW:,} new enrolments / read + insert", 2.5, partial(_new, _small, _empty)),
    Job("the same merge again, unchanged / read", 1.5, partial(_again, _small, _empty), pairs=7),
    Job(f"{_NEW} / read + insert", 2.0, partial(_new, _large, _country)),
    Job(f"unedited return of {MANY:,} rows / read", 1.3, partial(_again, _large, _country)),
    Job(f"{_EDIT} / read", 1.4, _returned, pairs=15),  # five pairs swing by 0.04
    Job(f"{_MANY} / read + insert", 2.0, partial(_new, _folder, _empty)),
    PeakJob(f"{_NEW}: peak memory", MOST_MEMORY, partial(_peak, _large, _country)),
    PeakJob(f"unedited return of {MANY:,} rows: peak memory", MOST_MEMORY, partial(_peak, _large, _country_with_large)),
    PeakJob(f"{_EDIT}: peak memory", MOST_MEMORY, partial(_peak, _edited, _office_of_large)),
    PeakJob(f"{_MANY}: peak memory", MOST_MEMORY, partial(_peak, _folder, _empty)),
)
