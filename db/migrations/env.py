"""How Alembic reaches a database of ours: one connection, one transaction, the journal's gate open meanwhile."""

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

from db import models, schema

engine = create_engine(f"sqlite:///{context.config.attributes['path']}", poolclass=NullPool)
assert models.RECORDS

with engine.connect() as connection:
    connection.connection.driver_connection.isolation_level = None  # type: ignore[union-attr]
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'journal_gate'").first():
        connection.exec_driver_sql("UPDATE journal_gate SET open = 1")
    context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    schema.guard(connection)
    connection.exec_driver_sql("UPDATE journal_gate SET open = 0")
    connection.exec_driver_sql("COMMIT")
