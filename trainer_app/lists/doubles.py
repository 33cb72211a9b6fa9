"""Columns that their neighbours tell: two under one heading, halves of names, names in two scripts."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise, permutations

from trainer_app.lists.dates import parse_date
from trainer_app.lists.kinds import ENTERPRISES, FIELDS, NAMES, PLACES, WITH_NAMES
from trainer_app.lists.reading import GUESSED, ColumnGuess
from trainer_app.lists.scripts import Cell, clean, has_letters, is_filled, plain, raw_text, script_of
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.statuses import yes_or_no
from trainer_app.lists.tables import FoundTable
from trainer_app.lists.word_finder import is_spaced
from trainer_app.lists.words import Words

_JOINED = {"phones", "family_name", "given_name", "trainer", "national_id"}  # several columns of these make one value
_DAYS = frozenset({"tot_date", "certified_on", "licence_until", "asked_on", "business_start", "business_end"})
_BY_CHANCE = 0.2  # of given names, at most so many hold the surname or the grandfather's name
_LONGEST_INITIAL = 2
_OTHER_HALF = {"family_name": "given_name", "given_name": "family_name"}
_FEWEST_NAMES, _MOST_DIFFER = 3, 0.4  # different names in a column, and what share of its rows they are
_PARTS = ("full_name", "given_name", "family_name")
_LOOKED_AT = 200  # cells that show the script of a column
_TOLD = _DAYS | {"product", "outcome", "dates", "start", "end"}  # of two such columns it is the one whose cells tell it


def script_below(grid: Grid, table: FoundTable, index: int) -> str | None:
    """The script that most of a column's cells are written in."""
    texts = [str(grid.rows[row][index]) for row in table.rows if index < len(grid.rows[row])]
    return script_of(" ".join(texts[:_LOOKED_AT]))


def without_doubles(grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words) -> list[ColumnGuess]:
    """A second column of the same field is kept as extra; a second name in Latin letters is the Latin name, one of
    single words beside such the rest of the name, and one kind of place under another heading beside the first, "Union"
    and "Upazila", is part of that."""
    first: dict[str, int] = {}
    result = list(guesses)
    for guess in guesses:
        field = guess.field
        if field is None or field in _JOINED or ":" in field:
            continue
        if field not in first:
            first[field] = guess.index
            continue
        if field in _TOLD and _told(field, grid, table, guess.index, words) > _told(
            field, grid, table, first[field], words
        ):
            result[first[field]] = replace(result[first[field]], field=None, certainty=0.0)
            first[field] = guess.index
            continue
        beside = guesses[guess.index - 1]
        if field in PLACES and beside.field == field and plain(beside.header) != plain(guess.header):
            continue
        if field == "full_name" and beside.index == first[field] and _are_halves(grid, table, beside, guess):
            continue
        scripts = {index: script_below(grid, table, index) for index in (first[field], guess.index)}
        latin = [index for index, script in scripts.items() if script == "LATIN"]
        if field == "full_name" and len(latin) == 1 and "latin_name" not in first:
            first["latin_name"] = latin[0]
            result[latin[0]] = replace(result[latin[0]], field="latin_name", certainty=0.9)
        else:
            result[guess.index] = replace(guess, field=None, certainty=0.0)
    return result


def _are_halves(grid: Grid, table: FoundTable, one: ColumnGuess, other: ColumnGuess) -> bool:
    """Whether nearly all names in two columns are single words, not the same, of one script that parts words."""
    cells = [[plain(raw_text(cell_in(grid, row, guess.index))) for row in table.rows] for guess in (one, other)]
    told = [pair for pair in zip(*cells, strict=True) if all(pair)]
    single = sum(is_spaced(first[0]) and " " not in first + last and first != last for first, last in told)
    whole = len(told) > 1 and single >= (1 - _BY_CHANCE) * len(told)
    return whole and script_below(grid, table, one.index) == script_below(grid, table, other.index)


