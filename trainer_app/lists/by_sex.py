"""Columns of which one is for women and one for men: a mark, an age or a year of birth under the right heading."""

import re
from collections.abc import Callable, Mapping, Sequence

from trainer_app.lists.births import read_dates
from trainer_app.lists.births_or_ages import read_birth_years
from trainer_app.lists.columns import Column, Entry, unsure
from trainer_app.lists.numbers import read_ages
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.scripts import plain
from trainer_app.lists.words import Words
from trainer_app.texts import _

MARK = "sexmark"
BORN = ("birth_year", "birth_date", "age")
"""What such a column may hold besides marks; its field is then "birth_year:F"."""
_YEARS = range(1900, 2101)


def is_by_sex(field: str) -> bool:
    """Whether a field is that of a column for one sex, "sexmark:F" or "age:M"."""
    name, _colon, sex = field.partition(":")
    return bool(sex) and (name == MARK or name in BORN)


def sex_marked(header: str, cells: Sequence[str], words: Words) -> str | None:
    """The field of the only column with marks for one sex, "Women (x)"; for who has none see with_unmarked."""
    named = [part for part in re.split(r"[\s()/:,]+", plain(header)) if part in words.sex_words]
    if len(named) != 1 or not cells or not words.sets["present"].issuperset(cells):
        return None
    meanings = {vocabulary.sexes[named[0]] for vocabulary in words.sexes if named[0] in vocabulary.sexes}
    return f"{MARK}:{meanings.pop()}" if len(meanings) == 1 else None


def sex_of_jobs(header: str, words: Words) -> str | None:
    """The one sex that a heading of occupations names, "Jobs (F)"; None for any other."""
    parts = [part for part in re.split(r"[\s()/:,.-]+", plain(header)) if part]
    named = [part for part in parts if part in words.sex_words]
    rest = " ".join(part for part in parts if part not in named)
    if len(named) != 1 or "occupation" not in words.fields_of(rest, within=True):
        return None
    meanings = {one.sexes[named[0]] for one in words.sexes if named[0] in one.sexes}
    return meanings.pop() if len(meanings) == 1 else None


def read_by_sex(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """The value "sex" of every row that the column marks, and the birth or age that stands there instead of a mark.

    A word for the other sex is open.
    """
    name, _colon, sex = column.field.partition(":")
    meant = {entry: _meanings(plain(entry.text), sex, column) for entry in entries}
    marks = [entry for entry in entries if plain(entry.text) in column.words.sets["present"] or meant[entry] == {sex}]
    absent = [entry for entry in entries if plain(entry.text) in column.words.sets["absent"]]
    other = [entry for entry in entries if entry not in marks and meant[entry]]
    told = [entry for entry in entries if entry not in marks + absent + other]
    values = _births(column, told, _kind(name, told)) if told else {}
    for entry in other:
        values[entry.row] = {"sex": unsure(entry, None, _("woman or man?"))}
    for entry in marks:
        values[entry.row] = {}
    for entry in marks + told:
        note = _("by the column in which it stands")
        values[entry.row]["sex"] = Value(entry.raw, sex, "converted", note)
    return values


def _meanings(word: str, sex: str, column: Column) -> set[str]:
    """What sexes a word can be of below a heading of one, in the ways of writing that this is in: M below "Mujer"."""
    named = set(re.split(r"[\s()/:,.–-]+", plain(column.header)))
    if word in named & column.words.sex_words:
        return {sex}
    ways = [way.sexes for way in column.words.sexes if not named.isdisjoint(way.sexes)]
    return {way[word] for way in ways if word in way}


def _kind(name: str, entries: Sequence[Entry]) -> str:
    if name != MARK:
        return name
    numbers = [int(text) for entry in entries if (text := plain(entry.text)).isdecimal() and len(text) < 5]
    if len(numbers) != len(entries):
        return "birth_date"
    return "birth_year" if all(number in _YEARS for number in numbers) else "age"


def _births(column: Column, entries: Sequence[Entry], name: str) -> dict[int, dict[str, Value]]:
    column.field = name
    reader = {"age": read_ages, "birth_year": read_birth_years, "birth_date": read_dates}[name]
    return reader(column, entries)


def with_unmarked(
    rows: Mapping[int, dict[str, Value]], guesses: Sequence[ColumnGuess], column: Callable[[ColumnGuess, str], Column]
) -> dict[int, dict[str, Value]]:
    """The rows, those without a mark in the only column of marks for a sex likely of the other: asked once."""
    marked = [guess for guess in guesses if is_by_sex(guess.field or "")]
    alone = len(marked) == 1 and not any(guess.field == "sex" for guess in guesses)
    if not alone or not (marked[0].field or "").startswith(f"{MARK}:"):
        return dict(rows)
    others = [number for number, values in rows.items() if "sex" not in values]
    if not others or len(others) == len(rows):
        return dict(rows)
    sex = "M" if (marked[0].field or "").endswith(":F") else "F"
    options = [(sex, _("Man") if sex == "M" else _("Woman")), ("unknown", _("Leave it empty"))]
    text = _('What are those without a mark under "{column}"?').format(column=marked[0].header)
    answer = column(marked[0], marked[0].field or "").ask("unmarked", text, options, others)
    note = _("without a mark in the column for the other sex")
    value = Value("", None if answer == "unknown" else sex, "unsure" if answer is None else "converted", note)
    return {number: values if "sex" in values else {**values, "sex": value} for number, values in rows.items()}


def both(first: Value, second: Value) -> Value:
    """The sex of a row that two columns tell."""
    if first.value == second.value:
        return first
    if first.value is None or second.value is None:
        return second if first.value is None else first
    return Value(f"{first.raw}; {second.raw}", None, "unsure", _("woman or man?"))


def told_twice(first: Value, second: Value) -> Value:
    """The age, birth or outcome of a row that two columns tell: certain where they agree or one is empty."""
    if first.value is None or second.value in (None, first.value):
        return second if first.value is None else first
    return Value(f"{first.raw}; {second.raw}", None, "unsure", _("not the same in two columns"))
