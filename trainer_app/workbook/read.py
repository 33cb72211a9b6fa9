"""Reading a workbook back: a pure function of the file.

It gives the changes that the file carries, and those that follow from cells that differ from what was written. The
stamps of the latter are derived from the workbook's id and the content, and follow the moment of export: everybody
who reads the same edit gets the same change, so merging stays a union of sets.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from db.resolve import Change
from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.spreadsheets.digests import TOP
from trainer_app.spreadsheets.opening import Damaged, opened
from trainer_app.spreadsheets.opening import Sheet as SheetRows
from trainer_app.texts import _, ngettext
from trainer_app.workbook import machine, second_rows, unmeant, wording
from trainer_app.workbook.ahead import Opening
from trainer_app.workbook.asides import asides, strangers
from trainer_app.workbook.cells import canon
from trainer_app.workbook.edits import Edits
from trainer_app.workbook.incoming import Incoming, Refusal, RowSeen, Untouched
from trainer_app.workbook.layout import ABOUT_MARK, LISTS_MARK, LISTS_SHEET, REFUSALS_MARK
from trainer_app.workbook.recognise import Recognised, recognise
from trainer_app.workbook.sheets import ATTENDANCE, COURSES, FOLLOW_UPS, SHEETS, TRAINERS
from trainer_app.workbook.slips import (
    has_several_dates,
    moved_by_date_system,
    sorted_alone,
)
from trainer_app.workbook.tables import OtherPlaces, Row, Table, differing, find_table

__all__ = ["Arriving", "Incoming", "Refusal", "RowSeen", "arriving", "read_workbook"]

PLAIN_TEXT = (".csv", ".tsv", ".txt")
_ORDER = {spec.key: place for place, spec in enumerate(SHEETS, 2)} | {TRAINERS.key: 0, COURSES.key: 1}
"""Trainers and courses first, since the other sheets name them."""


class NotOurs(UserError):
    """The file may be somebody's own list; it is no workbook of this application."""


def read_workbook(path: Path, *, password: str | None = None) -> Incoming:
    """Read a workbook of ours. UserError for what is no workbook, not ours, newer, altered or locked."""
    return read_rows(path, password=password).incoming


def read_rows(path: Path, *, password: str | None = None) -> Edits:
    """The same, with the rows that were typed in and those that were refused."""
    with arriving(Opening(path, password)) as workbook:
        workbook.finish()
    return workbook.edits


@contextmanager
def arriving(opening: Opening) -> Iterator["Arriving"]:
    """A workbook of which the machine's part is there, while its sheets are still being read. Raises as above."""
    path, password = opening.path, opening.password
    with ExitStack() as stack:
        try:
            workbook, title = _begun(stack, opening)
        except Damaged:
            if path.suffix.lower() not in PLAIN_TEXT:
                raise
            workbook, title = None, ""  # a list in plain text
        if title:
            workbook, _title = _begun(stack, Opening(path, password, title))
        if workbook is None:
            raise NotOurs(
                _("{file} is not a workbook of this application, or lost its hidden sheet. Nothing was taken from it. "
                  "A list made elsewhere is imported instead: on the screen Exchange, or by the command "
                  "“import”.").format(file=called(path))
            )  # fmt: skip
        yield workbook


def _begun(stack: ExitStack, opening: Opening) -> tuple["Arriving | None", str]:
    """A workbook whose machine's sheet comes first, or the title that somebody gave to that sheet; "" if none is it."""
    with ExitStack() as own:
        sheets = own.enter_context(closing(opening)).sheets
        sheet = next(sheets, None)
        rows = list(islice(sheet.rows, 1)) if sheet else []
        if sheet is None or not _is_machine(rows):
            return None, next((sheet.name for sheet in sheets if _is_machine(list(islice(sheet.rows, 1)))), "")
        rows += sheet.rows
        incoming = Incoming(opening.path, machine.read_head(rows, called(opening.path)), rows)
        return Arriving(incoming, opening.password, sheets, stack.enter_context(own.pop_all())), ""


