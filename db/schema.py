"""The shape of the file beside its tables: the gate that keeps writes in the journal, and the file's marks."""

from sqlalchemy import Connection
from sqlmodel import SQLModel

from db.models import RECORDS

APPLICATION_ID = 0x54524E52
"""Written into the file's header, so that another program's SQLite file is told from ours."""

_GUARDED = (*RECORDS, "change")


def create_tables(connection: Connection) -> None:
    """All tables of the present schema, in an empty database."""
    SQLModel.metadata.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE journal_gate (open INTEGER NOT NULL)")
    connection.exec_driver_sql("INSERT INTO journal_gate VALUES (0)")
    guard(connection)


def guard(connection: Connection) -> None:
    """Refuse every write to a journaled table, and to the journal itself, outside db.journal.apply.

    The gate is opened and shut inside one transaction, so no other connection ever sees it open.
    """
    for table in _GUARDED:
        for event in ("INSERT", "UPDATE", "DELETE"):
            name = f"guard_{table}_{event.lower()}"
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN (SELECT open FROM journal_gate) = 0 "
                "BEGIN SELECT RAISE(ABORT, 'write outside the journal'); END"
            )
