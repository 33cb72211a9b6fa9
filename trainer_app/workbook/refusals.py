"""The refusals workbook: the rows of a file of which cells were refused, to be corrected and merged again.

It carries the machine's part of the file that it comes from, so a cell corrected here is the same edit as if it were
corrected there: merging both brings nothing twice.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from trainer_app.file_names import called
from trainer_app.formats import fold
from trainer_app.paths import free_name
from trainer_app.saving import replacing
from trainer_app.sheet_names import sheet_names
from trainer_app.spreadsheets.content import is_ole
from trainer_app.texts import in_language, speaking, workbook_languages
from trainer_app.workbook import machine, wording
from trainer_app.workbook.ahead import Opening
from trainer_app.workbook.cells import LONGEST, canon, names_in
from trainer_app.workbook.edits import Edits
from trainer_app.workbook.incoming import Refusal
from trainer_app.workbook.layout import ABOUT_MARK, FIRST_ROW, HEADER_MARK, HIDDEN_COLUMNS, LISTS_SHEET, REFUSALS_MARK
from trainer_app.workbook.read import arriving
from trainer_app.workbook.sheets import COURSES, PARTICIPANTS, TRAINERS, Column
from trainer_app.workbook.tables import Row, Table
from trainer_app.workbook.write import encrypt

_Place = tuple[str, int]  # sheet and row of the file
_PAGE_WIDTH = 190  # characters of all columns that are still readable on one landscape page
_RIGHT_TO_LEFT = ("ar", "fa", "ps", "ur")


def write_refusals(source: Path, target: Path, *, password: str | None = None) -> int:
    """Write the refusals of a workbook to `target`, in the form of the workbook; returns how many there are.

    Those of an encrypted workbook are encrypted with the same password, and never lie on the disk in clear. Where
    there are none no file is written. UserError for a source that cannot be read.
    """
    edits = _read(source, password)
    if not edits.incoming.refusals:
        return 0
    content = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as book:
        _Writer(book, edits).write()
    with replacing(target) as partial:
        if password is not None and is_ole(source):
            encrypt(content, partial, password)
        else:
            partial.write_bytes(content.getvalue())
    return sum(refusal.cells for refusal in edits.incoming.refusals)


def _read(source: Path, password: str | None) -> Edits:
    """What is in the file, every reason for a refusal in the language of the file."""
    with arriving(Opening(source, password)) as workbook, speaking(_language(workbook.incoming.head)):
        workbook.finish()
    return workbook.edits


def _language(head: machine.Head) -> str:
    return head.language if head.language in workbook_languages() else "en"


def refusals_paths(sources: Sequence[Path], target: Path, *, replace: bool = False) -> dict[Path, Path]:
    """Where the refusals of each file go: each goes back to its own sender, so several stand beside each other.

    Never over a file that is there, in which somebody may have corrected something; `replace` is said of `target`
    alone, and not of what the refusals are made of.
    """
    if len(sources) == 1:
        (source,) = sources
        own = target.exists() and target.samefile(source)
        return {source: target if replace and not own else free_name(target)}
    paths: dict[Path, Path] = {}
    for source in sources:
        beside = target.with_name(f"{target.stem} {source.stem}{target.suffix}")
        paths[source] = free_name(beside, taken=paths.values())
    return paths


def _rows_to_repeat(edits: Edits) -> dict[_Place, tuple[Table, Row]]:
    """The refused rows, and those that they cannot be understood without: what somebody typed of the courses,
    participants and trainers that they name."""
    typed = {key: [(table, row) for table, row in rows] for key, rows in edits.names.rows.items()}
    places = edits.refused.keys()
    wanted = {
        (table.title, row.number): (table, row)
        for rows in typed.values()
        for table, row in rows
        if (table.title, row.number) in places and _fits(row)
    }

    def add(key: str, names: set[tuple[str, ...]], columns: Sequence[str], ids: set[str]) -> None:
        for table, row in typed.get(key, ()):
            if row.own in ids or tuple(fold(canon(row.cells.get(column))) for column in columns) in names:
                wanted.setdefault((table.title, row.number), (table, row))

    def named(*kinds: Sequence[str]) -> set[tuple[str, ...]]:
        return {
            tuple(fold(canon(row.cells.get(key))) for key in keys) for _table, row in wanted.values() for keys in kinds
        }

    people = named(("enrolment.course_code", "person.name"), ("follow_up.course_code", "follow_up.person_name"))
    ids = {row.own for table, row in wanted.values() if table.spec.table == "enrolment"} - {""}
    add(PARTICIPANTS.key, people - {("", "")}, ("enrolment.course_id", "person.full_name"), ids)
    in_courses = [[column] for column in _course_columns(wanted.values())]
    add(COURSES.key, named(*in_courses) - {("",)}, ("course.code",), set())
    cells = [canon(row.cells.get("course.trainers")) for _table, row in wanted.values()]
    trainers: set[tuple[str, ...]] = {
        (fold(name),) for cell in cells for name in names_in(cell, "trainer", edits.lists)
    }
    add(TRAINERS.key, trainers, ("person.full_name",), set())
    return dict(sorted(wanted.items(), key=lambda item: (item[0] not in places, item[0])))


def _fits(row: Row) -> bool:
    """Whether all cells of a row can be written again; .ods knows longer texts than .xlsx."""
    return all(len(cell) <= LONGEST for cell in row.cells.values() if isinstance(cell, str))


def _course_columns(rows: Any) -> set[str]:
    return {key for table, _row in rows for key in table.keys if key.endswith((".course_id", ".course_code"))}


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, edits: Edits) -> None:
        self.book, self.edits, self.incoming = book, edits, edits.incoming
        self.say = in_language(_language(edits.incoming.head))
        base = {"valign": "top", "locked": False}
        self.forms = {
            "text": {**base, "num_format": "@"},
            "date": {**base, "num_format": "yyyy-mm-dd", "align": "left"},
            "integer": {**base, "num_format": "0"},
            "decimal": {**base, "num_format": "General"},
            "information": {**base, "num_format": "@", "font_color": "#666666", "italic": True},
        }
        self.formats = {name: book.add_format(form) for name, form in self.forms.items()}
        self.marked = {name: book.add_format({**form, "bg_color": "#FFE08A"}) for name, form in self.forms.items()}
        self.wrapped = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.header = book.add_format(
            {"bold": True, "bg_color": "#1F4E79", "font_color": "white", "text_wrap": True, "valign": "vcenter"}
        )

    def write(self) -> None:
        rows = _rows_to_repeat(self.edits)
        by_sheet: dict[str, list[tuple[Table, Row]]] = {}
        for (title, _number), row in rows.items():
            by_sheet.setdefault(title, []).append(row)
        # The sheets have the names that their sender gave them, which may be those of ours.
        _machine, _lists, to_fix, *names = sheet_names(
            [machine.SHEET, LISTS_SHEET, self.say(wording.WHAT_TO_FIX), *by_sheet]
        )
        summary = self._add(to_fix)
        sheets = {title: self._add(name) for title, name in zip(by_sheet, names, strict=True)}
        self.ranges = self._lists()
        places: dict[_Place, tuple[str, int]] = {}
        for title, found in by_sheet.items():
            for number, (_table, one) in enumerate(found, FIRST_ROW):
                places[title, one.number] = (sheets[title].get_name(), number)
            self._sheet(sheets[title], found[0][0], [one for _table, one in found])
        self._summary(summary, places)
        machine_sheet = self.book.add_worksheet(machine.SHEET)
        machine_sheet.very_hidden()
        for number, cells in enumerate(self.incoming.machine_sheet()):
            for position, cell in enumerate(cells):
                if cell != "":
                    machine_sheet.write_string(number, position, str(cell))

    def _add(self, title: str) -> Worksheet:
        sheet = self.book.add_worksheet(title)
        if self.incoming.head.language in _RIGHT_TO_LEFT:
            sheet.right_to_left()
        return sheet

    def _summary(self, sheet: Worksheet, places: Mapping[_Place, tuple[str, int]]) -> None:
        """The first sheet: every refusal, and where it is to be corrected."""
        for position, width in enumerate((24, 20, 8, 28, 70, 22)):
            sheet.set_column(position, position, width)
        sheet.set_column(6, 7, None, None, {"hidden": True})
        sheet.write_string(0, 6, ABOUT_MARK)
        sheet.write_string(0, 7, REFUSALS_MARK)
        sheet.write_string(0, 0, self.say(wording.WHAT_TO_FIX), self.title)
        lines = (self.say(wording.FIX), self.say(wording.FIX_ONCE))
        for number, line in enumerate(lines, 1):
            sheet.merge_range(number, 0, number, 5, line, self.wrapped)
            sheet.set_row(number, 32)
        top = len(lines) + 2
        for position, label in enumerate(wording.FIX_HEADERS):
            sheet.write_string(top, position, self.say(label), self.header)
        for number, (refusal, place) in enumerate(self._refusals(places), top + 1):
            file = called(self.incoming.path)
            texts = (file, refusal.sheet, refusal.cell, refusal.found, refusal.reason)
            for position, text in enumerate(texts):
                sheet.write_string(number, position, text, self.wrapped)
            if place:
                sheet.write_url(number, 5, f"internal:{place}", string=place.replace("'", ""))
            else:
                sheet.write_string(number, 5, self.say(wording.IN_ITS_FILE), self.wrapped)
        sheet.freeze_panes(top + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)

    def _refusals(self, places: Mapping[_Place, tuple[str, int]]) -> Iterator[tuple[Refusal, str]]:
        """Each refusal, and the cell of this workbook to correct; "" if it is not repeated."""
        for (title, row), refusals in self.edits.refused.items():
            for key, refusal in refusals.items():
                place = ""
                if (title, row) in places:
                    name, number = places[title, row]
                    quoted = name.replace("'", "''")
                    place = f"'{quoted}'!{xlsxwriter.utility.xl_rowcol_to_cell(number, self._position(title, key))}"
                yield refusal, place

    def _position(self, title: str, key: str) -> int:
        return HIDDEN_COLUMNS + self.columns[title].index(key)

    @property
    def columns(self) -> dict[str, list[str]]:
        """The columns of each sheet, by the sheet's name in the file."""
        return {
            table.title: sorted(table.here, key=lambda key: table.positions[key])
            for rows in self.edits.names.rows.values()
            for table, _row in rows
        }

    def _sheet(self, sheet: Worksheet, table: Table, rows: Sequence[Row]) -> None:
        keys = self.columns[table.title]
        specs = [table.spec.by_key.get(key) or Column(key, key, "choice", "mark", 5) for key in keys]
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(1, 32)
        sheet.set_column(0, HIDDEN_COLUMNS - 1, 4, None, {"hidden": True})
        for position, key in enumerate(("id", "second", "digest")):
            sheet.write_string(0, position, f"{table.spec.key}/{key}")
        sheet.write_string(1, 0, HEADER_MARK)
        for position, (key, column) in enumerate(zip(keys, specs, strict=True), HIDDEN_COLUMNS):
            sheet.set_column(position, position, column.width)
            sheet.write_string(0, position, f"{table.spec.key}/{key}")
            sheet.write_string(
                1, position, canon(table.labels[table.positions[key]]) or self.say(column.label), self.header
            )
            self._validate(sheet, column, position, FIRST_ROW + len(rows))
        for number, row in enumerate(rows, FIRST_ROW):
            self._row(sheet, number, table, row, specs)
        sheet.freeze_panes(FIRST_ROW, HIDDEN_COLUMNS)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1 + sum(column.width for column in specs) // _PAGE_WIDTH, 0)
        sheet.repeat_rows(FIRST_ROW - 1)

    def _row(self, sheet: Worksheet, number: int, table: Table, row: Row, columns: Sequence[Column]) -> None:
        refused = self.edits.refused.get((table.title, row.number), {})
        for position, text in enumerate(_ids(table, row, refused)):
            if text:
                sheet.write_string(number, position, text)
        for position, column in enumerate(columns, HIDDEN_COLUMNS):
            forms = self.marked if column.key in refused else self.formats
            _write(sheet, number, position, row.cells.get(column.key), forms.get(column.kind, forms["text"]))
            if column.key in refused:
                one = refused[column.key]
                found = self.say(wording.FOUND).format(found=one.found) + "\n" if one.found else ""
                text = found + one.reason
                sheet.write_comment(number, position, text, {"x_scale": 2.5, "y_scale": 1.5})

    def _lists(self) -> dict[str, str]:
        """The hidden sheet that the drop-downs point to; returns the range of each list."""
        sheet = self.book.add_worksheet(LISTS_SHEET)
        sheet.hide()
        ranges = {}
        for position, (name, pairs) in enumerate(self.incoming.head.lists.items()):
            for row, (_code, label) in enumerate(pairs):
                sheet.write_string(row, position, label)
            area = xlsxwriter.utility.xl_range_abs(0, position, max(len(pairs), 1) - 1, position)
            ranges[name] = f"={LISTS_SHEET}!{area}" if pairs else ""
        return ranges

    def _validate(self, sheet: Worksheet, column: Column, position: int, last: int) -> None:
        source = self.ranges.get(column.list, "")
        if source and column.kind != "trainers":
            options = {"validate": "list", "source": source, "ignore_blank": True, "show_error": False}
            sheet.data_validation(FIRST_ROW, position, last, position, options)


def _ids(table: Table, row: Row, refused: Mapping[str, Refusal]) -> tuple[str, str]:
    """The ids to write beside a row, so that it is recognised as it was in the file.

    A new row without an id gets one from the cells that identify it; if those are to be corrected it stays without.
    """
    first, second = row.ids
    if first == row.own:
        return first, second
    if row.base is None and not refused.keys().isdisjoint(table.spec.identity):
        return "", ""
    return row.own, ""


def _write(sheet: Worksheet, number: int, position: int, cell: Any, form: Any) -> None:
    """Write a cell as it was found; an empty one too, for its colour."""
    if isinstance(cell, bool):
        sheet.write_boolean(number, position, cell, form)
    elif isinstance(cell, int | float):
        sheet.write_number(number, position, cell, form)
    elif isinstance(cell, date):
        sheet.write_datetime(number, position, cell, form)
    elif cell is None or cell == "":
        sheet.write_blank(number, position, None, form)
    else:
        sheet.write_string(number, position, str(cell), form)
