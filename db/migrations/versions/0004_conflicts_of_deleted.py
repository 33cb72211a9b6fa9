"""What was deleted is in conflict over nothing but its deletion."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Strike the other conflicts of deleted records off the list; their values stay in the journal."""
    connection = op.get_bind()
    tables = connection.execute(sa.text("SELECT DISTINCT table_name FROM conflict")).scalars().all()
    for table in tables:
        connection.execute(
            sa.text(
                "DELETE FROM conflict WHERE table_name = :table "
                f'AND record_id IN (SELECT id FROM "{table}" WHERE deleted) '
                "AND record_id NOT IN (SELECT record_id FROM conflict WHERE table_name = :table AND field = 'deleted')"
            ),
            {"table": table},
        )
