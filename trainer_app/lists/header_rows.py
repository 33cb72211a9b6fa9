"""Which rows of a sheet are headers: those that are mostly words of headings, known whole or by their single words."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from trainer_app.lists.half_days import halves_among
from trainer_app.lists.header_words import header_word
from trainer_app.lists.kinds import is_of_people, kind_of
from trainer_app.lists.numbers import bracket_of
from trainer_app.lists.owners import names_firm, names_indicator
from trainer_app.lists.question_numbers import unnumbered
from trainer_app.lists.scripts import Cell, is_filled, plain, raw_text
from trainer_app.lists.weekdays import without_weekdays
from trainer_app.lists.words import Words

_FEWEST_COMPOSED = 3  # headings known where some are known by their single words only
_FEWEST_ABOVE = 2  # headings known in a row above the others
_COUNTED = frozenset({"women", "men", "participants"})
_LONGEST_OCCASION, _FEWEST_OCCASIONS = 14, 3  # letters of a heading such as "12 May", and how many a header has
_FEWEST_BRACKETS, _LONGEST_BRACKET = 2, 20  # of ages, each the heading of a column; letters of one
_COUNTED_OCCASION = re.compile(r"(\D*[^\W\d_]\D*?)\s*(\d{1,2})")
_DAY = re.compile(r"\d{1,2}(?:\s*[./-]\s*\d{1,2}(?:\s*[./-]\s*\d{2,4})?|[\s.\-]*([^\W\d_][^\s\d.]{2,11})\.?)?")


def is_header(row: Sequence[Cell], words: Words, below: Sequence[Cell] = ()) -> bool:
    """At least two different fields named, enough to know a kind of table by; a header is mostly header words.

    Headings that only their single words tell count too, where three are known and one of them as a whole.
    below: the row under it, which may say women, men and total.
    """
    first = next((plain(raw_text(cell)) for cell in row if is_filled(cell)), "")
    if first.isdecimal():
        return False
    if _names_indicator_of_firms(row, below, words):
        return True
    if _is_labelled(row, words):
        return False
    exact: set[str] = set()
    composed: set[str] = set()
    texts = _without_occasions([cell for cell in row if isinstance(cell, str) and is_filled(cell)], words)
    known = sure = 0
    for looked_at, cell in enumerate(texts):
        if (looked_at - known) * 2 > len(texts):
            return False  # too many that are no header words already, as in most rows
        named = words.fields_of(cell)
        told = None if named or any(map(str.isdigit, unnumbered(cell))) else _told_within(cell, words)
        sure += bool(named)
        known += bool(named) or told is not None
        exact |= named.keys()
        composed |= {told} if told else set()
    fields = exact | composed
    if not sure or known < 2 or len(fields) < 2 or known * 2 < len(texts):
        return False
    counts = _COUNTED if _names_sexes(below, words) else frozenset()
    if sure >= 2 and len(exact) >= 2 and sure * 2 >= len(texts) and kind_of(exact | counts) is not None:
        return True
    enough = known >= _FEWEST_COMPOSED and len(fields) >= _FEWEST_COMPOSED
    if enough and (kind_of(fields | counts) is not None or is_of_people(fields)):
        return True
    if sure < _FEWEST_COMPOSED:
        return False
    within = {name for cell in texts for name in words.fields_of(cell, within=True)}
    return kind_of(fields | within | counts) is not None


def begins_above(rows: Sequence[Sequence[Cell]], top: int, words: Words) -> bool:
    """Whether the header known by a row begins in the one right above, which has the headings of the columns that this
    leaves empty, and words for groups of the others: "No" | "Training" || "Phone" over "" | "Kind" | "Place" | ""."""
    if top == 0:
        return False
    row = rows[top]
    alone = [
        above
        for above, cell in zip_longest(rows[top - 1], row, fillvalue="")
        if is_filled(above) and not is_filled(cell)
    ]
    known = sum(isinstance(cell, str) and bool(words.fields_of(cell)) for cell in alone)
    return known >= _FEWEST_ABOVE and known * 2 >= len(alone)


def _is_labelled(row: Sequence[Cell], words: Words) -> bool:
    """Whether all the headings of a row end with a colon and others are told beside them: "Venue:" | "Town Hall"."""
    texts = [raw_text(cell).strip() for cell in row if is_filled(cell)]
    labels = [text for text in texts if text.endswith((":", "："))]
    return 0 < len(labels) < len(texts) and not any(words.fields_of(text) for text in texts if text not in labels)


def _names_indicator_of_firms(row: Sequence[Cell], below: Sequence[Cell], words: Words) -> bool:
    """Whether a row heads names of firms and an indicator, whose values before and after stand under it."""
    values = {name for cell in below if isinstance(cell, str) for name in words.fields_of(cell, within=True)}
    if "baseline" not in values:
        return False
    texts = [cell for cell in row if isinstance(cell, str) and is_filled(cell)]
    return any(names_firm(text, words) for text in texts) and any(names_indicator(text, words) for text in texts)


def _told_within(heading: str, words: Words) -> str | None:
    """The field that the single words of a heading, or known words inside it, tell; "" for none that is kept."""
    composed = words.composed(heading)
    return composed if composed is not None else next(iter(words.fields_of(heading, within=True)), None)


def _without_occasions(texts: list[str], words: Words) -> list[str]:
    """The texts of a row without the days and half-days of a course, where there are several ("12 May", "am"), and
    without brackets of ages."""
    brackets = [text for text in texts if len(text) <= _LONGEST_BRACKET and bracket_of(text)]
    if len(brackets) >= _FEWEST_BRACKETS:
        texts = [text for text in texts if text not in brackets]
    short = [text for text in texts if len(text) <= _LONGEST_OCCASION and not words.fields_of(text, within=True)]
    counted = _counted(texts, words) | halves_among(short, words)
    others = [
        text for text in texts
        if text not in counted and (len(text) > _LONGEST_OCCASION or not _is_occasion(text, words))
    ]  # fmt: skip
    return others if len(texts) - len(others) >= _FEWEST_OCCASIONS and len(others) > 1 else texts


def _counted(texts: list[str], words: Words) -> set[str]:
    """The texts of a row that are one unknown word with the numbers 1, 2, 3 and so on: days, whatever their word is."""
    found: dict[str, dict[int, str]] = {}
    for text in texts:
        match = _COUNTED_OCCASION.fullmatch(plain(text)) if len(text) <= _LONGEST_OCCASION else None
        if match is not None and not words.fields_of(text, within=True):
            found.setdefault(match.group(1), {})[int(match.group(2))] = text
    series = [one for one in found.values() if len(one) >= _FEWEST_OCCASIONS and sorted(one)[0] == 1]
    return {text for one in series if max(one) == len(one) for text in one.values()}


@lru_cache(maxsize=2_000)
def _is_occasion(text: str, words: Words) -> bool:
    text = without_weekdays(plain(text))
    if text in words.sets["session"] or any(text.endswith(f" {day}") for day in words.sets["whole_day"]):
        return True  # "am", "M1 Day 2"
    match = _DAY.fullmatch(text)
    month = match.group(1) if match else None
    return match is not None and (month is None or any(month in names for names in words.months.values()))


def _names_sexes(row: Sequence[Cell], words: Words) -> bool:
    """Whether a row only says women, men and total, as below a heading for a number of people."""
    told = [header_word(raw_text(cell)) for cell in row if is_filled(cell)]
    known = words.sex_words | words.sets["total"]
    return len(told) > 1 and set(told) <= known
