"""Rows of a list that only add up others, classes or marks of attendance, though no word for a total stands in them."""

from collections.abc import Mapping, Sequence

from trainer_app.lists.kinds import COUNTS, NAMES
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import plain

_FEWEST_DAYS = 2  # of which a row says how many were there
_CALLED = NAMES | {"honorific", "attendance_total"}
_MOST_TEXTS, _FEWEST_TEXTS = 1, 3  # of such a row, and of the rows that it sums up


def rows_of_sums(rows: Mapping[int, Mapping[str, Value]]) -> list[int]:
    """The numbers of the rows that say nothing but a name and what the rows below them, or those above, add up to.

    rows: the values of each row by its number, in the order of the sheet.
    """
    bare = _bare(rows)
    order = list(rows)
    blocks = _blocks(order, bare)
    return [
        number for number in order if number in bare
        and any(_adds_up(rows[number], [rows[one] for one in block]) for block in blocks[number])
    ]  # fmt: skip


def rows_of_attendance(rows: Mapping[int, Mapping[str, Value]]) -> list[int]:
    """The numbers of the rows below numbered people that only say how many of these were there on each day.

    rows: as for rows_of_sums; the people are marked by signs, or by 1 and 0, and the counts by more than that.
    """
    numbered = [number for number, values in rows.items() if _told("serial", values)]
    marks = {text for number in numbered for text in _marks(rows[number])}
    if not numbered or any(text.isdecimal() and int(text) > 1 for text in marks):
        return []
    below = {number: values for number, values in rows.items() if number > numbered[-1]}
    return [number for number, values in below.items() if _counts_people(values, len(numbered))]


def _marks(values: Mapping[str, Value]) -> list[str]:
    """What a row says of the days of a course."""
    return [plain(value.raw) for name, value in values.items() if name.startswith("attendance:") and value.raw.strip()]


def _counts_people(values: Mapping[str, Value], people: int) -> bool:
    """Whether a row has nothing but what it is called and how many of so many people, on several days."""
    others = {name for name in values if _told(name, values) and not name.startswith("attendance:")}
    counts = [int(text) if text.isdecimal() else people + 1 for text in _marks(values)]
    few = len(counts) >= _FEWEST_DAYS and max(counts) <= people and any(count > 1 for count in counts)
    return few and others <= _CALLED


def _bare(rows: Mapping[int, Mapping[str, Value]]) -> set[int]:
    """The rows that tell too little to be a class: no number in a list that has them, or no text but one name."""
    numbered = {number for number, values in rows.items() if _told("serial", values)}
    have_numbers = len(numbered) * 2 > len(rows)
    texts = {number: sum(_told(name, values) for name in values.keys() - COUNTS - {"serial"})
             for number, values in rows.items()}  # fmt: skip
    full = sum(count >= _FEWEST_TEXTS for count in texts.values()) * 2 > len(rows)
    few = {number for number, count in texts.items() if count <= _MOST_TEXTS}
    return few - numbered if have_numbers else few if full else set()


def _told(name: str, values: Mapping[str, Value]) -> bool:
    """Whether a row itself tells a field: not as the cell above it, nor by another field."""
    return name in values and bool(values[name].raw.strip())


def _blocks(order: Sequence[int], bare: set[int]) -> dict[int, list[list[int]]]:
    """Of each bare row the full rows right below it and right above it, up to the next bare ones."""
    found: dict[int, list[list[int]]] = {}
    for place, number in enumerate(order):
        if number in bare:
            found[number] = [_up_to(order[place + 1 :], bare), _up_to(order[:place][::-1], bare)]
    return found


def _up_to(order: Sequence[int], bare: set[int]) -> list[int]:
    end = next((place for place, number in enumerate(order) if number in bare), len(order))
    return list(order[:end])


def _adds_up(values: Mapping[str, Value], block: Sequence[Mapping[str, Value]]) -> bool:
    """Whether the people of a row are those of a block together; women and men, where that is not told of each."""
    told = {name: _number(values, name) for name in sorted(COUNTS)}
    whole = {"participants": told["participants"]} if told["participants"] is not None else told
    sums = [
        amount == sum(_number(one, name) or 0 for one in block)
        for name, amount in whole.items() if amount is not None
    ]  # fmt: skip
    return bool(block) and bool(sums) and all(sums) and any(told.values())


def _number(values: Mapping[str, Value], name: str) -> int | None:
    """A number of people; of one that is asked about what was typed."""
    if name not in values:
        return None
    value, typed = values[name].value, plain(values[name].raw)
    return value if isinstance(value, int) else int(typed) if typed.isdecimal() else None
