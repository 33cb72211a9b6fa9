"""Totals of people under headings that nobody knows: women, men and all by their sums, the dates of their courses."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from trainer_app.lists.dates import parse_date
from trainer_app.lists.guessed import confirmed
from trainer_app.lists.header_words import header_word
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import GUESSED, ColumnGuess
from trainer_app.lists.scripts import Cell, is_filled, is_number, raw_text
from trainer_app.lists.sums import tells_parts, whole_sums
from trainer_app.lists.words import Words
from trainer_app.texts import N_, _

_MOST_OF, _FEWEST_DATES, _FEWEST_NAMES = 0.8, 2, 3  # of a column's cells
_INITIALLED = re.compile(r"[^\W\d_]{1,3}\.\s*[^\W\d_](?:[^\W\d]|[ .'’-])+")
_CODE = re.compile(r"([^\W\d_]{2,})(?=.*\d)[\w\s./-]{1,30}")  # "RVS/23/01"
_OTHER = {"women": "men", "men": "women"}
_NEITHER = N_("Neither: they count something else")


def settled_by_counts(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], words: Words, column: ColumnOf
) -> tuple[ColumnGuess, ...]:
    """The columns of a table of totals, with those that only their cells tell.

    Where two columns add up to a third and a heading names neither women nor men, a person is asked once which is
    which; until then only the sum is taken, to be looked at.
    """
    texts = [[raw_text(cell).strip() for cell in cells] for cells in cells_of]
    result, asked = _with_parts(guesses, texts, column)
    fields = {guess.field for guess in result}
    if not fields & {"women", "men", "participants"}:
        result = _with_first(result, "participants", lambda index: tells_parts(texts[index]))
    if not fields & {"dates", "start", "end", "school_year"}:
        result = _with_first(result, "dates", lambda index: _are_dates(cells_of[index], words))
    if "course_code" not in fields:
        result = [
            replace(one, field="course_code")
            if _may_number(one, words) and _are_codes(texts[one.index], words)
            else one
            for one in result
        ]
    if "trainer" not in fields:
        result = _with_first(result, "trainer", lambda index: _are_initialled(texts[index]))
    return confirmed(result, len(texts[0]), column, but=asked)


def parts_told(guesses: Sequence[ColumnGuess], headers: Sequence[Sequence[str]], words: Words) -> list[ColumnGuess]:
    """The columns of a table of totals below one heading that counts people: what is above several of them is of none
    alone, "Students" over three words that nobody knows; beside their total a word for people is a part of them,
    "Apprenantes", "Apprenants", "Total". What they are their sums tell, or an answer (see settled_by_counts).

    headers: per column its headings from top to bottom.
    """
    result = list(guesses)
    for above, group in groupby(guesses, key=lambda guess: tuple(headers[guess.index][:-1])):
        members = list(group)
        labels = {one.index: header_word(headers[one.index][-1]) for one in members if above}
        summed = any(label in words.sets["total"] for label in labels.values())
        for one in members if len(labels) > 1 else ():
            label = labels[one.index]
            own = "participants" in words.fields_of(label, within=True) or words.speaks_of(label, "number")
            if one.field == "participants" and label not in words.sets["total"] and (summed or not own):
                result[one.index] = replace(one, field=None, certainty=0.0)
    return result


def _with_parts(
    guesses: Sequence[ColumnGuess], texts: Sequence[Sequence[str]], column: ColumnOf
) -> tuple[list[ColumnGuess], int | None]:
    """The columns with women, men and all of them told by their sum: one of both by its heading, or by an answer; and
    the column of the sum while that is open."""
    result = list(guesses)
    fields = {guess.field for guess in guesses}
    free = {guess.index: texts[guess.index] for guess in guesses if guess.field in (None, *_OTHER, "participants")}
    sums = [one for one in whole_sums(free) if _may_be(guesses, one)]
    if not sums or (set(_OTHER) <= fields and "participants" in fields):
        return result, None
    *parts, whole = sums[0]
    named = {guesses[part].field: part for part in parts if guesses[part].field}
    answer = None if named else _asked(guesses, sums[0], len(texts[whole]), column)
    if answer == "none":
        return result, None
    if answer is not None:
        named = {"women": parts[int(answer == "second")]}
    for name, part in named.items():
        other = parts[1 - parts.index(part)]
        result[part] = replace(result[part], field=name, certainty=1.0)
        result[other] = replace(result[other], field=_OTHER[str(name)], certainty=1.0)
    if "participants" not in fields or guesses[whole].field:
        result[whole] = replace(result[whole], field="participants", certainty=1.0 if named else GUESSED)
    return result, None if named else whole


def _may_be(guesses: Sequence[ColumnGuess], columns: tuple[int, int, int]) -> bool:
    """Whether no heading says that a column of a sum is another part of it, or the whole."""
    first, second, whole = (guesses[index].field for index in columns)
    return whole in (None, "participants") and "participants" not in (first, second) and (
        first is None or first != second
    )  # fmt: skip


def _asked(guesses: Sequence[ColumnGuess], columns: tuple[int, int, int], touched: int, column: ColumnOf) -> str | None:
    first, second, whole = (guesses[index].header for index in columns)
    text = _('The columns "{first}" and "{second}" add up to "{whole}". Which of them counts women?').format(
        first=first, second=second, whole=whole
    )
    options = [("first", first), ("second", second), ("none", _(_NEITHER))]
    lent = column(guesses[columns[0]], "women")
    return lent.ask("sums", text, options, touched)


def _with_first(guesses: Sequence[ColumnGuess], name: str, fits: Callable[[int], bool]) -> list[ColumnGuess]:
    """The columns with the first unknown one that fits as a guess at a field."""
    found = next((guess.index for guess in guesses if guess.field is None and fits(guess.index)), None)
    return [replace(one, field=name, certainty=GUESSED) if one.index == found else one for one in guesses]


def _may_number(guess: ColumnGuess, words: Words) -> bool:
    """Whether a heading is that of the number of a course in the list, or of a reference."""
    return guess.field == "serial" or (guess.field is None and words.speaks_of(guess.header, "reference"))


def _are_codes(texts: Sequence[str], words: Words) -> bool:
    """Whether what numbers the courses of a list are codes, each another: "RVS/23/01", and not "No. 1"."""
    filled = [_CODE.fullmatch(text) for text in texts if text]
    told = {match[0] for match in filled if match is not None and "serial" not in words.fields_of(match[1])}
    return len(filled) > 1 and len(told) == len(filled)


def _are_initialled(texts: Sequence[str]) -> bool:
    """Whether nearly all cells of a column begin with initials or a form of address: "B. Karimov", "Mrs. Otieno"."""
    filled = [text for text in texts if text]
    people = sum(_INITIALLED.fullmatch(text) is not None for text in filled)
    return people >= max(_FEWEST_NAMES, _MOST_OF * len(filled))


def _are_dates(cells: Sequence[Cell], words: Words) -> bool:
    """Whether nearly all cells of a column that say something are days or intervals of days."""
    filled = [cell for cell in cells if is_filled(cell)]
    said = [parse_date(raw_text(cell), words) for cell in filled if not is_number(cell)]
    days = sum(one is not None and one.start.month is not None for one in said)
    return days >= max(_FEWEST_DATES, _MOST_OF * len(filled))
