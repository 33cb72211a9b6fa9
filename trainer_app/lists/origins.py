"""Columns that tell where people came from, beside those of where they live now, as in lists of displaced people."""

from collections.abc import Sequence
from dataclasses import replace

from trainer_app.lists.kinds import PLACES
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.words import Words


def without_origins(guesses: Sequence[ColumnGuess], words: Words) -> list[ColumnGuess]:
    """The columns, those of the places of origin as nothing that is known: "District of origin" where another tells a
    place of that level, or one headed as that of now or of the hosts."""
    placed = [guess for guess in guesses if guess.field in PLACES | {"address"}]
    origins = [guess for guess in placed if words.speaks_of(guess.header, "origin")]
    others = [guess for guess in placed if guess not in origins]
    of_now = any(words.speaks_of(one.header, "current") or words.holds("host", one.header) for one in others)
    left = {guess.index for guess in origins if of_now or any(one.field == guess.field for one in others)}
    return [replace(guess, field=None, certainty=0.0) if guess.index in left else guess for guess in guesses]
