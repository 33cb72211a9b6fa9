"""What the lines above a table, and the heads of its X columns, say of the course."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest

from trainer_app.lists.births import read_dates
from trainer_app.lists.columns import Column, Entry, marked
from trainer_app.lists.marks import product_value
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import Cell, clean, is_filled, raw_text
from trainer_app.lists.words import Words

_FIELDS = ("product", "start", "end", "dates", "venue", "trainer", "organiser", "course_code")


@lru_cache(maxsize=4)
def _labels(aliases: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(alias) for alias in sorted(aliases, key=len, reverse=True))
    # a colon, plain or full-width, after the word, which may be followed by something in brackets
    return re.compile(rf"(?<![^\W\d_])({words})\s*(?:[((][^))]*[))])?\s*[::]\s*", re.IGNORECASE)


def _pattern(words: Words) -> re.Pattern[str]:
    aliases = {
        spelling
        for alias, fields in words.aliases.items()
        if any(name in _FIELDS for name in fields)
        for spelling in (alias, *words.spellings.get(alias, ()))
    }
    return _labels(tuple(sorted(aliases)))


def course_texts(row: Sequence[Cell], words: Words) -> list[tuple[str, str]]:
    """The (field, text) pairs that a line such as "Course: SYB, Date: …" labels; empty for any other line."""
    pattern = _pattern(words)
    pairs = []
    for cell in row:
        if not isinstance(cell, str) or not is_filled(cell):
            continue
        text = clean(cell)
        matches = list(pattern.finditer(text))
        for match, following in zip_longest(matches, matches[1:]):
            said = text[match.end() : following.start() if following else len(text)].strip(" ,;/–-")
            field = next((name for name in _FIELDS if name in words.fields_of(match.group(1))), None)
            if field and said:
                pairs.append((field, said))
    return pairs


def has_course_labels(row: Sequence[Cell], words: Words) -> bool:
    return bool(course_texts(row, words))


def read_course(texts: Iterable[tuple[str, str]], column: Column) -> dict[str, Value]:
    """The course's values from labelled texts. `column` lends its languages, calendar hints and questions."""
    values: dict[str, Value] = {}
    for field, text in texts:
        if field in ("start", "end", "dates"):
            dated = read_course_dates(text, field, column)
            values |= {name: value for name, value in dated.items() if name not in values}
        elif field not in values:
            entry = Entry(column.header_row, text, text)
            values[field] = product_value(entry, column.words) if field == "product" else marked(entry, text)
    return values


def read_course_dates(text: str, field: str, column: Column) -> dict[str, Value]:
    """The "start" and "end" of one text; read as a column of one cell."""
    column.field = field
    return read_dates(column, [Entry(column.header_row, text, text)]).get(column.header_row, {})


def product_column_dates(code: str, header: Sequence[str], column: Column) -> dict[str, Value]:
    """The "start:SYB" and "end:SYB" where a lower header cell of an X column holds the dates."""
    for text in header:
        if any(character.isdigit() for character in text):
            found = read_course_dates(raw_text(text), "dates", column)
            if any(value.value is not None for value in found.values()):
                return {f"{name}:{code}": value for name, value in found.items()}
    return {}
