"""Reads a participant list, file or pasted text, into tables of marked values; touches no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from trainer_app.lists.births import read_birth_years, read_dates
from trainer_app.lists.columns import Column, Reader
from trainer_app.lists.courses import course_texts, product_column_dates, read_course
from trainer_app.lists.guesses import guess_columns, header_key
from trainer_app.lists.marks import (
    read_attendance,
    read_emails,
    read_names,
    read_product_marks,
    read_products,
    read_text,
)
from trainer_app.lists.numbers import read_ages, read_ids, read_money
from trainer_app.lists.persons import ColumnOf, settle_rows
from trainer_app.lists.phones import read_phones
from trainer_app.lists.reading import ColumnGuess, ListRow, ListTable, Mark, Question, Reading, Skipped, Value
from trainer_app.lists.scripts import Cell, column_letters, is_filled, is_zawgyi, plain, raw_text
from trainer_app.lists.sexes import read_sexes
from trainer_app.lists.sheets import Grid, open_sheets, pasted_grid
from trainer_app.lists.tables import (
    REASONS,
    Found,
    FoundTable,
    fill_merged,
    find_tables,
    headerless,
    row_text,
)
from trainer_app.lists.words import Words, load_words
from trainer_app.texts import _

_READERS: dict[str, Reader] = {
    "full_name": read_names,
    "latin_name": read_names,
    "given_name": read_names,
    "family_name": read_names,
    "father_name": read_names,
    "sex": read_sexes,
    "birth_date": read_dates,
    "birth_year": read_birth_years,
    "start": read_dates,
    "end": read_dates,
    "dates": read_dates,
    "age": read_ages,
    "age_bracket": read_ages,
    "phones": read_phones,
    "email": read_emails,
    "national_id": read_ids,
    "sales_month": read_money,
    "product": read_products,
    "attendance": read_attendance,
}


class _Run:
    """One reading: what is the same for every sheet, and what it gathers."""

    def __init__(self, words: Words, answers: Mapping[str, str], country: str | None, today: date) -> None:
        self.words, self.answers, self.country, self.today = words, answers, country, today
        self.tables: list[ListTable] = []
        self.skipped: list[Skipped] = []  # sheet by sheet, within a sheet by row
        self.questions: list[Question] = []

    def skip(self, grid: Grid, rows: Iterable[tuple[int, str]]) -> None:
        for row, reason in rows:
            text = row_text(grid.rows[row])
            self.skipped.append(Skipped(grid.name, row + 1, _(REASONS[reason]), text))

    def result(self, file: str, encoding: str | None) -> Reading:
        return Reading(file, tuple(self.tables), tuple(self.skipped), tuple(self.questions), encoding)


def read_list(
    path: Path,
    *,
    password: str | None = None,
    answers: Mapping[str, str] | None = None,
    country: str | None = None,
    office_words: Path | None = None,
    today: date | None = None,
) -> Reading:
    """Everything a list file tells of people and their courses; the same file and answers give the same reading.

    answers: code of an option by a question's key. country: ISO 3166 code for telephone numbers without one.
    office_words: an office's folder with columns/*.toml and values/*.toml. today: what is in the future.
    Raises UserError for a file that cannot be opened.
    """
    grids, encoding = open_sheets(Path(path), password)
    run = _Run(load_words(office_words), answers or {}, country, today or date.today())
    for grid in grids:
        before = len(run.skipped)
        _read_sheet(run, grid)
        run.skipped[before:] = sorted(run.skipped[before:], key=lambda skipped: skipped.row)
    return run.result(Path(path).name, encoding)


def read_pasted(
    text: str,
    *,
    answers: Mapping[str, str] | None = None,
    country: str | None = None,
    office_words: Path | None = None,
    today: date | None = None,
) -> Reading:
    """A block of cells from the clipboard, with or without its header row; otherwise as read_list."""
    run = _Run(load_words(office_words), answers or {}, country, today or date.today())
    grid = pasted_grid(text)
    found = find_tables(grid, run.words)
    if found.tables:
        _take(run, grid, found)
    elif any(is_filled(cell) for row in grid.rows for cell in row):
        _read_table(run, grid, headerless(grid))
    return run.result("", None)


def _read_sheet(run: _Run, grid: Grid) -> None:
    found = find_tables(grid, run.words)
    filled = [(row, "no_table") for row, cells in enumerate(grid.rows) if any(map(is_filled, cells))]
    people = sum(len(table.rows) for table in found.tables)
    if not people:
        run.skip(grid, [(row, "hidden" if grid.hidden else reason) for row, reason in filled])
    elif grid.hidden and not _wants_hidden(run, grid, people):
        run.skip(grid, [(row, "hidden_people") for row, _reason in filled])
    else:
        _take(run, grid, found)


def _wants_hidden(run: _Run, grid: Grid, people: int) -> bool:
    key = f"{grid.name}!:hidden"
    if key not in run.answers:
        text = _('The sheet "{sheet}" is hidden and lists people. Take them too?').format(sheet=grid.name)
        run.questions.append(Question(key, text, (("yes", _("Yes")), ("no", _("No"))), grid.name, "", people))
    return run.answers.get(key) == "yes"


def _take(run: _Run, grid: Grid, found: Found) -> None:
    run.skip(grid, found.left)
    for table in found.tables:
        _read_table(run, grid, table)


def _read_table(run: _Run, grid: Grid, table: FoundTable) -> None:
    fill_merged(grid, table)
    guesses, languages = guess_columns(grid, table, run.words)
    titles = " ".join(row_text(grid.rows[row]) for row in table.title_rows)
    burmese_is_zawgyi = any(isinstance(cell, str) and is_zawgyi(cell) for row in table.rows for cell in grid.rows[row])
    top = table.header_rows[0] + 1 if table.header_rows else 1

    def column(guess: ColumnGuess, field: str) -> Column:
        hints = plain(f"{guess.header} {titles} {grid.name}")
        return Column(
            grid.name, guess.index, top, guess.header, field, languages, run.country, run.words,
            run.answers, run.today, hints, burmese_is_zawgyi, run.questions,
        )  # fmt: skip

    values = _read_columns(grid, table, guesses, column)
    people = settle_rows({row + 1: values[row] for row in table.rows}, guesses, column)
    course, course_rows = _course(run, grid, table, guesses, column)
    extras = _extras(grid, table, guesses)
    run.skip(grid, [(row, "title") for row in table.title_rows if row + 1 not in course_rows])
    run.tables.append(
        ListTable(
            grid.name,
            tuple(row + 1 for row in table.header_rows),
            guesses,
            tuple(ListRow(row + 1, people[row + 1], extras[row]) for row in table.rows),
            course,
            course_rows,
        )
    )


def _read_columns(
    grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], column: ColumnOf
) -> dict[int, dict[str, Value]]:
    """Per row (from 0) the values of all columns that are understood."""
    values: dict[int, dict[str, Value]] = {row: {} for row in table.rows}
    for guess in guesses:
        if guess.field is None:
            continue
        cells = {row + 1: _cell(grid, row, guess.index) for row in table.rows}
        reader = _READERS.get(guess.field.partition(":")[0], read_text)
        if guess.field.startswith("product:"):
            reader = read_product_marks
        this = column(guess, guess.field)
        entries, settled = this.entries(cells)
        found: dict[int, dict[str, Value]] = {row: {guess.field: value} for row, value in settled.items()}
        found |= reader(this, entries)
        for number, read in found.items():
            for field, value in read.items():
                own = values[number - 1]
                own[field] = _joined(own[field], value, field) if field in own else value
    return values


def _cell(grid: Grid, row: int, index: int) -> Cell:
    return grid.rows[row][index] if index < len(grid.rows[row]) else ""


def _joined(first: Value, second: Value, field: str) -> Value:
    """Two columns of one field as one value; an end told twice keeps the one from its own column."""
    if first.value is None or field in ("start", "end"):
        return second if second.value is not None or first.value is None else first
    if second.value is None:
        return replace(first, mark="unsure", note=second.note) if second.mark == "refused" else first
    sign = " " if field == "family_name" else "; "
    marks = {first.mark, second.mark}
    mark: Mark = "unsure" if "unsure" in marks else "converted"
    notes = "; ".join(dict.fromkeys(note for note in (first.note, second.note) if note))
    return Value(f"{first.raw}{sign}{second.raw}", f"{first.value}{sign}{second.value}", mark, notes)


def _extras(grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess]) -> dict[int, dict[str, str]]:
    """Per row what stands in columns that nobody understood, also beyond the last header."""
    keys: dict[int, str] = {}
    for guess in guesses:
        if guess.field is None:
            keys[guess.index] = header_key(guess, set(keys.values()))
    result: dict[int, dict[str, str]] = {}
    for row in table.rows:
        beyond = {i: column_letters(i) for i in range(len(guesses), len(grid.rows[row]))}
        cells = {key: _cell(grid, row, index) for index, key in (keys | beyond).items()}
        result[row] = {key: raw_text(cell) for key, cell in cells.items() if is_filled(cell)}
    return result


def _course(
    run: _Run, grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], column: ColumnOf
) -> tuple[dict[str, Value], tuple[int, ...]]:
    """What the title lines and the heads of X columns say of the course, and which lines said it."""
    course: dict[str, Value] = {}
    rows = []
    for row in table.title_rows:
        texts = course_texts(grid.rows[row], run.words)
        if texts:
            rows.append(row + 1)
            line = ColumnGuess(0, row_text(grid.rows[row]), "dates", 1.0)
            lent = replace(column(line, "dates"), header_row=row + 1)
            course = read_course(texts, lent) | course
    for guess in guesses:
        if guess.field and guess.field.startswith("product:"):
            code = guess.field.removeprefix("product:")
            course |= product_column_dates(code, table.headers[guess.index], column(guess, "dates"))
    return course, tuple(rows)
