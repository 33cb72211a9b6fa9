"""School years, such as 2018-2019, as titles and cells tell them."""

import re
from functools import lru_cache

from trainer_app.lists.scripts import has_letters, plain
from trainer_app.lists.word_finder import one_of, stands_alone
from trainer_app.lists.words import Words

_TO = r"\s*[-‐‑–—―−~/]\s*"
_SCHOOL_YEAR = re.compile(rf"(?<!\d)(20\d\d|25\d\d){_TO}((?:20|25)?\d\d)(?!\d)")
_YEARS = rf"(?<!\d)\d{{4}}(?:{_TO}(?:\d{{4}}|0?\d\d))?(?!\d)"  # of any calendar; Nepal also writes 2078/079


def school_year(text: str) -> str | None:
    """A school year that a title tells, such as 2018-2019."""
    match = _SCHOOL_YEAR.search(plain(text))
    if match is None:
        return None
    first, second = int(match.group(1)), int(match.group(2))
    second += first - first % 100 if second < 100 else 0
    return f"{first}-{second}" if second == first + 1 else None


def school_year_named(text: str, words: Words) -> str | None:
    """The year or years beside a word for a school year in a longer text: "classes, gestión 2019", "2021—2022学年"."""
    text = plain(text)
    for match in _named(words).finditer(text) if any(map(str.isdigit, text)) else ():
        part = "name" if match["name"] else "behind"
        if stands_alone(text, *match.span(part)):
            years = match["years"] or match["before"]
            return school_year(years) or re.sub(r"\s+", "", years)
    return None


@lru_cache(maxsize=4)
def _named(words: Words) -> re.Pattern[str]:
    known = {alias for alias, fields in words.aliases.items() if "school_year" in fields}
    named = one_of(known | {plain(spelling) for alias in known for spelling in words.spellings[alias]})
    of = r"[\s.:,(–-]*(?:(?:de|del|do|da|of)\s+)?"
    return re.compile(
        rf"(?<!de )(?P<name>{named}){of}(?P<years>{_YEARS})"  # but not "rapport de gestion 2019"
        rf"|(?P<before>{_YEARS})[\s-]*(?:оны\s+)?(?P<behind>{named})"
    )


def school_year_said(text: str) -> str:
    """What stands behind a label for it: "Sept 2021 to June 2022" as 2021-2022, else as it is."""
    if found := school_year(text):
        return found if has_letters(text) else text
    years = sorted({int(year) for year in re.findall(r"(?<!\d)(?:20|25)\d\d(?!\d)", plain(text))})
    consecutive = len(years) == 2 and years[1] == years[0] + 1
    return f"{years[0]}-{years[1]}" if consecutive else text
