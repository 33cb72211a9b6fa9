"""A report as JSON, for another program."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from trainer_app.reports.document import Chart, Document, Row, Table, Value
from trainer_app.saving import replacing


def write_json(document: Document, path: Path) -> None:
    """Write the report: rows are objects by column key, null is not known, dates are ISO dates, shares fractions of 1.

    Raises UserError where the file cannot be written.
    """
    text = json.dumps(as_data(document), ensure_ascii=False, indent=1, allow_nan=False)
    with replacing(path) as partial:
        partial.write_text(text + "\n", encoding="utf-8")


def as_data(document: Document) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "period": document.period,
        "made_at": document.made_at.isoformat(timespec="seconds"),
        "made_by": document.made_by,
        "parts": [
            _table(part) if isinstance(part, Table) else _chart(part, document.tables) for part in document.parts
        ],
        "notes": list(document.notes),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "part": "table",
        "title": table.title,
        "columns": [
            {"key": column.key, "label": column.label, "kind": column.kind, "note": column.note, "blank": column.blank}
            for column in table.columns
        ],
        "rows": [_row(table, row) for row in table.rows],
        "total": _row(table, table.total) if table.total is not None else None,
        "notes": list(table.notes),
    }


def _row(table: Table, row: Row) -> dict[str, Any]:
    return {column.key: _plain(value) for column, value in zip(table.columns, row, strict=True)}


def _plain(value: Value) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _chart(chart: Chart, tables: tuple[Table, ...]) -> dict[str, Any]:
    return {
        "part": "chart",
        "kind": chart.kind,
        "title": chart.title,
        "table": next(number for number, table in enumerate(tables) if table is chart.table),
        "label": chart.label,
        "values": list(chart.values),
        "rows": len(chart.drawn),
    }