def _is_machine(rows: Sequence[Sequence[Any]]) -> bool:
    return bool(rows) and machine.MARK in rows[0][:1]


@dataclass
class _Found:
    """A sheet of ours, with its rows that differ from what was written; nothing is kept of the others."""

    table: Table
    read: int  # filled rows
    recognised: Recognised
    claimed: set[str]  # the records of which a row came back as it was written
    understood: bool = False


class Arriving:
    """A workbook that is being read: `incoming` has what it carries at once, and all that it brings after `finish`."""

    def __init__(
        self, incoming: Incoming, password: str | None, sheets: Iterable[SheetRows], at_the_end: ExitStack
    ) -> None:
        self.incoming, self.password = incoming, password
        self.edits = Edits(incoming)
        self._found: list[_Found] = []
        self._reading, self._at_the_end = self._read(sheets), at_the_end
        self._finished = False
        self._is_refusals = False  # a workbook that holds only rows to be corrected
        self._has_moved_dates = False
        self._when_one_differs: Callable[[], None] = lambda: None

    def finish(self, when_one_differs: Callable[[], None] = lambda: None) -> None:
        """Read what is still to be read, and understand what was typed. UserError for what cannot be read.

        `when_one_differs` is called as soon as a row is met that is not as it was written.
        """
        for _changes in self.typed(when_one_differs):
            pass

    def typed(self, when_one_differs: Callable[[], None] = lambda: None) -> Iterator[Sequence[Change]]:
        """The same, giving the changes of some sheets while others are still being parsed."""
        given = 0
        if not self._finished:
            self._finished, self._when_one_differs = True, when_one_differs
            with self._at_the_end:
                for following in self._reading:
                    self._understand_those(self._due(following))
                    if len(self.incoming.edits) > given:
                        yield self.incoming.edits[given:]
                        given = len(self.incoming.edits)
            self._understand_those(self._due(0))
        yield self.incoming.edits[given:]

    def _due(self, following: int) -> list[_Found]:
        """What can be understood now, in its order: the sheets that name nothing in those that follow.

        While no more of them follow than were written and not met yet, none of them is a copy that somebody made.
        """
        places = {_ORDER[one.table.spec.key] for one in self._found}
        missing = {_ORDER[key] for key in self.incoming.head.columns if key in _ORDER} - places
        if following > len(missing):
            return []
        due = [one for one in self._found if not one.understood]
        if following:
            due = [one for one in due if _ORDER[one.table.spec.key] < min(missing)]
        return sorted(due, key=lambda one: _ORDER[one.table.spec.key])

    def _understand_those(self, found: Iterable[_Found]) -> None:
        for one in found:
            one.understood = True
            self._understand(one)

    def _read_the_rest(self) -> None:
        """Meet the sheets that follow before going on with one."""
        for _following in self._reading:
            pass

    def _read(self, sheets: Iterable[SheetRows]) -> Iterator[int]:
        """The sheets but the machine's, each given back before the next; after each, how many follow."""
        for sheet in sheets:
            top = list(islice(sheet.rows, TOP))
            table = find_table(
                sheet, top, self.incoming.head.columns, shown_too=self.incoming.head.format >= machine.DIGESTS_OF_ALL
            )
            if table is not None:
                self._found.append(self._differing(table, chain(top, sheet.rows)))
            elif _is_ours(sheet.name, top):
                self.incoming.notes += asides(sheet.name, chain(top, sheet.rows), self.incoming.head)
            else:
                self._note_stranger(sheet.name, chain(top, sheet.rows))
            self._is_refusals = self._is_refusals or bool(top and REFUSALS_MARK in top[0])
            yield sheet.following
        there = {one.table.spec.key for one in self._found}
        for spec in () if self._is_refusals else SHEETS:
            if spec.key not in there:
                self.incoming.notes.append(
                    _("The sheet “{sheet}” is not in the file, so nothing was read from it.").format(
                        sheet=_(spec.label)
                    )
                )

    def _differing(self, table: Table, rows: Iterable[Sequence[Any]]) -> _Found:
        """What can be said of a sheet by itself; it is said while this and the next sheets are being read."""
        claimed: set[str] = set()
        found: list[Row] = []
        try:
            for row in differing(table, table.counting(rows), claimed, trust_digests=True):
                if not found:
                    self._when_one_differs()
                self.edits.names.look_up(table.spec, row.record)
                found.append(row)
        except OtherPlaces:
            table.untouched, claimed = Untouched(), set()
            found = self._rows_again(table, claimed, trust_digests=True)
        return _Found(table, len(found) + len(claimed), self._recognised(table, found, claimed), claimed)

    def _note_stranger(self, title: str, rows: Iterable[Sequence[Any]]) -> None:
        """A sheet that is not ours, or has lost the hidden row by which it is known: what it holds was not taken."""
        filled = sum(1 for row in rows if any(canon(cell) for cell in row))
        if filled:
            self.incoming.notes.append(
                _("The sheet “{sheet}” is not one of ours, or lost its hidden first row: its {n} rows were not "
                  "taken.").format(sheet=title, n=filled)
            )  # fmt: skip

    def _understand(self, one: _Found) -> None:
        """What was typed into one sheet. A copied sheet counts as more of the same records."""
        table = one.table
        self.incoming.notes += strangers(table)
        labels = [_(table.spec.by_key[key].label) for key in table.keys if self._is_missing(table, key)]
        if labels:
            self.incoming.notes.append(
                ngettext(
                    "Sheet “{sheet}”: the column {columns} was taken out, so nothing was read from it.",
                    "Sheet “{sheet}”: the columns {columns} were taken out, so nothing was read from them.",
                    len(labels),
                ).format(sheet=table.title, columns=", ".join(f"“{label}”" for label in labels))
            )
        found, claimed = one.recognised, one.claimed
        if found.apart and claimed:  # a digest beside the right cells may be chance: attendance has few values
            self._read_the_rest()  # it is read again from its beginning: twice at a time would take too much memory
            table.untouched, claimed = Untouched(), set()
            found = self._recognised(table, self._rows_again(table, claimed, trust_digests=False), claimed)
        self.incoming.read[table.spec.key] = self.incoming.read.get(table.spec.key, 0) + one.read
        self.incoming.untouched.setdefault(table.spec.key, Untouched()).extend(
            table.untouched.firsts, table.untouched.seconds
        )
        self._tell(table, found)
        self._tell_of_others(table, found.others or self._others(table, claimed))
        if found.rows:
            self._sift(table, found.rows)
        self.edits.take(table, found.rows)

    def _sift(self, table: Table, rows: Sequence[Row]) -> None:
        """Leave as it was, or refuse, what nobody meant to change."""
        unmeant.refuse_errors(self.edits, table, rows)
        moved = moved_by_date_system(table, rows)
        if len(moved) != 1 or self._counts_otherwise(table):  # else it was typed so
            self._has_moved_dates = self._has_moved_dates or bool(moved)
            unmeant.keep_dates(self.edits, table, moved)
        unmeant.keep_texts(self.edits, table, rows)
        unmeant.keep_united(self.edits, table, rows)
        unmeant.refuse_shifted(self.edits, table, rows)
        sorted_columns = sorted_alone(table, rows)
        if sorted_columns:
            self._read_the_rest()  # the sheet by which a workbook of refusals is known may come last
        if not self._is_refusals:  # there the values stand as they were before, and whoever moves them means it
            unmeant.refuse_sorted_alone(self.edits, table, rows, sorted_columns)

    @staticmethod
    def _is_missing(table: Table, key: str) -> bool:
        """Whether a column that people type into was written and is not there any more."""
        column = table.spec.by_key.get(key)
        return column is not None and column.kind != "information" and key not in table.positions

    def _recognised(self, table: Table, rows: list[Row], claimed: set[str]) -> Recognised:
        if not rows:
            return Recognised()
        return recognise(table, rows, self.incoming.written(table.spec.key), self.incoming.head.workbook, claimed)

    def _rows_again(self, table: Table, claimed: set[str], *, trust_digests: bool) -> list[Row]:
        """The rows of a sheet that differ, from all its rows once more."""
        with opened(self.incoming.path, self.password, first=table.title) as sheets:
            return list(differing(table, next(sheets).rows, claimed, trust_digests=trust_digests))

    def _others(self, table: Table, claimed: set[str]) -> int:
        """Rows of another workbook where no row differs: looked for, for long, only where the sheet was copied."""
        copied = sum(other.table.spec is table.spec for other in self._found) > 1
        return self.incoming.of_others(table.spec.key, claimed) if copied else 0

    def _tell_of_others(self, table: Table, others: int) -> None:
        """Rows of another workbook as that had them."""
        if others:
            self.incoming.notes.append(
                ngettext(
                    "Sheet “{sheet}”: {n} row is of another workbook, as that had it, and was not taken from this one. "
                    "Merge the other workbook too.",
                    "Sheet “{sheet}”: {n} rows are of another workbook, as that had them, and were not taken from this "
                    "one. Merge the other workbook too.",
                    others,
                ).format(sheet=table.title, n=others)
            )

    def _tell(self, table: Table, found: Recognised) -> None:
        """What is odd about the rows, and the rows that cannot be taken."""
        if found.apart:
            self.incoming.notes.append(
                ngettext(
                    "Sheet “{sheet}”: ids and cells were sorted apart; {n} row was recognised by its cells.",
                    "Sheet “{sheet}”: ids and cells were sorted apart; {n} rows were recognised by their cells.",
                    found.apart,
                ).format(sheet=table.title, n=found.apart)
            )
        if found.strange:
            self.incoming.notes.append(
                ngettext(
                    "Sheet “{sheet}”: {n} row (row {row}) came from another workbook, or its hidden id was altered. It "
                    "is known by its cells alone.",
                    "Sheet “{sheet}”: {n} rows (row {row} …) came from another workbook, or their hidden ids were "
                    "altered. They are known by their cells alone.",
                    len(found.strange),
                ).format(sheet=table.title, n=len(found.strange), row=found.strange[0].number)
            )
        # Those of marks and follow-ups are somebody's, or refused.
        for row in found.copied if table.spec not in (ATTENDANCE, FOLLOW_UPS) else ():
            self.edits.note(table, row.number, _(second_rows.TAKEN_AS_NEW))
        if found.copies:
            self.incoming.notes.append(
                ngettext(
                    "Sheet “{sheet}”: {n} row repeats another in every cell and was taken once.",
                    "Sheet “{sheet}”: {n} rows repeat others in every cell and were taken once.",
                    len(found.copies),
                ).format(sheet=table.title, n=len(found.copies))
            )
        for row in found.unclear:
            self.edits.refuse(table, row, next(iter(row.cells)), row.texts[0], _(wording.SORTED_APART))
        self.incoming.rows += [row.seen for row in (*found.copies, *found.unclear)]

    def _counts_otherwise(self, table: Table) -> bool:
        """Whether all of a workbook counts dates from another year, though one sheet has but one date that tells so."""
        self._read_the_rest()
        return (
            self._has_moved_dates
            or not has_several_dates(table, self.incoming.written(table.spec.key))
            or any(
                moved_by_date_system(other.table, other.recognised.rows)
                for other in self._found
                if other.table is not table
            )
        )


def _is_ours(title: str, rows: Sequence[Sequence[Any]]) -> bool:
    first = rows[0] if rows else ()
    return machine.MARK in first[:1] or ABOUT_MARK in first or LISTS_MARK in first[:1] or title == LISTS_SHEET
