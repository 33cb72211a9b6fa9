"""Stamps are told apart by record, since copies of a database may give one twice; keys that databases sign with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_COLUMNS = "seq, stamp, table_name, record_id, kind, fields, basis, author, origin, action_id"


def upgrade() -> None:
    """Make the journal anew, which is how SQLite lets go of a constraint, and the table of public keys."""
    op.rename_table("change", "change_before")
    for name in ("ix_change_action_id", "ix_change_record_id", "ix_change_retract"):
        op.drop_index(name, "change_before")
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("author", sa.String()),
        sa.Column("origin", sa.String()),
        sa.Column("action_id", sa.Integer(), nullable=False),
    )
    op.execute(f"INSERT INTO change ({_COLUMNS}) SELECT {_COLUMNS} FROM change_before ORDER BY seq")
    op.drop_table("change_before")
    op.create_index("ix_change_action_id", "change", ["action_id"])
    op.create_index("ix_change_record", "change", ["record_id", "stamp"], unique=True)
    op.create_index(
        "ix_change_retract", "change", ["table_name", "record_id"], sqlite_where=sa.text("kind = 'retract'")
    )
    op.create_table(
        "signing_key",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("replica_id", sa.String()),
        sa.Column("public_key", sa.String()),
        sa.Column("made_on", sa.Date()),
        sa.Column("retired_on", sa.Date()),
        sa.Column("countersigned_by", sa.String()),
        sa.Column("countersignature", sa.String()),
    )
    op.create_index("ix_signing_key_replica_id", "signing_key", ["replica_id"])
