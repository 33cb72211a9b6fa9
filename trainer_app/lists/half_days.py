"""Headings that name a day and a part of it, two for every day: "D1 m" beside "D1 t", whatever the letters mean."""

import re
from collections import Counter
from collections.abc import Sequence

from trainer_app.lists.scripts import plain
from trainer_app.lists.words import Words

_PART_BEHIND = re.compile(r"(?P<day>.*\d(?:.*[\W_])?)(?P<part>[^\W\d_]{1,12})\W*")  # "D1 m", "12 May (am)"
_PART_BEFORE = re.compile(r"(?P<part>[^\W\d_]{1,12})\W+(?P<day>\D*\d+)\W*")  # "am D1", "matin J1"
_JOINED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")  # within "a.-m."


def are_halves(headings: Sequence[str]) -> bool:
    """Whether all headings are halves of days, of the same two names."""
    told = [one for one in map(_day_and_part, headings) if one is not None]
    return 0 < len(told) == len(headings) and len({part for _day, part in told}) == 2 and two_each_day(told)


def two_each_day(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether columns, each by its day and what part of it, are two for every day."""
    dated = all(any(map(str.isdigit, plain(day))) and not any(map(str.isdigit, plain(part))) for day, part in pairs)
    return dated and set(Counter(day for day, _part in pairs).values()) == {2}


def halves_among(texts: Sequence[str], words: Words) -> set[str]:
    """The texts, of a row of headings, that name a part of a day, where they are halves of days: of no years or modules
    told for women and men."""
    named = {text: told[1] for text in texts if (told := _day_and_part(text)) is not None}
    of_sexes = words.sex_words.issuperset(named.values())
    return set(named) if are_halves(list(named)) and not of_sexes else set()


def _day_and_part(heading: str) -> tuple[str, str] | None:
    text = _JOINED.sub("", plain(heading).replace(".", ""))
    found = _PART_BEHIND.fullmatch(text) or _PART_BEFORE.fullmatch(text)
    return (re.sub(r"\W+", " ", found["day"]).strip(), found["part"]) if found is not None else None
