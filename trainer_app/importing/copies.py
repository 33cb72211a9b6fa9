"""What a copy that went back to its sender tells of the list it was made of, whatever its file is called now."""

from collections.abc import Sequence
from functools import lru_cache

from trainer_app.lists.scripts import Cell, clean
from trainer_app.lists.sheets import Grid
from trainer_app.texts import N_, _, list_languages, speaking

TITLE = N_("What to fix")
COPY_OF = N_("Copy of the list:")
"""Stands before the name of the list's file on the sheet that says what to fix."""

_LAST_LINE = 12  # of the sheet among which that stands


def original_name(grids: Sequence[Grid]) -> str | None:
    """The name that the file of a list had when it first came; None for one that is no copy."""
    for grid in grids:
        label = _labels().get(_text(grid.rows[0][0]) if grid.rows and grid.rows[0] else "")
        for row in grid.rows[:_LAST_LINE] if label else ():
            if len(row) > 1 and _text(row[0]) == label and _text(row[1]):
                return _text(row[1])
    return None


def _text(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    """The title of the sheet and what stands before the name, in every language that lists go back in."""
    found = {}
    for language in list_languages():
        with speaking(language):
            found[clean(_(TITLE))] = clean(_(COPY_OF))
    return found
