"""Places in two columns of one level, sub-city and woreda say: the finer of them is of the level below."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import Cell, is_filled, plain, raw_text

_BELOW = {"province": "district", "district": "township", "township": "village"}


def with_finer_places(guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]]) -> list[ColumnGuess]:
    """The columns; of two beside each other that name a place of one level, the one that tells more places is of the
    level below, where nothing else is of that."""
    result = list(guesses)
    fields = {guess.field for guess in guesses}
    for left, right in pairwise(guesses):
        below = _BELOW.get(left.field or "")
        if below is None or right.field != left.field or plain(left.header) == plain(right.header):
            continue
        places = [
            len({plain(raw_text(cell)) for cell in cells_of[one.index] if is_filled(cell)}) for one in (left, right)
        ]
        if below not in fields and 0 < min(places) < max(places):
            finer = left if places[0] > places[1] else right
            result[finer.index] = replace(finer, field=below)
            fields.add(below)
    return result
