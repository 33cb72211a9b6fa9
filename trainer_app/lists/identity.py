"""Several columns of numbers of identity papers: of each person one number is kept, and which a person says."""

from collections.abc import Sequence
from dataclasses import replace

from trainer_app.lists.id_rules import bare
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.said_headings import heading_keys
from trainer_app.lists.scripts import Cell, raw_text
from trainer_app.texts import _

NUMBER = "national_id"
"""The field of the numbers of identity papers, of which a table may have several columns."""


def kept_first(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], column: ColumnOf
) -> Sequence[ColumnGuess]:
    """The columns as they are to be read, that of the kept numbers first. Asked where people have different ones."""
    papers = [guess for guess in guesses if guess.field == NUMBER]
    touched = sum(_differ(cells) for cells in zip(*(cells_of[guess.index] for guess in papers), strict=True))
    if not touched:
        return guesses
    keys = heading_keys(guesses)
    named = {keys[guess.index]: guess for guess in papers}
    text = _(
        "Several columns hold different identity numbers of the same people: {columns}. Of each person one is kept; "
        "the others stay only as what was typed. Which is kept?"
    )
    options = [(key, key) for key in named]
    text = text.format(columns=", ".join(f'"{key}"' for key in named))
    answer = column(papers[0], "").ask("kept", text, options, touched)
    kept = named[answer] if answer else papers[0]
    return sorted(guesses, key=lambda guess: guess is not kept)


def _differ(cells: Sequence[Cell]) -> bool:
    """Whether the cells of one row hold several numbers."""
    numbers = {bare(raw_text(cell)) for cell in cells}
    return sum(any(map(str.isdigit, number)) for number in numbers) > 1


def one_kept(first: Value, second: Value) -> Value:
    """Two numbers of one person as one value: the first that can be read; what was typed is both."""
    kept, other = (second, first) if first.value is None else (first, second)
    raw = "; ".join(dict.fromkeys(text for text in (first.raw, second.raw) if text))
    if other.mark == "refused":
        return replace(kept, raw=raw, mark="refused" if kept.value is None else "unsure", note=other.note)
    return replace(kept, raw=raw, mark=kept.mark or "converted")