def names_beside(grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words) -> list[ColumnGuess]:
    """The columns without a heading beside one of names: the same names in Latin letters, or the other part of each
    below a heading that is merged over both. Beside forms of address they are the names, where no others are."""
    result = list(guesses)
    fields = {guess.field for guess in guesses}
    for whole, beside in pairwise(guesses):
        if whole.field not in ("full_name", "honorific") or beside.field is not None or table.headers[beside.index]:
            continue
        cells = [[clean(raw_text(cell_in(grid, row, one.index))) for row in table.rows] for one in (whole, beside)]
        if not all(has_letters(text) and not any(map(str.isdigit, text)) for text in cells[1]):
            continue
        if whole.field == "honorific":
            alone = fields.isdisjoint(NAMES)
            result[beside.index] = replace(beside, field="full_name", certainty=0.9) if alone else beside
            continue
        scripts = [script_of(" ".join(texts[:_LOOKED_AT])) for texts in cells]
        if scripts[1] == "LATIN" != scripts[0] and "latin_name" not in fields:
            result[beside.index] = replace(beside, field="latin_name", certainty=0.6)
        elif _is_merged(grid, table, whole.index) and not any(
            two in one or one in two for one, two in zip(*cells, strict=True)
        ):
            first = re.split(r"[^\w'’]+", plain(whole.header))[0]
            halves = (
                ["given_name", "family_name"]
                if "given_name" in words.fields_of(first)
                else ["family_name", "given_name"]
            )
            for guess, half in zip((whole, beside), halves, strict=True):
                result[guess.index] = replace(guess, field=half, certainty=0.9)
    return result


def merged_beside(grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words) -> list[ColumnGuess]:
    """The columns without a heading beside one of dates or telephone numbers: the last days of the courses, where no
    day is before that beside it or one heading is merged over both, and second numbers below such a heading."""
    result = list(guesses)
    fields = {guess.field for guess in guesses}
    for first, beside in pairwise(guesses):
        if beside.field is not None or table.headers[beside.index]:
            continue
        merged = _is_merged(grid, table, first.index)
        if first.field == "phones" and merged:
            result[beside.index] = replace(beside, field="phones", certainty=0.9)
        elif first.field in ("dates", "start") and "end" not in fields:
            rows = [row for row in table.rows if is_filled(cell_in(grid, row, beside.index))]
            days = [[_day(cell_in(grid, row, one.index), words) for one in (first, beside)] for row in rows]
            if days and all(last and (merged or (day and day <= last)) for day, last in days):
                result[beside.index] = replace(beside, field="end", certainty=0.9)
                fields.add("end")
    return result


def start_before_end(guesses: list[ColumnGuess], cells_of: Sequence[Sequence[Cell]], words: Words) -> list[ColumnGuess]:
    """The last days of courses are not told alone: the first days stand in the only column that nobody knows of days
    which are each at most so long before them. To be looked at."""
    fields = {guess.field: guess.index for guess in guesses}
    if "end" not in fields or fields.keys() & {"start", "dates", "course_year"}:
        return guesses
    ends = [_day(cell, words) for cell in cells_of[fields["end"]]]
    fitting = []
    for guess in guesses:
        days = [_day(cell, words) for cell in cells_of[guess.index]] if guess.field is None else []
        pairs = [(first, last) for first, last in zip(days, ends, strict=False) if first and last]
        if len(pairs) == sum(map(bool, days)) > 1 and all(_are_one_course(*pair) for pair in pairs):
            fitting.append(guess)
    return [replace(one, field="start", certainty=GUESSED) if [one] == fitting else one for one in guesses]


