"""The workbooks of a story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.model import Deed
from trainer_app.workbook.read import Incoming


@dataclass
class Book:
    """A workbook that went round: what it carries, and what was typed into it.

    `rows` are per sheet those of which anything may be taken, each as the records that it is about.
    """

    path: Path
    kind: str
    sender: str  # replica
    carries: tuple[Deed, ...]
    typed: tuple[Deed, ...] = ()
    refused: int = 0  # cells
    rows: Mapping[str, Sequence[frozenset[str]]] = field(default_factory=dict)

    @property
    def deeds(self) -> tuple[Deed, ...]:
        return (*self.carries, *self.typed)


def rows_of(incoming: Incoming) -> dict[str, list[frozenset[str]]]:
    """The rows of a workbook that was read, as a Book has them."""
    found = {
        sheet: [frozenset(row) for row in zip(rows.firsts, rows.seconds, strict=True)]
        for sheet, rows in incoming.untouched.items()
    }
    for row in incoming.rows:
        if not row.refused:
            about = [row.about] if row.about is not None else []
            found.setdefault(row.sheet, []).append(frozenset(record for _table, record in (*row.records, *about)))
    return found
