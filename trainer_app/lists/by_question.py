"""Columns whose heading nobody knows though their cells clearly are sexes, dates, telephone or identity numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import phonenumbers

from trainer_app.lists.by_sex import is_by_sex
from trainer_app.lists.columns import Column
from trainer_app.lists.dates import parse_date
from trainer_app.lists.kinds import FIELDS, PEOPLE, WITH_NAMES
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import Cell, has_letters, is_filled, plain, raw_text
from trainer_app.lists.tables import FoundTable
from trainer_app.lists.words import Words
from trainer_app.texts import N_, _

_FEWEST_CELLS = 3
_MOST_OF = 0.8  # of the cells of a column look alike where one is something
_LONGEST_SEX_WORD = 8
_ID = re.compile(r"(?=(?:.*\d){6})[\w][\w\s./()\-]{5,24}")
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
    """The columns of a list of people, with those that only their cells tell: telephone numbers are taken for what they
    are, for dates and long numbers a person is asked once what they are, for two words that may be a sex what each
    means."""
    if table.kind not in WITH_NAMES or not table.header_rows:
        return tuple(guesses)
    result = list(guesses)
    fields = {guess.field for guess in guesses if guess.field}
    for guess, cells in zip(guesses, cells_of, strict=False):
        texts = [raw_text(cell).strip() for cell in cells if is_filled(cell)]
        texts = [text for text in texts if plain(text) not in words.sets["unknown"] | words.sets["ditto"]]
        if guess.field is not None or len(texts) < _FEWEST_CELLS:
            continue
        name = _looks_like(texts, fields, table.kind, words, column(guess, ""))
        if name is not None:
            result[guess.index] = replace(guess, field=name, certainty=0.5)
            fields.add(name)
    return tuple(result)


def _looks_like(texts: Sequence[str], fields: set[str], kind: str, words: Words, column: Column) -> str | None:
    """The field of a column by its cells, or by what a person answered that they are."""
    sexless = "sex" not in fields and not any(map(is_by_sex, fields))
    if sexless and _may_be_sexes(texts, words):
        return "sex"
    free = FIELDS[kind] - fields
    days = sum((said := parse_date(text, words)) is not None and said.start.day is not None for text in texts)
    if days >= _MOST_OF * len(texts):
        options = [_BORN] if not fields & {"birth_date", "birth_year", "age"} and _BORN in free else []
        options += [_HELD] if kind == PEOPLE and not fields & {"start", "dates"} else []
        return _asked(column, _('What are the dates in the column "{column}" of?'), options)
    if "phones" in free and sum(_is_phone(text, column.country) for text in texts) >= _MOST_OF * len(texts):
        return "phones"
    alike = [text for text in texts if _ID.fullmatch(plain(text))]
    if "national_id" in free and len(set(alike)) >= _MOST_OF * len(texts) and not _counts_up(alike):
        return _asked(column, _('What are the numbers in the column "{column}"?'), ["national_id"])
    return None


def _asked(column: Column, text: str, options: Sequence[str]) -> str | None:
    if not options:
        return None
    answers = [(code, _(_MEANT[code])) for code in (*options, _NOTHING)]
    answer = column.ask("content", text.format(column=column.header), answers, 0)
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
