"""Headings told by the cells below them in one table of a list: they mean the same in the next."""

from collections.abc import Sequence
from dataclasses import replace

from trainer_app.lists.kinds import FIELDS
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import plain
from trainer_app.lists.words import Words

_BY_CELLS = frozenset({"education", "email", "sex", "business_type"})
_INSTEAD = {"business_type": "occupation"}  # of what their cells may tell another than a known heading says


class SameHeadings:
    """What the cells told of headings so far that nobody knows, or that say less: heading -> field."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.told: dict[str, str] = {}

    def lend(self, guesses: Sequence[ColumnGuess], kind: str) -> tuple[ColumnGuess, ...]:
        """The columns of a table, those that the heading does not tell with what it was in an earlier table."""
        result = list(guesses)
        for place, guess in enumerate(result):
            heading = plain(guess.header)
            known = self.words.fields_of(heading)
            if not heading or (known and guess.field not in _INSTEAD.keys() | set(_INSTEAD.values())):
                continue
            name = self.told.get(heading)
            if guess.field in _BY_CELLS and guess.field not in known:
                self.told.setdefault(heading, guess.field)
            elif name is None or guess.field not in (None, _INSTEAD.get(name)):
                continue
            elif name in FIELDS[kind] - {one.field for one in result}:
                result[place] = replace(guess, field=name, certainty=0.6)
        return tuple(result)
