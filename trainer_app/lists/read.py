"""Reads a participant list, file or pasted text, into tables of marked values; touches no database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from trainer_app.file_names import called
from trainer_app.garbage import no_garbage_collection
from trainer_app.lists import bijoy, mojibake, zawgyi
from trainer_app.lists.births import order_shown
from trainer_app.lists.block_sums import rows_of_attendance, rows_of_sums
from trainer_app.lists.by_country import countries_of_rows
from trainer_app.lists.by_headline import with_sex_above
from trainer_app.lists.by_question import settled_by_content
from trainer_app.lists.by_sex import BORN, both, is_by_sex, read_by_sex, told_twice
from trainer_app.lists.carried_on import cell_before, with_those_before
from trainer_app.lists.closings import with_closings
from trainer_app.lists.columns import Column
from trainer_app.lists.course_years import with_years_of_courses
from trainer_app.lists.dated_products import with_dates_of_products
from trainer_app.lists.elsewhere import Elsewhere
from trainer_app.lists.filled_down import fill_merged, rows_filled_down
from trainer_app.lists.guessed import marked_guess
from trainer_app.lists.guesses import guess_columns
from trainer_app.lists.identity import NUMBER, kept_first, one_kept
from trainer_app.lists.kinds import ENTERPRISES, PLACES, TOTALS, WITH_NAMES
from trainer_app.lists.known_firms import with_known_firms
from trainer_app.lists.lent_years import with_years_lent
from trainer_app.lists.linking import link_tables
from trainer_app.lists.mark_letters import attendance_signs, meanings, texts_around
from trainer_app.lists.marks import (
    doubled_days_settled,
    read_product_marks,
)
from trainer_app.lists.modules import of_firms, with_modules_in_order
from trainer_app.lists.persons import ColumnOf, settle_rows
from trainer_app.lists.readers import reader_of
from trainer_app.lists.reading import GUESSED, ColumnGuess, ListRow, ListTable, Mark, Question, Reading, Skipped, Value
from trainer_app.lists.role_letters import with_roles_by_letter
from trainer_app.lists.said_headings import as_said, header_key
from trainer_app.lists.same_headings import SameHeadings
from trainer_app.lists.scripts import Cell, column_letters, is_filled, plain, raw_text
from trainer_app.lists.settling import settle_figures
from trainer_app.lists.sex_legends import sexes_explained
from trainer_app.lists.sexes import sexes_named
from trainer_app.lists.sheets import Grid, cell_in, correct, open_sheets, pasted_grid
from trainer_app.lists.side_by_side import taken_apart
from trainer_app.lists.tables import (
    REASONS,
    Found,
    FoundTable,
    find_tables,
    headerless,
    row_text,
)
from trainer_app.lists.titles import course_told
from trainer_app.lists.unknown_dittos import with_dittos
from trainer_app.lists.untold import mark_undated, mark_unlinked
from trainer_app.lists.words import Words, load_words
from trainer_app.progress import Progress
from trainer_app.texts import _


class _Run:
    """One reading: what is the same for every sheet, and what it gathers."""

    def __init__(
        self, file: str, words: Words, answers: Mapping[str, str], country: str | None, today: date,
        headings: Mapping[str, str] | None = None, progress: Progress | None = None,
    ) -> None:  # fmt: skip
        self.progress = progress or Progress()
        self.file, self.words, self.answers, self.country, self.today = file, words, answers, country, today
        self.headings, self.same_headings = headings or {}, SameHeadings(words)
        self.languages: Counter[str] = Counter()
        self.tables: list[ListTable] = []
        self.grids: dict[str, Grid] = {}
        self.elsewhere = Elsewhere((), words)
        self.typed: dict[int, dict[tuple[int, int], str]] = {}  # of each grid, what was typed before it was converted
        self.skipped: list[Skipped] = []  # sheet by sheet, within a sheet by row
        self.questions: list[Question] = []

    def skip(self, grid: Grid, rows: Iterable[tuple[int, str]]) -> None:
        for row, reason in rows:
            text = row_text(grid.rows[row])
            self.skipped.append(Skipped(grid.name, row + 1, _(REASONS[reason]), text))

    def skip_table(self, table: ListTable) -> None:
        """Leave out a table whose classes are all listed by name elsewhere."""
        grid = self.grids[table.sheet]
        numbers = [*table.header_rows, *table.course_rows, *(row.row_number for row in table.rows)]
        self.skip(grid, [(number - 1, "summary") for number in sorted(numbers)])

    def result(self, encoding: str | None) -> Reading:
        tables, left_out = link_tables(self.tables, self.skipped, self.words)
        for table in left_out:
            self.skip_table(table)
        # of as many votes another language before English, which stands beside many
        votes = sorted(self.languages.items(), key=lambda told: (-told[1], told[0] == "en", told[0]))
        languages = tuple(language for language, _votes in votes if language)
        return Reading(
            self.file,
            tuple(map(mark_unlinked, tables)),
            tuple(self.skipped),
            tuple(self.questions),
            encoding,
            languages,
            self.country,
        )


@no_garbage_collection()
def read_list(
    path: Path,
    *,
    password: str | None = None,
    answers: Mapping[str, str] | None = None,
    country: str | None = None,
    office_words: Path | None = None,
    headings: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Reading:
    """Everything a list file tells of people and their courses; the same file and answers give the same reading.

    answers: code of an option by a question's key. country: ISO 3166 code for telephone numbers without one.
    The others are those of read_sheets. Raises UserError for a file that cannot be opened.
    """
    grids, encoding = open_sheets(Path(path), password)
    parts = taken_apart(grids, load_words(office_words))
    return read_sheets(
        called(Path(path)), parts, encoding, answers=answers, country=country, office_words=office_words,
        headings=headings, today=today,
    )  # fmt: skip


def read_sheets(
    file: str, grids: Sequence[Grid], encoding: str | None = None, *, answers: Mapping[str, str] | None = None,
    country: str | None = None, office_words: Path | None = None, headings: Mapping[str, str] | None = None,
    corrections: Mapping[tuple[str, str], str] | None = None, today: date | None = None,
    progress: Progress | None = None,
) -> Reading:  # fmt: skip
    """What the sheets of a list file tell; they are changed by it (copied cells, Unicode): give a copy to keep them.

    office_words: an office's folder with columns/*.toml and values/*.toml. headings: what headings of this list are,
    heading -> field, "" for nothing; they go before what all lists call so. corrections: what a cell (sheet, "D4")
    should say; what was typed in it stays as its raw text. today: what is in the future.
    """
    words = load_words(office_words)
    named = {heading: name for heading, name in (headings or {}).items() if name}
    words = words.with_headings(named) if named else words
    run = _Run(file, words, answers or {}, country, today or date.today(), headings, progress)
    run.elsewhere = Elsewhere(grids, words)
    for number, grid in enumerate(grids):
        run.progress.step(number, len(grids), grid.name)
        before = len(run.skipped)
        of_sheet = {cell: text for (sheet, cell), text in (corrections or {}).items() if sheet == grid.name}
        run.typed[id(grid)] = _in_unicode(run, grid)
        correct(grid, of_sheet, run.typed[id(grid)])
        _read_sheet(run, grid)
        run.skipped[before:] = sorted(run.skipped[before:], key=lambda skipped: skipped.row)
    return run.result(encoding)


def read_pasted(
    text: str,
    *,
    answers: Mapping[str, str] | None = None,
    country: str | None = None,
    office_words: Path | None = None,
    today: date | None = None,
) -> Reading:
    """A block of cells from the clipboard, with or without its header row; otherwise as read_list."""
    run = _Run("", load_words(office_words), answers or {}, country, today or date.today())
    grid = pasted_grid(text)
    run.elsewhere = Elsewhere([grid], run.words)
    run.typed[id(grid)] = _in_unicode(run, grid)
    found = find_tables(grid, run.words, run.progress)
    if found.tables:
        _take(run, grid, found)
    elif any(is_filled(cell) for row in grid.rows for cell in row):
        _read_table(run, grid, headerless(grid), None)
    return run.result(None)


def _in_unicode(run: _Run, grid: Grid) -> dict[tuple[int, int], str]:
    """Turn what was typed in a sheet for a font of its own into Unicode and mend broken letters; returns what was typed
    by (row, column), from 0."""
    for_fonts = zawgyi.convert_sheet(grid, run.progress) | bijoy.convert_sheet(grid, run.words)
    return mojibake.mend_sheet(grid) | for_fonts


def _read_sheet(run: _Run, grid: Grid) -> None:
    run.grids[grid.name] = grid
    found = find_tables(grid, run.words, run.progress)
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
    for table, before in with_those_before(grid, found.tables):
        _read_table(run, grid, table, before)


def _read_table(run: _Run, grid: Grid, table: FoundTable, before: FoundTable | None) -> None:
    fill_merged(grid, table)
    typed = run.typed.get(id(grid), {})
    titles = " ".join(row_text(grid.rows[row]) for row in table.title_rows)
    named = plain(f"{titles} {grid.name} {run.file} {of_firms(run.tables)}")
    guesses, languages = guess_columns(grid, table, run.words, named)
    guesses = run.same_headings.lend(guesses, table.kind)
    guesses = as_said(guesses, run.headings) if run.headings else guesses
    run.languages.update({language: len(table.rows) for language in languages})
    top = table.header_rows[0] + 1 if table.header_rows else 1
    sex_words = _sex_words(table, run.words)
    signs = attendance_signs(grid, table.rows, guesses)
    countries = countries_of_rows(grid, table, guesses, run.words)
    around = texts_around(grid, table.rows)
    letters = meanings(signs, around, languages, run.words) if signs else {}
    explained = sexes_explained(around, run.words)
    shown: frozenset[bool] = frozenset()
    doubted: frozenset[str] = frozenset()
    words = run.words

    def column(guess: ColumnGuess, field: str) -> Column:
        run.progress.cancelled()  # a sheet may hold all rows of a file
        hints = plain(f"{guess.header} {titles} {grid.name} {Path(run.file).stem}")
        return Column(
            grid.name, guess.index, top, guess.header, field, languages, run.country, words,
            run.answers, run.today, hints, run.questions, rows_filled_down(grid, table, guess, guesses, words),
            sex_words, shown, run.elsewhere.order, run.elsewhere.calendars, signs, letters, countries,
            {row + 1: typed[row, guess.index] for row in table.rows if (row, guess.index) in typed} if typed else {},
            doubted, explained, cell_before(grid, before, guess.index, words),
        )  # fmt: skip

    words, doubted = with_dittos(words, grid, table, guesses, column)
    cells_of = [[cell_in(grid, row, guess.index) for row in table.rows] for guess in guesses]
    words = with_roles_by_letter(words, guesses, cells_of)
    if not run.headings:  # what a person said of all headings before is not asked again
        guesses = with_known_firms(guesses, cells_of, table.kind, run.tables)
        guesses = settled_by_content(guesses, cells_of, table, run.words, column)
    guesses = doubled_days_settled(guesses, column)
    shown = _order_of_pairs(grid, table, guesses, column)
    cells = {guess.index: told for guess, told in zip(guesses, cells_of, strict=True)}
    values = _read_columns(table, kept_first(guesses, cells_of, column), cells, column)
    if table.kind in WITH_NAMES:
        values = with_sex_above(values, grid, table, guesses, run.words)
    people = {row + 1: values[row] for row in table.rows}
    people = with_closings(with_dates_of_products(people, guesses, column), guesses, column)
    people = with_years_lent(with_years_of_courses(people, guesses, column), guesses, column)
    people = settle_figures(table.kind, people, guesses, column)
    if table.kind == ENTERPRISES:
        people = with_modules_in_order(people, guesses)
    sums = rows_of_sums(people) if table.kind == TOTALS else rows_of_attendance(people)
    run.skip(grid, [(row - 1, "total") for row in sums])
    if table.kind in WITH_NAMES:
        people = settle_rows(people, guesses, column)
    extras = _extras(grid, table, guesses)
    rows = {row: ListRow(row + 1, people[row + 1], extras[row]) for row in table.rows if row + 1 not in sums}
    for part in _sections(table):
        told = course_told(run.file, run.words, grid, part, guesses, column)
        of_part = mark_undated(told, [rows[row] for row in part.rows if row in rows], grid, part, guesses, run.words)
        run.skip(grid, [(row, "title") for row in part.title_rows if row + 1 not in told.rows])
        run.tables.append(
            ListTable(
                grid.name, tuple(row + 1 for row in table.header_rows), guesses, of_part,
                told.values, tuple(sorted(told.rows)), table.kind, told.cells,
            )
        )  # fmt: skip


def _sections(table: FoundTable) -> list[FoundTable]:
    """A table as one for each course that lines between its rows tell of."""
    within = {row for _titles, rows in table.sections for row in rows}
    first = replace(table, rows=[row for row in table.rows if row not in within], sections=[])
    others = [replace(table, title_rows=titles, rows=rows, sections=[]) for titles, rows in table.sections]
    return [first, *others] if first.rows or not others else _with_titles(first.title_rows, others)


def _with_titles(titles: Sequence[int], parts: Sequence[FoundTable]) -> list[FoundTable]:
    """The parts of a table that begins with one: what stands above it is said of that."""
    return [replace(parts[0], title_rows=[*titles, *parts[0].title_rows]), *parts[1:]]


def _read_columns(
    table: FoundTable, guesses: Sequence[ColumnGuess], cells_of: Mapping[int, Sequence[Cell]], column: ColumnOf
) -> dict[int, dict[str, Value]]:
    """Per row (from 0) the values of all columns that are understood. cells_of: by column, those of its rows."""
    values: dict[int, dict[str, Value]] = {row: {} for row in table.rows}
    numbers = [row + 1 for row in table.rows]
    first_phones = next((guess.index for guess in guesses if guess.field == "phones"), None)
    for guess in guesses:
        if guess.field is None:
            continue
        cells = dict(zip(numbers, cells_of[guess.index], strict=True))
        reader = reader_of(guess.field)
        if guess.field.startswith("product:"):
            reader = read_product_marks
        elif is_by_sex(guess.field):
            reader = read_by_sex
        this = column(guess, guess.field)
        entries, settled = this.entries(cells)
        found: dict[int, dict[str, Value]] = {row: {guess.field: value} for row, value in settled.items()}
        found |= reader(this, entries)
        for number, read in found.items():
            for name, value in (marked_guess(read) if guess.certainty == GUESSED else read).items():
                own = values[number - 1]
                if name == "phones" and guess.index != first_phones:  # the good number of one stands for itself
                    if _is_no_number(value):
                        name = f"phones:{guess.index}"
                    elif value.value is not None and name in own and _is_no_number(own[name]):
                        own[f"phones:{first_phones}"] = own.pop(name)
                own[name] = _joined(own[name], value, name) if name in own else value
    return values


def _sex_words(table: FoundTable, words: Words) -> frozenset[str]:
    """The words for women and men in the headers of a table."""
    return frozenset(word for chain in table.headers for text in chain for word in sexes_named(text, words))


def _order_of_pairs(grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], column: ColumnOf) -> frozenset[bool]:
    """What the starts and ends of a table show of the order of day and month."""
    by_field = {guess.field: guess for guess in guesses}
    if not {"start", "end"} <= by_field.keys():
        return frozenset()
    starts, ends = ({row: cell_in(grid, row, by_field[name].index) for row in table.rows} for name in ("start", "end"))
    return order_shown(column(by_field["start"], "start"), starts, ends)


def _joined(first: Value, second: Value, field: str) -> Value:
    """Two columns of one field as one value; an end told twice keeps the one from its own column."""
    if field == "sex":
        return both(first, second)
    if field in BORN or field in ("outcome", "contact_result"):
        return told_twice(first, second)
    if field == NUMBER:
        return one_kept(first, second)
    if field == "phones" and second.value == first.value:
        return first
    if field in ("start", "end") or first.value is None is second.value:
        return second if second.value is not None or first.value is None else first
    if None in (first.value, second.value):
        told, other = (first, second) if second.value is None else (second, first)
        return replace(told, mark="unsure", note=other.note) if other.mark == "refused" else told
    sign = " " if field in ("family_name", "given_name", "full_name") else ", " if field in PLACES else "; "
    marks = {first.mark, second.mark}
    mark: Mark = "unsure" if "unsure" in marks else "converted"
    notes = "; ".join(dict.fromkeys(note for note in (first.note, second.note) if note))
    return Value(f"{first.raw}{sign}{second.raw}", f"{first.value}{sign}{second.value}", mark, notes)


def _is_no_number(value: Value) -> bool:
    """Whether a telephone number is refused, and more than words below such a heading, "agent 7"."""
    return value.mark == "refused" and sum(map(str.isdigit, value.raw)) >= sum(map(str.isalpha, value.raw))


def _extras(grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess]) -> dict[int, dict[str, str]]:
    """Per row what stands in columns that nobody understood, also beyond the last header."""
    keys: dict[int, str] = {}
    taken: set[str] = set()
    for guess in guesses:
        if guess.field is None:
            keys[guess.index] = header_key(guess, taken)
            taken.add(keys[guess.index])
    result: dict[int, dict[str, str]] = {}
    for row in table.rows:
        beyond = {i: column_letters(i) for i in range(len(guesses), len(grid.rows[row]))}
        cells = {key: cell_in(grid, row, index) for index, key in (keys | beyond).items()}
        result[row] = {key: raw_text(cell) for key, cell in cells.items() if is_filled(cell)}
    return result
