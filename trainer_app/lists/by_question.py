"""Columns whose heading nobody knows though their cells clearly are sexes, dates, telephone or identity numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median_low

import phonenumbers

from trainer_app.lists.births_or_ages import are_births_of_these_ages
from trainer_app.lists.by_counts import settled_by_counts
from trainer_app.lists.by_sex import is_by_sex
from trainer_app.lists.column_texts import with_dittos
from trainer_app.lists.columns import Column
from trainer_app.lists.dates import parse_date
from trainer_app.lists.guessed import confirmed
from trainer_app.lists.kinds import FIELDS, PEOPLE, TOTALS, WITH_NAMES
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import GUESSED, ColumnGuess
from trainer_app.lists.scripts import Cell, has_letters, is_filled, plain, raw_text
from trainer_app.lists.tables import FoundTable
from trainer_app.lists.unknown_products import with_unknown_products
from trainer_app.lists.words import Words
from trainer_app.texts import N_, _

_FEWEST_CELLS = 3
_MOST_OF, _NEARLY_ALL = 0.8, 0.9  # of the cells of a column look alike where one is something
_LONGEST_SEX_WORD = 8
_LONGEST_CODE = 60
_LAST_SHORT_YEAR = 99
_LONGEST_COURSE = 45  # days between the first and the last
_MOST_MONTHS = 13  # of an Ethiopian year
_GROWN = 12  # years: the youngest who take part
_FEWEST_DAYS = 2
_MAY_BE_DAYS = frozenset({None, "province", "district", "township", "village"})  # "จ.", "อ.": Monday, or a province?
_TICKS = frozenset({"✓", "✔", "√", "☑", "✅", "1", "p", "x"})
_YEARS_APART = 4  # of the births of a class, at least
_CODE = re.compile(r"\d.*[^\W\d_]|[^\W\d_].*\d|\d+[/-]\d+[/-]\d+$")  # "DL01/1", "1399/001-12"
_ID = re.compile(r"(?=(?:.*\d){6})[\w][\w\s./()\-]{5,24}")
_SHORTEST_ID, _LOST_SIGNS = 8, 2  # letters and digits of a number of a paper, where no word says that it is one
_TIME_OF_DAY = re.compile(r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)")
_AGE = re.compile(r"(\d\d)(?:[\s.]*[^\W\d_]{1,6}\.?)?")  # "31 ans"
_AGES, _AGES_APART = range(14, 80), 8
_BIRTHS = frozenset({"birth_date", "birth_year", "age"})
_NO_MONEY = frozenset({"national_id", "phones"})
_BORN, _HELD, _NOTHING = "birth_date", "dates", "none"
_MEANT = {
    "national_id": N_("The number of an identity paper"), _BORN: N_("The birth"), _HELD: N_("The course"),
    _NOTHING: N_("Something else"),
}  # fmt: skip


def settled_by_content(
    guesses: Sequence[ColumnGuess],
    cells_of: Sequence[Sequence[Cell]],
    table: FoundTable,
    words: Words,
    column: ColumnOf,
) -> tuple[ColumnGuess, ...]:
    """The columns of a list, with those that only their cells tell: telephone numbers are taken for what they are, for
    dates and long numbers a person is asked once what they are, for two words that may be a sex what each means, for
    two numbers that add up which of them counts women."""
    if not table.header_rows:
        return tuple(guesses)
    result = _with_pair_of_dates(guesses, cells_of, table.kind, words)
    if table.shape is not None and result[table.shape.serial].field is None:
        result[table.shape.serial] = replace(result[table.shape.serial], field="serial", certainty=0.6)
    if table.kind == TOTALS:
        return settled_by_counts(result, cells_of, words, column)
    if table.kind not in WITH_NAMES:
        return tuple(result)
    result = with_unknown_products(result, cells_of, table.kind, words, column)
    result = _with_days_attended(result, cells_of, table.kind, words)
    fields = {guess.field for guess in result if guess.field}
    silent = words.sets["unknown"] | words.sets["ditto"]
    for guess, cells in zip(result.copy(), cells_of, strict=True):
        if guess.field is not None:
            continue
        texts = [raw_text(cell).strip() for cell in cells if is_filled(cell)]
        texts = [text for text in texts if plain(text) not in silent]
        if len(texts) < 2:
            continue
        taken = fields | _NO_MONEY if words.holds("currency", guess.header) else fields
        name, certainty = _clearly(texts, fields, table.kind, words, column(guess, "").today), 0.5
        if name is None and "age" in fields and not fields & {_BORN, "birth_year"}:
            ages = next(cells_of[one.index] for one in result if one.field == "age")
            name = _BORN if are_births_of_these_ages(cells, ages, words) else None
        if name is None and len(texts) >= _FEWEST_CELLS:
            name = _looks_like(texts, taken, table.kind, words, column(guess, "").country)
        if name is None and len(texts) >= _FEWEST_CELLS:
            if table.shape is not None:  # else its heading would be known, were it what most lists have
                name, certainty = _guess(texts, taken, table.kind, words, column(guess, "").today), GUESSED
            elif "national_id" in FIELDS[table.kind] - taken and _are_ids_of_one_form(texts, words):
                name, certainty = "national_id", GUESSED
            told_of = guesses[guess.index - 1].field if guess.index else None
            if name is None and told_of != "certificate_no":  # behind it stands when it was given
                name, certainty = _answered(texts, taken, table.kind, words, column(guess, "")), 0.5
        if name is not None:
            result[guess.index] = replace(guess, field=name, certainty=certainty)
            fields.add(name)
    return confirmed(result, len(table.rows), column)


def _with_pair_of_dates(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], kind: str, words: Words
) -> list[ColumnGuess]:
    """Two columns side by side, the one a few days after the other in every row, are the start and end of a course."""
    result = list(guesses)
    known = next((guess for guess in guesses if guess.field in ("start", "dates", "end")), None)
    if kind not in (PEOPLE, TOTALS) or {"start", "end"} <= {guess.field for guess in guesses}:
        return result
    for first, second in pairwise(guesses):
        if known not in (None, first, second) or {first.field, second.field} - {None, known and known.field}:
            continue
        if known is not None and known.field == ("start" if known is second else "end"):
            continue
        starts, ends = (with_dittos(cells_of[one.index], words) for one in (first, second))
        pairs = [pair for pair in zip(starts, ends, strict=True) if any(map(is_filled, pair))]
        pairs = [pair for pair in pairs if is_filled(pair[1]) or not _tells_alone(pair[0], words)]
        intervals = sum(_is_interval(*pair, words) for pair in pairs)
        if len(pairs) > 1 and intervals >= _NEARLY_ALL * len(pairs):
            certainty = 0.6 if intervals == len(pairs) else GUESSED
            result[first.index] = replace(first, field="start", certainty=certainty)
            result[second.index] = replace(second, field="end", certainty=certainty)
            break
    return result


def _with_days_attended(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], kind: str, words: Words
) -> list[ColumnGuess]:
    """Columns side by side in which every person has a mark were the days of a course; what only some are, is not."""
    result = list(guesses)
    if kind != PEOPLE or any((guess.field or "").startswith(("attendance:", "product:")) for guess in guesses):
        return result
    marks = words.sets["present"] | words.sets["absent"] | words.sets["half"] | words.sets["excused"]
    groups: list[list[int]] = [[]]
    for guess, cells in zip(guesses, cells_of, strict=True):
        told = [plain(raw_text(cell)) for cell in cells] if guess.field in _MAY_BE_DAYS else []
        marked = len(told) >= _FEWEST_CELLS and all(one in marks for one in told)
        if marked and sum(one in _TICKS for one in told) * 3 > len(told):
            groups[-1].append(guess.index)
        else:
            groups.append([])
    for index in max(groups, key=len) if max(map(len, groups)) >= _FEWEST_DAYS else ():
        result[index] = replace(result[index], field=f"attendance:{index}", certainty=0.5)
    return result


def _is_interval(start: Cell, end: Cell, words: Words) -> bool:
    days = [_day(cell, words, other) for cell, other in ((start, end), (end, start))]
    if days[0] is None or days[1] is None:
        return False
    # the order of day and month may still be open: then the days of both must differ by as much
    return any(0 <= days[1][n] - days[0][n] <= _LONGEST_COURSE for n in (0, 1))


def _tells_alone(start: Cell, words: Words) -> bool:
    """Whether a start beside which no end stands needs none: a month, or the first and the last day in one cell."""
    said = parse_date(raw_text(start), words) if isinstance(start, str) else None
    return said is not None and (said.start.day is None or said.start != said.end)


def _day(cell: Cell, words: Words, other: Cell) -> tuple[int, int] | None:
    """About how many days a cell is from the first day of a calendar, read with the day and with the month first.

    It may be of any calendar, so that there are 13 months of up to 32 days. None for what is no day. other: the cell
    that has its year where it has none.
    """
    if isinstance(cell, date):
        day = _counted(cell.year, cell.month, cell.day)
        return day, day
    year, text = _year(other, words), raw_text(cell)
    said = parse_date(text, words) or (parse_date(f"{text} {year}", words) if year else None)
    if said is None or said.start.month is None:
        return None
    if said.start.day is None and said.short_year and year > _LAST_SHORT_YEAR:
        day = _counted(year, said.start.month, said.start.year or 0)  # "July 29" beside "2022 July 25"
        return day, day
    if said.start.day is None:
        return None
    lent = said.start.year or year
    parts = [(lent, part.month or 0, part.day) for part in (said.start, said.month_first().start)]
    found = [_counted(year, month, day or 0) for year, month, day in parts if month <= _MOST_MONTHS]
    return (found[0], found[-1]) if found else None


def _year(cell: Cell, words: Words) -> int:
    if isinstance(cell, date):
        return cell.year
    said = parse_date(raw_text(cell), words)
    return (said.start.year or 0) if said is not None else 0


def _counted(year: int, month: int, day: int) -> int:
    return round(year * 365.25 + month * 30.44) + day


def _clearly(texts: Sequence[str], fields: set[str], kind: str, words: Words, today: date) -> str | None:
    """The field of a column of intervals of days, or of days or years on which grown people were born."""
    if "serial" not in fields and [plain(text).rstrip(".)") for text in texts] == [
        str(n + 1) for n in range(len(texts))
    ]:
        return "serial"
    if kind == PEOPLE and "certificate_no" not in fields and _is_counted(texts) and parse_date(texts[0], words) is None:
        return "certificate_no"
    read = [said for text in texts if (said := parse_date(text, words)) is not None and said.start.year is not None]
    if len(read) < _MOST_OF * len(texts):
        return None
    dated = kind == PEOPLE and not fields & {"start", "dates"}
    if dated and all(said.start.day and said.start != said.end for said in read):
        return _HELD
    years = [said.start.year or 0 for said in read if not said.short_year]
    grown = years and all(1920 <= year <= today.year - _GROWN for year in years)
    apart = bool(years) and max(years) - min(years) >= _YEARS_APART and len(set(texts)) * 3 >= len(texts) * 2
    if grown and apart and len(years) == len(read) and not fields & _BIRTHS:
        return _BORN if all(said.start.day for said in read) else "birth_year"
    return None


def _is_counted(texts: Sequence[str]) -> bool:
    """Whether codes count on by one in most rows: "DL01/1", "DL01/2" under a heading that nobody knows."""
    if len(texts) < _FEWEST_CELLS or len(set(texts)) < len(texts):
        return False
    if any("@" in text or len(text) > _LONGEST_CODE for text in texts):
        return False
    if not all(_CODE.search(text) for text in map(plain, texts)):
        return False
    groups = [[int(number) for number in re.findall(r"\d+", plain(text))] for text in texts]
    counted = [
        len(one) == len(other) and [later - earlier for earlier, later in zip(one, other, strict=True)].count(0)
        == len(one) - 1 and sum(other) - sum(one) == 1
        for one, other in pairwise(groups)
    ]  # fmt: skip
    return sum(counted) >= _MOST_OF * len(counted)


def _looks_like(texts: Sequence[str], fields: set[str], kind: str, words: Words, country: str | None) -> str | None:
    """The field of a column whose cells look like sexes or telephone numbers."""
    sexless = "sex" not in fields and not any(map(is_by_sex, fields))
    if sexless and _may_be_sexes(texts, words):
        return "sex"
    free = FIELDS[kind] - fields
    if "phones" in free and sum(_is_phone(text, country) for text in texts) >= _MOST_OF * len(texts):
        return "phones"
    return None


def _answered(texts: Sequence[str], fields: set[str], kind: str, words: Words, column: Column) -> str | None:
    """The field of a column of dates or long numbers by what a person answered that they are."""
    free = FIELDS[kind] - fields
    if sum(_TIME_OF_DAY.search(text) is not None for text in texts) >= _MOST_OF * len(texts):
        return None  # when a form was filled in
    read = [said for text in texts if (said := parse_date(text, words)) is not None and said.start.day is not None]
    if len(read) >= _MOST_OF * len(texts):
        grown = any((said.start.year or 0) <= column.today.year - _GROWN for said in read)
        options = [_BORN] if grown and not fields & _BIRTHS and _BORN in free else []
        options += [_HELD] if kind == PEOPLE and not fields & {"start", "dates"} else []
        return _asked(column, _('What are the dates in the column "{column}" of?'), options, len(texts))
    if "national_id" in free and _may_be_ids(texts):
        return _asked(column, _('What are the numbers in the column "{column}"?'), ["national_id"], len(texts))
    return None


def _guess(texts: Sequence[str], fields: set[str], kind: str, words: Words, today: date) -> str | None:
    """The field of a column that only one kind of cell looks like, though not beyond doubt: identity numbers, births
    and ages of people."""
    if _may_be_births(texts, fields, words, today):
        return _BORN
    dated = sum(parse_date(text, words) is not None for text in texts) >= _MOST_OF * len(texts)
    if "national_id" not in fields and not dated and _may_be_ids(texts):
        return "national_id"
    return "age" if kind == PEOPLE and not fields & _BIRTHS and _may_be_ages(texts) else None


def _may_be_births(texts: Sequence[str], fields: set[str], words: Words, today: date) -> bool:
    """Whether nearly all cells are days or years far apart on which grown people may have been born."""
    read = [said for text in texts if (said := parse_date(text, words)) is not None and said.start.year is not None]
    years = [said.start.year or 0 for said in read if not said.short_year]
    grown = [year for year in years if 1920 <= year <= today.year - _GROWN]
    return (
        not fields & _BIRTHS and len(read) >= _MOST_OF * len(texts) and len(grown) >= _MOST_OF * len(texts)
        and max(grown) - min(grown) >= _YEARS_APART and len(set(texts)) * 3 >= len(texts) * 2
    )  # fmt: skip


def _may_be_ids(texts: Sequence[str]) -> bool:
    alike = [text for text in texts if _ID.fullmatch(plain(text))]
    return len(set(alike)) >= _MOST_OF * len(texts) and not _counts_up(alike)


def _are_ids_of_one_form(texts: Sequence[str], words: Words) -> bool:
    """Whether they may be numbers of papers, nearly all about as long as one another and as long as those are."""
    if any(parse_date(text, words) is not None for text in texts):
        return False
    long = [sum(map(str.isalnum, text)) for text in texts]
    usual = max(_SHORTEST_ID, median_low(long))
    alike = sum(abs(one - usual) <= _LOST_SIGNS for one in long)
    return _may_be_ids(texts) and alike >= _MOST_OF * len(texts)


def _may_be_ages(texts: Sequence[str]) -> bool:
    """Whether nearly all cells are numbers of two digits as far apart as the ages of people who work."""
    ages = [int(match[1]) for text in texts if (match := _AGE.fullmatch(plain(text))) is not None]
    grown = [age for age in ages if age in _AGES]
    return (
        len(grown) >= _MOST_OF * len(texts) and max(grown) - min(grown) >= _AGES_APART
        and len(set(grown)) * 3 >= len(grown)
    )  # fmt: skip


def _asked(column: Column, text: str, options: Sequence[str], touched: int) -> str | None:
    if not options:
        return None
    answers = [(code, _(_MEANT[code])) for code in (*options, _NOTHING)]
    answer = column.ask("content", text.format(column=column.header), answers, touched)
    return answer if answer != _NOTHING else None


def _may_be_sexes(texts: Sequence[str], words: Words) -> bool:
    """Whether a column says one of two short words in each row, which are no answers, products or numbers."""
    told = [plain(text).strip(" .()") for text in texts]
    known = words.sets["present"] | words.sets["absent"] | words.sets["half"] | words.sets["excused"]
    different = set(told)
    if different & words.sex_words and len(different) <= 3:
        return True
    plainly = all(word.isalpha() and len(word) <= _LONGEST_SEX_WORD for word in different)
    return len(different) == 2 and plainly and not different & known and len({len(w) == 1 for w in different}) == 1


def _is_phone(text: str, country: str | None) -> bool:
    if has_letters(text):
        return False
    for typed in (plain(text), f"0{plain(text)}"):
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(typed, country)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def _counts_up(texts: Sequence[str]) -> bool:
    """Whether numbers count on row by row, as those of certificates and forms do."""
    numbers = [int("".join(re.findall(r"\d", text)) or 0) for text in texts]
    return all(0 < later - earlier < 10 for earlier, later in pairwise(numbers))
