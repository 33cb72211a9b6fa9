"""Headings that name their own answers, "IDP / Host", "Status (refugee, host)": what their cells repeat of them."""

import re
from itertools import takewhile

from trainer_app.lists.column_texts import ColumnTexts
from trainer_app.lists.scripts import plain

_APART = re.compile(r"[()\uff08\uff09\[\]/,،、;|\n]+|\s+(?:or|ou|o|или|або|atau|hoặc|أو|یا|या|বা|au|veya)\s+")
_ENDING = 2  # letters in which a word differs from that for a woman or for several
_SHORTEST_STEM = 4
_MOST_SPELLINGS = 3  # of an answer: of a man, of a woman, with a word more


def repeats_heading(column: ColumnTexts) -> bool:
    """Whether all cells of a column, in which several things are said, are words that its heading has apart; not the
    names of many firms that begin with such a word, "Coop. Sen" under "Unit (Coop./Group)"."""
    parts = [part for part in (part.strip(" .:?") for part in _APART.split(plain(column.header))) if part]
    told = {text for text in column.differing if text not in column.words.instead}
    meant = [next((part for part in parts if _is_of(text, part)), "") for text in sorted(told)]
    return len(set(meant)) > 1 and all(meant) and len(told) <= _MOST_SPELLINGS * len(set(meant))


def _is_of(text: str, part: str) -> bool:
    """Whether a cell says what a part of its heading does, "Déplacée" of "déplacé", "New" of "New business"."""
    if part == text or part.startswith(f"{text} ") or text.startswith(f"{part} "):
        return True
    stem = sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(text, part, strict=False)))
    return stem >= _SHORTEST_STEM and stem >= max(len(text), len(part)) - _ENDING


def tell_groups(column: ColumnTexts) -> bool:
    """Whether most cells name a group of people, "Refugee", "Host community", and several are named."""
    told = [column.words.starts_with("groups", text) for text in column.own]
    return len(column.differing) > 1 and sum(told) * 4 >= len(told) * 3


def names_another_status(column: ColumnTexts) -> bool:
    """Whether below a heading of how a course ended stand groups of people, or the words that the heading names, and
    none of them says how a course ended."""
    answers = column.words.sets["present"] | column.words.sets["absent"]
    if any(text in answers or column.words.status_of("outcome", text) for text in column.told):
        return False
    return tell_groups(column) or repeats_heading(column)


def is_half_known(column: ColumnTexts) -> bool:
    """Whether a heading is taken for what one of its halves says, though the cells are its halves: "IDP / Host"."""
    return "/" in column.header and repeats_heading(column)
