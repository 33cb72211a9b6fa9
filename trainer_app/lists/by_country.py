"""Rows of several countries in one table, as a column of countries says."""

from collections.abc import Mapping, Sequence

from trainer_app.countries import find_country
from trainer_app.lists.kinds import WITH_NAMES
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import is_filled, raw_text
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.tables import FoundTable
from trainer_app.lists.words import Words

_MAY_NAME_THEM = frozenset({None, "address", "province", "district", "ethnicity"})  # what its heading is taken for
_SHORTEST = 3  # letters: two are words too
_NEARLY_ALL = 0.8  # of the filled cells of a column of countries
_LOOKED_AT = 10  # cells, of which one must name a country for all the others to be looked at


def countries_of_rows(grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words) -> Mapping[int, str]:
    """The country (ISO 3166) of each row (from 1) of a table of people that has a column of several; else empty.

    A table of one country is no such table: what country that is, the whole list tells. Nor are those of which people
    came back.
    """
    if table.kind not in WITH_NAMES:
        return {}
    for guess in guesses:
        if guess.field not in _MAY_NAME_THEM or words.speaks_of(guess.header, "origin"):
            continue
        texts = {
            row + 1: raw_text(cell).strip() for row in table.rows if is_filled(cell := cell_in(grid, row, guess.index))
        }
        first = list(texts.values())[:_LOOKED_AT]
        if not any(map(_country, first)):
            continue
        known = {text: _country(text) for text in set(texts.values())}
        found = {row: code for row, text in texts.items() if (code := known[text]) is not None}
        if len(set(found.values())) > 1 and len(found) >= _NEARLY_ALL * len(texts):
            return found
    return {}


def _country(text: str) -> str | None:
    return find_country(text) if len(text) >= _SHORTEST and not any(map(str.isdigit, text)) else None
