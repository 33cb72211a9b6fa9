"""Finds the tables in a sheet, of people, totals or firms; every other filled row gets a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from trainer_app.lists.closing_rows import counts_marks, places_of_sums_above, sums_a_place, sums_up, undated, unnamed
from trainer_app.lists.course_labels import has_course_labels, labels_course
from trainer_app.lists.course_lines import lines_of_course
from trainer_app.lists.courses import dates_course, tells_course
from trainer_app.lists.dates import parse_date
from trainer_app.lists.header_rows import begins_above, is_header
from trainer_app.lists.header_words import header_word
from trainer_app.lists.kinds import ENTERPRISES, INDICATORS, KEYS, NAMES, PEOPLE, TAUGHT, TOTALS, WITH_NAMES, kind_of
from trainer_app.lists.measures import firms_below_one_indicator
from trainer_app.lists.modules import module_number
from trainer_app.lists.name_columns import names_before_father, names_by_content, other_names
from trainer_app.lists.numbering_rows import numbers_columns
from trainer_app.lists.own_cells import own_columns, tells_one_person
from trainer_app.lists.owners import fields_of_each, says_more_of_values, told_of_firms
from trainer_app.lists.scripts import Cell, clean, has_letters, is_filled, is_number, plain, raw_text, unspaced
from trainer_app.lists.shapes import Shape, shapes
from trainer_app.lists.sheets import Grid
from trainer_app.lists.split_dates import join_split_dates
from trainer_app.lists.ticks import join_ticks
from trainer_app.lists.words import Words
from trainer_app.progress import Progress
from trainer_app.texts import N_

# Why a filled row is nobody's.
REASONS = {
    "title": N_("a title or heading"),
    "total": N_("a row of totals"),
    "footer": N_("a page number or signatures"),
    "note": N_("a note, not a person"),
    "nameless": N_("no name in the row"),
    "blank_form": N_("a number without a name"),
    "no_table": N_("no list on this sheet"),
    "exposure": N_("people reached, not trained"),
    "summary": N_("a summary of people who are listed elsewhere in the file"),
    "hidden": N_("a hidden sheet without people"),
    "hidden_people": N_("a hidden sheet with people, not taken unless you say so"),
}

_MOST_HEADER_ROWS = 3
_LONGEST_COUNT = 40  # letters of a cell such as "about 1,200 visitors"
_LOOKED_AT = 40  # rows below a header that show which column holds the names


@dataclass
class FoundTable:
    """Row numbers from 0 into the grid. headers: per column the header texts from top to bottom.

    key_columns: those of which one must say something in a row that counts, in a list of people those of names.
    own_columns: those that hold what only one person has, with their fields. shape: what the rows say it is, where no
    heading says enough.
    """

    headers: list[list[str]]
    header_rows: list[int]
    title_rows: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    key_columns: list[int] = field(default_factory=list)
    own_columns: dict[int, str] = field(default_factory=dict)
    serial_column: int | None = None
    kind: str = PEOPLE
    shape: Shape | None = None
    sections: list[tuple[list[int], list[int]]] = field(default_factory=list)
    """Lines between the rows that tell of another course, and the rows below them; those before are of the titles."""


@dataclass
class Found:
    """All tables of a sheet; left: rows that belong to none, with the reason."""

    tables: list[FoundTable] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)


def find_tables(grid: Grid, words: Words, progress: Progress | None = None) -> Found:
    """The tables of a sheet. Every filled row is in exactly one list of the result."""
    progress = progress or Progress()
    found = _find_tables(grid, words, progress)
    if not found.tables and (shaped := shapes(grid)):
        found = _find_tables(grid, words, progress, shaped)
    for table in found.tables:
        join_split_dates(grid, table.headers, table.rows, words)
        if table.kind in (*WITH_NAMES, ENTERPRISES):
            join_ticks(grid, table.headers, table.rows, words)
        if table.kind == TOTALS:
            places_of_sums_above(grid, table.header_rows[-1] + 1, table.rows, found.left, words)
    return found


def _find_tables(
    grid: Grid, words: Words, progress: Progress, shaped: Mapping[int, Shape] = MappingProxyType({})
) -> Found:
    """The tables of a sheet. shaped: rows that are headers by what stands below them, though no word may be known."""
    found = Found()
    waiting: list[tuple[int, str]] = []
    table: FoundTable | None = None
    skip_to = 0
    after_person = False
    told: list[int] = []  # lines since the last person that tell of a course
    for number, row in enumerate(grid.rows):
        if number < skip_to or not any(map(is_filled, row)):
            continue
        progress.cancelled()
        if numbers_columns(row):
            found.left.append((number, "title"))
            continue
        below = grid.rows[number + 1] if number + 1 < len(grid.rows) else ()
        right_below = number > 0 and any(map(is_filled, grid.rows[number - 1]))
        # whether it goes on is looked at last: it costs much more
        if number in shaped or (
            is_header(row, words, below) and not (right_below and table and _goes_on(row, table, words))
        ):
            if table is not None and not table.rows and number == table.header_rows[-1] + 1:
                _add_header_row(grid, table, words)  # the same headings again, in another language
                continue
            again = number not in shaped or shaped[number].begins > 1  # else another list, of another course
            if table is not None and after_person and again and _same_header(row, grid.rows[table.header_rows[0]]):
                new_rows = list(range(number, number + _header_height(grid, number, table, words)))
                table.header_rows += new_rows
                skip_to = number + len(new_rows)
                continue
            table, told = _start(grid, number, words, shaped.get(number)), []
            skip_to = table.header_rows[-1] + 1
            waiting = [one for one in waiting if one[0] not in table.header_rows]
            table.title_rows = [above for above, reason in waiting if reason == "title"]
            found.left += [(above, reason) for above, reason in waiting if reason != "title"]
            waiting = []
            found.tables.append(table)
            continue
        reason = "title" if table is None else _not_a_person(row, table, words)
        if table is not None and reason is None:
            if told := lines_of_course(told, grid.rows, words):
                table.sections.append((told, []))
            found.left += [one for one in waiting if one[0] not in told]
            waiting, told = [], []
            if table.sections:
                table.sections[-1][1].append(number)
            table.rows.append(number)
        else:
            if table is not None and reason == "title" and table.kind in TAUGHT and tells_course(row, words):
                told.append(number)
            waiting.append((number, reason or ""))
        after_person = reason is None
    found.left += waiting
    return found


def headerless(grid: Grid) -> FoundTable:
    """A pasted block without a header: every filled row is a person."""
    width = max((len(row) for row in grid.rows), default=0)
    rows = [number for number, row in enumerate(grid.rows) if any(map(is_filled, row))]
    return FoundTable([[] for _column in range(width)], [], rows=rows)


def _goes_on(row: Sequence[Cell], table: FoundTable, words: Words) -> bool:
    """Whether a row right below another is one more person, though its cells say "Student", "Trainer" and "Business".

    It names somebody where the names are, and no heading of names.
    """
    if table.kind not in WITH_NAMES:
        return False
    names = [row[column] for column in table.key_columns if column < len(row)]
    named = any(_says_something(cell) and not words.fields_of(str(cell), within=True) for cell in names)
    fields = {name for cell in row if isinstance(cell, str) and is_filled(cell) for name in words.fields_of(cell)}
    return named and not fields & NAMES


def _same_header(row: Sequence[Cell], header: Sequence[Cell]) -> bool:
    texts = {header_word(raw_text(cell)) for cell in row if is_filled(cell)}
    return texts == {header_word(raw_text(cell)) for cell in header if is_filled(cell)}


def _start(grid: Grid, top: int, words: Words, shape: Shape | None) -> FoundTable:
    above = [top - 1] if begins_above(grid.rows, top, words) else []
    table = FoundTable([], [*above, top], shape=shape)
    _settle_header(grid, table, words)
    while len(table.header_rows) < _MOST_HEADER_ROWS and _continues(grid, table, words):
        _add_header_row(grid, table, words)
    return table


def _add_header_row(grid: Grid, table: FoundTable, words: Words) -> None:
    table.header_rows.append(table.header_rows[-1] + 1)
    _settle_header(grid, table, words)


def _settle_header(grid: Grid, table: FoundTable, words: Words) -> None:
    """The kind, the texts and the key columns of a table by its header rows so far."""
    table.headers = _header_texts(grid, table.header_rows)
    fields = [fields_of_each(chain, words) for chain in table.headers]
    named = told_of_firms(table.headers, fields, words)
    table.kind = kind_of(named) or (table.shape.kind if table.shape is not None else PEOPLE)
    every = {name for chain in fields for one in chain for name in one}
    firms = table.kind == ENTERPRISES and "business_name" not in every  # "Nama UPI", of units that process fish
    keys = {*KEYS[table.kind]} | (NAMES if firms else {"owner_name"} if named & NAMES and not every & NAMES else set())
    table.key_columns = [i for i, chain in enumerate(fields) if any(one & keys for one in chain)]
    table.own_columns = own_columns([{name for one in chain for name in one} for chain in fields])
    shape = table.shape if table.shape is not None and table.shape.kind == table.kind else None
    if shape is not None and (not table.key_columns or table.kind == TOTALS):
        table.key_columns = [*shape.names]
    elif not table.key_columns and table.kind in (*WITH_NAMES, ENTERPRISES):
        table.key_columns = names_by_content(_below(grid, table), fields)
    elif table.kind in WITH_NAMES and named & NAMES == {"family_name"}:  # beside it "Name of somebody"
        others = other_names(table.headers, fields, words)
        table.key_columns += others or names_before_father(_below(grid, table), fields)
    elif table.kind == INDICATORS:
        table.key_columns += firms_below_one_indicator(_below(grid, table), fields)
    table.serial_column = next(
        (i for i, chain in enumerate(fields) if chain and "serial" in chain[0] and i not in table.key_columns),
        shape.serial if shape is not None else None,
    )


def _below(grid: Grid, table: FoundTable) -> Sequence[Sequence[Cell]]:
    """The first rows below the header of a table, which show what its columns hold."""
    return grid.rows[table.header_rows[-1] + 1 :][:_LOOKED_AT]


def _continues(grid: Grid, table: FoundTable, words: Words) -> bool:
    """Whether the next row is a lower row of the header: filled only below group headings, never as a person is."""
    number = table.header_rows[-1] + 1
    if number >= len(grid.rows):
        return False
    top, row = grid.rows[table.header_rows[0]], grid.rows[number]
    if not any(map(is_filled, row)) or numbers_columns(row):
        return False
    filled = [column for column, cell in enumerate(row) if is_filled(cell)]
    if len(filled) == 1 and (filled[0] in table.key_columns or filled[0] == table.serial_column):
        return False  # "Women", above those who are
    of_values = table.kind == INDICATORS and says_more_of_values(row, table.headers, words)
    if of_values or all(map(_in_brackets, filter(is_filled, row))):
        return True
    for column, cell in enumerate(row):
        if not is_filled(cell):
            continue
        if column in table.key_columns and _splits_names(grid, table, column):
            continue
        if column in table.key_columns or column == table.serial_column:
            if not (isinstance(cell, str) and words.fields_of(cell)) or sums_up(cell, row, words):
                return False
        elif not _below_group(top, column) and not _dates_a_product(top, column, cell, words):
            return False
    return True


def _splits_names(grid: Grid, table: FoundTable, column: int) -> bool:
    """Whether the row below a heading of names that spans two columns says what each is: "Khmer", "Latin"."""
    number = table.header_rows[-1] + 1
    top, row = grid.rows[table.header_rows[0]], grid.rows[number]
    below = grid.rows[number + 1] if number + 1 < len(grid.rows) else ()
    beside = slice(column + 1, column + 2)
    spans = any(map(is_filled, row[beside])) and not any(map(is_filled, top[beside]))
    return spans and not _is_numbered(row, table) and _is_numbered(below, table)


def _in_brackets(cell: Cell) -> bool:
    return isinstance(cell, str) and clean(cell).startswith("(") and clean(cell).endswith(")")


def _below_group(top: Sequence[Cell], column: int) -> bool:
    """Whether a column stands under a heading that spans several: its own cell or its right neighbour is empty."""
    own = column < len(top) and is_filled(top[column])
    right = column + 1 < len(top) and not is_filled(top[column + 1])
    return not own or right


def _dates_a_product(top: Sequence[Cell], column: int, cell: Cell, words: Words) -> bool:
    """Whether of a cell and the heading above it the one names a product or module and the other tells when it was."""
    told = [str(one) for one in (top[column] if column < len(top) else "", cell) if isinstance(one, str)]
    dated = [parse_date(one, words) is not None for one in told]
    if len(told) < 2 or sum(dated) != 1:
        return False
    named = told[dated.index(False)]
    return words.product_of(named) is not None or module_number(named, whole=True) is not None


def _header_height(grid: Grid, number: int, table: FoundTable, words: Words) -> int:
    """How many rows a repeated header takes: as many of the first one's lower rows as are repeated too."""
    height = 1
    for below in table.header_rows[1:]:
        if below != table.header_rows[0] + height or number + height >= len(grid.rows):
            break
        if grid.rows[number + height] != grid.rows[below]:
            break
        height += 1
    return height


