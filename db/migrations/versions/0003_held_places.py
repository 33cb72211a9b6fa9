"""What several merges brought alike is noted by its places in the journal; files are found among many merges."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_START = 21
"""Signs at the beginning of a stamp that all changes had in common that were typed into one workbook."""


def upgrade() -> None:
    """Note the places, and make the indexes."""
    _note_places()
    for name in ("sha256", "workbook", "whole.digest"):
        op.create_index(
            f"ix_action_{name.partition('.')[0]}", "action", [sa.text(f"json_extract(details, '$.{name}')")]
        )
    op.create_index("ix_action_undone_by", "action", ["undone_by"], sqlite_where=sa.text("undone_by IS NOT NULL"))


def _note_places() -> None:
    """Turn `again` (per earlier merge all that was typed, or records and stamps) into `held` (stretches of places)."""
    connection = op.get_bind()
    noted = connection.execute(
        sa.text("SELECT id, details FROM action WHERE kind = 'merge' AND json_extract(details, '$.again') IS NOT NULL")
    ).all()
    for action, text in noted:
        details = json.loads(text)
        start = details.pop("typed")
        places = set()
        for other, keys in details.pop("again").items():
            places |= _all_typed(connection, int(other), start) if keys is True else _listed(connection, keys)
        details["held"] = _stretches(places)
        connection.execute(
            sa.text("UPDATE action SET details = :details WHERE id = :id"),
            {"id": action, "details": json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))},
        )


def _all_typed(connection: sa.Connection, action: int, start: str) -> set[int]:
    query = f"SELECT seq FROM change WHERE action_id = :action AND substr(stamp, 1, {_START}) = :start"
    return set(connection.execute(sa.text(query), {"action": action, "start": start}).scalars())


def _listed(connection: sa.Connection, keys: list[list[str]]) -> set[int]:
    query = (
        "SELECT c.seq FROM json_each(:keys) k CROSS JOIN change c "
        "ON c.record_id = json_extract(k.value, '$[0]') AND c.stamp = json_extract(k.value, '$[1]')"
    )
    return set(connection.execute(sa.text(query), {"keys": json.dumps(keys)}).scalars())


def _stretches(places: set[int]) -> list[list[int]]:
    """Places as the first and the last of each stretch without a gap."""
    found: list[list[int]] = []
    for place in sorted(places):
        if found and place == found[-1][1] + 1:
            found[-1][1] = place
        else:
            found.append([place, place])
    return found
