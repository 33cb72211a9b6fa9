"""The columns of names that nobody knows the heading of: told by their cells and by what stands beside them."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

from trainer_app.lists.scripts import Cell, clean, has_letters, is_filled
from trainer_app.lists.words import Words

_FEWEST = 2  # names in a column
_MOST_SIGNS = 3  # different words in a column of sexes
_WHO_TOOK_PART = frozenset({"participants"})


def names_by_content(below: Sequence[Sequence[Cell]], fields: Sequence[Collection[AbstractSet[str]]]) -> list[int]:
    """The column of names before those of the fathers, else the first one of names of which hardly any stand twice.

    below: rows under the header. fields: of each column, what each of its headings from top to bottom is known as; one
    for those who took part, "Trainees", may count them or name them.
    """
    if before := names_before_father(below, fields):
        return before
    for column, known in enumerate(fields):
        names = () if any(one - _WHO_TOOK_PART for one in known) else _plain_names(below, column)
        if names and len(set(names)) * 5 >= len(names) * 4:
            return [column]
    return []


def other_names(
    headers: Sequence[Sequence[str]], fields: Sequence[Collection[AbstractSet[str]]], words: Words
) -> list[int]:
    """The columns whose headings nobody knows but for their word for names: "Name of somebody"."""
    return [
        column for column, (chain, known) in enumerate(zip(headers, fields, strict=True))
        if not any(known) and any(words.speaks_of(one, "name") and words.composed(one) != "" for one in chain)
    ]  # fmt: skip


def names_before_father(below: Sequence[Sequence[Cell]], fields: Sequence[Collection[AbstractSet[str]]]) -> list[int]:
    """The column of names right before that of the fathers' names: a given name may stand in many rows."""
    father = next((column for column, known in enumerate(fields) if any("father_name" in one for one in known)), 0)
    if father == 0 or any(fields[father - 1]):
        return []
    return [father - 1] if len(set(_plain_names(below, father - 1))) > _MOST_SIGNS else []


def _plain_names(below: Sequence[Sequence[Cell]], column: int) -> Sequence[str]:
    """The names in a column; none where too many of its filled cells are no names."""
    cells = [row[column] for row in below if column < len(row) and is_filled(row[column])]
    texts = [clean(cell) for cell in cells if isinstance(cell, str) and has_letters(cell)]
    names = [text for text in texts if not any(map(str.isdigit, text)) and len(text) > 1]
    return names if len(names) >= _FEWEST and len(names) * 5 >= len(cells) * 3 else ()
