"""What people write on the sheets that only tell, the page about the workbook and the lists: it is shown, not taken."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from trainer_app.spreadsheets.packed import column_letters
from trainer_app.texts import _, in_language, workbook_languages
from trainer_app.workbook import machine, wording
from trainer_app.workbook.cells import canon
from trainer_app.workbook.layout import ABOUT_MARK, FIRST_ROW, LISTS_MARK, REFUSALS_MARK

_MOST = 20  # cells of a sheet that are told
_LONGEST = 200  # characters of each


def asides(title: str, rows: Iterable[Sequence[Any]], head: machine.Head) -> Iterator[str]:
    """Sentences about the cells of such a sheet that this application did not write."""
    found = _typed(iter(rows), head)
    for cell, text in islice(found, _MOST):
        yield _("Sheet “{sheet}”, cell {cell}: “{text}” was typed here. This sheet only tells; nothing is taken from "
                "it.").format(sheet=title, cell=cell, text=text[:_LONGEST])  # fmt: skip


def _typed(rows: Iterator[Sequence[Any]], head: machine.Head) -> Iterator[tuple[str, str]]:
    first = next(rows, ())
    if REFUSALS_MARK in first:
        return
    if LISTS_MARK in first[:1]:
        known = {text for pairs in head.lists.values() for pair in pairs for text in pair}
        yield from (at for at in _cells(rows, 2) if _row(at[0]) > FIRST_ROW and at[1] not in known)
    elif ABOUT_MARK in first:
        say = in_language(head.language if head.language in workbook_languages() else "en")
        last = say(wording.STEPS[-1])
        below = False
        for name, text in _cells(rows, 2):
            if below or not name.startswith("A"):
                yield name, text
            below = below or text == last


def _cells(rows: Iterable[Sequence[Any]], first: int) -> Iterator[tuple[str, str]]:
    """The filled cells (name, text) of rows, of which the first has this number."""
    for number, row in enumerate(rows, first):
        for place, cell in enumerate(row, 1):
            if text := canon(cell):
                yield f"{column_letters(place - 1)}{number}", text


def _row(name: str) -> int:
    return int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
