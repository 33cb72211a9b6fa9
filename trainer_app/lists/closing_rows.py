"""Rows below people or courses that only count them, though no word for a total may stand in them."""

from collections.abc import Sequence

from trainer_app.lists.scripts import Cell, has_letters, is_filled, plain, raw_text
from trainer_app.lists.words import Words

_DATES = frozenset({"dates", "start", "end"})
_ACTIVITIES = frozenset({"activity", "product"})


def counts_marks(cells: Sequence[Cell], first: str, words: Words) -> bool:
    """Whether a row only says how many were there on each day: "Present", 18, 17, 18."""
    numbers = [cell for cell in cells if cell is not first and plain(raw_text(cell)).isdecimal()]
    return (
        len(first) > 1 and len(numbers) > 1 and len(numbers) == len(cells) - 1
        and plain(first) in words.sets["present"] | words.sets["absent"]
    )  # fmt: skip


def undated(row: Sequence[Cell], headers: Sequence[Sequence[str]], words: Words) -> bool:
    """Whether a row says nothing in the columns of dates that its table has. headers: see FoundTable."""
    dated = _headed(headers, _DATES, words)
    return bool(dated) and not any(index < len(row) and is_filled(row[index]) for index in dated)


def unnamed(row: Sequence[Cell], headers: Sequence[Sequence[str]], words: Words) -> bool:
    """Whether a row says something in the column of activities, and nothing in it names a product."""
    named = _headed(headers, _ACTIVITIES, words)
    told = [plain(raw_text(row[index])) for index in named if index < len(row) and is_filled(row[index])]
    said = [text for text in told if has_letters(text) and text not in words.sets["ditto"]]
    texts = [raw_text(cell) for cell in row if is_filled(cell)]
    return bool(said) and not any(map(words.product_of, texts))


def _headed(headers: Sequence[Sequence[str]], fields: frozenset[str], words: Words) -> list[int]:
    """The columns with a heading of one of some fields."""
    told = [{name for one in chain for name in words.fields_of(one, within=True)} for chain in headers]
    return [index for index, names in enumerate(told) if names & fields]