def _header_texts(grid: Grid, header_rows: Sequence[int]) -> list[list[str]]:
    """Per column its header texts from top to bottom; a group's heading counts for all columns under it."""
    width = max(len(grid.rows[row]) for row in header_rows)
    chains: list[list[str]] = [[] for _column in range(width)]
    for level, row in enumerate(header_rows):
        group = ""
        for column in range(width):
            cell = grid.rows[row][column] if column < len(grid.rows[row]) else ""
            text = clean(raw_text(cell))
            if text:
                group = text
            lower = any(
                column < len(grid.rows[below]) and is_filled(grid.rows[below][column])
                for below in header_rows[level + 1 :]
            )
            if text:
                chains[column].append(text)
            elif lower and group:
                chains[column].append(group)
    return chains


def _not_a_person(row: Sequence[Cell], table: FoundTable, words: Words) -> str | None:
    """Why a row below a header does not count; None for a person, firm or total."""
    cells = [cell for cell in row if is_filled(cell)]
    said = (cell for cell in cells if isinstance(cell, str) and has_letters(cell))
    with_letters = (cell for cell in said if cell[0] != "#" or plain(cell) not in words.sets["broken"])
    texts = list(islice(with_letters, 2 if table.kind in WITH_NAMES else None))  # of a person no more are looked at
    named = any(
        column < len(row) and (_says_something if table.kind in WITH_NAMES else is_filled)(row[column])
        for column in table.key_columns
    )
    numbered = _is_numbered(row, table)
    first = unspaced(texts[0]) if texts else ""
    summed = words.starts_with("total", first) or words.ends_with("total", first)
    counts = table.kind == INDICATORS and any(first == row[column] for column in table.key_columns if column < len(row))
    ends = summed or any(words.starts_with("footer", text) for text in texts[:1])
    if ends and named and table.kind in WITH_NAMES and tells_one_person(row, first, table.own_columns, words):
        return None  # "Suma Devi": a name, though it begins as a row of totals
    before = bool(texts) and table.serial_column is not None and list(row).index(texts[0]) < table.serial_column
    # though the row has a number: "Итого / Total"
    before = before or all(plain(part) in words.sets["total"] for part in first.split("/"))
    if (before or not numbered) and summed and not counts:  # an indicator may be "Total rejects"
        return "total"
    if not numbered and len(texts) == 1 and counts_marks(cells, first, words):
        return "total"
    if not numbered and any(words.starts_with("footer", text) for text in texts[:1]):
        return "title" if dates_course(row, words) else "footer"  # a date alone is that of the signature
    if table.kind == TOTALS and not numbered and words.starts_with("planned", first):
        return "note"  # of what is still to come
    if not numbered and (has_course_labels(row, words) or labels_course(row, words)):
        return "title"
    if table.kind not in WITH_NAMES:
        return _no_figures(row, table, words, numbered, named, texts)
    width = sum(1 for chain in table.headers if chain)
    if table.serial_column is not None and not numbered and len(cells) * 2 < width:
        titled = not named or len(cells) <= 2 or table.shape is not None or tells_course(row, words)
        return "title" if titled else "note"
    if not named:
        return "nameless" if len(cells) > 1 or not numbered else "blank_form"
    if len(cells) == 1 and width > 2:
        return "title"
    return None


