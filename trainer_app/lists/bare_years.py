"""A year beside a word that says that it is one: "año 2017", "2018 yılı", "en 2019"."""

import re
from functools import lru_cache

from trainer_app.lists.word_finder import one_of
from trainer_app.lists.words import Words

_LONGEST = 24  # letters
_CALENDARS = ("ethiopian", "buddhist", "bikram", "persian", "minguo", "gregorian")
_SIGNS = frozenset({"yy", "yyyy", "aaaa"})  # for the digits of a year, in headings


def without_year_word(text: str, words: Words) -> str:
    """The year alone of a plain text that says nothing else; any other text as it is."""
    if len(text) > _LONGEST or text.isdecimal():
        return text
    match = _pattern(words).fullmatch(text)
    return next(filter(None, match.groups()), text) if match is not None else text


@lru_cache(maxsize=4)
def _pattern(words: Words) -> re.Pattern[str]:
    signs = {sign for calendar in _CALENDARS for sign in words.sets[calendar]}  # which tell more than that it is one
    known = {word for word in words.sets["year_heading"] - _SIGNS if not any(sign in word for sign in signs)}
    named = one_of(known)
    before = rf"(?:l'|el\s+|o\s+)?(?:{named})[\s.:]*(?:(?:de|del|of)\s+)?"
    return re.compile(
        rf"(?:(?:en|em|in|au cours de)\s+)?(?:{before}|(?<=\s))(\d{{4}})"
        rf"|(\d{{4}})[\s.-]*(?:{named})(?:ы|у|і|i|ı|u|и)?\.?"
    )
