"""What is said of a database file that cannot be opened."""

import os
from pathlib import Path

import pytest

from db.database import Database
from db.errors import DatabaseProblem


@pytest.mark.parametrize(("may_write", "kind"), [(True, "cannot_open"), (False, "read_only")])
def test_a_folder_that_cannot_be_written_is_told_from_one_that_cannot_be_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, may_write: bool, kind: str
) -> None:
    """On a read-only disk SQLite only says that it cannot open the file: it makes its log's index beside it."""
    path = tmp_path / "training.sqlite"
    Database.create(path)
    Path(f"{path}-shm").symlink_to("nowhere/at all")  # as little to be made as on a disk that is read-only
    monkeypatch.setattr(os, "access", lambda _path, _mode: may_write)
    with pytest.raises(DatabaseProblem) as problem:
        Database.open(path)
    assert problem.value.kind == kind
