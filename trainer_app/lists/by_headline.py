"""Woman or man told once for many: by a line above them ("Women"), by the heading of their block, by their sheet."""

from collections.abc import Mapping, Sequence

from trainer_app.lists.by_sex import is_by_sex
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.scripts import clean, is_filled, plain, raw_text
from trainer_app.lists.sheets import Grid, sheet_of
from trainer_app.lists.tables import FoundTable
from trainer_app.lists.words import Words
from trainer_app.texts import _


def with_sex_above(
    rows: Mapping[int, dict[str, Value]], grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words
) -> dict[int, dict[str, Value]]:
    """The rows (by number from 0) with the sex that the last line above each tells, where no column tells any."""
    if any(guess.field == "sex" or is_by_sex(guess.field or "") for guess in guesses) or not table.rows:
        return dict(rows)
    told = _of_word(sheet_of(grid.name), words)
    filled = [index for index, chain in enumerate(table.headers) if chain]
    first, last = (filled[0], filled[-1]) if filled else (0, len(grid.rows[table.rows[0]]))
    top = min([*table.title_rows, *table.header_rows, table.rows[0]])
    result, people = dict(rows), set(table.rows)
    for number in range(top, table.rows[-1] + 1):
        if number in people:
            if told is not None:
                result[number] = {**result[number], "sex": told}
            continue
        if number in table.header_rows[:1]:
            continue
        cells = [cell for cell in grid.rows[number][first : last + 1] if is_filled(cell)]
        if len(cells) == 1 and (said := _of_word(raw_text(cells[0]), words)) is not None:
            told = said
    return result


def _of_word(text: str, words: Words) -> Value | None:
    """The sex that a line which says nothing else names by a whole word, of one meaning wherever it is used."""
    word = plain(text).strip(" .:-–—*()")
    meanings = {one.sexes[word] for one in words.sexes if word in one.sexes}
    if len(word) < 2 or len(meanings) != 1:
        return None
    return Value(clean(text), meanings.pop(), "converted", _("by the line above"))
