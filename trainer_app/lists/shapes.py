"""Lists in a language of which no heading is known: a row of texts above rows of like cells, of people or of totals."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trainer_app.lists.kinds import PEOPLE, TOTALS
from trainer_app.lists.numbering_rows import numbers_columns
from trainer_app.lists.scripts import Cell, clean, has_letters, is_filled, plain, raw_text, script_of
from trainer_app.lists.sheets import Grid
from trainer_app.lists.sums import tells_parts, whole_sums

_FEWEST_WORDS = 4  # headings without digits
_LONGEST_HEADING = 60
_MOST_HEADER_ROWS = 3
_LOOKED_AT = 40  # rows below a header
_FEWEST_ROWS = 2
_LAST_NUMBER = 10_000  # of a row in a list
_MOST_OF, _FILLED = 0.8, 0.6  # of a column's cells look alike, and of its rows say something
_LONGEST_COUNT, _LONGEST_SIGN, _MOST_SIGNS = 3, 10, 3
_DIGITS, _DIALLED = range(7, 16), re.compile(r"[\d\s+().-]+")  # of telephone numbers


@dataclass(frozen=True)
class Shape:
    """What the rows below a header say of it. kind: PEOPLE or TOTALS; columns from 0.

    serial: the column of their numbers, the first of which is begins. names: of people, the column of their names, and
    one beside it of the same names in other letters, or (halves) those of their other parts; of totals, all columns of
    texts.
    """

    kind: str
    serial: int
    begins: int
    names: tuple[int, ...]
    halves: bool = False


def shapes(grid: Grid) -> dict[int, Shape]:
    """The rows (from 0) that are headers by what stands below them, though no word of them may be known."""
    found = {}
    for number, row in enumerate(grid.rows):
        if _is_heading(row) and (shape := _shape(grid, number)) is not None:
            found[number] = shape
    return found


def _is_heading(row: Sequence[Cell]) -> bool:
    """Whether a row is of different texts, nearly all of them without digits; days may stand among them."""
    filled = [cell for cell in row if is_filled(cell)]
    if len(filled) < _FEWEST_WORDS or any(map(str.isdigit, raw_text(filled[0]))):
        return False
    texts = [clean(raw_text(cell)) for cell in filled]
    if max(map(len, texts)) > _LONGEST_HEADING:
        return False
    words = [text for text in texts if not any(map(str.isdigit, text))]
    return len(words) >= _FEWEST_WORDS and len(set(words)) == len(words)


def _shape(grid: Grid, header: int) -> Shape | None:
    first = next(index for index, cell in enumerate(grid.rows[header]) if is_filled(cell))
    rows = list(_numbered(grid, header, first))
    if len(rows) < _FEWEST_ROWS:
        return None
    begins = int(plain(raw_text(rows[0][first])).rstrip(".)"))
    columns = {
        index: [clean(raw_text(row[index])) if index < len(row) else "" for row in rows]
        for index in range(first + 1, max(map(len, rows)))
    }
    texts = tuple(index for index, cells in columns.items() if _are_texts(cells))
    called = any(map(_are_phones, columns.values()))
    if whole_sums(columns) or any(map(tells_parts, columns.values())):  # called: firms and workers, or people
        return Shape(TOTALS, first, begins, texts) if texts and not called else None
    if sum(map(_are_counts, columns.values())) > 1 and not called and not any(map(_are_signs, columns.values())):
        return None  # numbers of something
    if (whole := _whole_names(columns, texts)) is not None:
        return Shape(PEOPLE, first, begins, whole)
    parts = _parts_of_names(columns, texts)
    return Shape(PEOPLE, first, begins, parts, halves=True) if parts else None


def _numbered(grid: Grid, header: int, column: int) -> Iterator[Sequence[Cell]]:
    """The rows below a header that are numbered one by one, where they begin right below it or its lower rows."""
    last = None
    below = grid.rows[header + 1 : header + 1 + _LOOKED_AT]
    for step, row in enumerate(row for row in below if not numbers_columns(row)):
        text = plain(raw_text(row[column])).rstrip(".)") if column < len(row) else ""
        number = int(text) if text.isdecimal() and int(text) < _LAST_NUMBER else None
        if last is None and (number is None or step >= _MOST_HEADER_ROWS):
            if is_filled(text) or step >= _MOST_HEADER_ROWS:
                return
            continue
        if number is not None and last is not None and number != last + 1:
            return
        if number is not None:
            last = number
            yield row


def _are_texts(cells: Sequence[str]) -> bool:
    """Whether most of the cells of a column that say something are letters without digits."""
    filled = [text for text in cells if text]
    texts = [text for text in filled if has_letters(text) and not any(map(str.isdigit, text))]
    return len(texts) >= _FEWEST_ROWS and len(texts) >= _FILLED * len(filled)


def _whole_names(columns: Mapping[int, Sequence[str]], texts: Sequence[int]) -> tuple[int, ...] | None:
    """The first column of texts that differ in nearly all rows, of several words rather than of one; with the one right
    beside it, where that is in Latin letters and the first is not."""
    different = [index for index in texts if _differ(columns[index]) and all(len(text) > 1 for text in columns[index])]
    several = [index for index in different if sum(" " in text for text in columns[index]) * 2 > len(columns[index])]
    first = next(iter([*several, *different]), None)
    if first is None:
        return None
    scripts = [script_of(" ".join(columns[index])) for index in (first, first + 1) if index in texts]
    beside = len(scripts) > 1 and scripts[0] != "LATIN" == scripts[1] and _differ(columns[first + 1])
    return (first, first + 1) if beside else (first,)


def _parts_of_names(columns: Mapping[int, Sequence[str]], texts: Sequence[int]) -> tuple[int, ...]:
    """The first columns side by side that hold words which differ row by row only together."""
    for first, second in pairwise(texts):
        both = list(zip(columns[first], columns[second], strict=True))
        if second == first + 1 and all(map(all, both)) and _differ([" ".join(pair) for pair in both]):
            third = second + 1
            more = third in texts and all(columns[third]) and not _are_signs(columns[third])
            return (first, second, third) if more else (first, second)
    return ()


def _differ(cells: Sequence[str]) -> bool:
    return len(set(cells)) >= _MOST_OF * len(cells)


def _are_counts(cells: Sequence[str]) -> bool:
    """Whether most cells of a column that say something are different small numbers."""
    filled = [text for text in map(plain, cells) if text]
    numbers = [text for text in filled if text.isdecimal() and len(text) <= _LONGEST_COUNT]
    return len(numbers) >= _MOST_OF * len(filled) and len(set(numbers)) > _MOST_SIGNS


def _are_signs(cells: Sequence[str]) -> bool:
    """Whether a column holds a few words or signs again and again, as for sexes and for days attended."""
    filled = [text for text in map(plain, cells) if text]
    few = len(set(filled)) <= _MOST_SIGNS < len(filled)
    return few and all(len(text) <= _LONGEST_SIGN and not any(map(str.isdigit, text)) for text in filled)


def _are_phones(cells: Sequence[str]) -> bool:
    """Whether most cells of a column are such as telephone numbers are, hardly any of them twice."""
    filled = [text for text in cells if text]
    long = {text for text in filled if sum(map(str.isdigit, text)) in _DIGITS and _DIALLED.fullmatch(plain(text))}
    return len(long) >= _FEWEST_ROWS and len(long) >= _MOST_OF * len(filled)
