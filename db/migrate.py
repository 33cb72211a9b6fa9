"""Versions of the schema: which there are, and bringing an older file up to the newest with Alembic."""

from pathlib import Path

from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def versions() -> list[str]:
    """All versions, oldest first, read off the file names (`0001_first.py` is version 0001)."""
    return sorted(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def head() -> str:
    """The version that this release writes."""
    return versions()[-1]


def mark(connection: Connection) -> None:
    """Write into a new database that it is of the newest version."""
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version "
        "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (head(),))


def upgrade(path: Path) -> None:
    """Bring a database of an older version to the newest one, wholly or not at all."""
    # Alembic takes half a second to import, and is needed once per release.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["path"] = path
    command.upgrade(config, "head")
