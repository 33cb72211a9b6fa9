"""The list of joined records, kept up to date by the journal: which record stands for which."""

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from db.models import RECORDS
from db.resolve import end_of_joins

if TYPE_CHECKING:
    from db.journal import Effect

Key = tuple[str, str]
"""Table and id of a record."""

_JOINABLE = {table for table, model in RECORDS.items() if "merged_into" in model.model_fields}


def renew(connection: Connection, effects: "Mapping[Key, Effect]", made: Container[Key]) -> None:
    """Follow the joins anew where these effects may have changed them.

    With those that were `made` just now nobody is joined yet: a join travels with the record that it names.
    """
    touched = {
        key[0]
        for key, (_kind, before, after, *_fields) in effects.items()
        if key[0] in _JOINABLE
        and (before or key not in made or (after and after.get("merged_into")))
        and (_link(before) != _link(after) or (key not in made and _is_there(before) != _is_there(after)))
    }
    for table in touched:
        _follow(connection, table)


def _is_there(values: dict[str, Any] | None) -> bool:
    return values is not None and not values.get("deleted")


def _link(values: dict[str, Any] | None) -> str | None:
    """The record that one with these values was joined with."""
    return values.get("merged_into") if values and _is_there(values) else None


def _follow(connection: Connection, table: str) -> None:
    """Follow merged_into to its end for every joined record; a circle stands under its smallest id.

    With a record that is not there any more nobody is joined: both would be gone. The journal keeps the join, and it
    holds again should the record come back.
    """
    links: dict[str, str] = dict(
        connection.exec_driver_sql(
            f"SELECT one.id, one.merged_into FROM {table} one JOIN {table} other ON other.id = one.merged_into "
            "WHERE one.merged_into IS NOT NULL AND NOT one.deleted AND NOT other.deleted"
        ).all()
    )
    rows = [(table, start, root) for start in links if (root := end_of_joins(start, links.get)) != start]
    connection.exec_driver_sql("DELETE FROM joined WHERE table_name = ?", (table,))
    if rows:
        connection.exec_driver_sql("INSERT INTO joined VALUES (?, ?, ?)", rows)