def _says_something(cell: Cell) -> bool:
    return isinstance(cell, str) and has_letters(cell)


def _no_figures(
    row: Sequence[Cell], table: FoundTable, words: Words, numbered: bool, named: bool, texts: Sequence[str]
) -> str | None:
    """Why a row of a table of totals, firms or indicators does not count."""
    counted = [text for text in texts[2:] if any(map(str.isdigit, text)) and len(text) <= _LONGEST_COUNT]
    if any(words.holds("exposure", text) for text in [*texts[:2], *counted]):
        return "exposure"
    filled = sum(map(is_filled, row))
    if not numbered and (filled == 1 or not texts):
        return "title" if texts else "total"
    if table.shape is not None and not numbered:
        return "total"  # of those above, whatever its word is
    if table.kind != TOTALS:
        return None if named else "nameless"
    if any(words.holds("cumulative", text) for text in texts[:1]) or (not numbered and sums_a_place(texts, words)):
        return "total"
    if not named and not numbered:
        return "nameless"
    if not numbered and table.serial_column is not None and undated(row, table.headers, words):
        return "total"  # below those that have a number: all of them together, or since the beginning
    if not numbered and table.serial_column is not None and table.rows and unnamed(row, table.headers, words):
        return "note"
    return "blank_form" if numbered and filled == 1 else None


def _is_numbered(row: Sequence[Cell], table: FoundTable) -> bool:
    """Whether the row has its number in the list."""
    column = table.serial_column
    if column is None or column >= len(row):
        return False
    cell = row[column]
    return is_number(cell) or (isinstance(cell, str) and plain(cell).rstrip(".)").isdecimal())


def row_text(row: Sequence[Cell]) -> str:
    """The filled cells of a row, for showing what was skipped."""
    return " | ".join(clean(raw_text(cell)) for cell in row if is_filled(cell))
