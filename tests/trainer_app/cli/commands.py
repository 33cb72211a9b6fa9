"""Commands given in this process, for the tests of the command line."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from trainer_app.cli import application


def run(*words: object) -> Result:
    """One command line in this process, through the same entry as the program's."""
    return CliRunner().invoke(application, [str(word) for word in words])


def course_code(database: Path) -> str:
    words = ("course", "--product", "SYB", "--from", "2026-03-02", "--to", "2026-03-06", "--json")
    return str(json.loads(run("--database", database, *words).output)["code"])
