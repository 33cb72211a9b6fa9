"""Letters for managers and workers, "G" and "T" or "M" and "W", by what those who have them do in their firm."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import Cell, plain, raw_text
from trainer_app.lists.words import Words

_LONGEST = 4  # letters of such a sign
_FEWEST, _NEARLY_ALL = 2, 0.75  # people of a sign whose position tells the same role


def roles_by_letter(cells: Sequence[Cell], positions: Sequence[Cell], words: Words) -> Mapping[str, str]:
    """Manager and worker by the two plain signs of a column, as the positions beside them tell; empty unless both do.

    The column says more than the positions, of which some are not known and others mislead: a foreman may be sent as
    one of the workers.
    """
    told: dict[str, Counter[str]] = {}
    for cell, position in zip(cells, positions, strict=False):
        if (sign := plain(raw_text(cell))) and sign not in words.instead:
            role = words.status_of("role", raw_text(position))
            told.setdefault(sign, Counter()).update([role] if role else [])
    answers = words.sets["present"] | words.sets["absent"]
    if len(told) != 2 or told.keys() <= answers or any(len(sign) > _LONGEST or not sign.isalpha() for sign in told):
        return {}
    found = {}
    for sign, roles in told.items():
        role, count = roles.most_common(1)[0] if roles else ("", 0)
        if count < _FEWEST or count < _NEARLY_ALL * roles.total():
            return {}
        found[sign] = role
    return found if len(set(found.values())) == 2 else {}


def with_roles_by_letter(words: Words, guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]]) -> Words:
    """The words with those letters of a table, the cells of its columns given, as words for what they mean."""
    cells = {guess.field: told for guess, told in zip(guesses, cells_of, strict=True)}
    letters = roles_by_letter(cells.get("role", ()), cells.get("position", ()), words)
    if not letters:
        return words
    sets = {**words.sets}
    for sign, role in letters.items():
        sets[f"role:{role}"] = sets[f"role:{role}"] | {sign}
    return replace(words, sets=sets)
