"""Words that may mean "the same as above" though nobody knows them: asked about, and taken for nothing until then."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import Cell, has_letters, is_filled, plain, raw_text
from trainer_app.lists.sheets import Grid
from trainer_app.lists.tables import FoundTable
from trainer_app.lists.words import Words
from trainer_app.texts import _

_FEWEST = 3  # columns of one row in which such a word stands
_LONGEST = 20  # letters of it
_NOT_LOOKED_AT = frozenset({"serial", "remark", "full_name", "latin_name", "given_name", "family_name"})
_TESTED = frozenset({"sex", "product", "start", "end", "dates", "birth_date", "birth_year", "age", "phones"})
"""Fields of which no word can be that is not known."""
_SAME, _UNKNOWN, _ITSELF = "same", "unknown", "itself"


def with_dittos(
    words: Words, grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], column: ColumnOf
) -> tuple[Words, frozenset[str]]:
    """The words with those that a person said to mean "as above" or "not known", and those that nobody spoke of yet."""
    found = _likely(grid, table, guesses, words)
    meant: dict[str, set[str]] = {"ditto": set(), "unknown": set()}
    open_: set[str] = set()
    for word, rows in found.items():
        text = _('"{word}" stands in several columns of a row. Does it mean the same as above?').format(word=word)
        options = [(_SAME, _("Yes, the same as above")), (_UNKNOWN, _("No: it is not known")),
                   (_ITSELF, _("No: it is what it says"))]  # fmt: skip
        answer = column(guesses[0], "").ask(f"same {word}", text, options, rows)
        if answer is None:
            open_.add(word)
        elif answer != _ITSELF:
            meant["ditto" if answer == _SAME else "unknown"].add(word)
    if not any(meant.values()):
        return words, frozenset(open_)
    sets = {**words.sets, **{kind: words.sets[kind] | told for kind, told in meant.items()}}
    return replace(words, sets=sets), frozenset(open_)


def _likely(
    grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words
) -> Mapping[str, list[int]]:  # fmt: skip
    """Such words, each with the rows (from 1) in which it stands: in several columns at once, right below filled cells,
    where one of them can hold no such word."""
    looked_at = [one for one in guesses if one.field and ":" not in one.field and one.field not in _NOT_LOOKED_AT]
    if len(looked_at) < _FEWEST:
        return {}
    indexes = [guess.index for guess in looked_at]
    cells = [_of_row(grid.rows[row], indexes) for row in table.rows]
    likely: dict[str, list[int]] = {}
    for number, own in enumerate(cells[1:], 1):
        if len(own) - len(set(own)) < _FEWEST - 1:
            continue  # as in most rows
        told = [cell for cell in own if isinstance(cell, str) and is_filled(cell)]
        if len(told) - len(set(told)) < _FEWEST - 1 or table.rows[number] != table.rows[number - 1] + 1:
            continue
        cell, count = Counter(told).most_common(1)[0]
        columns = [index for index, one in enumerate(own) if one == cell]
        below = all(is_filled(cells[number - 1][index]) for index in columns)
        tested = any(looked_at[index].field in _TESTED for index in columns)
        if count >= _FEWEST and below and tested and _may_be(plain(cell), words):
            likely[plain(cell)] = []
    for row, own in zip(table.rows if likely else (), cells, strict=False):
        for word in likely.keys() & {plain(raw_text(cell)) for cell in own}:
            likely[word].append(row + 1)
    return {word: rows for word, rows in likely.items() if rows[0] != table.rows[0] + 1}


def _of_row(row: Sequence[Cell], indexes: Sequence[int]) -> list[Cell]:
    return [row[index] if index < len(row) else "" for index in indexes]


def _may_be(word: str, words: Words) -> bool:
    """Whether a word says nothing that is known: no sex, product, answer or mark."""
    if len(word) > _LONGEST or any(map(str.isdigit, word)) or not has_letters(word) or word in words.instead:
        return False
    marks = words.sets["present"] | words.sets["absent"] | words.sets["half"] | words.sets["excused"]
    return word not in marks | words.sex_words and words.product_of(word) is None
