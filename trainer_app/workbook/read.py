"""Reading a workbook back: a pure function of the file.

It gives the changes that the file carries, and those that follow from cells that differ from what was written. The
stamps of the latter are derived from the workbook's id and the content, and follow the moment of export: everybody
who reads the same edit gets the same change, so merging stays a union of sets.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trainer_app.errors import UserError
from trainer_app.texts import _, ngettext
from trainer_app.workbook import machine
from trainer_app.workbook.cells import canon
from trainer_app.workbook.edits import Edits
from trainer_app.workbook.files import error_cells, open_workbook
from trainer_app.workbook.incoming import Incoming, Refusal, RowSeen
from trainer_app.workbook.layout import ABOUT_MARK, LISTS_MARK, LISTS_SHEET, REFUSALS_MARK
from trainer_app.workbook.recognise import Recognised, recognise
from trainer_app.workbook.sheets import COURSES, SHEETS, TRAINERS
from trainer_app.workbook.slips import date_system_changed, sorted_alone
from trainer_app.workbook.tables import Row, Table, differing, find_table

__all__ = ["Incoming", "Refusal", "RowSeen", "read_workbook"]

_ORDER = {spec.key: place for place, spec in enumerate(SHEETS, 2)} | {TRAINERS.key: 0, COURSES.key: 1}
"""Trainers and courses first, since the other sheets name them."""


def read_workbook(path: Path, *, password: str | None = None) -> Incoming:
    """Read a workbook of ours. UserError for what is no workbook, not ours, newer, altered or locked."""
    return read_rows(path, password=password).incoming


def read_rows(path: Path, *, password: str | None = None) -> Edits:
    """The same, with the rows that were typed in and those that were refused."""
    sheets = open_workbook(path, password)
    machine_rows = next((rows for _name, rows in sheets if rows and rows[0] and rows[0][0] == machine.MARK), None)
    if machine_rows is None:
        raise UserError(
            _("{file} is not a workbook of this application, or lost its hidden sheet. Nothing was taken from it. "
              "To take in a list made elsewhere use “import”.").format(file=path.name)
        )  # fmt: skip
    incoming = Incoming(path, machine.read_head(machine_rows, path.name), machine_rows)
    reader = _Reader(incoming, password)
    reader.read(sheets)
    return reader.edits


class _Reader:
    def __init__(self, incoming: Incoming, password: str | None) -> None:
        self.incoming, self.password = incoming, password
        self.edits = Edits(incoming)

    def read(self, sheets: Sequence[tuple[str, Sequence[Sequence[Any]]]]) -> None:
        tables = []
        for title, rows in sheets:
            table = find_table(title, rows, self.incoming.head.columns)
            if table is not None:
                tables.append(table)
            elif not _is_ours(title, rows):
                self._note_stranger(title, rows)
        missing = {sheet.key for sheet in SHEETS} - {table.spec.key for table in tables}
        if any(rows and REFUSALS_MARK in rows[0] for _title, rows in sheets):
            missing = set()  # it holds only the rows to be corrected
        for sheet in SHEETS:
            if sheet.key in missing:
                self.incoming.notes.append(
                    _("The sheet “{sheet}” is not in the file, so nothing was read from it.").format(
                        sheet=_(sheet.label)
                    )
                )
        for table in sorted(tables, key=lambda table: _ORDER[table.spec.key]):
            self._read_table(table)

    def _note_stranger(self, title: str, rows: Sequence[Sequence[Any]]) -> None:
        """A sheet that is not ours, or has lost the hidden row by which it is known: what it holds was not taken."""
        filled = sum(1 for row in rows if any(canon(cell) for cell in row))
        if filled:
            self.incoming.notes.append(
                _("The sheet “{sheet}” is not one of ours, or lost its hidden first row: its {n} rows were not "
                  "taken.").format(sheet=title, n=filled)
            )  # fmt: skip

    def _read_table(self, table: Table) -> None:
        """The rows of one sheet. A copied sheet counts as more of the same records."""
        for letter, header, filled in table.strangers():
            self.incoming.notes.append(
                _(
                    "Sheet “{sheet}”, column {column} “{header}” is not one of ours: its {n} cells were not taken."
                ).format(sheet=table.title, column=letter, header=header, n=filled)
            )
        labels = [_(table.spec.by_key[key].label) for key in table.keys if self._is_missing(table, key)]
        if labels:
            self.incoming.notes.append(
                ngettext(
                    "Sheet “{sheet}”: the column {columns} was taken out, so nothing was read from it.",
                    "Sheet “{sheet}”: the columns {columns} were taken out, so nothing was read from them.",
                    len(labels),
                ).format(sheet=table.title, columns=", ".join(f"“{label}”" for label in labels))
            )
        found = self._recognised(table)
        self.incoming.read[table.spec.key] = self.incoming.read.get(table.spec.key, 0) + table.read
        self.incoming.untouched.setdefault(table.spec.key, []).extend(table.untouched)
        self._tell(table, found)
        if found.rows:
            self._refuse_errors(table, found.rows)
            self._keep_dates(table, found.rows)
            self._refuse_sorted_alone(table, found.rows)
        self.edits.take(table, found.rows)

    @staticmethod
    def _is_missing(table: Table, key: str) -> bool:
        """Whether a column that people type into was written and is not there any more."""
        column = table.spec.by_key.get(key)
        return column is not None and column.kind != "information" and key not in table.positions

    def _recognised(self, table: Table) -> Recognised:
        columns = {column.key for column in table.spec.columns if column.kind == "information"}
        typed = [key for key in table.keys if key not in columns]
        claimed: set[str] = set()
        rows = list(differing(table, typed, claimed, trust_digests=True))
        table.read = len(rows) + len(table.untouched)
        if not rows:
            return Recognised()
        base, workbook = self.incoming.base[table.spec.key], self.incoming.head.workbook
        found = recognise(table, rows, base, workbook, claimed)
        if found.apart and claimed:  # then a digest beside the right cells may be chance: attendance has few values
            table.untouched.clear()
            rows = list(differing(table, typed, set(), trust_digests=False))
            found = recognise(table, rows, base, workbook, set())
        return found

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
        for row in found.copied:
            self.edits.note(table, row.number, _("a copied row; it was taken as a new one"))
        if found.copies:
            self.incoming.notes.append(
                ngettext(
                    "Sheet “{sheet}”: {n} row repeats another in every cell and was taken once.",
                    "Sheet “{sheet}”: {n} rows repeat others in every cell and were taken once.",
                    len(found.copies),
                ).format(sheet=table.title, n=len(found.copies))
            )
        for row in found.unclear:
            key, reason = (
                next(iter(row.cells)),
                _("Ids and cells were sorted apart: it cannot be told whose row this is."),
            )
            self.edits.refuse(table, row, key, row.texts[0], reason)
        self.incoming.rows += [row.seen for row in (*found.copies, *found.unclear)]

    def _refuse_errors(self, table: Table, rows: Sequence[Row]) -> None:
        """Cells that show an error (#N/A) look empty to the reader; they empty nothing."""
        wrong = error_cells(self.incoming.path, self.password, [table.title]).get(table.title, {})
        for row in rows if wrong else ():
            for key in row.cells:
                name = table.cell(key, row.number)
                if name in wrong:
                    self.edits.refuse(table, row, key, wrong[name], _("The cell shows an error instead of a value."))
                    _leave(table, row, key)

    def _keep_dates(self, table: Table, rows: Sequence[Row]) -> None:
        """A workbook that was switched to another date system shows every date four years off; nobody typed that."""
        moved = date_system_changed(table, rows, self.incoming.base[table.spec.key])
        for row, key in moved:
            _leave(table, row, key)
        if moved:
            self.incoming.notes.append(
                ngettext(
                    "Sheet “{sheet}”: the file counts dates from another year (1904), so {n} date shows four years "
                    "off. It was left as it was. Dates that were typed were taken as they show.",
                    "Sheet “{sheet}”: the file counts dates from another year (1904), so {n} dates show four years "
                    "off. They were left as they were. Dates that were typed were taken as they show.",
                    len(moved),
                ).format(sheet=table.title, n=len(moved))
            )

    def _refuse_sorted_alone(self, table: Table, rows: Sequence[Row]) -> None:
        """A column that was sorted without the others would give everybody somebody else's value."""
        for key, moved in sorted_alone(table, rows).items():
            reason = _("{n} cells of this column stand on other rows than before, as if only this column had been "
                       "sorted or moved. None of them was taken. Sort whole rows, or type the cell again.").format(
                n=len(moved))  # fmt: skip
            for row in moved:
                self.edits.refuse(table, row, key, row.texts[table.here.index(key)], reason)
                _leave(table, row, key)


def _leave(table: Table, row: Row, key: str) -> None:
    """Read the cell as it was written."""
    before = row.base[table.keys.index(key)] if row.base else ""
    row.cells[key] = before
    row.texts = tuple(before if other == key else text for other, text in zip(row.cells, row.texts, strict=True))


def _is_ours(title: str, rows: Sequence[Sequence[Any]]) -> bool:
    first = rows[0] if rows else ()
    return machine.MARK in first[:1] or ABOUT_MARK in first or LISTS_MARK in first[:1] or title == LISTS_SHEET
