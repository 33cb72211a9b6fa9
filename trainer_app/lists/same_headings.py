"""Headings that nobody knows, told by the cells below them in one table of a list: they mean the same in the next."""

from collections.abc import Sequence
from dataclasses import replace

from trainer_app.lists.kinds import FIELDS
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import plain
from trainer_app.lists.words import Words

_BY_CELLS = frozenset({"education", "email", "sex"})


class SameHeadings:
    """What the cells told of unknown headings so far: heading -> field."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.told: dict[str, str] = {}

    def lend(self, guesses: Sequence[ColumnGuess], kind: str) -> tuple[ColumnGuess, ...]:
        """The columns of a table, those without a field with that of the same heading in an earlier table."""
        result = list(guesses)
        for place, guess in enumerate(result):
            heading = plain(guess.header)
            if not heading or self.words.fields_of(heading):
                continue
            name = self.told.get(heading)
            if guess.field in _BY_CELLS:
                self.told.setdefault(heading, guess.field)
            elif guess.field is None and name is not None and name in FIELDS[kind] - {one.field for one in result}:
                result[place] = replace(guess, field=name, certainty=0.6)
        return tuple(result)
