"""Cells that only a person has: a sex, a birth, a telephone or identity number; a row with them is nobody's total."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from trainer_app.lists.dates import parse_date
from trainer_app.lists.scripts import Cell, is_filled, is_number, plain, raw_text
from trainer_app.lists.words import Words

_OWN = ("sex", "phones", "national_id", "birth_date", "birth_year", "email")
_FEWEST_DIGITS = 7  # of a telephone or identity number; no list has as many people


def own_columns(fields: Sequence[Mapping[str, object] | set[str]]) -> dict[int, str]:
    """The columns of a table that hold what only one person has: index -> field, by the fields of their headings."""
    found = ((index, next((name for name in _OWN if name in named), None)) for index, named in enumerate(fields))
    return {index: name for index, name in found if name is not None}


def tells_one_person(row: Sequence[Cell], name: str, own: Mapping[int, str], words: Words) -> bool:
    """Whether the cells of a row beside its name are those of one person. name: what stands where the names are.

    A sex alone does not tell, where the name is that of a group: "Total women".
    """
    told = {field for index, field in own.items() if index < len(row) and _is_own(row[index], field, words)}
    return bool(told - {"sex"}) or (bool(told) and _may_name_one(name, words))


def _is_own(cell: Cell, field: str, words: Words) -> bool:
    if not is_filled(cell):
        return False
    text = plain(raw_text(cell))
    if field == "sex":
        return text.strip(" .") in words.sex_words
    if field == "email":
        return "@" in text
    if field == "birth_year":
        return text.isdecimal() and 1900 <= int(text) <= date.max.year and len(text) == 4
    if field == "birth_date":
        return isinstance(cell, date) or (not is_number(cell) and parse_date(text, words) is not None)
    return len(re.sub(r"\D", "", text)) >= _FEWEST_DIGITS and "%" not in text


def _may_name_one(name: str, words: Words) -> bool:
    """Whether a text is more than a word for a total, and says neither a number, a sex nor what a heading says."""
    text = plain(name)
    if any(map(str.isdigit, text)) or words.fields_of(text):
        return False
    parts = re.split(r"[\s()/:,.\-–]+", text)
    rest = [part for part in parts if part and part not in words.sets["total"]]
    return len(rest) > 0 and not any(part in words.sex_words or words.fields_of(part) for part in rest)
