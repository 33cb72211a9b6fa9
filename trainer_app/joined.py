"""Which records are shown by themselves: those that no other record stands for; and who stands for the others.

Two people may join one pair the other way round; then both rows name each other in merged_into, so that only the table
`joined` says which of them stands (rule: db.joins).
"""

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from db.database import Transaction
from db.models import Joined, Record


def standing(table: str, alias: str = "") -> str:
    """An SQL condition for the rows of a table, or of its alias in the query, that no other record stands for."""
    name = alias or table
    # Most rows were never joined: those are not looked up.
    return (
        f"({name}.merged_into IS NULL OR NOT EXISTS "
        f"(SELECT 1 FROM joined WHERE joined.table_name = '{table}' AND joined.id = {name}.id))"
    )


def stands(model: type[Record]) -> ColumnElement[bool]:
    """The same condition for Transaction.find."""
    gone = select(Joined.id).where(col(Joined.table_name) == str(model.__tablename__))
    return col(model.id).not_in(gone)


def root_of(tx: Transaction, table: str, record_id: str) -> str:
    """The record that stands for this one: itself unless it was joined."""
    rows = tx.rows("SELECT root FROM joined WHERE table_name = :table AND id = :id", {"table": table, "id": record_id})
    return str(rows[0][0]) if rows else record_id


def joined_under(tx: Transaction, table: str, record_id: str) -> list[str]:
    """The records for which this one stands, by their ids; none where another stands for it."""
    rows = tx.rows(
        "SELECT id FROM joined WHERE table_name = :table AND root = :root ORDER BY id",
        {"table": table, "root": record_id},
    )
    return [str(row[0]) for row in rows]
