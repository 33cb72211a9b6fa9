"""The shape of the file beside its tables: the gate that keeps writes in the journal, and the file's marks."""

from sqlalchemy import Connection
from sqlmodel import SQLModel

from db.models import RECORDS

APPLICATION_ID = 0x54524E52
"""Written into the file's header, so that another program's SQLite file is told from ours."""

_BULK = 50  # rows from which dropping and making a trigger is cheaper than running it

_LIFTED = "tables with their trigger lifted"

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
            _guard(connection, table, event)


def prepare_bulk_insert(connection: Connection, table: str, rows: int) -> None:
    """Let many rows be inserted without the trigger's cost per row; `guard_again` puts it back before the commit.

    Not after each insertion: whatever is prepared is prepared anew after a change of the schema, which made up some
    per cent of the merge of many small workbooks.
    """
    lifted = connection.info.setdefault(_LIFTED, set())
    if rows >= _BULK and table not in lifted:
        connection.exec_driver_sql(f"DROP TRIGGER {_name(table, 'INSERT')}")
        lifted.add(table)


def guard_again(connection: Connection) -> None:
    """Put back what was lifted in this transaction; of what a savepoint took back that was done already."""
    for table in connection.info.pop(_LIFTED, ()):
        _guard(connection, table, "INSERT")


def _name(table: str, event: str) -> str:
    return f"guard_{table}_{event.lower()}"


def _guard(connection: Connection, table: str, event: str) -> None:
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {_name(table, event)}")
    connection.exec_driver_sql(
        f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} WHEN (SELECT open FROM journal_gate) = 0 "
        "BEGIN SELECT RAISE(ABORT, 'write outside the journal'); END"
    )