def _are_one_course(first: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether a course can begin on the first day and end on the last: within the month after it."""
    months = [12 * year + month for year, month, *_day_of in (first, last)]
    return first <= last and months[1] - months[0] <= 1


def days_below_one_heading(
    guesses: list[ColumnGuess], cells_of: Sequence[Sequence[Cell]], words: Words
) -> list[ColumnGuess]:
    """Two columns of dates side by side below one heading are the first and the last days, "Date: x, y", where in
    nearly all rows the second day is not before the first."""
    fields = {guess.field for guess in guesses}
    result = list(guesses)
    for first, last in pairwise(guesses):
        above, apart, _below = first.header.partition(" / ")
        one_heading = bool(apart) and last.header.partition(" / ")[:2] == (above, apart)
        if not one_heading or first.field != "dates" or last.field != "dates" or fields & {"start", "end"}:
            continue
        days = [[_day(cell, words) for cell in cells_of[one.index]] for one in (first, last)]
        told = [one <= other for one, other in zip(*days, strict=False) if one and other]
        if told and sum(told) >= (1 - _BY_CHANCE) * len(told):
            for guess, name in ((first, "start"), (last, "end")):
                result[guess.index] = replace(guess, field=name, certainty=0.9)
            fields |= {"start", "end"}
    return result


def _day(cell: Cell, words: Words) -> tuple[int, ...] | None:
    """Year, month and day, as the calendar of the cell counts them, that a cell tells; None for none."""
    if isinstance(cell, date):
        return cell.year, cell.month, cell.day
    told = parse_date(raw_text(cell), words)
    return None if told is None else tuple(part or 0 for part in (told.start.year, told.start.month, told.start.day))


def _is_merged(grid: Grid, table: FoundTable, index: int) -> bool:
    """Whether the heading of a column is merged with that of the next."""
    merged = [(first, last) for first, last in grid.merges if first[0] in table.header_rows and first[1] == index]
    return any(last[1] == index + 1 for _first, last in merged)


def _told(field: str, grid: Grid, table: FoundTable, index: int, words: Words) -> int:
    """How many cells of a column hold a date, name a product or say how the course ended, where those of another column
    of such a heading may say something else."""
    cells = [grid.rows[row][index] for row in table.rows if index < len(grid.rows[row])]
    if field == "product":
        return sum(words.product_of(raw_text(one)) is not None for one in cells)
    if field == "outcome":
        texts = [raw_text(one) for one in cells if is_filled(one)]
        plainly = sum(words.status_of(field, text) is not None for text in texts)  # more than "active", which is a yes
        return 2 * plainly + sum(yes_or_no(text, words) is not None for text in texts)
    texts = [plain(raw_text(one)) for one in cells if is_filled(one) and not isinstance(one, date)]
    dated = sum(text in words.sets["ditto"] or parse_date(text, words) is not None for text in texts)
    return dated + sum(isinstance(one, date) for one in cells)


def names_by_content(guesses: list[ColumnGuess], table: FoundTable, words: Words) -> list[ColumnGuess]:
    """The column of names, of people or firms, that only its cells show, where no heading names one; in a list of firms
    a heading of names that does not speak of their owners is that of the firms."""
    if table.kind == ENTERPRISES and not any(guess.field == "business_name" for guess in guesses):
        led = [one.index for one in guesses if one.field == "owner_name" and not words.speaks_of(one.header, "owner")]
        if len(led) == 1:
            return [replace(one, field="business_name") if one.index == led[0] else one for one in guesses]
        return [
            replace(guess, field="business_name", certainty=0.6)
            if guess.index in table.key_columns and not guess.field else guess
            for guess in guesses
        ]  # fmt: skip
    names = {guess.field for guess in guesses} & NAMES
    if table.kind not in WITH_NAMES or names - {"family_name"}:
        return guesses
    told = [guess.index for guess in guesses if guess.index in table.key_columns and not guess.field]
    name = "given_name" if names else "full_name"
    meant = dict.fromkeys(told, name)
    if table.shape is not None and len(told) > 1 and table.shape.halves:
        meant = dict.fromkeys(told, "family_name") | {told[0]: "given_name"}
    certainty = GUESSED if table.shape is not None else 0.6
    return [
        replace(guess, field=meant[guess.index], certainty=certainty) if guess.index in meant else guess
        for guess in guesses
    ]


def parts_below_one_heading(guesses: list[ColumnGuess], cells_of: Sequence[Sequence[Cell]]) -> list[ColumnGuess]:
    """The columns side by side below one heading of names are the parts of each, "Name: first, middle, last", unless
    they repeat each other, in another spelling too, or are in several scripts."""
    result = list(guesses)
    for above, group in groupby(guesses, key=lambda guess: guess.field in _PARTS and guess.header.partition(" / ")[0]):
        parts = list(group)
        fields = [part.field for part in parts]
        if not above or len(parts) < 2 or "full_name" not in fields or not all(" / " in one.header for one in parts):
            continue
        told = list(zip(*([plain(raw_text(cell)) for cell in cells_of[part.index]] for part in parts), strict=False))
        repeated = sum(any(one and one in other for one, other in permutations(row, 2)) for row in told)
        repeated += sum(_spelt_twice(row) for row in told)
        if repeated * 2 > len(told) or len({_script(cells_of[part.index]) for part in parts}) > 1:
            continue
        for part in parts:
            last = part is parts[-1] and "family_name" not in fields
            if part.field == "full_name":
                result[part.index] = replace(part, field="family_name" if last else "given_name", certainty=0.9)
    return result


def _spelt_twice(parts: Sequence[str]) -> bool:
    """Whether two texts are of as many words, several, and most of these begin alike: "Caaltuu Dabalaa Guutaa" and
    "Chaltu Debela Guta" are one name."""
    words = [part.split() for part in parts]
    if len(words) != 2 or len(words[0]) != len(words[1]) or len(words[0]) < 2:
        return False
    return sum(one[0] == other[0] for one, other in zip(*words, strict=True)) * 2 > len(words[0])


def halves_told(guesses: list[ColumnGuess], cells_of: Sequence[Sequence[Cell]]) -> list[ColumnGuess]:
    """ "Surname" beside "Name" that hardly ever repeats it: the second is the given name. So is what stands under a
    heading of its own between given name and surname, the middle one of three. "Name" of one word beside "Given name"
    is the surname."""
    first = {guess.field: guess.index for guess in reversed(guesses) if guess.field}
    if {"given_name", "full_name"} <= first.keys() and "family_name" not in first:
        return _surname_told(guesses, cells_of, first["full_name"], first["given_name"])
    if not {"family_name", "full_name"} <= first.keys():
        return guesses
    if "given_name" in first and {first["given_name"], first["family_name"]} != {
        first["full_name"] - 1, first["full_name"] + 1,
    }:  # fmt: skip
        return guesses
    pairs = zip(*(cells_of[first[name]] for name in ("family_name", "full_name")), strict=False)
    told = [
        (plain(raw_text(one)), plain(raw_text(other))) for one, other in pairs if is_filled(one) and is_filled(other)
    ]
    if not told or sum(family in whole for family, whole in told) > _BY_CHANCE * len(told):
        return guesses
    if "given_name" in first and len({_script(cells_of[first[name]]) for name in ("given_name", "full_name")}) > 1:
        return guesses
    return [replace(one, field="given_name") if one.index == first["full_name"] else one for one in guesses]


def half_beside(
    guesses: list[ColumnGuess], cells_of: Sequence[Sequence[Cell]], kind: str, words: Words
) -> list[ColumnGuess]:
    """The only half of names is not alone: beside it, below a heading that nobody knows, is the other half where that
    holds nothing but names, of which most differ, and one of both is of single words. To be looked at."""
    halves = [guess for guess in guesses if guess.field in NAMES]
    other = _OTHER_HALF.get(str(halves[0].field)) if len(halves) == 1 else None
    if kind not in WITH_NAMES or other is None:
        return guesses
    known = halves[0].index
    own = [plain(raw_text(cell)) for cell in cells_of[known] if is_filled(cell)]
    for beside in guesses[max(known - 1, 0) : known + 2]:
        names = [plain(raw_text(cell)) for cell in cells_of[beside.index] if is_filled(cell)]
        plainly = all(has_letters(name) and not any(map(str.isdigit, name)) for name in names)
        told = {words.composed(beside.header), *words.fields_of(beside.header)}
        unknown = beside.field is None and told.isdisjoint({"", *FIELDS[kind]})
        differ = len(set(names)) >= max(_FEWEST_NAMES, _MOST_DIFFER * len(own))
        if unknown and plainly and differ and (_are_single(own) or _are_single(names)):
            return [replace(one, field=other, certainty=GUESSED) if one is beside else one for one in guesses]
    return guesses


def _are_single(names: Sequence[str]) -> bool:
    return sum(" " not in name for name in names) >= (1 - _BY_CHANCE) * len(names)


def _surname_told(
    guesses: list[ColumnGuess], cells_of: Sequence[Sequence[Cell]], name: int, given: int
) -> list[ColumnGuess]:
    told = [
        (plain(raw_text(one)).split(), plain(raw_text(other)).split())
        for one, other in zip(cells_of[name], cells_of[given], strict=False) if is_filled(one) and is_filled(other)
    ]  # fmt: skip
    repeated = sum(not set(own).isdisjoint(other) for own, other in told)
    single = sum(len(own) == 1 for own, _other in told)
    whole = sum(len("".join(other)) > _LONGEST_INITIAL for _own, other in told)
    if abs(name - given) != 1 or not told or repeated > _BY_CHANCE * len(told):
        return guesses
    if min(single, whole) < (1 - _BY_CHANCE) * len(told) or _script(cells_of[name]) != _script(cells_of[given]):
        return guesses
    return [replace(one, field="family_name") if one.index == name else one for one in guesses]


def _script(cells: Sequence[Cell]) -> str | None:
    return script_of(" ".join(raw_text(cell) for cell in cells[:_LOOKED_AT]))


def names_settled(guesses: Sequence[ColumnGuess], languages: Collection[str]) -> list[ColumnGuess]:
    """One half of a name without the other is the whole name; so is a Latin name alone. In Mongolian one's own name is
    a half beside the father's."""
    fields = {guess.field for guess in guesses}
    whole = None
    if "full_name" not in fields:
        halves = fields & {"given_name", "family_name"}
        whole = halves.pop() if len(halves) == 1 else None
        if not fields & {"given_name", "family_name"} and whole is None:
            whole = "latin_name"
        if whole == "given_name" and "father_name" in fields and "mn" in languages:
            whole = None
    return [
        replace(guess, field="full_name", certainty=0.9) if whole and guess.field == whole else guess
        for guess in guesses
    ]
