"""What people write where nothing is taken: it is shown.

That is on the sheets that only tell, the page about the workbook and the lists, and in columns that they added.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice
from typing import Any

from trainer_app.spreadsheets.packed import column_letters
from trainer_app.texts import _, in_language, ngettext, workbook_languages
from trainer_app.workbook import machine, wording
from trainer_app.workbook.cells import canon
from trainer_app.workbook.layout import ABOUT_MARK, FIRST_ROW, LISTS_MARK, REFUSALS_MARK
from trainer_app.workbook.tables import Table

_MOST = 20  # cells of a sheet that are told
_LONGEST = 200  # characters of each
_COLUMNS = 3  # of a sheet that are told one by one


def asides(title: str, rows: Iterable[Sequence[Any]], head: machine.Head) -> Iterator[str]:
    """Sentences about the cells of such a sheet that this application did not write."""
    found = _typed(iter(rows), head)
    for cell, text in islice(found, _MOST):
        yield _("Sheet “{sheet}”, cell {cell}: “{text}” was typed here. This sheet only tells; nothing is taken from "
                "it.").format(sheet=title, cell=cell, text=text[:_LONGEST])  # fmt: skip


def strangers(table: Table) -> list[str]:
    """Sentences about the filled columns of a sheet that are not ours; one for all where they are many."""
    found = sorted(table.strangers.items())
    if len(found) > _COLUMNS:
        return [
            ngettext(
                "Sheet “{sheet}”: {n} column ({first} … {last}) is not one of ours: its {cells} cells were not taken.",
                "Sheet “{sheet}”: {n} columns ({first} … {last}) are not ours: their {cells} cells were not taken.",
                len(found),
            ).format(
                sheet=table.title, n=len(found), first=column_letters(found[0][0]), last=column_letters(found[-1][0]),
                cells=sum(table.strangers.values()),
            )
        ]  # fmt: skip
    return [
        _("Sheet “{sheet}”, column {column} “{header}” is not one of ours: its {n} cells were not taken.").format(
            sheet=table.title, column=column_letters(place), header=canon(table.labels[place]), n=filled
        )
        for place, filled in found
    ]


def _typed(rows: Iterator[Sequence[Any]], head: machine.Head) -> Iterator[tuple[str, str]]:
    first = next(rows, ())
    if REFUSALS_MARK in first:
        return
    if LISTS_MARK in first[:1]:
        known = {canon(text) for pairs in head.lists.values() for pair in pairs for text in pair}
        for number, place, text in _cells(rows, known):
            if number > FIRST_ROW:
                yield f"{column_letters(place)}{number}", text
    elif ABOUT_MARK in first:
        say = in_language(head.language if head.language in workbook_languages() else "en")
        last = say(wording.STEPS[-1])
        below = False
        for number, place, text in _cells(rows):
            if below or place:
                yield f"{column_letters(place)}{number}", text
            below = below or text == last


def _cells(rows: Iterable[Sequence[Any]], known: Set[str] = frozenset()) -> Iterator[tuple[int, int, str]]:
    """The filled cells (row's number, column's place, text) below the first row that hold none of the known texts."""
    known = known | {""}
    for number, row in enumerate(rows, 2):
        for place, cell in enumerate(row):
            if cell not in known and (text := canon(cell)) not in known:
                yield number, place, text
