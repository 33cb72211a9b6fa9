"""What the titles of a table, and the names of its sheet and file, tell of its course."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from trainer_app.lists.births import order_shown
from trainer_app.lists.bodies import body_before_course, body_named
from trainer_app.lists.columns import Entry
from trainer_app.lists.course_hours import hours_of_course, without_hours
from trainer_app.lists.course_labels import course_texts
from trainer_app.lists.courses import (
    place_between,
    place_line,
    product_column_dates,
    read_course,
    read_course_dates,
    title_texts,
)
from trainer_app.lists.dates import find_date, parse_date, says_more_of_dates
from trainer_app.lists.kinds import LEVELS, PEOPLE, PLACES, TAUGHT, TOTALS, TRAINERS
from trainer_app.lists.lent_years import with_year_lent
from trainer_app.lists.marks import trainers_value
from trainer_app.lists.modules import module_in_title
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.running_words import holds_dates, place_within, year_within
from trainer_app.lists.school_years import school_year, school_year_named
from trainer_app.lists.scripts import clean, column_letters, has_letters, is_filled, plain, raw_text
from trainer_app.lists.sheet_places import places_of_sheet
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.tables import FoundTable, row_text
from trainer_app.lists.towns import address_within, district_of_list, place_of_list, town_named
from trainer_app.lists.words import Words
from trainer_app.texts import _

_FEWEST_DAYS = 2  # above marks, that tell when a course began and ended


@dataclass
class CourseTold:
    """What is said of the course of a table, the cells that said it, and the rows (from 1) that did nothing else."""

    values: dict[str, Value] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    by_row: frozenset[str] = frozenset()  # what columns of the table tell row by row

    def take_unread(self, name: str, row: int, index: int, text: str) -> None:
        """Mark a field of the course by a cell that holds a date nobody understood."""
        self.values[name] = Value(text, None, "unsure", _("a date of the course that was not understood"))
        self.cells[name] = f"{column_letters(index)}{row + 1}"


def course_told(
    file: str, words: Words, grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], column: ColumnOf
) -> CourseTold:
    """What the title lines, the heads of X columns and the names of sheet and file say of the course of a table."""
    told = CourseTold(by_row=_told_by_row(guesses, table.kind))
    of_a_course = table.kind != TRAINERS  # a date in the title of a roster is the day on which it was made
    above = _dates_above(grid, table, guesses, words)
    table = replace(table, title_rows=[row for row in table.title_rows if row not in above])
    labelled = [(row, *one) for row in table.title_rows for one in course_texts(grid.rows[row], words, bare=True)]
    labelled = [one for one in labelled if of_a_course or one[1] in ("province", "district")]
    labelled = _without_signers(labelled, grid)
    dated = _with_order_of_pair({name: text for _row, name, text, _index in labelled}, guesses, column)
    for row, name, text, index in labelled:
        if name == "trainer" and name in told.cells:
            _take_another_trainer(told, row, text, words)
        else:
            _take_texts(told, row, index, raw_text(grid.rows[row][index]), [(name, text)], dated)
    lines = [row_text(grid.rows[row]) for row in table.title_rows]
    if of_a_course:
        _take_lines(told, grid, table, guesses, words, column)
        _take_product(told, [*lines, grid.name], file, table.kind, guesses, words)
    told.values = {**places_of_sheet(grid, lines, words), **told.values}
    if of_a_course:
        _take_heads(told, grid, table, guesses, above, column)
    if table.kind == PEOPLE and (hours := hours_of_course(lines, words)) is not None:
        told.values.setdefault("hours", hours)
        beside = told.values.keys() & {"venue", "trainer", "organiser"}
        told.values |= {name: without_hours(told.values[name], words) for name in beside}
    if table.kind == PEOPLE and "start" not in told.values.keys() | told.by_row:
        _take_days(told, grid, table, guesses, words, column)
    if table.kind == PEOPLE and not (told.values.keys() | told.by_row) & {"start", "dates"}:
        _take_school_year(told, (school_year_named(line, words) for line in [*lines, grid.name]))
    _take_year(told, grid, table, guesses, words, column)
    _take_year_of_other(told, guesses, column)
    if table.kind == TOTALS:
        _leave_day_of_report(told)
    return told


def _leave_day_of_report(told: CourseTold) -> None:
    """Leave out the one day that stands beside a school year: on it the classes of that year were reported."""
    first, last = (told.values[name].value if name in told.values else None for name in ("start", "end"))
    if "school_year" in told.values and isinstance(first, date) and first == last:
        del told.values["start"], told.values["end"]


def _without_signers(labelled: Sequence[tuple[int, str, str, int]], grid: Grid) -> list[tuple[int, str, str, int]]:
    """The labels (row, field, text, column) of a course without who signed the list above, "Trainer | | Director":
    a word for a trainer with nothing beside it where another has a colon."""
    trainers = [one for one in labelled if one[1] == "trainer"]
    with_colon = [one for one in trainers if any(sign in raw_text(grid.rows[one[0]][one[3]]) for sign in ":：៖")]
    signers = [one for one in trainers if one not in with_colon and not is_filled(cell_in(grid, one[0], one[3] + 1))]
    return [one for one in labelled if not with_colon or one not in signers]


def _take_another_trainer(told: CourseTold, row: int, text: str, words: Words) -> None:
    """Take a trainer whom a second label names: "Lead trainer: Awa Ba", "Co-trainer: Sira Sow"."""
    first, second = told.values["trainer"], trainers_value(Entry(row + 1, text, text), words)
    if has_letters(text) and plain(str(second.value)) not in plain(str(first.value)):
        raw, names = (f"{one}; {other}" for one, other in ((first.raw, second.raw), (first.value, second.value)))
        told.values["trainer"] = replace(first, raw=raw, value=names, note=first.note or second.note)
    told.rows.add(row + 1)


def _take_lines(
    told: CourseTold, grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words, column: ColumnOf
) -> None:
    """What the titles without labels tell, those that say most before the others, and where they do not the sheet."""
    for row in sorted(table.title_rows, key=lambda row: _how_vague(row_text(grid.rows[row]), words)):
        for index, cell in enumerate(grid.rows[row]):
            if isinstance(cell, str) and is_filled(cell):
                _take_texts(told, row, index, cell, title_texts(clean(cell), words), column)
    if told.values.keys() & {"product", "start"}:
        in_places = any(guess.field in PLACES for guess in guesses)
        _take_place(told, grid, table, words, column, in_places=in_places)
    if table.kind == PEOPLE and (told.values.keys() | told.by_row) & {"product", "start"}:
        in_districts = any(guess.field in LEVELS[:-1] for guess in guesses)  # which say more than the title of all
        _take_town(told, grid, table, words, () if in_districts else (district_of_list,))
    if table.kind == TOTALS and "school" in [guess.field for guess in guesses]:
        return  # the schools held the courses, not the ministry above them
    if table.kind != TOTALS and not told.values.keys() & {"product", "start"}:
        _take_texts(told, None, 0, grid.name, title_texts(clean(grid.name), words), column)
    if table.kind == TOTALS or (told.values.keys() | told.by_row) & {"product", "start"}:
        _take_body(told, grid, table, words)


def _take_product(
    told: CourseTold, lines: Sequence[str], file: str, kind: str, guesses: Sequence[ColumnGuess], words: Words
) -> None:
    """The product, module or school year that titles and the names of sheet (the last line) and file tell."""
    if "product" not in told.values.keys() | told.by_row and "score" in plain(" ".join([*lines, file])):
        _take_module(told, lines)
    by_marks = any(guess.product or (guess.field or "").startswith("product:") for guess in guesses)
    if kind == TOTALS:
        _take_totals(told, [*lines, file], words)
    elif kind in TAUGHT and not by_marks and "product" not in told.values.keys() | told.by_row:
        told.values |= _product_by_name(file, words)


def _take_place(
    told: CourseTold, grid: Grid, table: FoundTable, words: Words, column: ColumnOf, *, in_places: bool
) -> None:
    """The place that has a title line to itself, where the other lines told a course; in_places: a column tells the
    places of classes or activities."""
    for row in table.title_rows:
        for index, cell in enumerate(grid.rows[row]):
            if isinstance(cell, str) and (place := place_line(clean(cell), words)) is not None:
                _take_texts(told, row, index, cell, [("venue", place)], column)
    _take_place_within(told, grid, table, words)
    dated = told.cells.get("start", "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if "venue" in told.values.keys() | told.by_row or not dated or (table.kind == TOTALS and in_places):
        return
    row = int(dated) - 1
    texts = [clean(cell) for cell in grid.rows[row] if isinstance(cell, str) and is_filled(cell)]
    texts = [text.removeprefix(body_before_course(text, words) or "") for text in texts]  # who held it
    if row in table.title_rows and (between := place_between(texts, words)) is not None:
        note = _("beside the course and its dates: its place?")
        told.values["venue"] = Value(between, between, "unsure", note)
        told.cells["venue"] = told.cells["start"]


def _take_place_within(told: CourseTold, grid: Grid, table: FoundTable, words: Words) -> None:
    """The place that a title may name behind its product, "SYB training in Katete": to be looked at."""
    for row in table.title_rows:
        for index, cell in enumerate(grid.rows[row]):
            text = cell if isinstance(cell, str) else ""
            place = place_within(clean(text), words)
            if place is not None and "venue" not in told.values.keys() | told.by_row:
                told.values["venue"] = Value(text, place, "unsure", _("named behind the course: its place?"))
                told.cells["venue"] = f"{column_letters(index)}{row + 1}"


def _take_town(
    told: CourseTold, grid: Grid, table: FoundTable, words: Words, more: Sequence[Callable[[str, Words], str | None]]
) -> None:
    """The town that a part of a title without a label is, "List of participants, г. Ош", the address behind the course,
    "SYB อ.ด่านซ้าย จ.เลย", or what else stands behind the last comma: to be looked at."""
    of_others = {told.cells.get("organiser"), told.cells.get("trainer")}  # whose town theirs is
    for sign in (_town_in, *more, place_of_list):
        for row in table.title_rows:
            for index, cell in enumerate(grid.rows[row]):
                place = f"{column_letters(index)}{row + 1}"
                text = clean(cell) if isinstance(cell, str) and place not in of_others else ""
                town = sign(text, words)
                if town is not None and "venue" not in told.values.keys() | told.by_row:
                    told.values["venue"] = Value(text, town, "unsure", _("named behind the course: its place?"))
                    told.cells["venue"] = place


def _town_in(text: str, words: Words) -> str | None:
    return town_named(text, words) or (address_within(text, words) if words.product_of(text) else None)


def _take_year(
    told: CourseTold, grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words, column: ColumnOf
) -> None:
    """The year that a title of a course tells where nothing tells more of its dates."""
    if table.kind not in (PEOPLE, TOTALS) or any(guess.product for guess in guesses) or _of_products(guesses):
        return
    of_two_years = "school_year" in told.values and not told.values["school_year"].text.isdecimal()
    if of_two_years or (told.values.keys() | told.by_row) & {"start", "dates"}:
        return
    texts = {
        (row, index): clean(raw_text(cell)) for row in table.title_rows for index, cell in enumerate(grid.rows[row])
    }
    dated = [(place, text) for place, text in texts.items() if holds_dates(text, words)]
    if len(dated) != 1 or words.product_of(dated[0][1]) is None or (year := year_within(dated[0][1])) is None:
        return
    ((row, index), text) = dated[0]
    line = ColumnGuess(index, text, "dates", 1.0)
    found = read_course_dates(year, "dates", replace(column(line, "dates"), header_row=row + 1))
    if found and all(value.value is not None for value in found.values()):
        told.values |= found
        told.cells |= dict.fromkeys(found, f"{column_letters(index)}{row + 1}")


def _take_year_of_other(told: CourseTold, guesses: Sequence[ColumnGuess], column: ColumnOf) -> None:
    """The start or end of a course that is told without a year, "Start: 5 August, end: 9 August 2019"."""
    start, end = told.values.get("start"), told.values.get("end")
    if start is not None and end is not None and guesses:
        told.values |= with_year_lent(start, end, column(guesses[0], "start"))


def _take_body(told: CourseTold, grid: Grid, table: FoundTable, words: Words) -> None:
    """Who may have held the course, where a title line says nothing but the name of such a body or begins with it: to
    be looked at."""
    if "organiser" in told.values.keys() | told.by_row or table.kind not in (*TAUGHT, TOTALS):
        return
    for row in table.title_rows:
        cells = [cell for cell in grid.rows[row] if isinstance(cell, str) and is_filled(cell)]
        in_course = row + 1 in told.rows
        named = body_before_course if in_course else body_named
        bodies = {cell: body for cell in cells[: 1 if in_course else None] if (body := named(clean(cell), words))}
        if len(bodies) != 1:
            continue
        note = _("named above the list: who held the course?")
        ((cell, body),) = bodies.items()
        told.values["organiser"] = Value(cell, body, "unsure", note)
        told.cells["organiser"] = f"{column_letters(list(grid.rows[row]).index(cell))}{row + 1}"
        return


def _take_module(told: CourseTold, lines: Sequence[str]) -> None:
    """The SCORE module that a title of a list of SCORE tells by its number."""
    line = next((line for line in lines if module_in_title(line)), None)
    if line is not None:
        told.values["product"] = Value(line, module_in_title(line), "converted", _("from the title"))


def _with_order_of_pair(said: Mapping[str, str], guesses: Sequence[ColumnGuess], column: ColumnOf) -> ColumnOf:
    """Columns that know whether the day comes first where a start and an end, each in its own cell, show it."""
    if not {"start", "end"} <= said.keys() or not guesses:
        return column
    shown = order_shown(column(guesses[0], "start"), {1: said["start"]}, {1: said["end"]})
    return lambda guess, name: replace(column(guess, name), order_shown=shown)


def _take_totals(told: CourseTold, lines: Sequence[str], words: Words) -> None:
    """The school year and the product of totals, wherever they are told."""
    named = (school_year_named(line, words) for line in lines)
    _take_school_year(told, (*named, *map(school_year, lines)))
    line = next((line for line in lines if words.product_of(line)), None)
    if line is not None and "product" not in told.values:
        told.values["product"] = Value(line, words.product_of(line), "converted", _("from the title"))


def _take_school_year(told: CourseTold, found: Iterable[str | None]) -> None:
    """The first school year that was found in the lines of a title or the names of sheet and file."""
    year = next(filter(None, found), None)
    if year is not None:
        told.values.setdefault("school_year", Value(year, year, None))


def _take_heads(
    told: CourseTold, grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], above: Sequence[int],
    column: ColumnOf,
) -> None:  # fmt: skip
    """The dates in the heads of the columns of products, or in the row above those."""
    for guess in _of_products(guesses):
        code = (guess.field or "").removeprefix("product:")
        lent = column(guess, "dates")
        texts = {row: clean(raw_text(cell_in(grid, row, guess.index))) for row in [*table.header_rows, *above]}
        for text in [*table.headers[guess.index], *(texts[row] for row in above)]:
            if found := product_column_dates(code, [text], lent):
                row = next((row for row in reversed(texts) if texts[row] == clean(text)), table.header_rows[-1])
                told.values |= found
                told.cells |= dict.fromkeys(found, f"{column_letters(guess.index)}{row + 1}")
                break
    told.rows |= {row + 1 for row in above}


def _take_days(
    told: CourseTold, grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words, column: ColumnOf
) -> None:
    """The first and last of the days above marks of attendance, each with its year, where no title tells them."""
    days: list[tuple[ColumnGuess, int, str]] = []
    for guess in guesses:
        if not (guess.field or "").startswith("attendance:") or guess.product:
            continue
        for row in table.header_rows:
            text = clean(raw_text(cell_in(grid, row, guess.index)))
            day = parse_date(text, words)
            if day is not None and day.start == day.end and day.start.year and day.start.day:
                days.append((guess, row, text))
                break
    if len(days) < _FEWEST_DAYS:
        return
    pair = dict(zip(("start", "end"), (days[0], days[-1]), strict=True))
    lent = _with_order_of_pair({name: text for name, (_guess, _row, text) in pair.items()}, guesses, column)
    found: dict[str, Value] = {}
    for name, (guess, _row, text) in pair.items():
        found |= read_course_dates(text, name, lent(guess, name))
    dated = [value.value for name, value in found.items() if name in pair and isinstance(value.value, date)]
    if len(dated) == len(pair) and dated[0] <= dated[1]:
        told.values |= found
        told.cells |= {name: f"{column_letters(guess.index)}{row + 1}" for name, (guess, row, _text) in pair.items()}


def _dates_above(grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words) -> list[int]:
    """The title row right above the header with the dates of the columns of products, each above its own."""
    columns = {guess.index for guess in _of_products(guesses)}
    rows = [row for row in table.title_rows if columns and row == table.header_rows[0] - 1]
    for row in rows:
        cells = {index: clean(raw_text(cell)) for index, cell in enumerate(grid.rows[row]) if is_filled(cell)}
        dated = {index for index, text in cells.items() if parse_date(text, words) is not None}
        others = [cells[index] for index in cells.keys() - dated]
        enough = dated <= columns and len(dated) >= min(2, len(columns))
        if enough and not any(map(str.isdigit, "".join(others))):
            return [row]
    return []


def _of_products(guesses: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """The columns of marks under a product."""
    return [guess for guess in guesses if (guess.field or "").startswith("product:")]


def _product_by_name(file: str, words: Words) -> dict[str, Value]:
    """The product that the name of the file tells where nothing in it does: to be looked at."""
    named = words.product_words(file)
    if len(named) != 1 or plain(named[0]) in words.sets["family"]:
        return {}
    return {"product": Value(file, words.product_of(file), "unsure", _("from the name of the file"))}


def _how_vague(line: str, words: Words) -> tuple[bool, bool, bool]:
    """What puts a title behind others: a product's name that may be the programme's, several products that need not be
    of one course, a month without days."""
    dated = find_date(line, words)
    several = dated is None and ";" in (words.product_of(line) or "")
    return _names_a_family(line, words), several, dated is not None and dated[1].start.day is None


def _names_a_family(line: str, words: Words) -> bool:
    """Whether a line names a programme by a word that also is one of its products (GERME): any other line is surer."""
    codes = words.product_of(line)
    return codes is not None and all(plain(word) in words.sets["family"] for word in words.product_words(line))


def _told_by_row(guesses: Sequence[ColumnGuess], kind: str) -> frozenset[str]:
    """What columns of a table tell of its courses, so that no title needs to."""
    fields = {guess.field for guess in guesses if guess.field}
    dates = {"dates", "start", "end"}
    dates = dates if fields & dates else set()
    places = {"venue"} if kind == TOTALS and fields & {"district", "township", "village"} else set()
    return frozenset((fields & {"product", "venue", "course_code", "trainer", "organiser"}) | dates | places)


def _take_texts(
    told: CourseTold, row: int | None, index: int, cell: str, texts: Sequence[tuple[str, str]], column: ColumnOf
) -> None:
    """Take what one cell of a title says and nobody said before."""
    known = told.values.keys() | told.by_row | ({"dates"} if "start" in told.values else set())
    texts = [(name, text) for name, text in texts if name not in known]
    if not texts:
        return
    line = ColumnGuess(index, clean(cell), "dates", 1.0)
    lent = replace(column(line, "dates"), header_row=(row or 0) + 1)
    found = {name: value for name, value in read_course(texts, lent).items() if name not in told.values}
    said = next((text for name, text in texts if name == "dates"), "")
    if row is not None and "start" in found and said and says_more_of_dates(clean(cell), said, column(line, "").words):
        note = _("the line tells more dates than were understood")
        found |= {name: replace(found[name], mark="unsure", note=note) for name in ("start", "end") if name in found}
    told.values |= found
    told.cells |= {name: f"{column_letters(index)}{(row or 0) + 1}" for name in found}
    if row is not None:
        told.rows.add(row + 1)
