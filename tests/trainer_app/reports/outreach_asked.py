"""Outreach summaries asked for by tests, and their tables as mappings."""

from datetime import date
from typing import Any

from db.database import Transaction
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.reports.document import Document, Table
from trainer_app.reports.outreach import outreach

CATALOGUE = load_catalogue()
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def make(tx: Transaction, **options: Any) -> Document:
    return outreach(tx, period=options.pop("period", YEAR), catalogue=CATALOGUE, **options)


def records(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def total(table: Table) -> dict[str, Any]:
    assert table.total is not None
    return dict(zip([column.key for column in table.columns], table.total, strict=True))


# -- against a naive count
