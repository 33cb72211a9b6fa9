"""Databases for the tests of the command line."""

from pathlib import Path

import pytest

from tests.trainer_app.cli.commands import course_code, run


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "office.sqlite"
    assert run("--database", path, "new", "--name", "Office", "--office", "--country", "MM").exit_code == 0
    return path


@pytest.fixture
def finished(database: Path, tmp_path: Path) -> tuple[Path, str]:
    """A database with a course that one person has completed, and the course's code."""
    code = course_code(database)
    listed = tmp_path / "one.csv"
    listed.write_text("Full name,Sex,Phone\nMa Aye,F,09420011001\nKo Min,M,09420011002\n", encoding="utf-8")
    for words in (
        ("import", listed, "--course", code, "--apply"), ("attendance", code, "--all-present"),
        ("outcomes", code, "--accept"),
    ):  # fmt: skip
        result = run("--database", database, *words)
        assert result.exit_code == 0, result.output
    return database, code
