"""The rows of a workbook file that came back."""

from collections.abc import Sequence
from pathlib import Path

from trainer_app.spreadsheets.opening import Row, error_cells, opened

__all__ = ["error_cells", "open_workbook"]


def open_workbook(path: Path, password: str | None = None) -> list[tuple[str, Sequence[Row]]]:
    """All sheets of a spreadsheet file with their rows, as (name, rows of cells). UserError for what is none."""
    with opened(path, password) as sheets:
        return [(sheet.name, list(sheet.rows)) for sheet in sheets]
