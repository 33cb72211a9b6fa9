"""What somebody said that the columns of a table are, by their headings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trainer_app.lists.header_words import header_word
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import clean, column_letters

BY_PLACE = ("attendance", "after")
"""Fields of which a table has several columns, each known by its place."""


def as_said(guesses: Sequence[ColumnGuess], headings: Mapping[str, str]) -> tuple[ColumnGuess, ...]:
    """The columns as somebody said what their headings (see heading_keys) are: field by heading, "" for nothing.

    A column of attendance, or of values after a module, is told from the others of its kind by its place.
    """
    said = {header_word(heading): name for heading, name in headings.items()}
    result = []
    for guess, key in zip(guesses, heading_keys(guesses), strict=True):
        name = said.get(header_word(key))
        if name is not None and name != (guess.field or "").partition(":")[0]:
            name = f"{name}:{guess.index}" if name in BY_PLACE else name
            guess = replace(guess, field=name or None, certainty=1.0 if name else 0.0)
        elif name:
            guess = replace(guess, certainty=1.0)
        result.append(guess)
    return tuple(result)


def heading_keys(guesses: Sequence[ColumnGuess]) -> list[str]:
    """The headings of a table's columns, each told from the others: a second "Name" is "Name (D)"."""
    keys: list[str] = []
    used: set[str] = set()
    for guess in guesses:
        keys.append(header_key(guess, used))
        used.add(keys[-1])
    return keys


def header_key(guess: ColumnGuess, used: set[str]) -> str:
    """A name for an unknown column among a row's extras, unique in the table."""
    key = clean(guess.header)
    return key if key not in used else f"{key} ({column_letters(guess.index)})"
