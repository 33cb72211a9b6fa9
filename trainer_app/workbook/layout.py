"""Where things stand in a workbook: what writing and reading must agree on.

Row 1 of each work sheet is hidden and holds the stable keys; columns A to C are hidden and hold the ids of the row's
records and the digest of its cells as they were written.
"""

from typing import Any

HIDDEN_COLUMNS = 3  # id, second id, digest
FIRST_ROW = 2  # rows before the first record: keys, headers
HEADER_MARK = "header"  # in the id's column of the header
LISTS_SHEET = "_lists"  # as format 1 called it
LISTS_MARK = "lists/"
ABOUT_MARK = "about/"
REFUSALS_MARK = "about/refusals"


def as_read(cell: Any) -> Any:
    """A written cell as calamine reads it back."""
    if cell is None:
        return ""
    return float(cell) if isinstance(cell, int) else cell
