"""The firms that sent people, where the heading above them says something else: "Usaha" is a firm, or what it makes."""

from collections.abc import Sequence
from dataclasses import replace

from trainer_app.lists.kinds import ENTERPRISES, INDICATORS, PEOPLE
from trainer_app.lists.reading import ColumnGuess, ListTable
from trainer_app.lists.scripts import Cell, is_filled, plain, raw_text

_MAY_BE = frozenset({None, "business", "business_type", "occupation", "organisation", "organiser", "category"})


def with_known_firms(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], kind: str, tables: Sequence[ListTable]
) -> tuple[ColumnGuess, ...]:
    """The columns, one of them of firms where most of what it says are the names of firms in the tables read before.

    cells_of: see read; kind: of this table.
    """
    firms = [table for table in tables if table.kind == ENTERPRISES]
    if kind not in (PEOPLE, INDICATORS) or not firms or any(guess.field == "business_name" for guess in guesses):
        return tuple(guesses)
    told = (row.values["business_name"].raw for table in firms for row in table.rows if "business_name" in row.values)
    names = set(map(plain, told))
    for guess, cells in zip(guesses, cells_of, strict=True):
        said = {plain(raw_text(cell)) for cell in cells if is_filled(cell)} if guess.field in _MAY_BE else set[str]()
        if len(said) > 1 and len(said & names) * 2 > len(said):
            found = replace(guess, field="business_name", certainty=0.9)
            return tuple(found if one is guess else one for one in guesses)
    return tuple(guesses)
