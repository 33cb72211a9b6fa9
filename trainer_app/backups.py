"""Copies of the database: made, listed, and put back in its place."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.backup import backup_folder
from db.database import Database
from db.errors import DatabaseProblem
from db.restore import restore as _restore
from trainer_app.file_names import called
from trainer_app.texts import _


@dataclass(frozen=True)
class Backup:
    """One copy. `made` is local time, `reason` as it stands in the file's name, `size` in bytes."""

    path: Path
    made: datetime
    reason: str
    size: int


def make(database: Database, reason: str = "by hand") -> Path:
    """A copy of the database as it is now, in the folder beside it. `reason` stands in the file's name."""
    return database.backup(re.sub(r'[\\/:*?"<>|\s]+', " ", reason).strip()[:60])


def find(path: Path) -> list[Backup]:
    """The copies of the database at `path`, newest first."""
    name = re.compile(re.escape(path.stem) + r" (\d{4}-\d\d-\d\d \d{6}) (.*)\.db")
    found = []
    for file in backup_folder(path).glob("*.db"):
        if match := name.fullmatch(file.name):
            made = datetime.strptime(match[1], "%Y-%m-%d %H%M%S")
            found.append(Backup(file, made, match[2], file.stat().st_size))
    return sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True)


def restore(path: Path, source: Path) -> Database:
    """Put the copy `source` in the place of the database at `path`, after a copy of its present state, and open it.

    What was done since is not in it; workbooks that were sent meanwhile can be merged again. The database is a new
    replica from then on (db/restore.py). Raises DatabaseProblem; then the database is as before.
    """
    before = None
    if path.is_file():
        try:
            before = Database.open(path).backup("before restoring")
        except DatabaseProblem as problem:
            if problem.kind not in ("damaged", "not_ours"):
                raise  # a damaged file is moved aside by the restoring itself
    try:
        return _restore(path, source, _("Restored from {file}").format(file=called(source)))
    except DatabaseProblem:
        if before is not None:
            before.unlink(missing_ok=True)  # nothing was restored
        raise
